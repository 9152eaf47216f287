"""Trade measures on small tables worked out by hand, and their properties on the shipped tables."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError, NotCovered
from analysis.measures import trade
from analysis.tables import load

FLOWS = pd.DataFrame(
    [("ARG", "BEL", 2000, 10.0), ("BEL", "ARG", 2000, 30.0), ("ARG", "CHL", 2000, 40.0), ("CHL", "ARG", 2000, 20.0),
     ("DNK", "ARG", 2000, 100.0), ("ARG", "BEL", 2001, 5.0), ("ARG", "CHL", 2001, 50.0), ("CHL", "ARG", 2001, 45.0)],
    columns=["exporter", "importer", "year", "value_kusd"],
)  # fmt: skip


def test_share_by_hand_and_a_missing_flow_is_no_share():
    values = trade.share(FLOWS, "ARG", partner="BEL")
    assert values.to_dict() == {2000: 100 * 40 / 200}
    assert values.attrs["unit"] == "per cent"


def test_partner_percentile_counts_the_larger_partners():
    """In 2000 AAA trades 40 with BBB, 60 with CCC, 100 with DDD; in 2001 5 with BBB, 95 with CCC."""
    assert trade.partner_percentile(FLOWS, "ARG", partner="BEL").to_dict() == {2000: 100.0, 2001: 100.0}
    assert trade.partner_percentile(FLOWS, "ARG", partner="CHL").to_dict() == {2000: 50.0, 2001: 0.0}
    assert trade.partner_percentile(FLOWS, "ARG", partner="DNK").to_dict() == {2000: 0.0}


def test_balance_by_hand():
    assert trade.balance(FLOWS, "ARG", first="BEL", second="CHL").to_dict() == {2000: 40.0}


@pytest.mark.parametrize(("a", "b"), [("PAK", "RUS"), ("IND", "RUS"), ("BRA", "TKM")])
def test_all_pairs_gives_what_the_single_measures_give(a, b):
    table = load("trade")
    turnover, shares = trade.all_pairs(table), trade.all_pairs(table, kind="share")
    pd.testing.assert_series_equal(turnover[a, b].dropna(), trade.turnover(table, a, b=b), check_names=False)
    for one, two in ((a, b), (b, a)):
        pd.testing.assert_series_equal(
            shares[one, two].dropna(), trade.share(table, one, partner=two), check_names=False
        )


def test_all_pairs_hold_each_pair_once_and_no_share_above_the_whole():
    turnover, shares = trade.all_pairs(load("trade")), trade.all_pairs(load("trade"), kind="share")
    assert (turnover.columns.get_level_values(0) < turnover.columns.get_level_values(1)).all()
    assert len(shares.columns) == 2 * len(turnover.columns)
    assert ((shares >= 0) | shares.isna()).all(axis=None)
    assert (shares.T.groupby(level="country").sum() <= 100 + 1e-9).all(axis=None)


def sections(rows):
    return pd.DataFrame(rows, columns=["country", "year", "section", "exports_kusd", "imports_kusd"])


SECTIONS = sections(
    [("IDN", 2000, "SITC0", 1.0, 50.0), ("IDN", 2000, "SITC3", None, 50.0), ("IDN", 2000, "All", 1.0, 100.0),
     ("MEX", 2000, "SITC0", 5.0, 1.0), ("MEX", 2000, "SITC3", 5.0, 1.0), ("MEX", 2000, "All", 10.0, 2.0),
     ("YEM", 2000, "SITC3", 8.0, 1.0), ("YEM", 2000, "All", 8.0, 1.0),
     ("ZMB", 2000, "SITC9", 7.0, 1.0), ("ZMB", 2000, "All", 7.0, 1.0)]
)  # fmt: skip


def test_complementarity_by_hand():
    """Michaely: the same shares 100; half of them 50; nothing in common 0. The median of the three exporters is 50."""
    found = {code: trade.complementarity(SECTIONS, code, importer="IDN")[2000] for code in ("MEX", "YEM", "ZMB")}
    assert found == {"MEX": 100, "YEM": 50, "ZMB": 0}
    lead = trade.complementarity_lead(SECTIONS, "MEX", importer="IDN")
    assert lead[2000] == 50 and lead.attrs["unit"] == "index points"


@given(st.lists(st.tuples(st.floats(0.1, 1e6), st.floats(0.1, 1e6)), min_size=10, max_size=10))
def test_complementarity_lies_between_none_and_perfect(values):
    rows = [("MEX", 2000, f"SITC{k}", x, 1.0) for k, (x, _) in enumerate(values)]
    rows += [("IDN", 2000, f"SITC{k}", 1.0, m) for k, (_, m) in enumerate(values)]
    assert -1e-9 <= trade.complementarity(sections(rows), "MEX", importer="IDN")[2000] <= 100 + 1e-9


def test_every_exporter_has_an_index_and_the_importer_is_not_its_own_partner():
    table = trade.complementarity_all(load("trade_sections"), importer="PAK")
    assert table.index.tolist() == [1995, 2005, 2015] and "PAK" not in table
    assert table.notna().sum(axis=1).gt(200).all()
    assert (table.isna() | ((table >= 0) & (table <= 100))).all(axis=None)


def test_declarations_by_flow():
    """Russia's declaration, million US$, 2014: exports to Pakistan 143, imports 311."""
    table = load("trade_declared")
    found = [trade.declared(table, "RUS", partner="PAK", flow=flow)[2014] for flow in ("exports", "imports", "both")]
    assert found == pytest.approx([143, 311, 454], abs=0.6)


def test_years_without_trade_are_missing_not_zero():
    values = trade.turnover(load("trade_long"), "PAK", b="RUS")
    assert set(range(1984, 1992)).isdisjoint(values.index) and values.notna().all()
    assert 1998 not in trade.turnover(load("trade_long"), "PAK", b="USA").index


@pytest.mark.parametrize(
    "call",
    [
        lambda: trade.share(load("trade"), "PAK", partner="TWN"),
        lambda: trade.partner_percentile(load("trade"), "PAK", partner="TWN"),
        lambda: trade.complementarity(load("trade_sections"), "MCO", importer="PAK"),
        lambda: trade.complementarity_lead(load("trade_sections"), "RUS", importer="MCO"),
        lambda: trade.declared(load("trade_declared"), "RUS", partner="FRA"),
    ],
)
def test_what_the_table_does_not_hold_is_not_covered(call):
    with pytest.raises(NotCovered):
        call()


def test_wrong_words_name_what_is_allowed():
    with pytest.raises(MeasureError, match="give one of turnover, share"):
        trade.all_pairs(FLOWS, kind="sum")
    with pytest.raises(MeasureError, match="give one of both, imports, exports"):
        trade.declared(load("trade_declared"), "RUS", partner="PAK", flow="oil")


def test_measures_leave_the_table_alone():
    before = pd.util.hash_pandas_object(FLOWS).sum()
    trade.all_pairs(FLOWS, kind="share")
    trade.share(FLOWS, "ARG", partner="BEL")
    assert np.equal(pd.util.hash_pandas_object(FLOWS).sum(), before)
