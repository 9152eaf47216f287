"""Stacked areas: how a whole is shared out, year by year."""

from collections.abc import Mapping, Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.figures import alt_text, data_table
from analysis.figures.compose import Chart, Words
from analysis.figures.marks import Marks, apart, dashed, end_label, ink, mark_years, year_axis

# An area is named at its right end where it is at least so high there, in per cent of the whole; else inside, where it is highest.
NAMED, INSIDE, EDGE = 4.0, 12.0, 3


def shares(
    parts: Sequence[tuple[str, pd.DataFrame]], colours: Mapping[str, str], *, marks: Marks = (), **words: Unpack[Words]
) -> Chart:
    """One panel per (heading, data): columns in per cent of a whole, stacked in their order from below, all on 0 to 100.

    The panels stand one above the other, on the same years. An area is named where it ends; one that has become thin
    there, inside, at its highest.
    """
    years = pd.Index(sorted(set().union(*(data.index for _, data in parts))))

    def paint(canvas: Canvas, narrow: bool) -> None:
        for place, (heading, data) in enumerate(parts, start=1):
            axis = canvas.add_subplot(len(parts), 1, place)
            axis.set_title(heading, color=ink("ink"))
            _stacked(axis, data, colours)
            axis.set(ylim=(0, 100), yticks=[0, 25, 50, 75, 100])
            year_axis(axis, years, narrow=narrow)
            mark_years(axis, marks, narrow=narrow)
            _names(axis, data, colours, narrow)

    heights = (0.75 * len(parts), 0.7 * len(parts))
    told = dashed(marks, years)
    return Chart(paint, data_table.long(parts), alt_text.panels(parts), words, heights, phone=told)


def _stacked(axis: Axes, data: pd.DataFrame, colours: Mapping[str, str]) -> None:
    floor = pd.Series(0.0, index=data.index)
    for column in data:
        top = floor + data[column].fillna(0)
        colour, strength = ink(colours[str(column)]), 0.35 if column == "others" else 0.85
        axis.fill_between(data.index, floor, top, color=colour, alpha=strength, lw=0.4, edgecolor=ink("paper"))
        floor = top
    axis.grid(visible=False)


def _names(axis: Axes, data: pd.DataFrame, colours: Mapping[str, str], narrow: bool) -> None:
    middles = data.fillna(0).cumsum(axis=1) - data.fillna(0) / 2
    last = data.iloc[-1]
    at_end = {str(name): float(middles[str(name)].iloc[-1]) / 100 for name in data if last[str(name)] >= NAMED}
    for name, height in apart(at_end, 0.11 if narrow else 0.085).items():
        end_label(axis, name, height, ink(colours[name]))
    for name in [str(one) for one in data if str(one) not in at_end and data[one].max() >= INSIDE]:
        # Not at the very edge, where half of the name would be cut.
        place = min(max(int(data[name].fillna(0).to_numpy().argmax()), EDGE), len(data) - 1 - EDGE)
        at, box = (
            (float(data.index[place]), float(middles[name].iloc[place])),
            {"fc": ink("paper"), "ec": "none", "pad": 1.5},
        )
        axis.annotate(name, at, ha="center", va="center", color=ink(colours[name]), bbox=box)
