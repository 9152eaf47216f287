"""When a country changed sides is told by its yearly votes, and an act stands where its date lies on the axis."""

import pytest
from matplotlib.figure import Figure as Canvas
from once import decide

from analysis import Study
from analysis.figures import camps, marks, us_ties
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


def dashes(figure, narrow=False):
    """Where the dashed lines of a figure stand, panel by panel."""
    canvas = Canvas()
    figure.paint(canvas, narrow)
    return [[line.get_xdata()[0] for line in axis.lines if line.get_linestyle() == "--"] for axis in canvas.axes]


def test_a_date_stands_where_it_lies_in_the_year_of_the_axis():
    """The raid of 2 May 2011 came a third into the calendar year, and seven months into the fiscal year."""
    assert marks.place("2011-05-02") == pytest.approx(2010.5 + 121.5 / 365, abs=0.01)
    assert marks.place("2011-05-02", "fiscal") == pytest.approx(2010.5 + 213.5 / 365, abs=0.01)
    assert 2010 < marks.place("2011-05-02", "end") < 2011, "the stock of the end of 2011 was counted after it"
    assert marks.place("1965-09-20", "fiscal") > 1965.5, "to 1976 a fiscal year ended in June"
    assert marks.place("1990-10", "fiscal") == pytest.approx(1990.5 + 1 / 24)
    assert (marks.place("1982"), marks.place(2014)) == (1982, 2013.5)


@pytest.mark.parametrize(
    ("builder", "claim", "units"),
    [
        (us_ties.aid_waves, None, ["fiscal"]), (us_ties.aid_share, "U1", ["fiscal"] * 2), (us_ties.aid_totals, "U5", ["fiscal"]),
        (us_ties.arms_from_patron, None, ["calendar"]), (us_ties.front_line, "U3", ["fiscal", "calendar", "calendar"]),
        (us_ties.mistrust, "U5", ["calendar"] * 3),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)  # fmt: skip
def test_one_act_stands_at_one_date_in_all_figures(builder, claim, units):
    figure = builder(Study(), decide(claim, Study())) if claim else builder(Study())
    for places, unit in zip(dashes(figure), units, strict=True):
        assert [one for one in places if 2010 < one < 2012] == [marks.place("2011-05-02", unit)]
    assert "2 May 2011" in figure.note + figure.phone


def test_a_country_without_the_raid_has_no_line_for_it():
    drawn = dashes(us_ties.aid_waves(Study(country="EGY", rival="ISR")))
    assert drawn == [[marks.place(date, "fiscal") for date in us_ties.OF_ALL]]
