"""Labels beside their lines, and what dashed lines stand for."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from analysis.figures import bars, labels, marks, palette, us_ties
from analysis.study import Study

HEIGHTS = st.dictionaries(st.text("abcdefgh", min_size=1), st.floats(0, 1), max_size=9)


@given(HEIGHTS, st.floats(0.01, 0.11))
def test_labels_keep_their_order_and_their_gap_and_stay_in_the_axis(heights, gap):
    placed = labels.apart(heights, gap)
    order = sorted(heights, key=lambda name: heights[name])
    found = [placed[name] for name in order]
    assert set(placed) == set(heights)
    assert all(low + gap <= high + 1e-9 for low, high in itertools.pairwise(found))
    assert all(-1e-9 <= height <= 1 + 1e-9 for height in found)


@given(HEIGHTS, st.floats(0.01, 0.11))
def test_labels_that_do_not_meet_stay_where_their_lines_end(heights, gap):
    heights = {name: round(height / gap / 2) * gap * 2 for name, height in heights.items()}
    alone = {height: name for name, height in heights.items()}
    apart = {name: height for height, name in alone.items() if height <= 1}
    assert labels.apart(apart, gap) == pytest.approx(apart)


def test_a_crowd_at_the_bottom_does_not_move_a_label_at_the_top():
    placed = labels.apart({"China": 0.9, "US": 0.05, "Russia": 0.06, "Italy": 0.05}, 0.075)
    assert placed["China"] == pytest.approx(0.9)
    assert min(placed.values()) == pytest.approx(0)


def test_dashed_lines_in_sight_are_told_with_their_words():
    years = pd.Index([2000, 2020])
    assert marks.dashed({1991: "the end", 2014: "2014", 2018: "stop"}, years) == "Dashed lines: 2014, 2018 (stop)."
    assert marks.dashed([2014], years) == "Dashed line: 2014."
    assert marks.dashed([1991], years) == ""


def test_a_phone_is_told_what_a_dashed_line_is_unless_the_note_tells_it():
    drawn = us_ties.effective_suppliers(Study())
    assert drawn.phone.startswith("Dashed line: 2014.")
    assert f'<p class="fig-note narrow">{drawn.phone}</p>' in drawn.to_html()
    told = us_ties.aid_waves(Study())
    assert told.phone == "" and "Dashed lines" in told.note


def test_a_line_that_ends_early_is_named_at_its_end_and_the_first_alone_is_bold():
    years = range(2000, 2021)
    data = pd.DataFrame({"A": range(21), "B": [*range(10), *[None] * 11], "C": range(5, 26)}, index=years)
    axis = Figure().add_subplot()
    marks.year_axis(axis, data.index, narrow=False)
    axis.set_ylim(0, 30)
    for columns, bold in ((["A", "B", "C"], "A"), (["B", "A", "C"], "B")):
        labels.direct_labels(axis, data[columns], palette.inks(), narrow=False)
        drawn = {one.get_text(): one for one in axis.texts[-3:]}
        assert drawn["B"].xy == (2009, 9) and [name for name, one in drawn.items() if one.get_weight() == "bold"] == [
            bold
        ]


@given(st.floats(1e-3, 1e6), st.floats(1.3, 1e4))
def test_a_logarithmic_scale_has_two_numbers_or_more_in_view(low, times):
    axis = Figure().add_subplot()
    axis.plot([2000, 2001], [low, low * times])
    axis.set_yscale("log")
    marks.value_axis(axis)
    bottom, top = axis.get_ylim()
    assert sum(bottom <= tick <= top for tick in axis.get_yticks()) >= 2


def test_powers_of_ten_alone_are_numbered_where_two_decades_are_in_view():
    axis = Figure().add_subplot()
    axis.plot([2000, 2001], [10, 10_000])
    axis.set_yscale("log")
    marks.value_axis(axis)
    assert [tick for tick in axis.get_yticks() if 10 <= tick <= 10_000] == [10, 100, 1_000, 10_000]


def test_every_line_over_spans_is_named_also_one_that_ends_before_the_last():
    spans = [f"{year}–{year + 4}" for year in range(1990, 2020, 5)]
    every = pd.DataFrame(
        {"LKA": [1, 2, 3, 4, 5, None], "CHN": 4.0, "IND": None, "FRA": 2.0, "DEU": 3.0}, index=spans, dtype=float
    )
    canvas = Figure()
    bars.over_spans(every, ["LKA", "CHN", "IND"]).paint(canvas, False)
    told = {one.get_text(): one.xy[0] for one in canvas.axes[0].texts}
    assert told == {"Sri Lanka": 4, "China": 1.0, "median": 1.0}


def test_what_rounding_leaves_of_nought_does_not_make_the_scale():
    axis = Figure().add_subplot()
    axis.plot([2000, 2001], [1e-17, 3e-17])
    marks.value_axis(axis)
    said = [axis.yaxis.get_major_formatter()(tick) for tick in axis.get_yticks()]
    assert len(set(said)) == len(said) > 2
