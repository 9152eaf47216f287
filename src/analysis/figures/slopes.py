"""Two points in time joined by lines, and levels over spans before the cloud of all others."""

from collections.abc import Mapping
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.claims.wording import number
from analysis.figures import alt_text
from analysis.figures.compose import SUBJECT, Chart, Words
from analysis.figures.marks import ON_TOP, end_labels, heights, ink, spots, value_axis, words_at

# Shares of all others below which the edges of the cloud lie, and how strongly each band is inked.
BANDS = ((0.05, 0.95, 0.25), (0.25, 0.75, 0.35))
QUANTILES = {
    0.05: "lowest twentieth",
    0.25: "lowest quarter",
    0.5: "median",
    0.75: "highest quarter",
    0.95: "highest twentieth",
}


def slopes(data: pd.DataFrame, colours: Mapping[str, str], **words: Unpack[Words]) -> Chart:
    """A line per row from its value in the first column to that in the second, named and numbered at both ends."""
    before, after = data.columns

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        top = float(data.to_numpy().max()) * 1.05
        axis.set(xlim=(-0.02, 1.02), ylim=(-0.03 * top, top), xticks=[0, 1], yticks=[])
        axis.set_xticklabels([str(before), str(after)], color=ink("ink"))
        for name, row in data.iterrows():
            axis.plot([0, 1], [row[before], row[after]], "o-", color=ink(colours[str(name)]), lw=2.2, ms=6)
        for side, column in enumerate(data):
            _ends(axis, data[column], colours, side, narrow)
            spots(axis, [side] * len(data), data[column])
        axis.grid(visible=False)
        axis.spines["bottom"].set_visible(False)

    return Chart(paint, data.rename_axis("name").reset_index(), alt_text.changes(data, SUBJECT), words)


def _ends(axis: Axes, values: pd.Series, colours: Mapping[str, str], side: int, narrow: bool) -> None:
    places = heights(axis, {str(name): value for name, value in values.items()}, narrow=narrow)
    for name, value in values.items():
        told = f"{name} {number(value)}" if side == 0 else f"{number(value)} {name}"
        style = {"xycoords": ON_TOP, "ha": "left" if side else "right", "va": "center", "annotation_clip": False}
        words_at(axis, told, (side, places[str(name)]), (10 * (2 * side - 1), 0), ink(colours[str(name)]), **style)


def over_spans(levels: pd.DataFrame, others: pd.DataFrame, colours: Mapping[str, str], **words: Unpack[Words]) -> Chart:
    """Levels (rows: spans of years; a line per column) before bands that hold 50 and 90 per cent of `others` (same rows)."""
    cloud = others.quantile(list(QUANTILES), axis=1).T

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        places = range(len(levels))
        for low, high, strength in BANDS:
            axis.fill_between(places, cloud[low], cloud[high], color=ink("context"), alpha=strength, lw=0)
        axis.plot(places, cloud[0.5], color=ink("muted"), lw=1)
        for place, column in enumerate(levels):
            width = 2.6 if place == 0 else 1.6
            axis.plot(places, levels[column], "o-", color=ink(colours[str(column)]), lw=width, ms=5)
            spots(axis, places, levels[column])
        axis.set_xticks(list(places), [name[:4] if narrow else name for name in levels.index])
        axis.set_xlim(-0.3, len(levels) - 0.7)
        value_axis(axis)
        ends = levels.assign(median=cloud[0.5]).iloc[-1].dropna().sort_values()
        end_labels(axis, dict(ends), {"median": "muted", **colours}, narrow=narrow)

    table = levels.join(cloud.set_axis(list(QUANTILES.values()), axis=1)).rename_axis("years").reset_index()
    told = "; ".join(f"{name}: {_by_span(levels[name].dropna())}" for name in levels)
    alt = f"{SUBJECT}. {told}. Median of all: {number(cloud[0.5].iloc[-1])} in {levels.index[-1]}."
    return Chart(paint, table, alt, words)


def _by_span(values: pd.Series) -> str:
    return ", ".join(f"{number(value)} in {span}" for span, value in values.items())
