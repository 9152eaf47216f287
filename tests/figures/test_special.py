"""Strips, specification curves, distributions and folds: what is drawn is what was computed."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from once import decide

from analysis.figures import folds, special
from analysis.study import Study
from analysis.tables import load
from analysis.templates import render


def test_a_strip_draws_one_mark_per_vote_and_none_for_a_gap():
    data = pd.DataFrame([["Y", "N"], ["A", None]], index=["Pakistan", "India"], columns=["2014", "2015"])
    chart = special.symbols(data, special.VOTES, title="t", subtitle="s", alt="a", table=data.reset_index())
    figure = chart.figure("strip", ["un_votes"])
    assert "Pakistan" in figure.wide and "abstained" in figure.wide and figure.alt == "a"


def test_a_distribution_marks_its_own_pair_and_counts_the_rest():
    values = np.arange(1000, dtype=float)
    figure = special.distribution(
        values, 900.0, own_name="The pair", title="t", subtitle="Change", unit="points"
    ).figure("d", ["un_votes"])
    assert "median of 1,000 pairs 500" in figure.alt and "10.0 per cent of pairs" in figure.alt
    assert figure.data["pairs"].sum() == pytest.approx(1000, abs=12)


def test_a_curve_draws_every_choice_in_its_own_unit(study):
    part = decide("U1", study).part("aid_after_2011")
    drawn = special.curves([part], anchor="c", title="Choices of U1")
    units = {choice.reading.unit for choice in part.choices}
    assert len(part.choices) == 36 and units == {"per cent", "million constant 2020 US$"}
    for unit in units:
        signs = [choice.reading.sign for choice in part.choices if choice.reading.unit == unit]
        told = f"{unit}: {signs.count('for')} for the claim, {signs.count('none')} no change, {signs.count('against')} against"
        assert told in drawn
    assert special.curves([decide("I1", study).parts[0]], anchor="c", title="t") != ""
    assert special.curves([decide("E4", study).part("not_built")], anchor="c", title="t") == ""


def test_the_fold_answers_every_question_and_which_choices_matter(study):
    page = folds.how(decide("U1", study)).data
    assert (
        "Would another choice change it?" in page
        and "<td>the year 2013</td>" in page
        and "<td>the year 2011</td>" not in page
    )
    assert "Which year do the data choose?" in page and "sup-F" in page and "186 countries" in page


def test_events_are_shown_with_date_source_and_doubt(study):
    page = folds.how(decide("B1", study)).data
    assert "<b>2 June 2014</b>" in page and 'href="http' in page and "Pakistan denied" in page


def test_events_are_escaped():
    row = {"when": "2014", "description": "<b>x</b>", "source_url": 'http://a/"', "source_title": "", "note": ""}
    text = render("passage", events=[row])
    assert "&lt;b&gt;x" in text and 'http://a/&#34;"' in text
    assert render("passage", events=[]) == ""


def test_a_claim_without_data_has_no_fold():
    assert folds.how(decide("U6", Study(country="TUR", rival="GRC"))).data == ""


@pytest.mark.parametrize("crisis", ["Hungary", "East Pakistan", "Afghanistan", "Kampuchea", "Ukraine"])
def test_every_crisis_has_votes(crisis):
    assert (load("un_resolutions")["crisis"] == crisis).any()


@pytest.mark.parametrize("value", [1e-17, 3e6])
def test_a_curve_has_no_power_of_ten_over_its_heading(study, value):
    part = decide("U1", study).part("aid_after_2011")
    happened = part.answers.happened
    choices = tuple(
        one._replace(reading=one.reading._replace(value=place * value)) for place, one in enumerate(happened.choices)
    )
    changed = replace(part, answers=replace(part.answers, happened=replace(happened, choices=choices)))
    assert re.search(r">1e.?\d+<", special.curves([changed], anchor="c", title="t")) is None
