"""A table that breaks its declaration is never published; frictionless judges the rules as this package does."""

import re
from importlib import resources

import frictionless
import pandas as pd
import pytest

from analysis.errors import SourceError
from analysis.sources import contracts
from analysis.sources.build import write
from analysis.sources.contracts import breaches
from analysis.sources.spec import Column, declared

SCHEMA = {
    "fields": [
        {"name": "country", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]{3}"}},
        {"name": "year", "type": "integer", "constraints": {"required": True, "minimum": 1946}},
        {"name": "share", "type": "number", "constraints": contracts.UNITS["0 to 1"]},
        {"name": "vote", "type": "string", "constraints": {"enum": ["yes", "no"]}},
    ],
    "primaryKey": ["country", "year"],
    "missingValues": [""],
}
GOOD = {"country": ["PAK", "IND"], "year": [1990, 1991], "share": [0.5, 1.0], "vote": ["yes", None]}
BROKEN = {
    "a key twice": ({"country": ["PAK", "PAK"], "year": [1990, 1990]}, "the key country, year is not unique"),
    "a gap in the key": ({"country": ["PAK", None]}, "column country breaks required in 1 rows"),
    "a name instead of a code": ({"country": ["PAK", "India"]}, r"column country breaks pattern \[A-Z\]\{3\} .*'India'"),
    "a year too early": ({"year": [1945, 1990]}, "column year breaks minimum 1946 in 1 rows: 1945"),
    "a share in per cent": ({"share": [0.5, 55.0]}, "column share breaks maximum 1 in 1 rows: 55.0"),
    "a negative share": ({"share": [0.5, -0.1]}, "column share breaks minimum 0"),
    "text among numbers": ({"share": ["0.5", "half"]}, "column share breaks type number"),
    "half a year": ({"year": [1990.5, 1991]}, "column year breaks type integer"),
    "a word that is not in the list": ({"vote": ["yes", "maybe"]}, "column vote breaks enum"),
}  # fmt: skip


def by_frictionless(folder, table):
    table.to_csv(folder / "votes.csv", index=False)
    resource = {"name": "votes", "path": "votes.csv", "profile": "tabular-data-resource", "schema": SCHEMA}
    package = {"name": "some-data", "profile": "data-package", "resources": [resource]}
    return frictionless.Package.from_descriptor(package, basepath=str(folder)).validate().valid


def test_a_table_that_keeps_its_contract_passes_both_checks(tmp_path):
    assert list(breaches(pd.DataFrame(GOOD), SCHEMA)) == []
    assert by_frictionless(tmp_path, pd.DataFrame(GOOD))


@pytest.mark.parametrize("case", BROKEN)
def test_this_package_and_frictionless_refuse_the_same_tables(case, tmp_path):
    changed, message = BROKEN[case]
    table = pd.DataFrame(GOOD | changed)
    assert re.search(message, "; ".join(breaches(table, SCHEMA)))
    assert not by_frictionless(tmp_path, table)


def spec(**changes):
    columns = {
        "fields": (Column("year", "integer", "year", ""), Column("share", "number", "0 to 1", "")),
        "key": ("year",),
        "decimals": {},
        "dtypes": {},
    }
    return next(iter(declared("voeten").values())).but(name="shares", sort=None, **(columns | changes))


def test_a_table_is_written_as_it_is_declared(tmp_path):
    table = pd.DataFrame({"more": [1, 2], "share": [0.126, 0.5], "year": [1991, 1990]})
    found = write(spec(decimals={"share": 2}), table, tmp_path)
    assert (tmp_path / "shares.csv").read_text() == "year,share\n1990,0.5\n1991,0.13\n"
    year, share = (field["constraints"] for field in found["schema"]["fields"])
    assert (year, share) == ({"required": True}, {"minimum": 0, "maximum": 1}) and found["years"] == [1990, 1991]


@pytest.mark.parametrize(("table", "message"), [
    ({"year": [1990], "share": [55]}, "shares: column share breaks maximum 1 in 1 rows: 55. Nothing was changed."),
    ({"year": [1990]}, "shares lacks the columns share. Nothing was changed."),
    ({"year": [], "share": []}, "shares: there is no row"),
])  # fmt: skip
def test_a_broken_table_is_not_written(table, message, tmp_path):
    with pytest.raises(SourceError, match=message):
        write(spec(), pd.DataFrame(table), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_no_declaration_knows_is_named(tmp_path, monkeypatch):
    text = (resources.files("analysis.sources") / "voeten.toml").read_text().replace("remarks =", "remark =")
    (tmp_path / "voeten.toml").write_text(text)
    monkeypatch.setattr("analysis.sources.spec.files", lambda _: tmp_path)
    with pytest.raises(SourceError, match=r"voeten\.toml, ideal_points\.remark: Extra inputs are not permitted"):
        declared("voeten")


def test_other_columns_than_declared_are_named():
    assert list(breaches(pd.DataFrame({"country": ["PAK"]}), SCHEMA)) == [
        "the columns are country, declared are country, year, share, vote"
    ]


def test_integers_and_booleans_with_gaps_keep_their_type():
    schema = {"fields": [{"name": "n", "type": "integer"}, {"name": "b", "type": "boolean"}]}
    assert list(breaches(pd.DataFrame({"n": [1.0, None], "b": [True, None]}), schema)) == []


def test_units_set_the_limits():
    assert contracts.UNITS["per cent"] == {"minimum": 0, "maximum": 100} and contracts.UNITS["persons"] == {
        "minimum": 0
    }
    assert "standard deviations" not in contracts.UNITS
