"""Strips, specification curves, distributions and folds: what is drawn is what was computed."""

import numpy as np
import pandas as pd
import pytest

from analysis.claims.decide import decide
from analysis.claims.finding import Choice
from analysis.figures import folds, special
from analysis.study import Study
from analysis.tables import load


def test_a_strip_draws_one_mark_per_vote_and_none_for_a_gap():
    data = pd.DataFrame([["Y", "N"], ["A", None]], index=["Pakistan", "India"], columns=["2014", "2015"])
    figure = special.symbols(
        data, special.VOTES, anchor="strip", title="t", subtitle="s", tables=["un_votes"], alt="a", table=data.reset_index()
    )  # fmt: skip
    assert "Pakistan" in figure.wide and "abstained" in figure.wide and figure.alt == "a"


def test_a_distribution_marks_its_own_pair_and_counts_the_rest():
    values = np.arange(1000, dtype=float)
    figure = special.distribution(
        values, 900.0, own_name="The pair", anchor="d", title="t", subtitle="Change", tables=["un_votes"], unit="points"
    )
    assert "median of 1,000 pairs 500" in figure.alt and "10.0 per cent of pairs" in figure.alt
    assert figure.data["pairs"].sum() == pytest.approx(1000, abs=12)


def test_a_curve_holds_every_specification(study):
    part = decide("U1", study).part("aid_after_2011")
    drawn = special.curves([part], anchor="c", title="Curves of U1")
    assert part.specifications == len(part.curve) == 60
    signs = [choice.sign for choice in part.curve]
    assert f"{signs.count('for')} for the claim, {signs.count('open')} open" in drawn and "Curves of U1" in drawn
    assert part.curve[0].value == part.estimate.value


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [(3.0, 2.0, 4.0, 3.0), (1.0, 0.0, 2.0, 1.0), (-9.0, -10.0, -8.0, -4.0), (2.0, 2.0, 2.0, 4.0)],
)
def test_estimates_in_other_units_are_drawn_by_their_own_interval(value, low, high, expected):
    assert special.distance(Choice(value, low, high, "for", {}), 0.0) == expected
    assert special.distance(Choice(value, None, None, "for", {}), 0.0) is None


def test_the_fold_answers_which_choices_matter(study):
    page = folds.how(decide("U1", study)).data
    assert "Would another choice change it?" in page and "<td>year 2010</td>" in page
    assert "Where would the data put the break?" in page and "sup-F" in page


def test_events_are_shown_with_date_source_and_doubt(study):
    page = folds.how(decide("B1", study)).data
    assert "<b>2 June 2014</b>" in page and 'href="http' in page and "Pakistan denied" in page


def test_events_are_escaped():
    row = {"when": "2014", "description": "<b>x</b>", "source_url": 'http://a/"', "source_title": "", "note": ""}
    assert "&lt;b&gt;x" in folds.events([row]) and 'http://a/&quot;"' in folds.events([row])
    assert folds.events([]) == ""


def test_a_claim_about_another_case_has_no_fold():
    assert folds.how(decide("H2", Study(country="TUR", rival="GRC"))).data == ""


def test_every_choice_is_named():
    assert Choice._fields == ("value", "low", "high", "sign", "choice")


@pytest.mark.parametrize("crisis", ["Hungary", "East Pakistan", "Afghanistan", "Kampuchea", "Ukraine"])
def test_every_crisis_has_votes(crisis):
    assert (load("un_resolutions")["crisis"] == crisis).any()
