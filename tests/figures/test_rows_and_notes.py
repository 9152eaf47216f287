"""Rows have whole names of their own, notes say what a reader must know of just these rows, and lines break where the count changes."""

import itertools
import re

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas
from once import decide

from analysis import Study, load
from analysis.figures import camps, commerce, history, india, limits, near, timeline, us_ties
from analysis.figures.palette import LIGHT

pytestmark = pytest.mark.usefixtures("undrawn")
STRIPS = (camps.crises, limits.ukraine, near.on_it)


def painted(figure, *, narrow):
    canvas = Canvas()
    figure.paint(canvas, narrow)
    return canvas.axes


def row_names(figure, *, narrow):
    """The names of the rows: those at the ticks, or the lines of text beside them, put together."""
    axis = painted(figure, narrow=narrow)[0]
    ticks = [label.get_text() for label in axis.get_yticklabels()]
    if any(ticks):
        return ticks
    lines = sorted(axis.texts, key=lambda text: (text.xy[1], -text.xyann[1]))
    return [
        " ".join(text.get_text() for text in own) for _, own in itertools.groupby(lines, key=lambda text: text.xy[1])
    ]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("builder", STRIPS)
def test_every_row_has_a_whole_name_of_its_own(builder, narrow):
    figure = builder(Study())
    names = row_names(figure, narrow=narrow)
    assert len(names) == len(figure.data) == len(set(names))
    assert not [name for name in names if "…" in name]
    quoted = list(figure.data["symbol"].str.removeprefix("A/RES/"))
    assert all(number in name for number, name in zip(quoted, names, strict=True))


def test_a_title_of_a_resolution_is_not_cut():
    names = row_names(limits.ukraine(Study()), narrow=False)
    assert names[3].endswith("as well as parts of the Black Sea and the Sea of Azov")
    assert names[-2:] == [
        "24 Feb 2025, ES-11/7: Advancing a comprehensive, just and lasting peace in Ukraine",
        "24 Feb 2025, ES-11/8: The path to peace",
    ]


def test_an_empty_column_is_explained_and_no_vote_counts_as_agreement():
    assert "China's was held by Taipei until 25 October 1971" in camps.crises(Study()).note
    assert "No mark" not in limits.ukraine(Study()).note
    china = camps.crises(Study(country="EGY", partner="CHN", rival="ISR")).title
    assert "Hungary" not in china and "0 of 1 vote on East Pakistan" in china


@pytest.mark.parametrize("builder", STRIPS)
def test_rows_with_dates_are_not_told_how_sessions_count(builder):
    figure = builder(Study())
    page = figure.to_html()
    assert "without a vote are not in the record" in page and "Sessions count" not in page
    assert "Sessions count" in camps.cold_war_votes(Study()).to_html()


def test_of_two_votes_of_a_day_the_note_names_the_one_that_it_means():
    note = limits.ukraine(Study()).note
    assert "voted the same on resolution ES-11/7 of 24 February 2025 (no)" in note and "ES-11/8" not in note


def test_late_reporters_are_told_where_their_year_is_drawn():
    pairs = load("trade").groupby("year").size()
    assert round(100 * (1 - pairs[2020] / pairs[2018])) == 9
    told = "Late reporters are missing from the trade of 2020: the table has 9 per cent fewer pairs"
    for figure in (limits.hedge(Study()), commerce.scale(Study()), limits.weight(Study(), decide("O2", Study()))):
        assert told in figure.to_html()
    assert told not in history.rebuilding(Study()).to_html()


def test_one_odd_year_of_trade_does_not_decide_a_title():
    assert "goods trade 0.73 against 7.9 (2016–2020)" in limits.hedge(Study()).title


def test_a_multiple_is_told_with_what_it_was_before():
    figure = limits.weight(Study(), decide("O2", Study()))
    fuel = figure.data["Fuel"].dropna()
    assert "76.7 times in fuel (2013–2017)" in figure.title and "Fuel, earlier: 19.8 to 7,936 times." in figure.note
    assert (fuel.iloc[:-1].min(), fuel.max()) == (pytest.approx(19.8, abs=0.05), pytest.approx(7936, abs=0.5))


def test_a_line_is_broken_where_the_publisher_counts_others():
    figure = near.refugees(Study())
    lines = {
        len(line.get_xdata()): line for line in painted(figure, narrow=False)[0].lines if len(line.get_xdata()) > 10
    }
    gaps = sorted(x for line in lines.values() for x, y in line.get_xydata() if y != y)
    assert gaps == [2006.5, 2021.5, 2024.5]
    assert "Pakistan 2006 to 2007 (1,044 to 2,034 thousand), Iran 2021 to 2022 (778 to 3,413 thousand)" in figure.note
    other = near.refugees(Study(country="TUR", rival="GRC", neighbour="SYR"))
    assert "line is broken" not in other.note


def test_what_a_share_of_refugees_hangs_on_is_computed():
    figure, rows = near.hosts(Study()), load("refugees").query("origin == 'AFG'")
    held = rows.pivot_table(index="year", columns="asylum", values="refugees", observed=True)
    total = held.loc[2022].sum() - held.loc[2022, "IRN"] + held.loc[2021, "IRN"]
    assert f"would have hosted {100 * held.loc[2022, 'PAK'] / total:.1f} per cent" in figure.note
    assert figure.data.iloc[:, 1].sum() == pytest.approx(held.loc[2022].sum() / 1e3)
    assert near.hosts(Study(last_year=2020)).note == ""


@pytest.mark.parametrize("builder", [near.hosts, india.customers])
def test_bars_of_countries_without_a_role_are_of_one_grey(builder):
    bars = painted(builder(Study()), narrow=False)[0].patches
    colours = {to_hex(bar.get_facecolor()) for bar in bars}
    assert colours - {LIGHT[role] for role in ("country", "partner", "rival", "patron")} == {LIGHT["context"]}


@pytest.mark.parametrize("narrow", [False, True])
def test_no_dashed_line_passes_through_a_name(narrow):
    axis = painted(limits.weight(Study(), decide("O2", Study())), narrow=narrow)[0]
    named = next(text for text in axis.texts if text.get_text() == "Goods trade")
    lines = [line for line in axis.lines if line.get_linestyle() == "--"]
    assert named.get_bbox_patch() is not None and all(line.zorder < named.zorder for line in lines)
    for lane in painted(timeline.master(Study()), narrow=narrow)[1:5]:
        labels = [text.get_position()[1] for text in lane.texts]
        low, high = lane.get_ylim()
        tops = [low + (high - low) * line.get_ydata()[1] for line in lane.lines if line.get_linestyle() == "--"]
        assert labels and tops and max(tops) < min(labels)


def test_sentences_read_as_sentences():
    told = [us_ties.effective_suppliers(Study()).title, near.on_it(Study()).title, near.on_it(Study()).subtitle]
    assert (
        told[0]
        == "Weighed by their deliveries, Pakistan had 5.4 suppliers of arms in 2002–2006, the most, and 1.5 in 2021–2025"
    )
    assert told[1].endswith("and voted alike in 1 of 5 votes on Afghanistan since 2018")
    assert told[2].startswith(
        "Votes in the UN General Assembly on Afghanistan in the 1980s and Afghanistan since 2018,"
    )
    assert not re.search(r"since\b(?! \d)", " ".join(told))
