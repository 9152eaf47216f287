"""A table that breaks its declaration is never published, whoever checks it: frictionless or pandas."""

import builtins

import pandas as pd
import pytest

from analysis.errors import SourceError
from analysis.sources import contracts
from analysis.sources.contracts import breaches

SCHEMA = {
    "fields": [
        {"name": "country", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]{3}"}},
        {"name": "year", "type": "integer", "constraints": {"required": True, "minimum": 1946}},
        {"name": "share", "type": "number", "constraints": contracts.constraints("0 to 1", in_key=False)},
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


def package(folder, table, rows=2):
    table.to_csv(folder / "votes.csv", index=False)
    resource = {
        "name": "votes", "path": "votes.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": SCHEMA, "rows": rows,
    }  # fmt: skip
    return {"name": "some-data", "profile": "data-package", "resources": [resource]}


def test_a_table_that_keeps_its_contract_passes_both_checks(tmp_path):
    table = pd.DataFrame(GOOD)
    assert list(breaches(table, SCHEMA)) == []
    for rows in (len(table), contracts.SMALL + 1):
        contracts.check(package(tmp_path, table, rows), tmp_path)


@pytest.mark.parametrize("case", BROKEN)
def test_pandas_and_frictionless_refuse_the_same_tables(case, tmp_path):
    changed, message = BROKEN[case]
    table = pd.DataFrame(GOOD | changed)
    with pytest.raises(SourceError, match=message):
        contracts.check(package(tmp_path, table, contracts.SMALL + 1), tmp_path)
    with pytest.raises(SourceError, match=r"the tables break their contracts: votes: "):
        contracts.check(package(tmp_path, table), tmp_path)


def test_other_columns_than_declared_are_named():
    assert list(breaches(pd.DataFrame({"country": ["PAK"]}), SCHEMA)) == [
        "the columns are country, declared are country, year, share, vote"
    ]


def test_integers_and_booleans_with_gaps_keep_their_type():
    schema = {"fields": [{"name": "n", "type": "integer"}, {"name": "b", "type": "boolean"}]}
    assert list(breaches(pd.DataFrame({"n": [1.0, None], "b": [True, None]}), schema)) == []


def test_without_frictionless_the_message_says_how_to_get_it(tmp_path, monkeypatch):
    def refuse(name, *arguments, **options):
        if name == "frictionless":
            raise ImportError(name)
        return original(name, *arguments, **options)

    original = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SourceError, match="frictionless is not installed"):
        contracts.by_frictionless(package(tmp_path, pd.DataFrame(GOOD)), tmp_path)


def test_units_set_the_limits():
    assert contracts.constraints("per cent", in_key=False) == {"minimum": 0, "maximum": 100}
    assert contracts.constraints("persons", in_key=True) == {"minimum": 0, "required": True}
    assert contracts.constraints("standard deviations", in_key=False) == {}
