"""Every figure draws what its table holds: two values of each, and the numbers of its title, summed up by another path."""

import re
from functools import cache

import pandas as pd
import pytest
from all_figures import builders
from once import decide

from analysis import Study, load
from analysis.claims.wording import number
from analysis.figures import (
    allies,
    breakthrough,
    camps,
    commerce,
    crude,
    energy,
    history,
    india,
    limits,
    near,
    suppliers,
    us_ties,
    words,
)

pytestmark = pytest.mark.usefixtures("undrawn")
STUDY = Study()


@cache
def drawn(builder, claim=None):
    return builder(STUDY, decide(claim, STUDY)) if claim else builder(STUDY)


def rows(table, years=None, column="year", **wanted):
    """Rows of a table with these values, and between these years."""
    found = load(table)
    for name, value in wanted.items():
        found = found[found[name].isin(value if isinstance(value, tuple) else (value,))]
    return found if years is None else found[found[column].between(*years)]


def tiv(years, **wanted):
    return float(rows("arms_deliveries", years, **wanted)["tiv"].sum())


def arms_share(recipient, supplier, years):
    return 100 * tiv(years, recipient=recipient, supplier=supplier) / tiv(years, recipient=recipient)


def aid(recipient, year, **wanted):
    return rows("us_aid", (year, year), "fiscal_year", recipient=recipient, **wanted)["constant_2020_usd"].sum() / 1e6


def view(rated, year):
    return rows("favourability", (year, year), country="PAK", rated=rated)["favourable_pct"].item()


def friendlier(a, b, year):
    """Per cent of the year's other pairs that stand below, counted pair by pair."""
    table = rows("event_tone", (year, year))
    own = table.loc[(table["a"] == a) & (table["b"] == b), "rank"].item()
    return 100 * (table["rank"] > own).sum() / (len(table) - 1)


def both_ways(a, b, year):
    pair = pd.concat([rows("trade", (year, year), exporter=one, importer=two) for one, two in ((a, b), (b, a))])
    return pair["value_kusd"].sum() / 1e3


def trade_with(country, other, years):
    """Per cent of the country's trade, the years added up."""
    span = (min(years), max(years))
    ends = [rows("trade", span, **{end: country})["value_kusd"].sum() for end in ("exporter", "importer")]
    return 100 * sum(both_ways(country, other, year) for year in years) / (sum(ends) / 1e3)


def ballots(years, **wanted):
    """Votes by resolution and country in the sessions of `years`, absences left out."""
    chosen = rows("un_resolutions", years, incomplete_year=False, **wanted)["resolution_id"]
    cast = rows("un_votes", vote=("Y", "A", "N"))
    cast = cast[cast["resolution_id"].isin(chosen)].astype({"country": str, "vote": str})
    return cast.pivot(index="resolution_id", columns="country", values="vote")


def same(a, b, years, **wanted):
    both = ballots(years, **wanted)[[a, b]].dropna()
    return 100 * float((both[a] == both[b]).mean())


def lead(country, years):
    """Per cent of votes with Russia less per cent with the United States, where the two said yes against no."""
    votes = ballots(years)
    votes = votes[(votes["RUS"] + votes["USA"]).isin(["YN", "NY"])].dropna(subset=[country])
    return 100 * ((votes[country] == votes["RUS"]).mean() - (votes[country] == votes["USA"]).mean())


def visitors(country, years):
    dates = rows("visits", country=country)
    return int(pd.to_datetime(dates["start_date"]).dt.year.between(*years).sum())


def sold(fuel, year, **wanted):
    return rows("energy_exports", (year, year), exporter="RUS", fuel=fuel, **wanted)["value"].sum()


def kappa(a, b, year):
    both = ballots((year, year))[[a, b]].dropna()
    table = pd.crosstab(both[a], both[b]).reindex(index=list("YAN"), columns=list("YAN"), fill_value=0) / len(both)
    expected = (table.sum(axis=1) * table.sum()).sum()
    observed = sum(table.loc[one, one] for one in "YAN")
    return float((observed - expected) / (1 - expected))


