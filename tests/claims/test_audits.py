"""Published figures, row by row from audits.csv, and that an audit can fail."""

import json

import pandas as pd
import pytest

from analysis import tables
from analysis.claims import audits
from analysis.measures import measure

ROWS = audits.listed().to_dict("records")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what']} {row['year']}"[:70])
def test_the_measures_reproduce_a_published_figure(row):
    ours = audits.value(row)
    assert ours == pytest.approx(row["published"], abs=row["tolerance"] + 1e-6), row["source"]


def test_every_row_says_what_it_reads_and_whose_figure_it_is():
    for row in ROWS:
        assert row["what"] and row["source"] and row["unit"] and row["tolerance"] >= 0
        assert all(name in tables.names(local=False) for name in row["tables"].split())
        assert json.loads(row["arguments"])
        if row["measure"]:
            assert callable(measure(row["measure"])) and not pd.isna(row["year"])


def test_no_figure_is_listed_twice():
    listed = audits.listed()
    assert not listed.duplicated(["measure", "tables", "arguments", "year"]).any()


def test_no_tolerance_is_so_wide_that_nothing_could_fail():
    """Less than a tenth of the figure, or of ten where the figure is smaller."""
    listed = audits.listed()
    assert (listed["tolerance"] <= 0.1 * listed["published"].abs().clip(lower=10)).all()


def test_a_number_that_is_off_or_missing_is_not_within_tolerance():
    found = pd.DataFrame(
        {
            "published": [10.0, 10.0, 0.0, 10.0],
            "tolerance": [0.1, 0.1, 0.0, 0.1],
            "ours": [10.1, 10.11, 0.01, float("nan")],
        }
    )
    assert audits.judged(found)["within"].tolist() == [True, False, False, False]


def test_a_row_that_the_table_does_not_have_gives_no_number():
    row = next(one for one in ROWS if not one["measure"] and one["tables"] == "un_resolutions")
    wrong = row | {"arguments": json.dumps({"column": "yes", "where": {"symbol": "A/RES/0/0"}, "divide": 1})}
    assert pd.isna(audits.value(wrong)) and not pd.isna(audits.value(row))


def test_run_judges_every_row():
    assert len(audits.run()) == len(ROWS) and audits.run()["within"].all()
