"""CEPII's BACI becomes the local table trade: summed over products, with CEPII's own codes. All numbers are made up."""

import gzip
import zipfile

import pytest
from own_samples import BACI, BACI_CODES

from analysis import tables
from analysis.errors import SourceError
from analysis.measures import trade
from analysis.sources.own.add import add

YEAR = "BACI_HS92_Y{}_V202401b.csv"
CODES = "country_codes_V202401b.csv"


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Save files by name, with the list of codes, and add those that are BACI's."""
    monkeypatch.setenv(tables.LOCAL_VARIABLE, str(tmp_path / "local"))

    def put(texts, codes=BACI_CODES):
        if codes:
            (tmp_path / CODES).write_text(codes)
        for name, text in texts.items():
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return add("baci", [tmp_path / name for name in texts], tables.local_dir(), {})

    return put


def test_products_are_added_up_and_pairs_have_iso_codes(put):
    put({YEAR.format(2022): BACI})
    table = tables.load("trade")
    assert list(table.columns) == list(tables.load("trade", local=False).columns)
    assert trade.exports(table, "PAK", importer="RUS").to_dict() == {2022: 0.007}
    assert trade.turnover(table, "PAK", b="RUS")[2022] == pytest.approx(0.107)
    assert tables.describe("trade")["schema"] == tables.describe("trade", local=False)["schema"]


def test_what_is_no_country_and_which_years_there_are_is_said(put):
    made = put({YEAR.format(2020): BACI.replace("2022", "2020"), YEAR.format(2022): BACI})
    said = " ".join(made[0]["remarks"])
    assert "Left out as no country: 490 (Other Asia, nes): 2.7 per cent of the value." in said
    assert "No file is of 2021: these years are missing, not zero." in said
    assert "2 countries, 2020-2022" in made[0]["description"]
    assert made[0]["vintage"].endswith("BACI HS92, edition 202401b")
    assert 2021 not in trade.exports(tables.load("trade"), "PAK", importer="RUS").index


def test_the_zip_of_cepii_and_gzip_are_read(put, tmp_path):
    with zipfile.ZipFile(tmp_path / "BACI_HS92_V202401b.zip", "w") as archive:
        archive.writestr(YEAR.format(2022), BACI)
        archive.writestr(CODES, BACI_CODES)
        archive.writestr("product_codes_HS92_V202401b.csv", "code,description\n010121,Horses\n")
    add("baci", [tmp_path / "BACI_HS92_V202401b.zip"], tables.local_dir(), {})
    first = tables.load("trade")
    put({YEAR.format(2022) + ".gz": gzip.compress(BACI.encode())})
    assert first.equals(tables.load("trade")) and len(first) == 2


def test_the_order_of_columns_and_of_files_does_not_matter(put):
    put({YEAR.format(2022): "q,v,k,j,i,t\n1, 5.5,010121,643,586,2022\n,1.5,020110,643,586,2022\n"})
    assert tables.load("trade")["value_kusd"].tolist() == [7.0]


def test_two_codes_of_one_country_are_added_up(put):
    codes = BACI_CODES + '587,"Pakistan (...1971)",,PAK\n'
    put({YEAR.format(2022): BACI + "2022,587,643,270900,2,1\n2022,587,586,270900,9,1\n"}, codes)
    assert trade.exports(tables.load("trade"), "PAK", importer="RUS")[2022] == 0.009
    assert "PAK" not in set(tables.load("trade").query("exporter == 'PAK'")["importer"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BACI.replace("1.5", "abc"), "line 3, column 'v': expected a number, found 'abc'"),
        (BACI + "2022,586\n", "line 6 has 2 cells, expected 6"),
        (BACI.replace(" 5.5", "-5.5"), "line 2: expected a year, two countries and a value from 0 on, found t 2022"),
        (BACI.replace(" 5.5", "1e999"), "line 2: expected a year"),
        (BACI.replace("2022,643", "9999,643"), "line 4: expected a year"),
        (BACI[:-1], "its last line has no end"),
        (BACI.splitlines()[0] + "\n", "line 1: there is no row below the header"),
        (BACI.replace(",", ";"), "line 1: expected BACI.s columns t, i, j, v"),
        (BACI.replace("643", "1").replace("586", "2"), "no code of a country is in CEPII's list"),
        ("", "line 1: expected BACI.s columns"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(put, text, message):
    with pytest.raises(SourceError, match=message) as caught:
        put({YEAR.format(2022): text})
    assert "\n" not in str(caught.value) and not tables.local_dir().exists()


def test_the_list_of_codes_is_asked_for_and_editions_are_not_mixed(put):
    with pytest.raises(SourceError, match=r"CEPII's list of country codes \(country_codes_V\*\.csv\) is not with it"):
        put({YEAR.format(2022): BACI}, codes="")
    with pytest.raises(SourceError, match="several editions"):
        put({YEAR.format(2022): BACI, "BACI_HS92_Y2021_V202501.csv": BACI.replace("2022", "2021")})
    with pytest.raises(SourceError, match="the year 2022 is in two files"):
        put({YEAR.format(2022): BACI, YEAR.format(2021): BACI})
