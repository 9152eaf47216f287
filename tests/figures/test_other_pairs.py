"""Figures of pairs that the project was not written for: what they say holds for their own tables and years."""

from dataclasses import replace

import pytest
from once import decide

from analysis import Study, countries, load
from analysis.claims.needs import Status
from analysis.figures import camps, commerce, crude, history, india, limits, suppliers, timeline, us_ties, words
from analysis.figures.figure import Missing
from analysis.measures import arms

pytestmark = pytest.mark.usefixtures("undrawn")
TURKEY = Study(country="TUR", rival="GRC")
LANKA = Study(country="LKA", partner="CHN")


@pytest.mark.parametrize(
    ("draw", "study", "said"),
    [
        (crude.rival_crude, TURKEY, "the table covers imports of crude by India only, not by Greece."),
        (crude.crude_by_buyer, LANKA, "the table covers exports of crude by Russia only, not by China."),
        (commerce.wheat, TURKEY, "imports of grain, fertiliser and gas by India and Pakistan only, not by Türkiye."),
        (limits.register, TURKEY, "the table covers imports of arms by India and Pakistan only, not by Türkiye."),
        (limits.register_table, LANKA, "the table covers sales of arms by Russia only, not by China."),
    ],
)
def test_a_table_of_some_countries_says_so_and_nothing_of_the_others(draw, study, said):
    found = draw(study)
    assert isinstance(found, Missing) and str(found.reason).endswith(said)


def test_a_note_points_to_a_figure_of_another_chapter_only_where_there_is_one():
    lanka, own = crude.rival_crude(LANKA), crude.rival_crude(Study())
    assert "see the tonnes" in own.note and "see" not in lanka.note
    assert lanka.tables == own.tables == ("crude_imports",)
    assert isinstance(crude.crude_by_buyer(LANKA), Missing) and not isinstance(crude.crude_by_buyer(Study()), Missing)


@pytest.mark.parametrize("study", [TURKEY, LANKA])
def test_a_caveat_points_to_no_sentence_of_the_answer_that_may_not_be_there(study):
    caveat = decide("E3", study).caveat
    assert "told with the answer" not in caveat and caveat.endswith("The shares end before the article.")


@pytest.mark.parametrize(
    ("study", "title"),
    [
        (TURKEY, "Greece gained on Türkiye in none of the ties after 2005"),
        (
            LANKA,
            "India gained on Sri Lanka in visits and votes, by averages before and since 2006, though surely in none",
        ),
    ],
)
def test_a_gain_that_is_not_established_is_not_called_none(study, title):
    assert us_ties.decoupling(study, decide("U4", study)).title == title


def test_a_panel_without_a_line_of_one_of_the_two_says_why():
    note = us_ties.decoupling(LANKA, decide("U4", LANKA)).note
    heading = "Arms, five-year sum, million TIV"
    assert f"No line of Sri Lanka in “{heading}”: the publisher's terms keep it from being passed on." in note
    assert "No line" not in us_ties.decoupling(Study(), decide("U4", Study())).note


def test_a_rival_that_came_closer_within_the_usual_swing_is_not_said_to_have_come_closer_in_nothing():
    study, found = TURKEY, decide("I3", TURKEY)
    unsure = replace(found, parts=tuple(replace(part, status=Status.PARTLY) for part in found.parts))
    assert (
        india.rival_and_patron(study, unsure).title
        == "Greece drew closer to the US in votes by averages, though surely in none"
    )


def test_years_of_an_alliance_with_a_gap_are_told_in_spans():
    said = history.record(TURKEY).data
    assert "The US owed Türkiye a defence in 1945 and 1951–2018" in said and "in years from" not in said
    assert words.spans([]) == [] and words.spans([1999, 1945, 1946]) == ["1945–1946", "1999"]


def test_votes_that_begin_after_the_record_say_from_when():
    assert "The votes of China begin in 1971, when the seat passed from Taipei." in camps.past_votes(LANKA).note
    assert "begin in" not in camps.past_votes(TURKEY).note


@pytest.mark.parametrize(
    ("study", "subtitle", "note"),
    [
        (
            TURKEY,
            "Goods trade of Greece with Russia, both ways, in the five years to each year, as a multiple of that of Türkiye;",
            "Türkiye had more",
        ),
        (
            LANKA,
            "Goods trade of India with China, both ways, in the five years to each year, as a multiple of that of Sri Lanka;",
            "India had more",
        ),
        (
            Study(),
            "Arms and fuel that India took from Russia, and goods trade both ways, in the five years to each year,",
            "India had more",
        ),
    ],
)
def test_the_weight_of_customers_names_what_is_drawn_and_a_one_that_is_in_sight(study, subtitle, note):
    drawn = limits.weight(study, decide("O2", study))
    assert drawn.subtitle.startswith(subtitle) and f"{note} in every year (1 would be the same)." in drawn.note


def test_one_of_a_thing_is_told_in_the_singular():
    note = timeline.master(LANKA).note
    assert "1 of its 11 acts of these years is in no lane." in note
    assert (words.numbered(1, "vote"), words.numbered(0, "vote"), words.numbered(23, "vote")) == (
        "1 vote",
        "0 votes",
        "23 votes",
    )
    late = timeline.master(Study(last_year=2007, turning_point=2007)).title
    assert (
        "At least 1 dated act of Pakistan and Russia (visits, talks, agreements, exercises, arms, energy, delays too) is on record"
        in late
    )


def test_what_an_index_has_been_since_the_shock_year_is_told_as_a_mean_of_its_years():
    assert india.partner_side(LANKA, decide("I4", LANKA)).title.endswith("to 0.060 (2016–2020)"), "it ends in 2020"
    index = load("arms_exporters").query("supplier == 'RUS' and year >= 2022")["hhi"]
    assert india.partner_side(Study(), decide("I4", Study())).title.endswith(f"; {index.mean():.2f} in 2022–2025")


EARLY = Study(first_year=1992, last_year=2010, turning_point=2000, sanctions_year=2000, shock_year=2005)


def test_exercises_without_a_year_after_the_turning_point_say_so():
    assert limits.exercises(EARLY).reason == "no record of exercises reaches from 2000 to 2010."


@pytest.mark.parametrize(
    ("years", "gained"),
    [
        ({"window": 1, "turning_point": 2020}, "Israel gained most (from 4.9 to 20.2)"),
        ({"window": 4, "turning_point": 2020}, "France gained most (from 13.9 to 19.9)"),
        ({"window": 2, "turning_point": 1996}, "gained most"),
    ],
)
def test_who_gained_most_gained_more_than_any_other_supplier(years, gained):
    study = Study(**years)
    assert gained in suppliers.rival_replaced(study).title
    shares = arms.supplier_shares("IND", window=study.window)
    last = min(int(shares.index.max()), study.last_year)
    gains = shares.loc[last].fillna(0) - shares.loc[study.turning_point - 1].fillna(0)
    assert f"{countries.with_article(gains.idxmax())} gained most" in suppliers.rival_replaced(study).title