# builder, claim, what picks the row, the column, and the value by another path.
CELLS = [
    (camps.cold_war_votes, None, {"panel": "Pakistan", "series": "Russia", "year": 1965}, "value", lambda: same("PAK", "RUS", (1965, 1965), us_soviet_opposed=True)),
    (camps.cold_war_votes, None, {"panel": camps.NUMBER, "series": "Pakistan", "year": 1965}, "value", lambda: len(ballots((1965, 1965), us_soviet_opposed=True)["PAK"].dropna())),
    (history.ideal_points, None, {"year": 2024}, "Pakistan", lambda: rows("ideal_points", (2024, 2024), country="PAK")["ideal_point"].iloc[0]),
    (history.joining, "H2", {"panel": "Military aid, fiscal years, million US$ of 2020", "year": 1956}, "value", lambda: aid("PAK", 1956, category="military")),
    (history.joining, "H2", {"panel": "Economic aid, fiscal years, million US$ of 2020", "year": 1962}, "value", lambda: aid("PAK", 1962, category="economic")),
    (history.china, "H4", {"series": "China", "year": 1975, "panel": "China's share of arms imports, 5 years, per cent"}, "value", lambda: arms_share("PAK", "CHN", (1971, 1975))),
    (history.china, "H4", {"series": "Russia", "year": 1980}, "value", lambda: kappa("PAK", "RUS", 1980)),
    (history.aid_and_sanctions, "H5", {"year": 1992}, "Economic aid", lambda: aid("PAK", 1992, category="economic")),
    (history.rebuilding, None, {"panel": "Goods trade, million current US$", "year": 2013}, "value", lambda: both_ways("PAK", "RUS", 2013)),
    (history.rebuilding, None, {"panel": "Share of arms imports, per cent", "year": 1996}, "value", lambda: arms_share("PAK", "RUS", (1996, 1996))),
    (suppliers.since_1950, None, {"panel": "Suppliers of India", "series": "Russia", "year": 1970}, "value", lambda: arms_share("IND", "RUS", (1966, 1970))),
    (suppliers.since_1950, None, {"panel": "Suppliers of Pakistan", "series": "US", "year": 1960}, "value", lambda: arms_share("PAK", "USA", (1956, 1960))),
    (suppliers.rival_replaced, None, {"name": "France"}, "2021–2025", lambda: arms_share("IND", "FRA", (2021, 2025))),
    (suppliers.rival_replaced, None, {"name": "Russia"}, "2009–2013", lambda: arms_share("IND", "RUS", (2009, 2013))),
    (us_ties.aid_waves, None, {"year": 1962}, "Economic aid", lambda: aid("PAK", 1962, category="economic")),
    (us_ties.aid_share, "U1", {"panel": "Share of all aid, per cent", "series": "Pakistan", "year": 2010}, "value",
     lambda: 100 * aid("PAK", 2010) / (rows("us_aid", (2010, 2010), "fiscal_year")["constant_2020_usd"].sum() / 1e6)),
    (us_ties.aid_totals, "U5", {"year": 2011}, "Obligations",
     lambda: rows("us_aid_totals", (2011, 2011), "fiscal_year", recipient="PAK", transaction="obligations")["constant_2023_usd"].sum() / 1e6),
    (us_ties.arms_from_patron, None, {"year": 2010}, "Pakistan", lambda: tiv((2006, 2010), recipient="PAK", supplier="USA")),
    (us_ties.arms_from_patron, None, {"year": 2019}, "India", lambda: tiv((2015, 2019), recipient="IND", supplier="USA")),
    (us_ties.troops, None, {"year": 1968}, "Pakistan", lambda: rows("us_troops", (1968, 1968), country="PAK")["troops"].iloc[0]),
    (allies.sanctioned_allies, None, {"name": "Pakistan"}, "cases", lambda: rows("sanctions", (1992, 2021), sender="USA", target="PAK")["begun"].sum()),
    (us_ties.front_line, "U3", {"panel": "Arms, million TIV", "year": 2010}, "value", lambda: tiv((2010, 2010), recipient="PAK", supplier="USA")),
    (us_ties.front_line, "U3", {"panel": "Sanction cases in force", "year": 2001}, "value", lambda: rows("sanctions", (2001, 2001), sender="USA", target="PAK")["active"].iloc[0]),
    (us_ties.decoupling, "U4", {"panel": "Visits, five-year sum", "series": "India", "year": 2023}, "value", lambda: visitors("IND", (2019, 2023))),
    (us_ties.decoupling, "U4", {"panel": "Arms, five-year sum, million TIV", "series": "Pakistan", "year": 2012}, "value", lambda: tiv((2008, 2012), recipient="PAK", supplier="USA")),
    (us_ties.mistrust, "U5", {"panel": "US drone strikes, number", "year": 2010}, "value", lambda: rows("drone_strikes", (2010, 2010), country="PAK")["strikes"].iloc[0]),
    (us_ties.mistrust, "U5", {"panel": "Favourable views of the US, per cent", "year": 2012}, "value",
     lambda: rows("favourability", (2012, 2012), country="PAK", rated="USA")["favourable_pct"].iloc[0]),
    (us_ties.suppliers, None, {"year": 2025}, "China", lambda: arms_share("PAK", "CHN", (2021, 2025))),
    (us_ties.effective_suppliers, None, {"year": 2021}, "Pakistan",
     lambda: 1 / sum((arms_share("PAK", one, (2017, 2021)) / 100) ** 2 for one in rows("arms_deliveries", recipient="PAK")["supplier"].unique())),
    (india.rival_suppliers, None, {"year": 2025}, "Russia", lambda: arms_share("IND", "RUS", (2021, 2025))),
    (india.rival_concentration, None, {"year": 2010}, "India",
     lambda: 1 / sum((arms_share("IND", one, (2006, 2010)) / 100) ** 2 for one in rows("arms_deliveries", recipient="IND")["supplier"].unique())),
    (india.rival_and_patron, "I3", {"panel": "Share of arms imports, five years, per cent", "year": 2020}, "value", lambda: arms_share("IND", "USA", (2016, 2020))),
    (india.rival_and_patron, "I3", {"panel": "Visits, five-year sum", "year": 2024}, "value", lambda: visitors("IND", (2020, 2024))),
    (india.partner_side, "I4", {"panel": "Arms exports: concentration (HHI)", "year": 2010}, "value", lambda: rows("arms_exporters", (2010, 2010), supplier="RUS")["hhi"].iloc[0]),
    (energy.squeeze, None, {"panel": "Oil price (Brent), US$ a barrel", "year": 2012}, "value", lambda: rows("energy_prices", (2012, 2012), series="brent")["value"].iloc[0]),
    (energy.squeeze, None, {"panel": "US sanction cases in force", "year": 2020}, "value", lambda: rows("sanctions", (2020, 2020), sender="USA", target="RUS")["active"].iloc[0]),
    (energy.destinations, None, {"panel": "Crude oil, per cent", "series": "Asia", "year": 2025}, "value",
     lambda: 100 * sold("crude", 2025, destination_group="Asia") / sold("crude", 2025)),
    (energy.balance, None, {"panel": "Net imports, per cent of energy use", "year": 2021}, "value",
     lambda: rows("energy_balances", (2021, 2021), country="PAK", indicator="net_energy_imports")["value"].iloc[0]),
    (near.deaths, None, {"panel": "Battle deaths: Afghanistan", "year": 2021}, "value", lambda: rows("battle_deaths", (2021, 2021), country="AFG", source="UCDP")["best"].iloc[0]),
    (near.refugees, None, {"year": 2021}, "Pakistan", lambda: rows("refugees", (2021, 2021), origin="AFG", asylum="PAK")["refugees"].iloc[0] / 1e3),
    (near.hosts, None, {"name": "Iran"}, "thousand persons", lambda: rows("refugees", (2022, 2022), origin="AFG", asylum="IRN")["refugees"].iloc[0] / 1e3),
    (breakthrough.ties, "B1", {"series": "Pakistan", "year": 2018, "panel": re.compile("^Arms")}, "value", lambda: arms_share("PAK", "RUS", (2018, 2018))),
    (breakthrough.ties, "B1", {"series": "Pakistan", "year": 2018, "panel": re.compile("UN|[Vv]ot|agree")}, "value", lambda: kappa("PAK", "RUS", 2018)),
    # Yearly totals as the publisher's copy has them: Russia 19, 19, 22, 21, 24 in 2015-2019, Pakistan 8, 12, 11, 11, 10 in 2010-2014.
    (breakthrough.travel, None, {"years": "2015–2019"}, "Russia", lambda: (19 + 19 + 22 + 21 + 24) / 5),
    (breakthrough.views, None, {"year": 2012}, "Russia", lambda: view("RUS", 2012)),
    (breakthrough.views, None, {"year": 2015}, "China", lambda: view("CHN", 2015)),
    (breakthrough.travel, None, {"years": "2010–2014"}, "Pakistan", lambda: (8 + 12 + 11 + 11 + 10) / 5),
    (limits.register, None, {"year": 2018}, "Engines", lambda: tiv((2018, 2018), recipient="PAK", supplier="RUS", weapon_class="engines")),
    (limits.register, None, {"year": 2002}, "Helicopters", lambda: tiv((2002, 2002), recipient="PAK", supplier="RUS", weapon_class="helicopters")),
    (commerce.trade_sources, None, {"year": 2020}, "Reconciled (BACI)", lambda: both_ways("PAK", "RUS", 2020)),
    (commerce.trade_sources, None, {"year": 2021}, "value", lambda: rows("trade_published", (2021, 2021), first="PAK", second="RUS")["total"].iloc[0]),
    (commerce.scale, None, {"year": 2020}, "India", lambda: both_ways("IND", "RUS", 2020)),
    (commerce.wheat, None, {"year": 2023}, "Wheat", lambda: rows("wheat_trade", (2023, 2023), exporter="RUS", importer="PAK", product="wheat")["value_musd"].iloc[0]),
    (limits.sides, None, {"years": "2020–2024"}, "Pakistan", lambda: lead("PAK", (2020, 2024))),
    (limits.sides, None, {"years": "2005–2009"}, "China", lambda: lead("CHN", (2005, 2009))),
    (limits.hedge, None, {"panel": re.compile("^Share of arms"), "series": "US", "year": 2013}, "value", lambda: arms_share("PAK", "USA", (2009, 2013))),
    (limits.hedge, None, {"panel": re.compile("^Share of goods"), "series": "Russia", "year": 2020}, "value", lambda: trade_with("PAK", "RUS", range(2016, 2021))),
    (limits.hedge, None, {"panel": re.compile("^Identical"), "series": "Russia", "year": 2019}, "value", lambda: same("PAK", "RUS", (2015, 2019))),
    (limits.reported, None, {"year": 2023}, "Russia", lambda: friendlier("PAK", "RUS", 2023)),
    (limits.reported, None, {"year": 2019}, "India", lambda: friendlier("IND", "PAK", 2019)),
    (limits.weight, "O2", {"year": 2025}, "Arms", lambda: tiv((2021, 2025), recipient="IND", supplier="RUS") / tiv((2021, 2025), recipient="PAK", supplier="RUS")),
    (limits.weight, "O2", {"year": 2020}, "Goods trade",
     lambda: sum(both_ways("IND", "RUS", y) for y in range(2016, 2021)) / sum(both_ways("PAK", "RUS", y) for y in range(2016, 2021))),
    (crude.rival_crude, None, {"year": 2017}, "Crude oil", lambda: crude_of_russia(2017)),
]  # fmt: skip


