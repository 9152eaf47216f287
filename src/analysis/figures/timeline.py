"""The master figure: every dated act of the case on one axis of years, above the series that carry the answer.

The chronology is a selection of sources, so the number of dots is a lower bound.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.answers.levels import chronicled
from analysis.claims import chronology, rules
from analysis.errors import NotCovered
from analysis.figures import alt_text
from analysis.figures.acts import as_list
from analysis.figures.compose import Chart, figure
from analysis.figures.labels import words_at
from analysis.figures.marks import dashed, mark_years, value_axis, year_axis
from analysis.figures.palette import ink
from analysis.figures.recorded import cite
from analysis.figures.svg import NARROW, WIDE
from analysis.figures.timeline_series import Panel, panels
from analysis.figures.words import reach
from analysis.measures.events import NOT_HELD, not_held
from analysis.study import Study

__all__ = ["LANES", "Lane", "acts", "labelled", "master", "told"]
# Inches: a row of dots on screens and on phones, a panel, and what headings and ticks need beside each.
ROW, PANEL, AROUND, HEAD, FOOT = (0.075, 0.06), 0.62, 0.31, 0.16, 0.3
LABEL_ROWS = 3.2
BETWEEN = ("agreement", "visit", "exercise", "arms", "energy")
# Of the acts that a claim names, a lane labels one in so many parts of the axis: nearer ones would overlap on a phone.
LABELS_FIT = 10


class Lane(NamedTuple):
    """A row of dots: heading and palette colour."""

    words: str
    colour: str


LANES = (
    Lane("{country} and {the_partner}", "partner"),
    Lane("{country} and {the_patron}", "patron"),
    Lane("{rival} with {the_partner} or {the_patron}", "rival"),
    Lane("Acts on {neighbour}", "context"),
)
Lanes = dict[Lane, pd.DataFrame]


def acts(study: Study) -> pd.DataFrame:
    """The acts of the chronology that took place in the years in use: place of its lane, whether a claim names it.

    For a pair that the chronology does not follow only acts of nobody but its roles: all others are another case's history.
    """
    rows = chronology.of(study)
    if not chronicled(study):
        rows = rows[[set(actors.split(";")) <= study.roles() | {"EU"} for actors in rows["actors"]]]
    rows = rows[rows["year"].between(study.first_year, study.last_year) & ~rows["subtype"].isin(NOT_HELD)]
    ids = {one for claim in rules.all_claims(study) for part in claim.parts for one in part.confirmed_by}
    named = rows["event_id"].isin(ids)
    return rows.assign(lane=_places(study, rows), named=named).sort_values(["date", "event_id"])


def _places(study: Study, rows: pd.DataFrame) -> np.ndarray:
    """The place of each act's lane, the first whose rule it meets; -1 where it meets none."""
    actors = rows["actors"].str.split(";").map(set)

    def acted(*codes: str) -> pd.Series:
        return actors.map(set(codes).issubset).astype(bool)

    near, followed = rows["category"] == study.name("neighbour"), chronicled(study)
    of_pair = rows["category"].isin(BETWEEN) & rows["subtype"].ne("sanction") & followed
    power = acted(study.partner) | acted(study.patron)
    rules_of_lanes = [
        acted(study.country, study.partner) & ~acted(study.rival) & of_pair,
        acted(study.country, study.patron) & ~acted(study.rival, study.partner) & ~near,
        acted(study.rival) & power & ~acted(study.country) & ~near,
        near & followed,
    ]
    return np.select(rules_of_lanes, range(len(LANES)), default=-1)


def _lanes(every: pd.DataFrame) -> Lanes:
    """The acts of every lane that has any."""
    return {lane: rows for place, lane in enumerate(LANES) if len(rows := every[every["lane"] == place])}


def labelled(study: Study, rows: pd.DataFrame) -> list[int]:
    """Years that a lane labels: those of acts that a claim names, in order, each far enough from the one before."""
    found: list[int] = []
    gap = (study.last_year - study.first_year + 1) / LABELS_FIT
    for year in rows.loc[rows["named"], "year"]:
        if not found or year - found[-1] >= gap:
            found.append(int(year))
    return found


@figure("fig-timeline")
def master(study: Study) -> Chart:
    """Dated acts in lanes, and below them arms, trade, votes and aid, on one axis of years."""
    every = acts(study)
    lanes = _lanes(every)
    cite(*["events"] * bool(lanes))
    shown = panels(study)
    if not lanes and not shown:
        raise NotCovered("neither the chronology nor the series have data in the years used.")
    wide, small = (_height(lanes, len(shown), narrow) for narrow in (False, True))
    labels = any(labelled(study, rows) for rows in lanes.values())
    marked = dashed(_marks(study), pd.Index([study.first_year, study.last_year]))
    facts = {
        "marked": marked,
        "own": lanes.get(LANES[0]),
        "dated": bool(lanes),
        "shown": shown,
        "every": every,
        "labels": labels,
    }
    return Chart(
        lambda canvas, narrow: _paint(canvas, narrow, study, lanes, shown),
        _table(study, lanes, shown),
        _alt(study, lanes, shown),
        {"facts": facts | {"study": study}},
        (wide / WIDE[1], small / NARROW[1]),
    )


def told(study: Study) -> str:
    """The acts behind the years that the lanes label, as an HTML list; empty where no lane labels one."""
    found = []
    for lane, rows in _lanes(acts(study)).items():
        shown = rows[rows["named"] & rows["year"].isin(labelled(study, rows))]
        found.append(shown.assign(colour=lane.colour, mark=not_held(shown)))
    return as_list(pd.concat(found).sort_values(["date", "event_id"])) if found else ""


