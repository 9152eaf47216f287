"""Bars: stacked by year, ranked, side by side; and pairs of dots. Each takes tidy data and words, and returns a Chart."""

from collections.abc import Mapping
from typing import Unpack

import pandas as pd
from matplotlib.figure import Figure as Canvas

from analysis.claims.wording import number
from analysis.figures import alt_text
from analysis.figures.compose import SUBJECT, Chart, Words
from analysis.figures.marks import Marks, dashed, ink, mark_years, row_axis, value_axis, year_axis
from analysis.figures.svg import NARROW_LINE, ROWS


def stacked(
    data: pd.DataFrame,
    colours: Mapping[str, str],
    *,
    extra: pd.Series | None = None,
    marks: Marks = (),
    **words: Unpack[Words],
) -> Chart:
    """Stacked bars per year, one colour per column; `extra` (named, by year) is drawn as open diamonds on top."""

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        bottom = pd.Series(0.0, index=data.index)
        for column in data:
            name = str(column)
            axis.bar(data.index, data[column], bottom=bottom, width=0.85, color=ink(colours[name]), label=name)
            bottom = bottom + data[column].fillna(0)
        if extra is not None:
            axis.plot(extra.index, extra, "D", ms=4, mfc=ink("paper"), mec=ink("ink"), label=str(extra.name))
        axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=1 if narrow else 3, handlelength=1)
        axis.set_ylim(top=float(bottom.max()) * 1.12)
        mark_years(axis, marks, narrow=narrow)
        year_axis(axis, data.index, narrow=narrow)
        value_axis(axis)

    table = data if extra is None else data.join(extra, how="outer")
    return Chart(paint, table.reset_index(), alt_text.lines(table, SUBJECT), words, phone=dashed(marks, data.index))


def bars(values: pd.Series, colours: Mapping[str, str], **words: Unpack[Words]) -> Chart:
    """Horizontal bars, largest first, each with its value; bars without a colour of their own are context grey."""

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        fills = [ink(colours.get(str(name), "context")) for name in values.index]
        drawn = axis.barh([str(name) for name in values.index], values, color=fills, height=0.72)
        axis.bar_label(drawn, labels=[number(value) for value in values], padding=4, color=ink("ink"))
        axis.invert_yaxis()
        axis.set_label(ROWS)
        axis.grid(visible=False)
        axis.set_xticks([])
        axis.spines["bottom"].set_visible(False)
        axis.tick_params(axis="y", colors=ink("ink"))
        axis.set_xlim(right=float(values.max()) * 1.12)

    data = values.rename(str(values.name or "value")).rename_axis("name").reset_index()
    return Chart(
        paint, data, alt_text.ranking(values, SUBJECT), words, (height := max(0.45, 0.085 * len(values)), height)
    )


def dumbbells(data: pd.DataFrame, colour: str, **words: Unpack[Words]) -> Chart:
    """Two values per row (columns before, after), joined by a line: the open circle is before, the full one after."""
    before, after = data.columns

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        rows = range(len(data))
        axis.hlines(rows, data[before], data[after], color=ink("context"), linewidth=1.4)
        axis.plot(data[before], rows, "o", ms=7, mfc=ink("paper"), mec=ink(colour), mew=1.6, label=str(before))
        axis.plot(data[after], rows, "o", ms=7, color=ink(colour), label=str(after))
        row_axis(axis, data.index)
        axis.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, ncols=2)

    table = data.rename_axis("name").reset_index()
    return Chart(paint, table, alt_text.changes(data, SUBJECT), words, (height := max(0.5, 0.11 * len(data)), height))


def grouped(data: pd.DataFrame, colours: Mapping[str, str], **words: Unpack[Words]) -> Chart:
    """Bars side by side, one group per row of `data` (text index), one colour per column; upright, or lying on a phone."""

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        size = 0.8 / len(data.columns)
        for place, column in enumerate(data):
            at = [row + (place - (len(data.columns) - 1) / 2) * size for row in range(len(data))]
            axis.barh(at, data[column], height=size * 0.92, color=ink(colours[str(column)]), label=str(column))
        row_axis(axis, data.index)
        beside = not narrow or sum(len(str(name)) for name in data) < NARROW_LINE
        axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=2 if beside else 1)

    table = data.rename_axis("name").reset_index()
    return Chart(paint, table, alt_text.groups(data, SUBJECT), words, (height := max(0.6, 0.1 * len(data)), height))