def crude_of_russia(year):
    found = rows("crude_imports", (year, year), "fy_start", importer="IND", fuel="crude")
    return 100 * found.loc[found["origin"] == "RUS", "value_musd"].sum() / found["value_musd"].sum()


@pytest.mark.parametrize(
    ("builder", "claim", "where", "column", "value"), CELLS, ids=[f"{c[0].__name__}-{n}" for n, c in enumerate(CELLS)]
)
def test_a_value_is_that_of_the_table(builder, claim, where, column, value):
    table = drawn(builder, claim).data
    for name, wanted in (where or {}).items():
        held = table[name].astype(str).str.contains(wanted) if isinstance(wanted, re.Pattern) else table[name] == wanted
        table = table[held]
    assert not table.empty, (where, drawn(builder, claim).data.head())
    assert float(table[column].dropna().sum()) == pytest.approx(float(value()), rel=1e-6)


def russian(years, **wanted):
    return tiv(years, recipient="PAK", supplier="RUS", **wanted)


TITLES = [
    (limits.register, None, lambda: [russian(span) - russian(span, weapon_class="engines") for span in ((1992, 2013), (2014, 2025))]),
    (commerce.trade_sources, None, lambda: [both_ways("PAK", "RUS", 2020)]),
    (commerce.scale, None, lambda: [sum(both_ways("IND", "RUS", y) for y in range(2016, 2021)) / sum(both_ways("PAK", "RUS", y) for y in range(2016, 2021))]),
    (history.rebuilding, None, lambda: [both_ways("PAK", "RUS", year) for year in (2000, 2013)]),
    (suppliers.rival_replaced, None, lambda: [arms_share("IND", one, span) for one in ("RUS", "FRA", "USA") for span in ((2009, 2013), (2021, 2025))]),
    (us_ties.suppliers, None, lambda: [arms_share("PAK", one, span) for one in ("CHN", "USA", "RUS") for span in ((2009, 2013), (2021, 2025))]),
    (india.rival_suppliers, None, lambda: [arms_share("IND", one, (2021, 2025)) for one in ("RUS", "USA", "FRA")]),
    (energy.destinations, None, lambda: [100 * sold("crude", year, destination_group="Asia") / sold("crude", year) for year in (2021, 2025)]),
    (limits.reported, None, lambda: [friendlier(*pair, 2023) for pair in (("PAK", "RUS"), ("PAK", "USA"), ("IND", "PAK"))]),
    (limits.weight, "O2", lambda: [tiv((2021, 2025), recipient="IND", supplier="RUS") / russian((2021, 2025))]),
    (breakthrough.views, None, lambda: [view("RUS", year) for year in (2009, 2012)]),
    (breakthrough.travel, None, lambda: [rows("leader_trips", (first, first), "first_year", country=code)["trips"].item() for code in ("PAK", "RUS") for first in (2010, 2015, 2020)]),
    (near.refugees, None, lambda: [rows("refugees", origin="AFG", asylum="PAK")["refugees"].max() / 1e3]),
    (us_ties.aid_waves, None, lambda: [aid("PAK", 1962), aid("PAK", 2020)]),
    (energy.origins, None, lambda: [fuel_from("ARE", (2014, 2018)), fuel_from("RUS", (2014, 2018))]),
]  # fmt: skip


