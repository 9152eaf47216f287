"""Two chart types for effects: values with their intervals in rows, and every country as a dot."""

import textwrap
from collections.abc import Mapping
from typing import Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from analysis.claims.wording import number
from analysis.figures.compose import SUBJECT, Chart, Words
from analysis.figures.labels import words_at
from analysis.figures.marks import ON_TOP, spots, value_axis, value_grid
from analysis.figures.palette import ink
from analysis.figures.svg import ROWS

LONG_NAME, LONG_LABEL = 30, 16
# Room that a line of a row's name takes on a phone.
LINE = 0.052


def rows(
    data: pd.DataFrame, *, marks: Mapping[float, str], first: bool = False, past: bool = False, **words: Unpack[Words]
) -> Chart:
    """A row per name (index of `data`) with the columns value, low, high; `past` draws the column before as a hollow diamond.

    `marks` are values with a line and words; `first` sets the first row apart as the one that counts. Missing rows stay empty.
    """

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        _effects(axis, data, first=first, past=past)
        _marked(axis, marks, narrow=narrow)
        if past:
            canvas.legend(loc="outside lower right", frameon=False)
        axis.set_yticks(range(len(data)), [_wrapped(str(name), narrow=narrow) for name in data.index])
        axis.set_ylim(len(data) - 0.5, -0.6)
        axis.set_label(ROWS)
        value_grid(axis)

    alt = f"{SUBJECT}. {_told(data.dropna(subset=['value']))}."
    lines = max((_wrapped(str(name), narrow=True).count("\n") + 1 for name in data.index), default=1)
    wide, small = (max(0.45, step * len(data) + 0.2) for step in (0.075, max(0.11, LINE * lines)))
    return Chart(paint, data.rename_axis("name").reset_index(), alt, words, (wide, small))


def _told(data: pd.DataFrame) -> str:
    """Every row with its interval."""
    said = "{}: {} ({} to {})".format
    return "; ".join(
        said(name, *(number(row[column]) for column in ("value", "low", "high"))) for name, row in data.iterrows()
    )


def _effects(axis: Axes, data: pd.DataFrame, *, first: bool, past: bool) -> None:
    at = range(len(data))
    colours = [ink("ink" if not first or place == 0 else "c6") for place in at]
    axis.hlines(at, data["low"], data["high"], color=colours, lw=2)
    axis.scatter(data["value"], at, s=36, color=colours, zorder=3, label="effect, with 95 % interval")
    if past:
        (mark,) = axis.plot(
            data["before"], at, "D", ms=5, mfc=ink("paper"), zorder=2, label="the same before its cause"
        )
        mark.set_markeredgecolor(ink("muted"))


def _marked(axis: Axes, marks: Mapping[float, str], *, narrow: bool) -> None:
    """A line for each mark with its words above it; on a phone, where they would meet, below all."""
    for value, words in marks.items():
        axis.axvline(value, color=ink("muted"), lw=0.9, ls=(0, (3, 2)) if value else "-", zorder=1)
        if not narrow:
            style = {"xycoords": ON_TOP, "ha": "center", "va": "bottom", "fontsize": 8}
            words_at(axis, words, (value, 1.0), (0, 2), ink("muted"), **style)
    if narrow:
        axis.set_xlabel("\n".join(f"{value:g}: {words}" for value, words in marks.items()), color=ink("muted"))


