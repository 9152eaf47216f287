"""A figure is tested against the table behind it: its values and the numbers of its title, summed up by another path."""

import re

import pytest
from once import decide

from analysis import Study, load
from analysis.claims.wording import number
from analysis.figures import breakthrough, commerce, crude, energy, india, suppliers, us_ties
from analysis.measures import diplomacy, opinion, sanctions, votes

pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.fixture(scope="module")
def study():
    return Study()


def by_name(figure, column=None):
    rows = figure.data.set_index(figure.data.columns[0])
    return rows[column] if column else rows.iloc[:, -1]


def tiv(**conditions):
    rows = load("arms_deliveries")
    for name, value in conditions.items():
        rows = rows[rows["year"].between(*value) if name == "years" else rows[name] == value]
    return float(rows["tiv"].sum())


def test_who_replaced_whom_adds_up_the_deliveries_of_both_spans(study):
    figure = suppliers.replaced(study)
    for span, years in (("2009–2013", (2009, 2013)), ("2021–2025", (2021, 2025))):
        drawn = by_name(figure, span)
        for name, code in (("US", "USA"), ("China", "CHN"), ("Russia", "RUS")):
            share = 100 * tiv(recipient="PAK", supplier=code, years=years) / tiv(recipient="PAK", years=years)
            assert drawn[name] == pytest.approx(share)
            assert number(share) in figure.title
    assert "China gained most" in figure.title


def test_customers_are_those_of_the_partner(study):
    figure = india.customers(study)
    table = load("arms_customers")
    rows = table[(table["supplier"] == "RUS") & (table["window_last"] == 2021)].set_index("recipient")["share"]
    assert by_name(figure)["India"] == pytest.approx(100 * rows["IND"])
    assert f"India took {100 * rows['IND']:.0f} per cent of Russia's arms exports" in figure.title


def test_the_timing_sets_the_patron_to_the_rival_beside_the_partner_to_the_country(study):
    drawn = india.timing(study).data.set_index(["panel", "year"])["value"]
    assert drawn["US to India", 2013] == pytest.approx(tiv(recipient="IND", supplier="USA", years=(2013, 2013)))
    assert drawn["Russia to Pakistan", 2017] == pytest.approx(tiv(recipient="PAK", supplier="RUS", years=(2017, 2017)))


def test_classes_that_fell_are_counted_as_falls(study):
    figure = india.classes(study)
    before, after = figure.data.iloc[:, 1], figure.data.iloc[:, 2]
    assert int(re.search(r"fell in (\d+) of", figure.title)[1]) == sum(
        b > a for b, a in zip(before, after, strict=True)
    )
    total, own = (
        tiv(recipient="IND", weapon_class="aircraft", years=(2012, 2021), **more) for more in ({}, {"supplier": "RUS"})
    )
    assert by_name(figure)["aircraft"] == pytest.approx(100 * own / total)


@pytest.mark.parametrize(("label", "fuel"), [("Gas", "gas"), ("Oil and products", "oil"), ("Solid fuels", "solid")])
def test_the_european_union_buys_what_the_label_says(study, label, fuel):
    rows = load("eu_energy_imports")
    rows = rows[(rows["fuel"] == fuel) & (rows["year"] == 2020)]
    share = 100 * rows.loc[rows["partner"] == "RUS", "value"].sum() / rows["value"].sum()
    assert by_name(energy.europe_buys(study), label)[2020] == pytest.approx(share)


def test_visits_of_a_term_go_to_the_direction_in_which_they_went(study):
    rows = load("visits")
    obama = rows[(rows["country"] == "IND") & rows["start_date"].between("2013-01-20", "2017-01-19")]
    table = diplomacy.by_term(rows, "IND", diplomacy.terms(rows))
    term = table[table["term"].str.startswith("2013")].iloc[0]
    assert (term["to_us"], term["from_us"]) == tuple(
        int((obama["direction"] == way).sum()) for way in ("to_us", "from_us")
    )
    assert term["to_us"] != term["from_us"]
    drawn = us_ties.visits_by_term(study).data
    assert drawn[drawn["name"].str.startswith("2013")]["India"].iloc[0] == len(obama)


def test_coalition_support_is_worth_more_in_dollars_of_2020_than_when_it_was_paid(study):
    drawn = us_ties.aid_waves(study).data.set_index("year")
    printed = load("coalition_support")
    paid = printed[(printed["fy_start"] == 2010) & (printed["fy_end"] == 2010)]["csf_musd"].iloc[0]
    assert paid < drawn["Coalition Support Funds"][2010] < 1.4 * paid


def test_crude_oil_is_that_of_the_table_and_the_title_quotes_it(study):
    figure = crude.crude_by_buyer(study)
    rows = load("energy_exports")
    rows = rows[(rows["exporter"] == "RUS") & (rows["fuel"] == "crude") & (rows["destination"] == "IND")].set_index(
        "year"
    )["value"]
    for year in (2021, 2025):
        assert by_name(figure, "India")[year] == pytest.approx(rows[year])
        assert f"{number(float(rows[year]))}" in figure.title
    assert "does not name Pakistan" in figure.note
    # Karachi's port: 45,122 tonnes on 11 June 2023 and 56,000 on 27 June.
    assert by_name(figure, "Pakistan").dropna().to_dict() == {2023: pytest.approx(0.101122)}
    assert figure.title.endswith("Pakistan at least 0.10 in 2023")


