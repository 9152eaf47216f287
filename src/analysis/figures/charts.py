"""Lines: alone, in panels, with a band. Each takes tidy data and words, and returns a Chart."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.errors import NotCovered
from analysis.figures import alt_text, data_table
from analysis.figures.compose import SUBJECT, Chart, Words
from analysis.figures.marks import Marks, dashed, direct_labels, ink, mark_years, rank_axis, value_axis, year_axis

PUBLISHED = ["year", "value", "at_least", "basis", "period"]


def lines(
    data: pd.DataFrame,
    colours: Mapping[str, str],
    *,
    marks: Marks = (),
    points: bool = False,
    log: bool = False,
    published: pd.DataFrame | None = None,
    **words: Unpack[Words],
) -> Chart:
    """One line per column of `data` (index: years), labelled at its end; `colours` names each column's palette colour.

    The first column is the strongest line. `marks` labels years; `points` marks each value, for series with gaps;
    `log` draws a logarithmic scale; `published` (year, value, at_least, basis, period) are single figures of other sources.
    """
    extra = published if published is not None else pd.DataFrame(columns=PUBLISHED)

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        _lines_on(axis, data, colours, points=points)
        if log:
            axis.set_yscale("log")
        more = extra["at_least"].astype(bool)
        for rows, shape in ((extra[~more], "D"), (extra[more], "^")):
            axis.plot(rows["year"], rows["value"], shape, ms=6, mfc=ink("paper"), mec=ink("ink"))
        year_axis(axis, pd.Index([*data.index, *extra["year"]]), narrow=narrow)
        value_axis(axis)
        mark_years(axis, marks, narrow=narrow)
        direct_labels(axis, data, colours, narrow=narrow)

    singles = [f"{one.period}: {one.value:,.0f}." for one in extra.itertuples()]
    table = data.reset_index()
    if singles:
        table = pd.concat([table, extra]).sort_values("year", kind="stable", ignore_index=True)
    alt = " ".join([alt_text.lines(data, SUBJECT), *singles])
    return Chart(paint, table, alt, words, phone=dashed(marks, data.index))


def panels(
    parts: Sequence[tuple[str, pd.DataFrame]], colours: Mapping[str, str], *, marks: Marks = (), **words: Unpack[Words]
) -> Chart:
    """Small multiples: one panel of lines per (heading, data), each with its own scale; two in a row, one on a phone.

    A heading that begins with "Rank" has the first rank at the top.
    Lines are named at their ends unless every panel shows one line, the same: then the subtitle names it.
    """
    parts = [(heading, data) for heading, data in parts if not data.dropna(how="all").empty]
    if not parts:
        raise NotCovered("no data", "none of these series has data in the years used.")
    named = len({tuple(data.columns) for _, data in parts}) > 1 or any(len(data.columns) > 1 for _, data in parts)

    def paint(canvas: Canvas, narrow: bool) -> None:
        columns = 1 if narrow else 2
        rows = -(-len(parts) // columns)
        for place, (heading, data) in enumerate(parts, start=1):
            # The last of an odd number takes the whole row: no cell is empty.
            alone = columns == 2 and place == len(parts) and place % 2
            axis = canvas.add_subplot(rows, columns, (place, place + 1) if alone else place)
            axis.set_title(heading, color=ink("ink"))
            _lines_on(axis, data, colours)
            year_axis(axis, data.index, narrow=True)
            (rank_axis if heading.startswith("Rank") else value_axis)(axis)
            mark_years(axis, marks, narrow=True)
            if named:
                direct_labels(axis, data, colours, narrow=True)

    remark = dashed(marks, pd.Index([year for _, data in parts for year in data.index]))
    heights = (-(-len(parts) // 2) * 0.62, len(parts) * 0.62)
    return Chart(paint, data_table.long(parts), alt_text.panels(parts), words, heights, remark)


def band(
    data: pd.DataFrame, colour: str, *, threshold: float, second: pd.Series, marks: Marks = (), **words: Unpack[Words]
) -> Chart:
    """A line with its interval as a band (columns value, low, high; index: years) and a dashed line at `threshold`.

    `second` (named, by year) is another source's value, drawn as diamonds.
    """
    table = data.join(second, how="outer")

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        axis.fill_between(data.index, data["low"], data["high"], color=ink(colour), alpha=0.18, lw=0)
        axis.plot(data.index, data["value"], color=ink(colour), lw=2.4)
        axis.plot(second.index, second, "D", ms=6, mfc=ink("paper"), mec=ink("ink"))
        axis.axhline(threshold, color=ink("ink"), lw=1, ls=(0, (4, 3)))
        mark_years(axis, marks, narrow=narrow)
        year_axis(axis, table.index, narrow=narrow)
        value_axis(axis)

    told = table[["value", str(second.name)]].rename(columns={"value": "Value"})
    return Chart(paint, table.reset_index(), alt_text.lines(told, SUBJECT), words, phone=dashed(marks, table.index))


def _lines_on(axis: Axes, data: pd.DataFrame, colours: Mapping[str, str], *, points: bool = False) -> None:
    for place, column in enumerate(data):
        values = data[column]
        style: dict[str, Any] = {"marker": "o", "ms": 3.5} if points else {}
        if values.notna().sum() == 1:  # a lone point is no line, and would drown among the others
            style = {"marker": "D", "ms": 7}
        above = 9 - place + 9 * (style.get("marker") == "D")
        width = 2.6 if place == 0 else 1.6
        axis.plot(values.index, values, color=ink(colours[str(column)]), lw=width, zorder=above, **style)
