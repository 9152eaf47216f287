"""Tables load by name with their types, and say in one line what is wrong with them."""

import json
import shutil

import frictionless
import pandas as pd
import pytest

from analysis import tables
from analysis.errors import TableError
from analysis.sources import contracts

# Frictionless reads row by row, about 20,000 cells a second; the same rules are checked of all tables by `breaches`.
SMALL = 3000
YEARS = ("year", "fiscal_year", "window_last")
# What a remark says where a year without rows is no gap: events and exercises are lists, not series.
NOT_A_SERIES = ("No row means", "purposive selection", "Sources conflict and both stay", "1995, 2005 and 2015")
# Tables with a year as a number; fiscal years that are written as text are periods.
SERIES = [
    name
    for name in tables.names()
    if any(column in YEARS and pd.api.types.is_integer_dtype(kind) for column, kind in tables.load(name).dtypes.items())
]
LIMITS = {"0 to 1": (0, 1), "index from 0 to 1": (0, 1), "per cent": (0, 100)}
REQUIRED = ("title", "vintage", "credit", "licence_verdict", "hash", "rows", "bytes")


@pytest.mark.parametrize("name", tables.names())
def test_every_table_says_where_it_comes_from_and_what_may_be_done_with_it(name):
    found = tables.describe(name)
    assert all(found[key] for key in REQUIRED)
    assert found["sources"][0]["title"] and found["sources"][0]["path"].startswith("http")
    assert found["licenses"][0]["title"]
    assert all(field["description"] for field in found["schema"]["fields"])


@pytest.mark.parametrize("name", tables.names())
def test_every_table_has_the_columns_rows_and_unique_key_that_it_declares(name):
    table, found = tables.load(name), tables.describe(name)
    assert list(table.columns) == [field["name"] for field in found["schema"]["fields"]]
    assert len(table) == found["rows"]
    assert not table.duplicated(found["schema"]["primaryKey"]).any()


@pytest.mark.parametrize("name", tables.names())
def test_every_table_keeps_its_contract_as_pandas_checks_it(name):
    assert list(contracts.breaches(tables.load(name), tables.describe(name)["schema"])) == []


@pytest.mark.parametrize("name", tables.names())
def test_shares_lie_within_the_limits_of_their_unit(name):
    for field in tables.describe(name)["schema"]["fields"]:
        if field.get("unit") in LIMITS:
            assert tables.load(name)[field["name"]].dropna().between(*LIMITS[field["unit"]]).all(), field["name"]


@pytest.mark.parametrize("name", SERIES)
def test_no_year_is_missing_without_a_word(name):
    column = next(column for column in YEARS if column in tables.load(name))
    there = set(tables.load(name)[column])
    missing = [year for year in range(min(there), max(there)) if year not in there]
    remarks = " ".join(tables.describe(name)["remarks"])
    assert all(str(year) in remarks for year in missing) or any(words in remarks for words in NOT_A_SERIES), missing


def test_an_unknown_table_names_its_nearest():
    with pytest.raises(TableError, match="nearest: us_aid"):
        tables.load("us_aids")


def test_a_changed_file_is_refused_with_both_hashes(tmp_path, monkeypatch):
    shutil.copytree(tables.data_dir(), tmp_path / "data")
    monkeypatch.setattr(tables, "data_dir", lambda: tmp_path / "data")
    with (tmp_path / "data" / "drone_strikes.csv").open("a") as file:
        file.write("PAK,2019,99,0,0\n")
    with pytest.raises(TableError, match=r"drone_strikes\.csv is not the file .* expected sha256 .* got .* restore it"):
        tables.load("drone_strikes")


def test_a_missing_file_says_how_to_get_it_back(tmp_path, monkeypatch):
    shutil.copytree(tables.data_dir(), tmp_path / "data")
    monkeypatch.setattr(tables, "data_dir", lambda: tmp_path / "data")
    (tmp_path / "data" / "mme.csv").unlink(missing_ok=True)
    (tmp_path / "data" / "exercises.csv").unlink()
    with pytest.raises(TableError, match=r"exercises\.csv is missing"):
        tables.load("exercises")


def test_sipri_rows_are_shipped_for_pakistan_and_india_only():
    assert set(tables.load("arms_deliveries")["recipient"]) == {"PAK", "IND"}
    assert set(tables.load("pak_rus_arms_register")["recipient"]) == {"PAK"}


def test_shares_and_concentrations_lie_between_zero_and_one():
    customers, exporters = tables.load("arms_customers"), tables.load("arms_exporters")
    for values in (customers["share"], customers["window_hhi"], exporters["hhi"]):
        assert values.between(0, 1).all()
    assert (customers.groupby(["supplier", "window_last"])["share"].sum() <= 1 + 1e-6).all()


def test_data_stays_small(root):
    assert sum(path.stat().st_size for path in (root / "data").iterdir() if path.is_file()) < 25_000_000


def test_the_codebook_names_every_table(root):
    text = (root / "data" / "README.md").read_text()
    assert all(f"## {name}\n" in text for name in tables.names())


def test_the_descriptor_is_a_valid_data_package_and_small_tables_fit_it(root):
    package = json.loads((root / "data" / "datapackage.json").read_text())
    small = [one for one in package["resources"] if one["format"] == "csv" and one["rows"] <= SMALL]
    assert len(small) > 8
    package = frictionless.Package.from_descriptor(package | {"resources": small}, basepath=str(root / "data"))
    assert package.validate().flatten(["message"]) == []


def test_a_caller_cannot_change_what_the_next_one_gets():
    mine = tables.load("drone_strikes")
    mine["strikes"] = 0
    assert tables.load("drone_strikes")["strikes"].sum() == 430


def test_every_file_of_the_folder_is_described(root):
    package = json.loads((root / "data" / "datapackage.json").read_text())
    described = {resource["path"] for resource in package["resources"]} | {"datapackage.json", "README.md"}
    assert {path.name for path in (root / "data").iterdir() if path.is_file()} == described