def fuel_from(origin, years):
    found = rows("fuel_imports", years, importer="PAK")
    found = found[(found["source"] == "UN Comtrade") | (found["year"] == 2018)]
    return 100 * found.loc[found["origin"] == origin, "value_kusd"].sum() / found["value_kusd"].sum()


@pytest.mark.parametrize(("builder", "claim", "values"), TITLES, ids=[case[0].__name__ for case in TITLES])
def test_a_title_tells_the_numbers_of_the_table(builder, claim, values):
    for value in values():
        assert number(float(value)) in drawn(builder, claim).title


def test_all_votes_on_ukraine_are_shown_dated_and_named(tmp_path):
    figure = drawn(limits.ukraine)
    table = rows("un_resolutions", ukraine=True).sort_values(["date", "resolution_id"])
    cast = rows("un_votes", country="PAK").set_index("resolution_id")["vote"].astype(str)
    assert list(figure.data["date"]) == list(table["date"]) and figure.data["date"].iloc[0] == "2014-03-27"
    assert list(figure.data["Pakistan"]) == [cast[one] for one in table["resolution_id"]] == ["A"] * 23
    assert "abstained in all 23 votes on Ukraine" in figure.title
    both = figure.data[(figure.data["US"] == "N") & (figure.data["Russia"] == "N")]["date"]
    assert list(both) == ["2025-02-24"] and "24 February 2025 (no)" in figure.note
    picture = figure.save(tmp_path / "ukraine.svg").read_text()
    assert all(
        f"{int(date[8:])} {month} {date[:4]}" in picture
        for date, month in (("2014-03-27", "Mar"), ("2025-02-24", "Feb"))
    )


