"""The master figure: its lanes hold the acts of their rule, its series are the measures, for any roles and years."""

import re
import warnings
from itertools import pairwise

import pytest
from markupsafe import escape

from analysis import Study, load
from analysis.figures import timeline, timeline_series
from analysis.figures.figure import Figure, Missing
from analysis.figures.palette import DARK
from analysis.measures import aid, arms, events, trade, votes

SHORT = {"first_year": 2000, "last_year": 2015, "turning_point": 2008, "sanctions_year": 2010, "shock_year": 2012}
ODD = {
    "other years": SHORT,
    "no arms we may use": {"country": "TUR", "rival": "GRC"},
    "other partner": {"partner": "CHN"},
    "other patron": {"patron": "GBR"},
    "rival's own case": {"country": "IND", "rival": "PAK"},
    "young": {"country": "SSD", "rival": "SDN"},
    "never voted": {"country": "XKX"},
    "late": {"first_year": 2010},
    "one mark": {"turning_point": 2014, "shock_year": 2014},
}


@pytest.fixture(scope="module")
def figure():
    return timeline.master(Study())


def column(figure, text):
    return figure.data.set_index("year")[next(name for name in figure.data if text in name)]


def same(drawn, measured, study):
    within = measured.loc[study.first_year : study.last_year]
    assert drawn.dropna().to_dict() == pytest.approx(within.dropna().to_dict())
    assert len(within)


@pytest.mark.parametrize("years", [{}, SHORT])
def test_the_series_are_the_measures(years):
    study = Study(**years)
    figure = timeline.master(study)
    deliveries = load("arms_deliveries")
    for code, name in (("RUS", "Russia"), ("USA", "US")):
        share = arms.supplier_share(deliveries, "PAK", supplier=code, window=study.window)
        same(column(figure, f"{name}: Arms imports"), share, study)
    same(column(figure, "Russia: Trade"), trade.share(load("trade"), "PAK", partner="RUS"), study)
    same(column(figure, "US aid"), aid.total_obligations(load("us_aid_totals"), "PAK") / 1e3, study)


def test_votes_are_pooled_over_spans_that_the_turning_point_begins(figure):
    drawn = column(figure, "UN votes")
    for span in ((2009, 2013), (2014, 2018), (2019, 2023)):
        alike = votes.alike(load("un_votes"), load("un_resolutions"), "PAK", b="RUS", span=span)
        assert drawn.loc[span[0] : span[1]].tolist() == pytest.approx([100 * alike.mean()] * 5)


@pytest.mark.parametrize("years", [{}, SHORT])
def test_the_lane_of_the_pair_holds_the_acts_of_its_rule(years):
    study = Study(**years)
    rows = events.between(load("events"), ("PAK", "RUS"), first=study.first_year, last=study.last_year)
    kinds = rows["category"].isin(["agreement", "visit", "exercise", "arms", "energy"])
    apart = rows["subtype"].isin([*events.NOT_HELD, "sanction"]) | rows["actors"].str.contains("IND")
    expected = rows[kinds & ~apart]
    acts = timeline.acts(study)
    assert sorted(acts.loc[acts["lane"] == 0, "event_id"]) == sorted(expected["event_id"])
    figure = timeline.master(study)
    assert column(figure, "Pakistan and Russia").sum() == len(expected)
    since = int((expected["year"] >= study.turning_point).sum())
    assert figure.title.startswith(
        f"At least {since} dated acts of Pakistan and Russia (visits, talks, agreements, exercises, arms, energy, delays too) "
    )
    assert f"are on record since {study.turning_point}" in figure.title


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_one_dot_stands_for_each_act(figure, size):
    acts = timeline.acts(Study())
    drawn = getattr(figure, size)
    for place, lane in enumerate(timeline.LANES):
        dots = re.findall(rf'<g style="fill:var\(--{lane.colour}\)">(.*?)</g>', drawn)
        sizes = [len(re.findall("<use ", one)) for one in dots]
        assert int((acts["lane"] == place).sum()) in sizes, (lane.words, sizes)


def test_an_act_stands_in_one_lane_and_labels_stand_apart(figure):
    study = Study()
    acts = timeline.acts(study)
    assert acts["event_id"].is_unique and not acts["subtype"].isin(events.NOT_HELD).any()
    for place in range(len(timeline.LANES)):
        rows = acts[acts["lane"] == place]
        years = timeline.labelled(study, rows)
        assert all(later - year >= 8 for year, later in pairwise(years))
        assert set(years) <= set(rows.loc[rows["named"], "year"])
        told = rows.loc[rows["named"] & rows["year"].isin(years), "description"]
        assert len(told) >= len(years) and all(str(escape(one)) in timeline.told(study) for one in told)


def test_the_title_holds_the_last_share_of_arms(figure):
    share = column(figure, "Russia: Arms imports").dropna()
    assert f"{share.iloc[-1]:.2f} per cent in 2021–2025" in figure.title
    assert figure.anchor == "fig-timeline" and not figure.carrying


def test_one_country_has_one_colour_and_every_colour_is_a_variable(figure):
    assert not re.search(r"#[0-9a-f]{6}", figure.wide + figure.narrow)
    used = set(re.findall(r"var\(--(\w+)\)", figure.wide))
    assert {"partner", "patron", "rival"} <= used <= set(DARK)


@pytest.mark.parametrize("odd", ODD)
def test_lanes_and_series_without_data_are_left_out(odd):
    study = Study(**ODD[odd])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = timeline.master(study)
    assert ("listed below" in getattr(found, "note", "")) == bool(timeline.told(study))
    if isinstance(found, Figure):
        assert found.data["year"].tolist() == list(range(study.first_year, study.last_year + 1))
        numbers = found.data.drop(columns=["year", "acts"], errors="ignore")
        assert (numbers.notna() & (numbers != 0)).any().all() and not re.search(r"\{\w*\}", found.title + found.note)
    else:
        assert isinstance(found, Missing) and found.reason


def test_a_case_without_arms_or_acts_says_nothing_of_them():
    found = timeline.master(Study(country="TUR", rival="GRC"))
    assert "arms" not in (found.title + found.subtitle + found.note).lower() and "acts" not in found.subtitle
    assert "events" not in found.tables and "arms_deliveries" not in found.tables


def test_nothing_at_all_is_said_and_not_drawn(monkeypatch):
    monkeypatch.setattr(timeline, "panels", lambda study: ())
    found = timeline.master(Study(country="TUR", rival="GRC"))
    assert isinstance(found, Missing) and found.anchor == "fig-timeline"


def test_spans_of_votes_stay_within_the_years_in_use():
    panel = next(one for one in timeline_series.panels(Study(**SHORT)) if one.steps)
    assert set(panel.spans.values()) == {(2000, 2002), (2003, 2007), (2008, 2012), (2013, 2015)}


def test_a_last_span_of_a_year_or_two_is_not_drawn_beside_those_of_five(figure):
    """The votes end with 2024, which alone would open a span of its own; an extreme is told with its whole span."""
    drawn = column(figure, "UN votes").dropna()
    assert drawn.index.max() == 2023
    assert "highest 85.4 in 1984–1988" in figure.alt
