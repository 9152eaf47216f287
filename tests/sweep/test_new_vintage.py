"""A new vintage of a publisher's file: what it changes is told before anything is replaced, and then replaced at once."""

import hashlib
import json
import shutil

import pandas as pd
import pytest

from analysis import tables
from analysis.errors import ParameterError, SourceError
from analysis.sources import refresh
from analysis.sweep import compare as effects
from analysis.sweep import tables as compared

STRIKES = "usties/drones/tbij_pakistan_drone_strikes_by_year_2004_2018.csv"
KEY = ["country", "year"]


@pytest.fixture
def old():
    return pd.DataFrame({"country": ["PAK", "PAK", "TUR"], "year": [2019, 2020, 2020], "value": [1.0, 2.0, None]})


def test_new_gone_and_revised_rows_are_counted_and_shown(old):
    new = pd.DataFrame({"country": ["PAK", "PAK", "TUR"], "year": [2020, 2021, 2020], "value": [5.0, 3.0, 0.0]})
    found = compared.compare(old, new, KEY)
    assert (len(found.new), len(found.gone), len(found.revised["value"])) == (1, 1, 2)
    assert [line for _, line in compared.told("t", found)] == [
        "t: 1 rows new, 1 gone, 2 values revised", "new: 2021 (1)", "gone: 2019 (1)",
        "value revised in 2 rows: PAK 2020: 2 -> 5; TUR 2020: none -> 0",
    ]  # fmt: skip


def test_types_and_the_last_digit_are_no_revision(old):
    new = old.astype({"country": "category", "year": "int32"}).assign(value=old["value"] * (1 + 1e-12))
    assert compared.compare(old, new, KEY).equal
    assert [line for _, line in compared.told("t", compared.compare(old, new, KEY))] == [
        "t: no row and no value differs"
    ]


@pytest.mark.parametrize("key", [[], ["country"], ["year", "nothing"]])
def test_a_key_that_does_not_tell_rows_apart_is_refused(old, key):
    with pytest.raises(ParameterError, match="give --key a,b"):
        compared.compare(old, old, key)


def test_every_table_equals_its_own_file(call):
    for name in tables.names(local=False):
        path = tables.data_dir() / tables.describe(name, local=False)["path"]
        code, out, err = call("data", "diff", name, path)
        assert (code, out, err) == (0, f"{path}: no row and no value differs\n", "") or (
            len(str(path)) > 60 and code == 0
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["data", "diff", "us_adi", "us_aid"], "there is no table 'us_adi'; nearest: us_aid"),
        (["data", "diff", "nowhere.csv", "us_aid"], "nowhere.csv cannot be read as a table"),
        (["data", "refresh", "usaid", "nowhere.csv"], "nowhere.csv: there is no such file"),
        (["data", "refresh", "usiad", "nowhere.csv"], "there is no table and no publisher 'usiad'"),
        (
            ["data", "refresh", "usaid", "README.md", "--raw", "nowhere"],
            "nowhere: there is no such folder with the publishers' files",
        ),
        (["data", "refresh", "usaid", "README.md", "--apply"], "say what the publisher calls this release: --vintage"),
        (["data", "refresh", "usaid", "README.md", "-p", "country=XXX"], "country = 'XXX' is no country code"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_two(call, root, monkeypatch, arguments, message):
    monkeypatch.chdir(root)
    code, _, err = call(*arguments)
    assert code == 2 and message in err and err.count("\n") == 1


def test_a_file_that_could_be_one_of_several_is_named(call, root, raw, monkeypatch):
    monkeypatch.chdir(root)
    code, _, err = call("data", "refresh", "sipri", "README.md", "--raw", raw)
    assert code == 2 and "sipri is made from several files; name yours like the one" in err and err.count("\n") == 1


@pytest.fixture
def vintage(raw, tmp_path):
    """The publisher's file of drone strikes with one value revised and one year more."""
    table = pd.read_csv(raw / STRIKES, dtype=str, keep_default_na=False)
    more = pd.concat([table, table.tail(1).assign(year="2019")], ignore_index=True)
    more.loc[more["year"] == "2010", table.columns[1]] = "999"
    more.to_csv(tmp_path / "strikes.csv", index=False)
    return tmp_path / "strikes.csv"


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A copy of data/ that may be replaced."""
    copy = tmp_path / "data"
    shutil.copytree(tables.data_dir(), copy, ignore=shutil.ignore_patterns("local"))
    monkeypatch.setattr(tables, "data_dir", lambda: copy)
    return copy


def test_nothing_is_replaced_until_it_is_asked_for_and_then_all_at_once(call, raw, vintage, own_data, monkeypatch):
    monkeypatch.setattr(
        effects,
        "effects",
        lambda *_: (
            {"why": effects.causes({"case": {}}, {"case": {}}), "equal": True, "answer": None, "claims": []},
            ["it came"],
        ),
    )
    before = {path.name: path.read_bytes() for path in own_data.iterdir()}
    code, out, err = call("data", "refresh", "drone_strikes", vintage, "--raw", raw)
    assert code == 0, err
    assert "1 rows new, 0 gone, 1 values revised" in out and "new: 2019 (1)" in out and "-> 999" in out
    assert "signpost: it came" in out and "nothing was replaced" in out
    assert {path.name: path.read_bytes() for path in own_data.iterdir()} == before
    code, out, err = call("data", "refresh", "drone_strikes", vintage, "--raw", raw, "--apply", "--vintage", "of 2030")
    assert code == 0 and "replaced in data/: drone_strikes" in out, err
    changed = {path.name for path in own_data.iterdir() if before.get(path.name) != path.read_bytes()}
    assert changed == {"drone_strikes.csv", "datapackage.json", "README.md"} and len(before) == len(
        list(own_data.iterdir())
    )
    resource = next(
        one
        for one in json.loads((own_data / "datapackage.json").read_text())["resources"]
        if one["name"] == "drone_strikes"
    )
    assert resource["vintage"] == "of 2030" and resource["years"][1] == 2019
    tables._resources.cache_clear()  # a new process would read it anew
    assert 2019 in set(tables.load("drone_strikes")["year"])
    assert not [path for path in own_data.parent.iterdir() if path.name.startswith(".")]


def test_a_file_that_breaks_a_contract_is_refused(raw, vintage, tmp_path):
    vintage.write_text(vintage.read_text().replace("999", "-5"))
    (tmp_path / "scratch").mkdir()
    with pytest.raises(SourceError, match=r"drone_strikes: .*Nothing was changed"):
        refresh.rebuild("drone_strikes", vintage, raw, tmp_path / "scratch", "new")


@pytest.mark.slow
def test_verdicts_and_signposts_are_those_of_the_new_tables(tmp_path):
    """The exports of crude oil of the last year, once more as those of 2026: the signpost for that year resolves."""
    resource = tables.describe("energy_exports", local=False)
    table = tables.load("energy_exports", local=False)
    last = table[table["year"] == table["year"].max()].assign(year=2026)
    new = pd.concat([table, last], ignore_index=True)
    path = tmp_path / resource["path"]
    new.to_csv(path, index=False)
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    effects.lay_out([resource | {"hash": digest, "years": [resource["years"][0], 2026]}], tmp_path)
    found, resolved = effects.effects(tmp_path, {})
    assert found["why"]["data"] == ["energy_exports"] and found["why"]["rules"] == []
    assert len(resolved) == 1 and "was the signpost; it came to" in resolved[0] and "June 2027" in resolved[0]
