"""Users' own files become local tables, or are refused in one line with nothing changed."""

import gzip
import json
import shutil
import subprocess
import sys
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_samples import (
    EI_VARIABLES,
    HEADER,
    PANEL,
    TIV_TABLE,
    VALUES,
    deal,
    energy,
    level,
    panel,
    register,
    saved,
)

from analysis import tables
from analysis.errors import SourceError, TableError
from analysis.measures import arms
from analysis.report import state
from analysis.sources.own import local, sipri_files, sipri_tables, unpack
from analysis.sources.own.add import add
from analysis.sources.sipri import concentration

REGISTER_FILE = "arms/sipri_register/sipri_trade_register_1950-2025_gen2026-05-18.csv.gz"
SHIPPED = {name: tables.load(name, local=False) for name in ("arms_deliveries", "arms_exporters", "arms_customers")}
PANEL_FILE = "arms/sipri_tiv/sipri_tiv_bilateral_year_1950-2025.csv.gz"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of local tables, instead of the one of this machine."""
    monkeypatch.setenv(tables.LOCAL_VARIABLE, str(tmp_path / "local"))
    return tmp_path / "local"


@pytest.fixture
def put(tmp_path, folder):
    """Save texts as files and add them."""

    def put(kind, *texts, **options):
        files = [saved(tmp_path, f"file{at}.csv", text, **options) for at, text in enumerate(texts)]
        return add(kind, files, folder, SHIPPED)

    return put


def test_a_panel_takes_the_place_of_the_shipped_deliveries(put):
    put("sipri", PANEL)
    table = tables.load("arms_deliveries")
    assert table[["supplier", "recipient", "year", "tiv"]].to_numpy().tolist() == [
        ["RUS", "GRC", 1992, 5.0], ["RUS", "TUR", 1990, 10.5], ["USA", "TUR", 1991, 30.0],
    ]  # fmt: skip
    assert list(table.columns) == list(tables.load("arms_deliveries", local=False).columns)
    assert arms.supplier_share(table, "TUR", supplier="RUS", window=3)[1992] == pytest.approx(100 * 10.5 / 40.5)


def test_a_local_table_says_that_it_is_the_users_own(put):
    put("sipri", TIV_TABLE)
    found = tables.describe("arms_deliveries")
    assert tables.is_local("arms_deliveries")
    assert found["vintage"] == "your own file file0.csv, data generated 24 July 2016"
    assert "your own copy" in found["licenses"][0]["title"] and "SIPRI" in found["credit"]
    assert any("committed reports are made without it" in remark for remark in found["remarks"])
    assert tables.describe("arms_deliveries", local=False)["vintage"] == "release of March 2026"


def test_a_figure_names_the_users_own_file_in_its_source_line(put):
    from analysis.figures.figure import Figure

    put("sipri", PANEL)
    line = Figure("a", "t", "s", "alt", pd.DataFrame(), "", "", ("arms_deliveries",)).source
    assert "your own file file0.csv" in line and "your own copy" in line


def test_what_a_report_is_made_from_changes_with_a_local_table_and_back(put, folder, study):
    def now():
        return state.now(study, [], "", listed=False)["shared"]["tables"]

    before = now()
    put("sipri", PANEL)
    assert now() != before
    local.remove("sipri", folder)
    assert now() == before


def test_few_recipients_make_no_totals_of_exporters(put):
    made = put("sipri", PANEL)
    assert [one["name"] for one in made] == ["arms_deliveries"]
    assert "to GRC, TUR only" in " ".join(made[0]["remarks"])


def test_a_tiv_table_gives_the_years_of_its_recipient(put):
    put("sipri", TIV_TABLE)
    table = tables.load("arms_deliveries")
    assert table[["supplier", "recipient", "year", "tiv"]].to_numpy().tolist() == [
        ["USA", "TUR", 2010, 100.0], ["DEU", "TUR", 2011, 20.0], ["ARE", "TUR", 2012, 5.0], ["USA", "TUR", 2012, 0.0],
    ]  # fmt: skip


def test_the_values_that_sipri_exports_today_name_the_recipient_beside_the_total(put):
    put("sipri", VALUES)
    table = tables.load("arms_deliveries")
    assert table[["supplier", "recipient", "year", "tiv"]].to_numpy().tolist() == [
        ["USA", "TUR", 2022, 430.0], ["DEU", "TUR", 2023, 0.0], ["USA", "TUR", 2023, 459.0], ["DEU", "TUR", 2024, 99.0],
    ]  # fmt: skip
    assert "data generated 28 Sep 2026" in tables.describe("arms_deliveries")["vintage"]


def test_tiv_tables_of_several_recipients_must_cover_the_same_years(put):
    put("sipri", TIV_TABLE, TIV_TABLE.replace("Turkey", "Greece"))
    assert set(tables.load("arms_deliveries")["recipient"]) == {"TUR", "GRC"}
    with pytest.raises(SourceError, match=r"different years \(file0.csv 2010-2012, file1.csv 2022-2024\)"):
        put("sipri", TIV_TABLE, VALUES)
    with pytest.raises(SourceError, match="two files are of the same recipients"):
        put("sipri", TIV_TABLE, TIV_TABLE)


def test_a_register_of_many_years_gives_deals_but_no_yearly_deliveries(put):
    made = put(
        "sipri",
        register(
            [deal("Turkiye", "United States", 1990, "1991; 1992", 100), deal("Iran", "Soviet Union", 1989, "1990", 7)]
        ),
    )
    assert [one["name"] for one in made] == ["pak_rus_arms_register"]
    assert "does not say how much of a deal came in which year" in " ".join(made[0]["remarks"])
    deals = tables.load("pak_rus_arms_register")
    assert deals[["recipient", "supplier", "tiv_delivered"]].to_numpy().tolist() == [
        ["IRN", "RUS", 7.0],
        ["TUR", "USA", 100.0],
    ]
    assert not tables.is_local("arms_deliveries")


def test_registers_of_single_years_are_exact_and_name_weapons(put):
    years = [
        register([deal("Turkiye", "United States", 1990, year, tiv)], first=year, last=year)
        for year, tiv in ((1991, 60), (1992, 40))
    ]
    put("sipri", *years)
    table = tables.load("arms_deliveries")
    assert table.set_index("year")["tiv"].to_dict() == {1991: 60.0, 1992: 40.0}
    assert set(table["weapon_class"]) == {"aircraft"} and set(table["designation"]) == {"F-16"}
    assert tables.load("arms_exporters").set_index("year")["tiv_total"].to_dict() == {1991: 60.0, 1992: 40.0}


def test_a_year_left_out_would_count_as_zero_and_is_refused(put, folder):
    years = [register([deal("Iran", "China", 1990, year, 6)], first=year, last=year) for year in (1991, 1993)]
    with pytest.raises(SourceError, match="the years are 1991, 1993; expected each once and none left out"):
        put("sipri", *years)
    assert not local.resources(folder)


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["Turkiye", "Iran", "Japan"]), st.floats(0.1, 900)), min_size=1, max_size=20
    )
)
def test_no_volume_is_lost_or_invented(rows, tmp_path_factory):
    text = register([deal(who, "China", 1990, 1991, round(tiv, 2)) for who, tiv in rows], first=1991, last=1991)
    (export,) = sipri_files.read(saved(tmp_path_factory.mktemp("own"), "register.csv", text))
    total = sum(round(tiv, 2) for _, tiv in rows)
    shipped = tables.load("arms_deliveries", local=False)
    assert sipri_tables.deliveries(export.flows, shipped)["tiv"].sum() == pytest.approx(total)
    assert concentration(sipri_tables.sums(export.flows))["tiv_total"].sum() == pytest.approx(total, abs=0.01)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_read(put, separator):
    put("sipri", PANEL.replace(",", separator))
    assert tables.load("arms_deliveries")["tiv"].sum() == 45.5


def test_gzip_and_utf8_are_read(put):
    put("sipri", PANEL.replace("Turkiye", "Türkiye"), packed=True, encoding="utf-8-sig")
    assert "TUR" in set(tables.load("arms_deliveries")["recipient"])


DAMAGED = {
    "missing column": ("sipri", PANEL.replace("tiv", "value"), "the header in line 1 lacks 'tiv'"),
    "missing column of the register": ("sipri", register([]).replace("Weapon designation", "Weapon"), "line 6 lacks 'Weapon designation'"),
    "letter in a number": ("sipri", PANEL.replace("10.5", "1O.5"), r"line 2, column 'tiv': expected a number, found '1O\.5'"),
    "not a number": ("sipri", PANEL.replace("10.5", "nan"), "line 2, column 'tiv': expected a number"),
    "no year": ("sipri", PANEL.replace("1991", "91"), "line 3, column 'year': expected a year from 1900 to .*, found '91'"),
    "cut off": ("sipri", PANEL[:-8], "line 4 has 3 cells, expected 5 as in the header"),
    "wrong separator": ("sipri", PANEL.replace(",", "|"), "no line among the first 40 is the header of SIPRI's trade register"),
    "separator in a cell": ("sipri", PANEL.replace("Greece", "Greece, Crete"), "line 4 has 6 cells, expected 5"),
    "unknown countries": ("sipri", PANEL.replace("Greece", "Atlantis").replace("Turkiye", "Utopia").replace("Russia", "Laputa"), "line 4: expected the name of a country .* 'Atlantis'"),
    "no country": ("sipri", PANEL.replace("Greece", ""), "line 4: expected the name of a country .* ''"),
    "a row twice": ("sipri", PANEL + "Russia,Greece,1992,7,1\n", "line 5 repeats a supplier, recipient and year"),
    "negative volume": ("sipri", PANEL.replace("10.5", "-3"), "line 2, column 'tiv': expected a number from 0 on, found '-3'"),
    "empty": ("sipri", "", "no line among the first 40"),
    "header only": ("sipri", PANEL.splitlines()[0] + "\n", "no row below the header"),
    "cut off in the last cell": ("sipri", PANEL[:-1], "line 4 has no line end, as if the file were cut off there"),
    "cut off before the total": ("sipri", VALUES[: VALUES.index("Total exports")], "no row 'Total' that names the recipient"),
    "a supplier left out": ("sipri", VALUES.replace("Germany,,0 ,99,99,10%,99,10%\n", ""), "line 9, column '2024': the rows above do not add up"),
    "a year left out": ("sipri", VALUES.replace("2022,2023,", "2021,2023,", 1), "line 7: expected a column for every year, without a gap"),
    "recipients told as suppliers": ("sipri", VALUES.replace("Supplier,", "Recipient,").replace("Total exports to Turkiye", "Total"), "line 10: there is no row 'Total' that names the supplier"),
    "exports to all": ("sipri", VALUES.replace("Total exports to Turkiye", "Total world exports"), "line 10: the recipients are not told apart"),
    "number delivered missing": ("sipri", register([deal("Iran", "China", 1990, 1991, 5)]).replace("Number delivered", "Number"), "the header in line 6 lacks 'Number delivered' or 'Deliveries in the Year Range'"),
    "one supplier's register": ("sipri", register([], suppliers="Russia").replace("\n\n", "\n") + deal("Iran", "Russia", 1990, 1991, 5) + "\n", "suppliers are 'Russia'"),
    "notes cut away": ("sipri", HEADER + deal("Iran", "Russia", 1990, 1991, 5) + "\n", "notes above the header in line 1 do not say"),
    "another year than promised": ("sipri", register([deal("Iran", "China", 1990, "1991; 1992", 5)], first=1991, last=1991), r"line 7, column 'Year\(s\) of delivery': expected 1991"),
    "a year missing inside the span": ("sipri", PANEL.replace("1992", "1993"), "line 4 ends the file without a row of 1992, and a year left out would count as zero"),
    "year 0": ("sipri", PANEL.replace("1991", "0000"), "line 3, column 'year': expected a year from 1900 to .*, found '0000'"),
    "year 1200": ("sipri", PANEL.replace("1991", "1200"), "line 3, column 'year': expected a year from 1900 to .*, found '1200'"),
    "year 9999": ("sipri", PANEL.replace("1991", "9999"), "line 3, column 'year': expected a year from 1900 to .*, found '9999'"),
    "infinite": ("sipri", PANEL.replace("10.5", "inf"), "line 2, column 'tiv': expected a number, found 'inf'"),
    "too large for a number": ("sipri", PANEL.replace("10.5", "1e999"), "line 2, column 'tiv': expected a number from 0 on, found '1e999'"),
    "its own supplier": ("sipri", PANEL.replace("Russia,Greece", "Greece,Greece"), "line 4: 'Greece' is supplier and recipient at once"),
    "its own supplier under an old name": ("sipri", level([("Soviet Union", "Russia", 1991, 5)]), "line 7: 'Soviet Union' is supplier and recipient at once"),
    "a comma read in two ways": ("sipri", PANEL.replace(",", ";").replace("10.5", "1,250"), "line 2, column 'tiv': '1,250' can be 1250 or 1.250; write it without a comma"),
    "commas in two senses": ("sipri", panel('France,Kenya,2001,"1,250"', 'France,Kenya,2002,"5,5.5"'), "line 2, column 'tiv': expected a number, found '1,250'"),
    "a column twice": ("sipri", panel("France,Kenya,2001,1,2", header="supplier,recipient,year,tiv,tiv"), "the header in line 1 has 'tiv' twice"),
    "a quotation mark left open": ("sipri", PANEL.replace("Greece", '"Greece'), "line 4 has 2 cells"),
    "a long cell": ("sipri", PANEL.replace("Greece", '"' + "x" * 200_000), "a cell does not end; is a quotation mark left open"),
    "a row cut off in its comment": ("sipri", register([deal("Iran", "China", 1990, 1991, 5).split(",2.5")[0]]), "line 7 has 13 cells, expected 16"),
    "rich text": ("sipri", "{\\rtf1 supplier,recipient}\n", "this is a rich-text document"),
    "a web page": ("sipri", "<!DOCTYPE html>\n", "this is a web page"),
    "JSON of something else": ("sipri", '{"rows": []}\n', "no CSV file under 'bytes'"),
    "JSON without end": ("sipri", "{" + '"a":[' * 20_000, "no CSV file under 'bytes'"),
    "no delivery": ("sipri", level([("France", "Kenya", "", "")]), "line 6: there is no row below the header"),
    "one supplier to one recipient": ("sipri", level([("France", "Kenya", 2001, 5)], suppliers="France", recipients="Kenya"), "one supplier and one recipient, and shares need all of one side"),
    "no code of a country": ("ei", energy().replace("PAK", "XYZ").replace("Total World", "Total Land"), "line 1, column 'ISO3166_alpha3': no code below is one of a country"),
    "variables missing": ("ei", energy(("gasprod_bcm", "gas_bcm")), "lacks gascons_bcm, oilcons_mt, .*; other names in the file: gas_bcm"),
    "letter in a value": ("ei", energy().replace("2.5", "n/a"), "line 4, column 'Value': expected a number, found 'n/a'"),
    "country twice": ("ei", energy() + energy().splitlines()[1] + "\n", "repeats a country, year and variable"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_file_is_refused_in_one_line_and_nothing_changes(put, folder, case):
    put("sipri", PANEL)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    kind, text, message = DAMAGED[case]
    with pytest.raises(SourceError, match=message) as caught:
        put(kind, text)
    assert "\n" not in str(caught.value) and str(caught.value).endswith("Nothing was changed.")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_gzip_file_cut_off_says_in_which_line(tmp_path):
    path = tmp_path / "panel.csv.gz"
    path.write_bytes(
        gzip.compress(
            (
                "supplier,recipient,year,tiv\n" + "".join(f"Russia,Iran,{1990 + i % 30},{i}\n" for i in range(9000))
            ).encode()
        )[:-2000]
    )
    with pytest.raises(SourceError, match=r"panel\.csv\.gz: the file is cut off in line \d+; download it again"):
        unpack.texts(path)
    path.write_bytes(b"\x1f\x8b\x07nonsense")
    with pytest.raises(SourceError, match="the file is damaged"):
        unpack.texts(path)


def test_a_missing_file_and_an_unknown_kind_are_named(tmp_path, folder):
    with pytest.raises(SourceError, match=r"nowhere\.csv: there is no such file"):
        add("sipri", [tmp_path / "nowhere.csv"], folder, {"arms_deliveries": pd.DataFrame()})
    with pytest.raises(SourceError, match="no kind of file 'sipry'; nearest: sipri"):
        add("sipry", [tmp_path / "nowhere.csv"], folder, {})
    with pytest.raises(SourceError, match="no file is given"):
        add("ei", [], folder, {})


def test_adding_again_replaces_and_removing_brings_the_shipped_table_back(put, folder):
    put("sipri", PANEL)
    put("sipri", PANEL.replace("10.5", "11.5"))
    assert tables.load("arms_deliveries")["tiv"].sum() == 46.5
    assert len(list(folder.glob("*.parquet"))) == 1
    assert local.remove("arms_deliveries", folder) == ["arms_deliveries"]
    assert not list(folder.iterdir())
    assert set(tables.load("arms_deliveries")["recipient"]) == {"PAK", "IND"}
    with pytest.raises(SourceError, match="there is no local table 'arms_deliveries'; local tables: none"):
        local.remove("arms_deliveries", folder)


def test_a_register_and_yearly_files_stand_side_by_side(put, folder):
    put("sipri", register([deal("Iran", "Russia", 1990, "1991; 1992", 5)]))
    put("sipri", PANEL)
    assert {one["name"] for one in local.resources(folder)} == {"pak_rus_arms_register", "arms_deliveries"}
    assert set(local.remove("sipri", folder)) == {"pak_rus_arms_register", "arms_deliveries"}


def test_a_local_file_changed_by_hand_is_refused(put, folder):
    put("sipri", PANEL)
    next(folder.glob("*.parquet")).write_bytes(b"PAR1")
    with pytest.raises(TableError, match=r"not the file that .* `analysis data add` again"):
        tables.load("arms_deliveries")


def test_the_local_descriptor_tells_hash_rows_vintage_and_terms(put, folder):
    put("sipri", PANEL)
    (found,) = json.loads((folder / "datapackage.json").read_text())["resources"]
    assert (
        found["rows"] == 3
        and found["hash"].startswith("sha256:")
        and found["licence_verdict"].startswith("your own file")
    )


def test_energy_covers_countries_and_the_world_and_leaves_other_groups_out(put):
    put("ei", energy())
    table = tables.load("energy_review")
    assert set(table["country"]) == {"PAK", "WLD"} and len(table) == 2 * len(EI_VARIABLES)
    row = table[table["country"] == "PAK"].set_index("indicator").loc["gas_consumption"]
    assert (row["value"], row["unit"], row["year"]) == (1.5, "billion cubic metres", 2020)


def test_shipped_lng_imports_stay_beside_the_users_own_energy(tmp_path, folder):
    shipped = pd.DataFrame(
        {"country": ["PAK"], "year": [2020], "indicator": ["lng_imports"], "value": [10.0], "unit": ["bcm"]}
    )
    made = add("ei", [saved(tmp_path, "narrow.csv", energy())], folder, {"energy_review": shipped})
    assert tables.load("energy_review").set_index("indicator")["value"]["lng_imports"] == 10.0
    assert "LNG imports are those of the project's own table." in made[0]["remarks"]


def test_the_whole_panel_covers_every_country_and_agrees_with_what_is_shipped(raw, folder):
    shipped = tables.load("arms_deliveries", local=False)
    add("sipri", [raw / PANEL_FILE], folder, {"arms_deliveries": shipped})
    own = tables.load("arms_deliveries")
    assert own["recipient"].nunique() > 150
    kept = own[own["recipient"].isin(["PAK", "IND"])]
    assert len(kept) == len(shipped) and kept["weapon_class"].notna().all()
    keys = {"arms_exporters": ["supplier", "year"], "arms_customers": ["supplier", "window_last", "rank"]}
    for name, key in keys.items():
        first, second = (tables.load(name, local=which).set_index(key) for which in (False, True))
        numbers = first.select_dtypes("number").columns
        pd.testing.assert_frame_equal(second.loc[first.index, numbers], first[numbers], check_dtype=False)


def test_the_whole_register_keeps_every_deal_and_its_volume(raw, folder):
    add("sipri", [raw / REGISTER_FILE], folder, {"arms_deliveries": tables.load("arms_deliveries", local=False)})
    deals = tables.load("pak_rus_arms_register")
    shipped = tables.load("pak_rus_arms_register", local=False)
    assert len(deals) == 29_916 and deals["tiv_delivered"].sum() == pytest.approx(2_133_348, abs=1)
    own = deals[(deals["recipient"] == "PAK") & (deals["supplier"] == "RUS")]
    assert len(own) == len(shipped) and own["tiv_delivered"].sum() == pytest.approx(shipped["tiv_delivered"].sum())


def test_the_yearly_panel_sums_to_the_deliveries_of_the_shipped_extract(raw):
    panel = sipri_files.read(raw / PANEL_FILE)[0].flows
    shipped = tables.load("arms_deliveries", local=False)
    sums = panel[panel["recipient"].isin(["PAK", "IND"])].groupby(["recipient", "year"])["tiv"].sum()
    pd.testing.assert_series_equal(shipped.groupby(["recipient", "year"])["tiv"].sum(), sums, atol=0.05, rtol=0)


def test_a_wheel_holds_the_shipped_tables_and_never_the_users_own(root, tmp_path):
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, tmp_path / name)
    for name in ("src/analysis/__init__.py", "data/datapackage.json", "data/local/arms_deliveries.parquet"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('__version__ = "1.0"' if name.endswith(".py") else "{}")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tmp_path, check=True, capture_output=True
    )
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if "dist-info" not in name}
    assert names == {"analysis/__init__.py", "analysis/data/datapackage.json"}


def test_a_damaged_descriptor_of_local_tables_is_named(put, folder):
    put("sipri", PANEL)
    (folder / "datapackage.json").write_text("{")
    with pytest.raises(TableError, match=r"local/datapackage\.json is damaged"):
        tables.load("arms_deliveries")
    with pytest.raises(SourceError, match="is damaged; `analysis data remove NAME` takes all local tables away"):
        put("sipri", PANEL)
    assert local.remove("sipri", folder) == ["all local tables, whose list was damaged"]
    assert not list(folder.iterdir())


def test_a_folder_that_cannot_be_written_is_one_line(put, folder):
    folder.write_text("a file in the way")
    with pytest.raises(SourceError, match=r"local cannot be written .* Nothing was changed"):
        put("sipri", PANEL)