def test_moscow_said_no_where_pakistan_said_yes():
    table = drawn(camps.crises).data
    opposite = table[(table["Pakistan"] + table["Russia"]).isin(["YN", "NY"])].groupby("crisis").size()
    for name, count in opposite.items():
        assert (
            f"{count} of {words.numbered((table['crisis'] == name).sum(), 'vote')} on {name}"
            in drawn(camps.crises).title
        )


def test_votes_on_afghanistan_since_2018_were_alike_once():
    late = drawn(near.on_it).data.query("date >= '2018'")
    assert len(late) == 5 and (late["Pakistan"] == late["Russia"]).sum() == 1
    assert "voted alike in 1 of 5 votes on Afghanistan since 2018" in drawn(near.on_it).title


def test_aid_of_another_patron_is_the_donors_own():
    figure = us_ties.aid_waves(Study(patron="GBR"))
    given = rows("oda_by_donor", donor="GBR", recipient="PAK").set_index("year")["oda_gross"]
    assert figure.data.set_index("year")["Pakistan"].to_dict() == pytest.approx(given.to_dict())
    assert f"{number(given.max())} million dollars in {given.idxmax()}, {number(given[2022])} in 2022" in figure.title
    china = us_ties.aid_waves(Study(patron="CHN"))
    assert china.data.set_index("year").loc[2015, "Pakistan"] == pytest.approx(12351, abs=1)
    assert "none from Saudi Arabia" in us_ties.aid_waves(Study(patron="SAU")).reason


