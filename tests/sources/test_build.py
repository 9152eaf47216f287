"""data/ is what the sources make of the publishers' files, byte for byte."""

import pytest

from analysis import tables
from analysis.errors import SourceError
from analysis.sources import build, sipri, spec
from analysis.sources.names import countries_table, to_iso3
from analysis.sources.spec import read


@pytest.mark.slow
def test_rebuilding_gives_the_same_bytes(raw, tmp_path):
    names = build.build_all(raw, tmp_path)
    assert names == tables.names()
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (tables.data_dir() / path.name).read_bytes(), path.name


def test_the_list_of_countries_is_built_too(raw, tmp_path, root):
    countries_table(raw).to_csv(tmp_path / "countries.csv", index=False, lineterminator="\n")
    assert (tmp_path / "countries.csv").read_bytes() == (root / "src/analysis/countries.csv").read_bytes()


def test_a_missing_raw_folder_is_named(tmp_path):
    with pytest.raises(SourceError, match="nowhere is no folder; give the folder"):
        build.build_all(tmp_path / "nowhere", tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_file_of_another_shape_is_refused(tmp_path):
    (tmp_path / "aid.csv").write_text("country,amount\nPakistan,1\n")
    with pytest.raises(SourceError, match="lacks the columns fiscal_year"):
        read(tmp_path, "aid.csv", ["country", "fiscal_year"])


def test_a_truncated_gzip_file_is_refused(tmp_path):
    (tmp_path / "aid.csv.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01\x02")
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path, "aid.csv.gz", ["country"])


DECLARED = """
publisher = "Office of Examples"
url = ""
vintage = ""
licence = ""
licence_url = ""
verdict = ""
credit = ""

[embassies]
title = ""
description = ""
file = "embassies.csv"
columns = ["year", { country = "name", kind = "type", embassies = "number" }]
words = { kind = { E = "embassy" } }
coded = ["country"]
fixed = { host = "PAK" }
sums = ["embassies"]
key = ["country", "year"]
fields = [
  ["host", "string", "", ""],
  ["country", "string", "", ""],
  ["year", "integer", "", ""],
  ["kind", "string", "", ""],
  ["embassies", "integer", "", ""],
]
"""


@pytest.fixture
def embassies(tmp_path, monkeypatch):
    """The table embassies, declared in a TOML file alone, from a file with the rows given."""
    (tmp_path / "examples.toml").write_text(DECLARED)
    monkeypatch.setattr("analysis.sources.spec.files", lambda _: tmp_path)

    def embassies(*rows):
        (tmp_path / "embassies.csv").write_text("\n".join(rows) + "\n")
        return build.made_by("examples", "embassies", tmp_path)

    return embassies


def test_a_table_without_a_module_is_read_renamed_coded_and_added_up(embassies):
    table = embassies(
        "name,year,number,type,more", "Soviet Union,2024,1,E,x", "Russian Federation,2024,2,E,y", "France,2024,1,C,z"
    )
    assert table.to_dict("records") == [
        {"host": "PAK", "country": "FRA", "year": 2024, "kind": "C", "embassies": 1},
        {"host": "PAK", "country": "RUS", "year": 2024, "kind": "embassy", "embassies": 3},
    ]


def test_rows_can_be_left_out_by_a_pattern_and_numbered_in_order(embassies, tmp_path):
    declared = DECLARED.replace(
        'key = ["country", "year"]', 'without = { country = "^Total" }\nkey = ["id"]\nsort = ["country"]\nnumber = "id"'
    )
    (tmp_path / "examples.toml").write_text(
        declared.replace("fields = [", 'fields = [["id", "integer", "", ""],').replace('sums = ["embassies"]', "")
    )
    table = embassies("name,year,number,type", "France,2024,1,C", "Totals,2024,3,E", "Belgium,2024,2,E")
    build.write(spec.declared("examples")["embassies"], table, tmp_path)
    written = (tmp_path / "embassies.csv").read_text().splitlines()
    assert written == ["id,host,country,year,kind,embassies", "1,PAK,BEL,2024,embassy,2", "2,PAK,FRA,2024,C,1"]


@pytest.mark.parametrize("name", ["read", "known", "pd", "CRISES", "largest"])
def test_only_what_makes_a_table_makes_one(embassies, tmp_path, name):
    """What a module of a subject imports, holds or uses has a name too: a table of that name is read as declared."""
    (tmp_path / "examples.toml").write_text(DECLARED.replace("[embassies]", f"[{name}]"))
    embassies_file = ["name,year,number,type,more", "France,2024,1,C,z"]
    (tmp_path / "embassies.csv").write_text("\n".join(embassies_file) + "\n")
    assert build.made_by("examples", name, tmp_path)["country"].tolist() == ["FRA"]
    (tmp_path / "examples.toml").write_text(
        DECLARED.replace("[embassies]", f"[{name}]").replace('file = "embassies.csv"', "")
    )
    with pytest.raises(SourceError, match=f"nothing makes the table {name}; name its file in examples.toml, or write"):
        build.made_by("examples", name, tmp_path)


def test_what_a_declared_file_lacks_is_named_as_its_publisher_has_it(embassies):
    with pytest.raises(SourceError, match=r"embassies\.csv lacks the columns type, number"):
        embassies("name,year", "France,2024")
    with pytest.raises(
        SourceError, match="Office of Examples has labels of no known country: Atlantis; add them to sources/aliases"
    ):
        embassies("name,year,number,type", "Atlantis,2024,1,E")


def test_an_unknown_label_is_never_dropped_silently():
    import pandas as pd

    with pytest.raises(SourceError, match="Atlantis"):
        to_iso3(pd.Series(["Pakistan", "Atlantis"]), "a publisher")


def test_classes_of_weapons_follow_the_description():
    import pandas as pd

    given = ["combat aircraft radar", "aircraft carrier", "fighter aircraft", "tanker", "tank", "missile boat", "turbofan",
             "anti-ship missile", "surface-to-air missile system", "combat helicopter", "towed gun"]  # fmt: skip
    expected = ["sensors", "ships", "aircraft", "ships", "armour", "ships", "engines",
                "missiles", "air defence", "helicopters", "artillery"]  # fmt: skip
    assert sipri.weapon_class(pd.Series(given)).tolist() == expected