def _rows(rows: pd.DataFrame) -> float:
    """Rows of a lane: the fullest year, and room for labels."""
    return int(rows["year"].value_counts().max()) + LABEL_ROWS


def _height(lanes: Lanes, count: int, narrow: bool) -> float:
    dots = sum(_rows(rows) for rows in lanes.values()) * ROW[narrow]
    return dots + count * PANEL + (len(lanes) + count) * AROUND + HEAD + FOOT


def _paint(canvas: Canvas, narrow: bool, study: Study, lanes: Lanes, shown: tuple[Panel, ...]) -> None:
    ratios = [HEAD, *(_rows(rows) * ROW[narrow] for rows in lanes.values()), *[PANEL] * len(shown)]
    head, *axes = canvas.subplots(len(ratios), 1, sharex=True, height_ratios=ratios, squeeze=False)[:, 0]
    marks = _marks(study)
    for axis in (head, *axes):
        year_axis(axis, pd.Index([study.first_year, study.last_year]), narrow=narrow)
    _header(head, sorted(marks))
    for axis, (lane, rows) in zip(axes, lanes.items(), strict=False):
        axis.set_title(study.sentence(lane.words), color=ink("ink"))
        labels = labelled(study, rows)
        _dots(axis, rows, ink(lane.colour), labels, narrow)
        # No line passes between the years that stand above the dots.
        mark_years(axis, marks, narrow=True, top=_dots_end(axis, rows) if labels else 1.0)
    for axis, panel in zip(axes[len(lanes) :], shown, strict=True):
        axis.set_title(panel.heading, color=ink("ink"))
        _lines(axis, panel, narrow)
    for axis in (head, *axes[len(lanes) :]):
        mark_years(axis, marks, narrow=True)


def _marks(study: Study) -> dict[int, str]:
    return {
        study.shock_year: "from which this report counts what came after the article",
        study.turning_point: "the supposed turning point",
    }


def _header(axis: Axes, years: list[int]) -> None:
    """The marked years above all panels, the first to the left of its line, the other to the right."""
    axis.set_axis_off()
    for place, year in enumerate(years):
        if axis.get_xlim()[0] <= year <= axis.get_xlim()[1]:
            by, side = (3 if place else -3, 0), "left" if place else "right"
            words_at(axis, str(year), (year - 0.5, 0), by, ink("muted"), ha=side, annotation_clip=False)


def _dots(axis: Axes, rows: pd.DataFrame, colour: str, labels: list[int], narrow: bool) -> None:
    counts = rows["year"].value_counts()
    top = int(counts.max())
    axis.plot(rows["year"], rows.groupby("year").cumcount(), "o", ms=2.7 if narrow else 4.2, mew=0, color=colour)
    for year in labels:
        axis.plot([year, year], [counts[year] - 0.4, top + 0.4], color=colour, lw=0.7)
        size, box = 7 if narrow else 8, {"fc": ink("paper"), "ec": "none", "pad": 0.6}
        axis.text(year, top + 0.5, str(year), color=colour, ha="center", va="bottom", fontsize=size, bbox=box)
    axis.set_ylim(-0.8, top - 0.8 + LABEL_ROWS)
    axis.set_yticks([])
    axis.grid(visible=False)


def _dots_end(axis: Axes, rows: pd.DataFrame) -> float:
    """The share of the axis of a lane that its dots take, without the years above them."""
    low, high = axis.get_ylim()
    return float((rows["year"].value_counts().max() - 0.4 - low) / (high - low))


def _lines(axis: Axes, panel: Panel, narrow: bool) -> None:
    for place, (column, colour) in enumerate(panel.colours.items()):
        values = panel.data[column]
        alone = values[values.notna() & values.shift(1).isna() & values.shift(-1).isna()]
        style = "steps-mid" if panel.steps else "default"
        axis.plot(values.index, values, color=ink(colour), drawstyle=style, label=column, zorder=9 - place)
        axis.plot(alone.index, alone, "o", ms=2, color=ink(colour))
    value_axis(axis)
    axis.locator_params(axis="y", nbins=3)
    if len(set(panel.colours.values())) > 1:
        tight = {"handlelength": 1, "handletextpad": 0.4, "borderpad": 0, "columnspacing": 1}
        words = {"labelcolor": "linecolor", "fontsize": 7.5 if narrow else 9}
        axis.legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, ncols=2, **tight, **words)


def _alt(study: Study, lanes: Lanes, shown: tuple[Panel, ...]) -> str:
    acted = "{}, dated acts: {} in {}, {} of them since {}.".format
    told = [
        acted(study.sentence(lane.words), len(years), reach(years), (years >= turn).sum(), turn)
        for lane, years, turn in ((lane, rows["year"], study.turning_point) for lane, rows in lanes.items())
    ]
    return " ".join([*told, *(alt_text.lines(panel.data, panel.heading, panel.spans) for panel in shown)])


def _table(study: Study, lanes: Lanes, shown: tuple[Panel, ...]) -> pd.DataFrame:
    """One row per year: the number of acts in every lane, the series, and the acts with their dates."""
    years = pd.RangeIndex(study.first_year, study.last_year + 1, name="year")
    found = pd.DataFrame(index=years)
    for lane, rows in lanes.items():
        found[study.sentence(lane.words)] = rows["year"].value_counts().reindex(years, fill_value=0)
    for panel in shown:
        for column in panel.data:
            found[f"{column}: {panel.heading}"] = panel.data[column].reindex(years)
    if lanes:
        every = pd.concat(lanes.values()).sort_values(["date", "event_id"])
        told = (every["date"] + " " + every["description"]).groupby(every["year"]).agg(" ".join)
        found["acts"] = told.reindex(years, fill_value="")
    return found.reset_index()