def test_votes_alike_are_pooled_over_the_span_and_ranked_among_all_members(study):
    figure = breakthrough.votes_by_span(study)
    rolls, cast = load("un_resolutions"), load("un_votes")
    same = votes.alike(cast, rolls, "PAK", b="RUS", span=(2005, 2009))
    assert by_name(figure, "Pakistan")["2005–2009"] == pytest.approx(100 * same.mean())
    assert f"in 2005–2009: {number(100 * float(same.mean()))} per cent" in figure.title
    late = cast[cast["resolution_id"].isin(rolls.loc[rolls["year"].between(2020, 2024), "resolution_id"])]
    voted = late.loc[late["vote"] != "X", "country"].unique()
    others = [votes.alike(late, rolls, code, b="RUS", span=(2020, 2024)) for code in voted if code != "RUS"]
    shares = [one.mean() for one in others if len(one) >= votes.FEW_VOTES]
    own = votes.alike(cast, rolls, "PAK", b="RUS", span=(2020, 2024)).mean()
    assert f"number {sum(one > own for one in shares) + 1} of {len(shares)} members" in figure.note


def test_votes_of_an_incomplete_year_are_left_out():
    rolls = load("un_resolutions")
    incomplete = set(rolls.loc[rolls["incomplete_year"], "resolution_id"])
    both = load("un_votes").query("country in ('PAK', 'RUS')").groupby("resolution_id")["country"].nunique()
    assert incomplete & set(both[both == 2].index), "both took part in such a vote, or this test would pass for nothing"
    assert not incomplete & set(votes.pair(load("un_votes"), rolls, "PAK", "RUS")["resolution_id"])


def test_ranks_have_the_first_at_the_top(study, tmp_path):
    """In an SVG the top has the smaller number: the tick "1" stands above the others."""
    svg = us_ties.aid_share(study, decide("U1", study)).save(tmp_path / "ranks.svg").read_text()
    panel = svg[svg.index("Rank among recipients") - 6000 :]
    ticks = {int(text): float(y) for y, text in re.findall(r'<text [^>]*? y="([\d.]+)"[^>]*>(\d+)</text>', svg)}
    assert panel and 1 in ticks and ticks[1] == min(y for rank, y in ticks.items() if rank < 1000)


def test_net_views_are_favourable_less_unfavourable():
    rows = load("favourability").query("country == 'PAK' and rated == 'USA'").set_index("year")
    net = opinion.net_favourable(load("favourability"), "PAK", rated="USA")
    assert net[2012] == pytest.approx(rows["favourable_pct"][2012] - rows["unfavourable_pct"][2012])
    assert net[2012] < 0


def test_exercises_with_others_are_not_those_with_the_partner():
    rows = load("exercises").query("country == 'IND'")
    own = diplomacy.exercises(rows, "IND", partner="USA")
    assert own.sum() == rows.loc[rows["partner"] == "USA", "exercises"].sum() < rows["exercises"].sum()


def test_an_ally_of_the_last_year_on_record_is_one_afterwards():
    alliances, last = load("alliances"), int(load("alliances")["year"].max())
    carried = sanctions.against_allies(load("sanctions"), alliances, "USA", span=(last + 1, last + 3))
    assert set(carried.index) == set(
        sanctions.against_allies(load("sanctions"), alliances, "USA", span=(last, last)).index
    )


def test_contracts_of_arms_add_up_to_the_printed_totals(study):
    """DSCA: 1950-2024 India 13.7 and Pakistan 11.1 billion US$; what the note says of both spans adds up to them."""
    note = india.rival_and_patron(study, decide("I3", study)).note
    found = re.findall(r"to (India|Pakistan) ([\d.]+) \(before: ([\d.]+)\)", note)
    assert {name: float(late) + float(early) for name, late, early in found} == pytest.approx(
        {"India": 13.7, "Pakistan": 11.1}, abs=0.1
    )
    assert "2020–2024" in note and "1950–2019" in note


def test_exports_of_the_last_fiscal_year_are_those_of_the_state_bank(study):
    """State Bank in the press: 6.03 billion US$ to the US and 2.48 to China in 2024-25."""
    figure = commerce.scale(study)
    assert "6,028 to the US and 2,477 to China" in figure.note and "fiscal year 2024–25" in figure.note
    assert "sbp_trade" in figure.tables
    assert not commerce.scale(Study(country="TUR", rival="GRC")).note


def test_a_span_of_trips_lies_within_the_years_used():
    assert list(breakthrough.travel(Study(last_year=2022)).data["years"])[-1] == "2015–2019"
    assert list(breakthrough.travel(Study()).data["years"])[-1] == "2020–2024"
