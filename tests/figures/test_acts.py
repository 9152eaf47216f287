"""The dated acts of every chapter: those that the history of the case names, as the chronology tells them, and only for the countries they are about."""

import json
import re
from functools import cache

import pytest

from analysis import Study, load
from analysis.claims import layers, rules
from analysis.figures import acts, limits
from analysis.figures.figure import Figure
from analysis.study import ROLES

CHAPTERS = list(acts.chapters(Study()))
KNOWN = {
    "2_us_ties": {"2001-09-22": "waives sanctions", "2004-06-16": "major non-NATO ally", "2011-05-02": "bin Laden",
                  "2011-11-26": "Salala", "2018-01-04": "suspends most security assistance"},
    "3_india_diversification": {"2016-08": "LEMOA", "2018-10-05": "S-400", "2025-08-06": "tariff on India", "2025-12-04": "state visit to India"},
    "4_energy_after_sanctions": {"2014-07-31": "EU sectoral sanctions", "2025-10-22": "Rosneft and Lukoil"},
    "5_afghanistan": {"2020-02-29": "US-Taliban agreement", "2025-07-03": "recognises the Taliban"},
    "6_breakthrough": {"2017-06-09": "full members of the SCO", "2017-11-30": "Sochi", "2019-12": "mutual claims"},
}  # fmt: skip


@cache
def axis(chapter):
    return acts.axis(Study(), chapter)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_an_axis_and_a_list_hold_every_act_of_the_chapter(chapter):
    study = Study()
    _, drawn, listed = acts.shown(study, chapter)
    rows = load("events").set_index("event_id").loc[acts.chapters(study)[chapter]].sort_values("date")
    assert f"{len(rows)} dated acts, {rows['year'].min()}–{rows['year'].max()}" in drawn.title
    assert sorted(drawn.data["act"]) == sorted(rows["description"]) and drawn.data["date"].is_monotonic_increasing
    assert re.findall(r'href="(.*?)"', listed.data) == list(acts.of(study, chapter)["source_url"])
    assert listed.data.count("<li") == len(rows) and f"{len(rows)} dated acts" in drawn.title


def test_every_chapter_gives_its_downloads_a_name_of_its_own():
    names = [axis(chapter).anchor for chapter in CHAPTERS]
    assert len(set(names)) == len(names) and "fig-acts-us-ties" in names


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_dot_stands_for_each_act_and_is_hollow_where_it_did_not_take_place(chapter, size):
    drawn = axis(chapter)
    dots = re.findall(r"<use [^>]*/>", getattr(drawn, size).replace('"/><use', '"/> <use'))
    hollow = re.findall(r"<use [^>]*fill:var\(--paper\)", getattr(drawn, size))
    marked = drawn.data["mark"].ne("").sum()
    assert len(dots) >= len(drawn.data) and len(hollow) == marked
    assert ("Hollow dots" in drawn.note) == bool(marked)


@pytest.mark.parametrize("chapter", KNOWN)
def test_known_acts_stand_at_their_dates(chapter):
    told = acts.of(Study(), chapter).groupby("date")["description"].agg(" ".join)
    for date, words in KNOWN[chapter].items():
        assert words in told[date], date


def test_what_was_only_announced_says_so():
    marks = acts.of(Study(), "6_breakthrough").set_index("event_id")["mark"]
    assert (marks["E118"], marks["E085"], marks["E101"]) == ("announced only", "cancelled", "")
    listed = acts.listed(Study(), "6_breakthrough").data
    assert re.search(r'class="partner hollow"><b>October 2019</b>.*?<span class="mini">announced only</span>', listed)


def test_an_act_is_about_the_countries_of_its_lane():
    """Every act has two countries of the lane among its actors, or one and Afghanistan or a country that it sanctions."""
    table = load("events").set_index("event_id")["actors"].str.split(";").map(set)
    study = Study()
    for chapter, held in layers.history(study).acts.items():
        for lane in held.lane:
            assert set(lane.of) <= {*ROLES, "neighbour"} and lane.colour in {*ROLES, "context"}
            assert len(set(lane.events)) == len(lane.events)
            for event in lane.events:
                assert len(study.roles() & table[event]) >= 2 or {"AFG", "EU"} & table[event], (chapter, event)


NAMED = re.compile(r"{(?:the_)?(country|partner|rival|patron)(?:_s|_own)?}|(Moscow)")


def named(words):
    return {role or "partner" for role, _ in NAMED.findall(words)}


