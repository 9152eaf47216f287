"""Axes, the spots of a pointer, and marked years and dates."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter, NullLocator

from analysis.claims.documents import in_words
from analysis.figures.labels import NEAR_END, words_at
from analysis.figures.palette import ink
from analysis.figures.svg import ROWS, SPOTS, YEARS

# Room above the highest value, so that a thick line is not cut.
HEADROOM = 0.03
# Years beside the first and the last on an axis.
BESIDE = 0.7
# A range of values that is no more than the rounding of a machine, and the room that such values get on either side.
NOISE, LEAST = 1e-9, 0.05
# Ticks of a logarithmic scale on which fewer than two powers of ten may be in view.
HALVES = (1, 2, 5)
# Of a mark: its place along the axis, and the top of it.
ON_TOP = ("data", "axes fraction")
# Years, or dates such as "2011-05-02", with words for each; or such as speak for themselves.
Mark = int | str
Marks = Mapping[Any, str] | Sequence[Mark]
COLD_WAR_ENDS: dict[Mark, str] = {"1991-12-26": "Cold War ends"}
# What a number on an axis of years stands for: a calendar year, a fiscal year of the United States, or the end of a calendar year.
Unit = Literal["calendar", "fiscal", "end"]
# The months in which a fiscal year begins, before and since the change of 1976.
FISCAL_STARTS, FISCAL_MOVED = (7, 10), "1976-07"


def year_axis(axis: Axes, years: pd.Index, *, narrow: bool) -> None:
    """Whole years, few enough to read, over the years of the data; the axis is labelled as one of years."""
    axis.set_label(YEARS)
    first, last = int(years.min()), int(years.max())
    axis.set_xlim(first - BESIDE, last + BESIDE)
    axis.xaxis.set_major_locator(MaxNLocator(nbins=4 if narrow else 9, integer=True))


def row_axis(axis: Axes, names: Iterable[object]) -> None:
    """Named rows, the first at the top, along a grid of values."""
    rows = [str(name) for name in names]
    axis.set_yticks(range(len(rows)), rows)
    axis.invert_yaxis()
    axis.set_label(ROWS)
    value_grid(axis)


def spots(axis: Axes, xs: Iterable[float], ys: Iterable[float]) -> None:
    """Where every row of the data lies, for a reader's pointer; once for each mark that a row has. Nothing is drawn."""
    axis.add_line(Line2D(list(xs), list(ys), label=SPOTS, visible=False))


def value_grid(axis: Axes) -> None:
    """Lines of the grid at the values of rows, whose names are inked."""
    axis.grid(visible=True, axis="x")
    axis.grid(visible=False, axis="y")
    axis.tick_params(axis="y", colors=ink("ink"))


def rank_axis(axis: Axes) -> None:
    """Ranks: the first at the top, and a tick at it."""
    last = int(np.ceil(axis.get_ylim()[1]))
    step = max(1, round(last / 4, -1 if last > 40 else 0))
    axis.set_yticks([1, *(int(rank) for rank in np.arange(step, last + 1, step) if rank > 1)])
    axis.set_ylim(last, 0)


def value_axis(axis: Axes) -> None:
    """Thousands separators and a true minus; zero is in sight when the values are on one side of it."""
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(value, 6):,.10g}".replace("-", "−")))
    low, high = axis.get_ylim()
    if axis.get_yscale() == "log":
        axis.yaxis.set_minor_formatter(NullFormatter())
        if high < 100 * low:
            axis.yaxis.set_major_locator(MaxNLocator(nbins=6) if high < 10 * low else LogLocator(subs=HALVES))
            axis.yaxis.set_minor_locator(NullLocator())
        return
    if high - low < NOISE:
        low, high = axis.set_ylim(low - LEAST, high + LEAST)
    if low > 0:
        axis.set_ylim(0, high + HEADROOM * high)
    if high < 0:
        axis.set_ylim(top=0)
    if low < 0 < high:
        axis.axhline(0, color=ink("context"), lw=0.8, zorder=1)
    axis.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=_whole(axis)))


def _whole(axis: Axes) -> bool:
    """Whether the lines count whole things: then no tick stands between two numbers."""
    drawn = [np.asarray(line.get_ydata(), dtype=float) for line in axis.get_lines()]
    values = np.concatenate([found[np.isfinite(found)] for found in drawn]) if drawn else np.empty(0)
    return len(values) > 2 and bool((values == values.round()).all()) and float(np.ptp(values)) >= 2


def marked(marks: Marks) -> dict[Mark, str]:
    """What is marked with the words that stand at each: the year itself where no others are given."""
    return dict(marks) if isinstance(marks, Mapping) else {mark: str(mark)[:4] for mark in marks}


def place(mark: Mark, unit: Unit = "calendar") -> float:
    """Where a mark stands on an axis of years: a year at its beginning, an act where its date lies in the unit of the axis.

    Of an act known by its month or year alone that is the middle. What was added up in a year is drawn at its number, which is the
    middle of the year; a stock at the end of a year is drawn there too, so that an act of the year stands before it.

    >>> [round(place("2011-05-02", unit), 2) for unit in ("calendar", "fiscal", "end")]
    [2010.84, 2011.09, 2010.34]
    """
    half = 1.0 if unit == "end" else 0.5
    if isinstance(mark, int):
        return mark - half
    year, month, day = (*(int(part) for part in mark.split("-")), 0, 0)[:3]
    months = (month - 1 + ((day - 0.5) / monthrange(year, month)[1] if day else 0.5)) if month else 6.0
    begins = FISCAL_STARTS[mark >= FISCAL_MOVED] if unit == "fiscal" else 13
    return year + (months + 13 - begins) / 12 - half


def seen(marks: Marks, years: pd.Index, unit: Unit = "calendar") -> dict[Mark, str]:
    """The marks in sight on an axis over some years, in order."""
    first, last = years.min() - BESIDE, years.max() + BESIDE
    found = {mark: words for mark, words in marked(marks).items() if first <= place(mark, unit) <= last}
    return dict(sorted(found.items(), key=lambda one: place(one[0], unit)))


def mark_years(axis: Axes, marks: Marks, *, narrow: bool, unit: Unit = "calendar", top: float = 1.0) -> None:
    """A thin line at each mark in sight up to a share of the axis, with its words at the top (only the line on a phone)."""
    low, high = axis.get_xlim()
    for mark, words in marked(marks).items():
        if not low <= (year := place(mark, unit)) <= high:
            continue
        axis.axvline(year, ymax=top, color=ink("muted"), lw=0.9, ls=(0, (3, 2)), zorder=1)
        if not narrow:
            # Words at the right end stand before their line: there is no room behind it.
            before = year - low > NEAR_END * (high - low)
            at, by, side = (year, 1.0), (-3 if before else 3, -2), "right" if before else "left"
            told = words_at(axis, words, at, by, ink("muted"), xycoords=ON_TOP, ha=side, va="top", fontsize=8.5)
            told.set_in_layout(False)


def dashed(marks: Marks, years: pd.Index, unit: Unit = "calendar") -> str:
    """What the dashed lines stand for that are in sight over `years`, for charts that have no room for words at them."""
    dates = [(in_words(str(mark)), words) for mark, words in seen(marks, years, unit).items()]
    told = [date if date.endswith(words) else f"{date} ({words})" for date, words in dates]
    return f"Dashed line{'s' * (len(told) > 1)}: {', '.join(told)}." if told else ""