def dots(
    panels: Mapping[str, pd.DataFrame],
    named: Mapping[str, str],
    *,
    axes: tuple[str, str],
    alt: str,
    **words: Unpack[Words],
) -> Chart:
    """Every country as a dot, a panel per period: columns name, x, y; `named` gives the names with a colour, which are labelled."""

    def paint(canvas: Canvas, narrow: bool) -> None:
        shape = (len(panels), 1) if narrow else (1, len(panels))
        every = pd.concat(list(panels.values()))
        for place, (period, table) in enumerate(panels.items(), start=1):
            axis = canvas.add_subplot(*shape, place)
            axis.set_title(period, color=ink("ink"))
            _panel(axis, table, named)
            spots(axis, *(data[f"{what}, {period}"] for what in axes))
            axis.set_xlim(*_room(every["x"]))
            axis.set_ylim(*_room(every["y"]))
            axis.set_xlabel(axes[0], color=ink("muted"))
            if narrow or place == 1:
                axis.set_ylabel(axes[1], color=ink("muted"))

    columns = {
        f"{what}, {period}": table.set_index("name")[side].round(4)
        for period, table in panels.items()
        for side, what in zip("xy", axes, strict=True)
    }
    data = pd.DataFrame(columns).rename_axis("name").sort_index().reset_index()
    return Chart(paint, data, alt, words, (1.0, 0.8 * len(panels)))


def _panel(axis: Axes, table: pd.DataFrame, named: Mapping[str, str]) -> None:
    rest = table[~table["name"].isin(list(named))]
    axis.add_patch(_points(rest))
    for name, colour in named.items():
        for x, y in table.loc[table["name"] == name, ["x", "y"]].itertuples(index=False):
            axis.plot([x], [y], "o", ms=8, color=ink(colour))
            left = x > (table["x"].min() + table["x"].max()) / 2
            label, by, side = textwrap.fill(name, LONG_LABEL), (-7 if left else 7, 5), "right" if left else "left"
            words_at(axis, label, (x, y), by, ink(colour), weight="bold", ha=side).set_in_layout(False)
    axis.axvline(0, color=ink("context"), lw=0.8, zorder=1)
    value_axis(axis)
    axis.grid(visible=True, axis="both")


def _points(rows: pd.DataFrame) -> PathPatch:
    """All dots as one path of strokes of almost no length with round ends: a third of the bytes of as many marks."""
    ends = rows[["x", "y"]].to_numpy(float)
    step = float(np.ptp(ends[:, 0])) * 1e-3
    strokes = np.stack([ends, ends + np.array([step, 0.0])], axis=1).reshape(-1, 2)
    codes = [Path.MOVETO, Path.LINETO] * len(ends)
    return PathPatch(Path(strokes, codes), fill=False, color=ink("context"), lw=3.6, capstyle="round", alpha=0.7)


def _room(values: pd.Series) -> tuple[float, float]:
    """One scale for all panels, with a twentieth of room on either side."""
    low, high = float(values.min()), float(values.max())
    return low - (high - low) / 20, high + (high - low) / 20


def _wrapped(name: str, *, narrow: bool) -> str:
    """A name in lines of its own where a phone has no room for it, parted at its colon if it has one."""
    head, colon, tail = name.partition(": ")
    if not narrow or len(name) <= LONG_NAME:
        return name
    return f"{head}:\n{textwrap.fill(tail, LONG_NAME)}" if colon else textwrap.fill(name, LONG_NAME)


def path(data: pd.DataFrame, *, axes: tuple[str, str], **words: Unpack[Words]) -> Chart:
    """Values by step (index of whole numbers) with the columns value, low, high: a line in a band, and a mark at step 0."""

    def paint(canvas: Canvas, _: bool) -> None:
        axis = canvas.add_subplot()
        axis.fill_between(data.index, data["low"], data["high"], color=ink("c6"), alpha=0.2, lw=0)
        axis.plot(data.index, data["value"], "o-", ms=4, color=ink("c6"))
        spots(axis, data.index, data["value"])
        axis.axvline(0, color=ink("muted"), lw=0.9, ls=(0, (3, 2)), zorder=1)
        axis.set_xlabel(axes[0], color=ink("muted"))
        axis.set_ylabel(axes[1], color=ink("muted"))
        axis.xaxis.set_major_locator(MaxNLocator(integer=True))
        value_axis(axis)

    alt = f"{SUBJECT}. By years from the case, {_told(data)}."
    return Chart(paint, data.rename_axis("step").reset_index(), alt, words)