def test_an_act_stands_in_the_lane_of_those_who_acted():
    """A lane that names two roles holds acts of both, one that names more acts of two of them."""
    table, study = load("events").set_index("event_id")["actors"].str.split(";").map(set), Study()
    for chapter, held in layers.history(study).acts.items():
        for lane in held.lane:
            codes = {getattr(study, role) for role in named(lane.words)}
            for event in lane.events:
                least = 2 if len(codes) > 1 and not {"AFG", "EU"} & table[event] else 1
                assert len(codes & table[event]) >= min(least, len(codes)), (chapter, lane.words, event)


def test_a_title_names_all_whose_acts_stand_below():
    """Of six acts of Moscow with India "Pakistan dealt with both camps" said nothing, nor "Both kept other friends" of an air strike."""
    for chapter, held in layers.history(Study()).acts.items():
        lanes = set().union(*(named(lane.words) for lane in held.lane))
        assert lanes <= named(held.title), chapter
        assert not re.search(r"\b(?:dealt|kept|gave|took|friends)\b", held.title), chapter


def test_acts_of_others_stand_in_no_lane_of_two():
    lanes = {chapter: acts.of(Study(), chapter).set_index("event_id")["lane"].astype(str) for chapter in CHAPTERS}
    assert lanes["7_limits"]["E147"] == "Russia between India and Pakistan" and "E167" not in lanes["7_limits"]
    assert lanes["2_us_ties"]["E079"] == lanes["2_us_ties"]["E082"] == "A raid and an air strike of the US in Pakistan"
    assert lanes["1_historical_burden"]["E013"] == "Pakistan in the camp of the US"
    assert lanes["1_historical_burden"]["E038"] == "Moscow, Pakistan and Afghanistan"


def test_an_act_is_told_without_the_one_before_it():
    told = load("events").set_index("event_id")["description"]
    assert "imposed on India on 13 May" in told["E049"] and not told.str.contains(r"\bthe same\b").any()


def test_every_chapter_has_its_acts(root):
    assert set(CHAPTERS) == {claim.chapter for claim in rules.all_claims()}
    for name in CHAPTERS:
        cells = json.loads((root / f"notebooks/{name}.ipynb").read_text())["cells"]
        assert any(f'acts.shown(study, "{name}")' in "".join(cell["source"]) for cell in cells), name


@pytest.mark.parametrize(
    "roles", [{"country": "TUR", "rival": "GRC"}, {"country": "IND", "rival": "PAK"}, {"partner": "CHN"}]
)
def test_no_other_case_gets_the_history_of_this_one(roles):
    study = Study(**roles)
    for chapter in CHAPTERS:
        if not acts.shown(study, chapter):
            continue
        drawn = acts.axis(study, chapter)
        for actors in acts.of(study, chapter)["actors"].str.split(";"):
            assert study.roles() & set(actors) or actors == ["AFG"]
        assert study.country == "PAK" or "Pakistan" not in drawn.title


def test_a_lane_that_names_another_role_is_left_out():
    """With Iran as the rival the acts of India with the two powers are none of this case."""
    assert acts.shown(Study(rival="IRN"), "3_india_diversification") == ()
    assert list(acts.of(Study(rival="IRN"), "7_limits")["lane"].unique()) == [
        "Pakistan and Russia, and votes of Pakistan on its war",
        "Pakistan and the US",
    ]


def test_acts_outside_the_years_in_use_are_left_out():
    drawn = acts.axis(Study(first_year=2010, last_year=2020), "2_us_ties")
    assert isinstance(drawn, Figure) and drawn.data["date"].str[:4].astype(int).between(2010, 2020).all()


def test_the_exercise_of_2019_is_announced_and_not_absent():
    """Druzhba-2019 rests on an announcement: neither documented nor "none on record"."""
    drawn = limits.exercises(Study())
    own = drawn.data.iloc[-1]
    assert (own[2019], own[2018], own[2022]) == ("A", "E", "0")
    assert "announced only in 2019" in drawn.alt and "announced only" in drawn.wide and "2019" not in drawn.title


def test_the_acts_that_a_verdict_rests_on_are_in_the_lanes_of_its_chapter(study):
    held = acts.chapters(study)
    for claim in rules.all_claims(study):
        named = {one for part in claim.parts for one in (*part.confirmed_by, part.event, part.act) if one}
        assert named <= set(held[claim.chapter]), (claim.id, named - set(held[claim.chapter]))
