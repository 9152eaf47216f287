"""When a country changed sides is told by its yearly votes, and with how many of them."""

import pytest

from analysis import Study
from analysis.figures import camps
from analysis.measures import votes

pytestmark = pytest.mark.usefixtures("undrawn")


def shares(country, other, year):
    both = votes.pair(country, other, rolls="divisive").query("year == @year")
    return 100 * float((both["a"].astype(str) == both["b"].astype(str)).mean()), len(both)


def test_the_change_of_sides_is_dated_by_yearly_votes_and_not_by_a_mean():
    figure = camps.cold_war_votes(Study())
    drawn = figure.data.set_index(["panel", "series", "year"])["value"].sort_index()
    for year, (moscow, us) in {1963: (22.2, 77.8), 1965: (88.9, 0)}.items():
        for power, code, told in (("Russia", "RUS", moscow), ("US", "USA", us)):
            assert drawn["Pakistan", power, year] == pytest.approx(told, abs=0.05)
            assert drawn["Pakistan", power, year] == pytest.approx(shares("PAK", code, year)[0])
    assert ("Pakistan", "US", 1964) not in drawn.index, "there were no votes"
    assert (
        "to 1963, and more with Moscow in every year from 1965 (88.9 against 0 per cent of 9 votes in 1965)"
        in figure.title
    )


def test_the_number_of_votes_of_every_year_is_shown():
    drawn = camps.cold_war_votes(Study()).data.set_index(["panel", "series", "year"])["value"].sort_index()
    early = drawn[camps.NUMBER, "Pakistan"].loc[1950:1959]
    assert drawn[camps.NUMBER, "Pakistan", 1965] == shares("PAK", "RUS", 1965)[1] == 9
    assert (int(early.min()), int(early.max())) == (3, 12)


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ({"country": "TUR", "rival": "GRC"}, "more with the US in 16 of 17 years to 1966, and more with Moscow in every year from 1967"),
        ({"country": "EGY", "partner": "CHN", "rival": "ISR"}, "more with China than with the US in every year from 1972"),
        ({"country": "ISR", "partner": "USA", "patron": "RUS", "rival": "EGY"}, "more with Russia in 1 of 74 years, 1949–2024, and more with the US in 72"),
    ],
    ids=["turned", "always", "hardly ever"],
)  # fmt: skip
def test_other_pairs_are_told_by_their_own_years(roles, told):
    assert told in camps.past_votes(Study(**roles)).title