def test_acts_that_turned_the_aid_are_dated_by_the_chronology():
    dates = load("events").set_index("event_id")["date"]
    marked = us_ties.marks(STUDY)
    assert marked[dates["E045"]] == "halt" and dates["E045"].startswith("1990-10")
    assert marked[dates["E108"]] == "stop" and dates["E108"].startswith("2018-01")
    assert us_ties.marks(Study(country="EGY", rival="ISR")) == us_ties.OF_ALL


def test_the_share_of_exporters_that_fit_less_is_counted_from_the_sections():
    """Michaely's index by hand: half of the absolute differences of shares, taken from 100."""
    table = rows("trade_sections", (2015, 2015)).query("section != 'All'")
    sold, bought = (
        table.pivot(index="country", columns="section", values=f"{way}_kusd").fillna(0)
        for way in ("exports", "imports")
    )
    sold = sold[sold.sum(axis=1) > 0].drop(index="PAK")
    shares = sold.div(sold.sum(axis=1), axis=0)
    index = 100 * (1 - (shares - bought.loc["PAK"] / bought.loc["PAK"].sum()).abs().sum(axis=1) / 2)
    assert (
        f"{number(100 * float((index < index['RUS']).mean()))} per cent of exporters in 2015" in drawn(energy.fit).title
    )
    assert drawn(energy.fit).data["exporters"].sum() >= 0.98 * len(index)


def test_shares_of_suppliers_add_up_to_the_whole():
    table = drawn(suppliers.since_1950).data
    sums = table.groupby(["panel", "year"])["value"].sum()
    assert sums.to_numpy() == pytest.approx(100)


# Tested in test_what_they_say, test_special, test_drawings, test_timeline or test_other_cases, or drawn from another measure that has its own tests.
ELSEWHERE = {
    "replaced", "customers", "timing", "classes", "europe_buys", "visits_by_term", "crude_by_buyer", "votes_by_span",
    "matrix", "placebo_pairs", "expected", "pipeline_map", "exercises",
    "ukraine", "crises", "on_it", "origins", "fit", "past_ties", "past_votes", "master",
}  # fmt: skip


def test_every_figure_is_tested_somewhere():
    made = {builder.__name__ for builder in builders()}
    assert made == {case[0].__name__ for case in CELLS} | ELSEWHERE
