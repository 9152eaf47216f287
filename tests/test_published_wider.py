"""Other donors, borders, distances and reported events against figures that their publishers or others printed."""

import pytest
import yaml

from analysis.sources import aid
from analysis.tables import describe, load


@pytest.mark.parametrize(
    ("donor", "recipient", "year", "million"),
    [("ARE", "EGY", 2012, 11), ("ARE", "EGY", 2013, 4591), ("GBR", "PAK", 2016, 667), ("RUS", "KGZ", 2015, 484)],
)  # fmt: skip
def test_net_aid_as_the_oecd_prints_it(donor, recipient, year, million):
    """The rescue of Egypt in 2013; Pakistan, in 2016 the largest recipient of the UK; Russia's fund for Kyrgyzstan in 2015."""
    table = load("oda_by_donor").set_index(["donor", "recipient", "year"])["oda_net"]
    assert table[donor, recipient, year] == pytest.approx(million, abs=0.5)


def test_net_aid_is_missing_where_repayments_were_larger_and_gross_is_not():
    """Japan's old loans to China: repaid, so net is negative at the OECD and missing in this copy."""
    table = load("oda_by_donor")
    japan = table.query("donor == 'JPN' and recipient == 'CHN' and year > 2009")
    assert japan["oda_net"].isna().all() and (japan["oda_gross"] > 0).all()
    assert table["oda_gross"].notna().mean() > 0.9999
    assert {"CHN", "IND", "SAU"}.isdisjoint(table["donor"])


def test_chinas_commitments_to_pakistan_as_aiddata_adds_them_up():
    """AidData: 70.3 billion dollars for 2000-2021 (constant 2021 dollars)."""
    table = load("china_commitments").set_index(["recipient", "year"])[["oda_like", "other_official", "vague"]]
    assert table.loc["PAK"].sum().sum() / 1000 == pytest.approx(70.3, abs=0.05)
    assert table.loc["RUS"].sum().sum() / 1000 == pytest.approx(169.3, abs=0.05)


def test_no_commitments_are_shipped_but_those_of_the_ready_cases(root):
    """The licence is not confirmed: only countries that play a role in a ready case, China itself left out."""
    cases = [yaml.safe_load(path.read_text()) for path in (root / "notebooks" / "parameters").glob("*.yml")]
    roles = {case[role] for case in cases for role in ("country", "partner", "rival", "patron")} - {"CHN"}
    assert set(aid.CASES) == roles and set(load("china_commitments")["recipient"]) < roles
    assert "not confirmed" in describe("china_commitments")["licenses"][0]["title"]


def test_borders_by_two_sources():
    """314 of 326 pairs in both; Pakistan has four neighbours."""
    table = load("borders")
    assert (len(table), int((table["geonames"] & table["natural_earth"]).sum())) == (326, 314)
    assert (table["a"] < table["b"]).all()
    neighbours = {*table.query("a == 'PAK'")["b"], *table.query("b == 'PAK'")["a"]}
    assert neighbours == {"AFG", "CHN", "IND", "IRN"}


def test_distances_as_cepii_gives_them():
    """GeoDist: Delhi and Islamabad 683.4 km apart, with a border and English; Moscow and Islamabad 3,658.6 km without either."""
    table = load("distances").set_index(["a", "b"])
    india, russia = table.loc[("IND", "PAK")], table.loc[("PAK", "RUS")]
    assert india["km"] == 683.4 and india["contiguous"] and india["common_language"] and india["common_coloniser"]
    assert russia["km"] == 3658.6 and not russia[["contiguous", "common_language", "colonial_tie"]].any()
    assert table.loc[("GBR", "PAK"), "colonial_tie"]


def test_leaders_who_travelled_and_were_visited():
    """Germany's leaders abroad and visits to the US: the first ranks; every span has ranks from one to the number of countries."""
    table = load("leader_trips").set_index(["country", "first_year"])
    assert (
        table.loc[("USA", 2005), "visits_rank"] == 1 and table.loc[("RUS", 2020), "trips"] == (8 + 2 + 9 + 10 + 11) / 5
    )
    assert sorted(table.index.unique("first_year")) == list(range(1990, 2021, 5))
    spans = table.groupby("first_year")
    assert (spans["countries"].nunique() == 1).all() and (spans["countries"].first() == spans.size()).all()
    for name in ("trips", "visits"):
        ahead = spans[name].rank(ascending=False, method="min")
        assert (table[f"{name}_rank"] == ahead).all()


def test_ranks_of_reported_events():
    """The share of pairs that stand below Pakistan and Russia, and that India and Pakistan are among the last."""
    table = load("event_tone").set_index(["a", "b", "year"])
    share = 1 - (table["rank"] - 1) / (table["pairs"] - 1)
    own = share.loc["PAK", "RUS"]
    assert own.round(2).tolist() == [0.93, 0.71, 0.79, 0.97, 0.88, 0.86] and list(own.index) == list(range(2018, 2024))
    assert (share.loc["IND", "PAK"] < 0.07).all()
    assert table.groupby("year")["pairs"].agg(["min", "size"]).eval("min == size").all()
