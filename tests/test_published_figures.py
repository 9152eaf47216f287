"""Published facts that are no single number of a measure (those are in claims/audits.csv); the source of each stands in the test."""

import pandas as pd
import pytest

from analysis.measures import aid, arms, diplomacy, exporters, votes
from analysis.tables import load

# Powell to Islamabad four times, Musharraf seven times to the US, Prime Minister Jamali once.
BUSH_2001 = [
    "2001-10-15", "2001-11-10", "2002-01-15", "2002-02-12", "2002-07-28", "2002-09-12", "2003-06-23", "2003-09-24",
    "2003-09-30", "2004-03-17", "2004-09-21", "2004-12-03",
]  # fmt: skip
# Clinton to Islamabad four times, Zardari four times to the US, Prime Minister Gilani once.
OBAMA_2009 = [
    "2009-05-06", "2009-09-24", "2009-10-28", "2010-04-11", "2010-07-18", "2011-01-14", "2011-05-27", "2011-10-20",
    "2012-05-21",
]  # fmt: skip


def test_imports_changed_as_sipri_says():
    """SIPRI, March 2026: 2021-25 against 2016-20, India -4 per cent, Pakistan +66."""
    for recipient, published in (("IND", -4), ("PAK", 66)):
        totals = arms.by_supplier(load("arms_deliveries"), recipient, window=5).sum(axis=1)
        assert 100 * (totals[2025] / totals[2020] - 1) == pytest.approx(published, abs=1)


@pytest.mark.parametrize(("recipient", "bound"), [("PAK", 8.3), ("IND", 3.3)])
def test_two_independent_files_agree_on_us_obligations(recipient, bound):
    """Greenbook against ForeignAssistance.gov, current dollars: at most 8.2 (Pakistan) and 3.2 million (India) apart."""
    keys = ["fiscal_year", "transition_quarter"]
    greenbook, totals = load("us_aid"), load("us_aid_totals")
    ours = greenbook[greenbook["recipient"] == recipient].groupby(keys)["current_usd"].sum()
    rows = totals[(totals["recipient"] == recipient) & (totals["transaction"] == "obligations")]
    theirs = rows.groupby(keys)["current_usd"].sum()
    both = pd.concat([ours, theirs], axis=1, keys=["ours", "theirs"]).dropna()
    assert len(both) >= 70
    assert (both["ours"] - both["theirs"]).abs().max() / 1e6 < bound


def test_every_recorded_vote_adds_up_to_its_published_tally():
    cast = load("un_votes").groupby(["resolution_id", "vote"], observed=False).size().unstack("vote")
    published = load("un_resolutions").set_index("resolution_id")
    cast = cast.reindex(published.index)
    for letter, column in (("Y", "yes"), ("N", "no"), ("A", "abstain"), ("X", "non_voting")):
        assert (cast[letter] == published[column]).all(), column
    assert len(published) == 5467


@pytest.mark.parametrize("symbol", ["A/RES/68/262", "A/RES/ES-11/1", "A/RES/ES-11/4"])
def test_resolutions_on_ukraine_are_known_as_such(symbol):
    assert load("un_resolutions").set_index("symbol").loc[symbol, "ukraine"]


def test_pakistan_abstained_on_all_resolutions_on_ukraine():
    """The 23 resolutions of 27 March 2014 to 24 February 2025."""
    ids = load("un_resolutions").query("ukraine and date >= '2014'")["resolution_id"]
    cast = load("un_votes").query("country == 'PAK'").set_index("resolution_id")["vote"].reindex(ids)
    assert len(ids) == 23
    assert (cast == "A").all()


@pytest.mark.parametrize(("year", "share"), [(2014, 0.692), (2015, 0.603), (2020, 66 / 95)])
def test_same_votes_of_pakistan_and_russia(year, share):
    """Calendar years, both voting: .692, .603, and 69 of 98 in 2020, of which three are repeats of one vote left out here."""
    both = votes.pair(load("un_votes"), load("un_resolutions"), "PAK", "RUS")
    calendar = load("un_resolutions").set_index("resolution_id")["date"].str[:4].astype(int)
    inside = both[both["resolution_id"].map(calendar) == year]
    assert (inside["a"].astype(str) == inside["b"].astype(str)).mean() == pytest.approx(share, abs=0.0006)


def test_visits_of_two_terms_counted_by_hand():
    """Counted in the State Department's lists: Pakistan 2001-05 and 2009-13, each visit named."""
    table = load("visits").query("country == 'PAK'")
    bush = table[(table["start_date"] >= "2001-01-20") & (table["start_date"] < "2005-01-20")]
    obama = table[(table["start_date"] >= "2009-01-20") & (table["start_date"] < "2013-01-20")]
    assert bush["start_date"].tolist() == BUSH_2001
    assert obama["start_date"].tolist() == OBAMA_2009
    terms = diplomacy.by_term(load("visits"), "PAK", diplomacy.terms(load("visits"))).set_index("term")
    assert terms.loc["2001–05", ["to_us", "from_us"]].sum() == len(BUSH_2001)
    assert terms.loc["2009–13", ["to_us", "from_us"]].sum() == len(OBAMA_2009)


def test_nato_as_read_from_the_treaties():
    """Members of NATO by its own founding and accession dates: Germany and Türkiye in 1985, not Pakistan, Japan or Australia."""
    rows = load("alliances").query("year == 1985").set_index("partner")
    assert rows.loc[["DEU", "TUR", "ISL", "GBR", "ESP"], "nato"].eq(1).all()
    assert rows.loc[["PAK", "JPN", "AUS", "PHL", "KOR"], "nato"].eq(0).all()
    assert rows.loc["PAK", "defence"] == 1


def test_shares_of_customers_agree_with_the_deliveries_themselves():
    """India's share of Russian exports in 2017-21, from the derived table and from the deliveries to India."""
    top = exporters.customers(load("arms_customers"), "RUS", window_last=2021).set_index("recipient")
    delivered = arms.deliveries(load("arms_deliveries"), "IND", supplier="RUS", window=5)[2021]
    exported = load("arms_exporters").query("supplier == 'RUS' and 2017 <= year <= 2021")["tiv_total"].sum()
    assert top.loc["IND", "share"] == pytest.approx(100 * delivered / exported, abs=0.1)


def test_aid_shares_of_all_recipients_add_up():
    table = load("us_aid")
    total = sum(aid.share(table, code).get(2010, 0) for code in table["recipient"].unique())
    assert total == pytest.approx(100)
