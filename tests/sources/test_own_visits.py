"""COLT's list of visits becomes the local table leader_visits. All visits are made up."""

import pytest
from own_samples import COLT

from analysis import tables
from analysis.errors import MeasureError, NotCovered, SourceError
from analysis.measures import diplomacy
from analysis.sources.own.add import add


@pytest.fixture
def put(tmp_path, monkeypatch):
    monkeypatch.setenv(tables.LOCAL_VARIABLE, str(tmp_path / "local"))

    def put(text):
        (tmp_path / "colt.csv").write_text(text, encoding="utf-8")
        return add("colt", [tmp_path / "colt.csv"], tables.local_dir(), {})

    return put


def test_visits_are_counted_by_pair_and_year(put):
    put(COLT)
    table = tables.find("leader_visits")
    assert table.to_numpy().tolist() == [["PAK", "RUS", 2020, 2], ["RUS", "PAK", 2022, 1], ["TUR", "PAK", 2021, 1]]
    visits = diplomacy.leader_visits
    assert visits(table, "PAK", b="RUS").to_dict() == {2020: 2, 2021: 0, 2022: 1}
    assert visits(table, "RUS", b="PAK").equals(visits(table, "PAK", b="RUS"))
    assert visits(table, "PAK", b="RUS", direction="to").to_dict() == {2020: 0, 2021: 0, 2022: 1}
    assert visits(table, "PAK", b="RUS", direction="from").to_dict() == {2020: 2, 2021: 0, 2022: 0}
    assert visits(table, "PAK").to_dict() == {2020: 2, 2021: 1, 2022: 1}
    assert visits(table, "PAK", b="RUS").attrs["unit"] == "visits a year"


def test_what_is_left_out_is_counted_and_named(put):
    said = " ".join(put(COLT)[0]["remarks"])
    assert "2 rows left out: other roles (F, I)." in said
    assert "1 row left out: no country that we know (Atlantis)." in said
    assert "1 row left out: leaders in their own country (Pakistan)." in said


def test_without_the_table_the_measure_says_what_would_supply_it(put):
    assert tables.find("leader_visits") is None
    with pytest.raises(NotCovered, match="analysis data add colt FILE") as caught:
        diplomacy.leader_visits(tables.find("leader_visits"), "PAK", b="RUS")
    assert caught.value.code == "no data"


def test_a_country_that_is_not_there_is_no_zero(put):
    put(COLT)
    with pytest.raises(NotCovered, match="no visit from or to"):
        diplomacy.leader_visits("PAK", b="Nauru")
    with pytest.raises(MeasureError, match="direction = 'up' is unknown"):
        diplomacy.leader_visits(tables.find("leader_visits"), "PAK", direction="up")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (COLT.replace("TripYear", "Year"), "the header in line 1 lacks 'TripYear', which COLT's list of visits has"),
        (COLT.replace(",2022", ",9999"), "line 4, column 'TripYear': expected a year from 1900 to"),
        (COLT.replace(",2021", ",2020"), "no row is of 2021, and a year left out would count as zero"),
        (COLT.splitlines()[0] + "\n", "line 1: there is no row below the header"),
        (COLT.replace("PAK", "X").replace("Pakistan", "Y"), "line 1: no row below is a visit of a head of state"),
    ],
)
def test_another_file_is_refused_in_one_line(put, text, message):
    with pytest.raises(SourceError, match=message) as caught:
        put(text)
    assert "\n" not in str(caught.value) and not tables.local_dir().exists()
