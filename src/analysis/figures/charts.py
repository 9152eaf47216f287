"""Lines: alone, in panels, with a band; and areas. Each takes tidy data and words, and returns a Chart."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.errors import NotCovered
from analysis.figures import alt_text, data_table, palette
from analysis.figures.compose import SUBJECT, Chart, Words
from analysis.figures.data_table import Parts
from analysis.figures.labels import apart, direct_labels, end_label, patterns
from analysis.figures.marks import Marks, Unit, dashed, mark_years, rank_axis, value_axis, year_axis
from analysis.figures.palette import Colours, ink

PUBLISHED = ["year", "value", "at_least", "basis", "period"]
# An area is named at its right end where it is at least so high there, in per cent of the whole; else inside, where it is highest.
NAMED, INSIDE, EDGE = 4.0, 12.0, 3
# In the heading of a panel whose years are those of the budget.
FISCAL = "fiscal years"
Breaks = Mapping[str, Sequence[int]]


def lines(
    data: pd.DataFrame,
    colours: Colours = None,
    *,
    marks: Marks = (),
    points: bool = False,
    log: bool = False,
    unit: Unit = "calendar",
    published: pd.DataFrame | None = None,
    breaks: Breaks | None = None,
    **words: Unpack[Words],
) -> Chart:
    """One line per column of `data` (index: years), labelled at its end, in `colours` where those of the house are not meant.

    The first column is the strongest line. `marks` labels years and dates, `unit` says what a year of the axis is; `points` marks each value, for series with gaps;
    `breaks` are years before which a line is broken, as what is counted changes; `log` draws a logarithmic scale; `published` (year, value, at_least, basis, period) are single figures of other sources.
    """
    inks = palette.inks(colours)
    extra = published if published is not None else pd.DataFrame(columns=PUBLISHED)

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        _lines_on(axis, data, inks, points=points, breaks=breaks or {})
        if log:
            axis.set_yscale("log")
        more = extra["at_least"].astype(bool)
        for rows, shape in ((extra[~more], "D"), (extra[more], "^")):
            axis.plot(rows["year"], rows["value"], shape, ms=6, mfc=ink("paper"), mec=ink("ink"))
        year_axis(axis, pd.Index([*data.index, *extra["year"]]), narrow=narrow)
        value_axis(axis)
        mark_years(axis, marks, narrow=narrow, unit=unit)
        direct_labels(axis, data, inks, narrow=narrow)

    singles = [f"{one.period}: {one.value:,.0f}." for one in extra.itertuples()]
    table = data.reset_index()
    if singles:
        table = pd.concat([table, extra]).sort_values("year", kind="stable", ignore_index=True)
    alt = " ".join([alt_text.lines(data, SUBJECT), *singles])
    return Chart(paint, table, alt, words, phone=dashed(marks, data.index, unit))


def panels(
    parts: Parts,
    colours: Colours = None,
    *,
    marks: Marks = (),
    unit: Unit = "calendar",
    **words: Unpack[Words],
) -> Chart:
    """Small multiples: one panel of lines per (heading, data), each with its own scale; two in a row, one on a phone.

    A heading that begins with "Rank" has the first rank at the top; one that says "fiscal years" has them whatever
    the `unit` of the others.
    Lines are named at their ends unless every panel shows one line, the same: then the subtitle names it.
    """
    parts = [(heading, data) for heading, data in parts if not data.dropna(how="all").empty]
    if not parts:
        raise NotCovered("none of these series has data in the years used.")
    inks = palette.inks(colours)
    named = len({tuple(data.columns) for _, data in parts}) > 1 or any(len(data.columns) > 1 for _, data in parts)

    def paint(canvas: Canvas, narrow: bool) -> None:
        columns = 1 if narrow else 2
        rows = -(-len(parts) // columns)
        for place, (heading, data) in enumerate(parts, start=1):
            # The last of an odd number takes the whole row: no cell is empty.
            alone = columns == 2 and place == len(parts) and place % 2
            axis = canvas.add_subplot(rows, columns, (place, place + 1) if alone else place)
            axis.set_title(heading, color=ink("ink"))
            _lines_on(axis, data, inks)
            year_axis(axis, data.index, narrow=True)
            (rank_axis if heading.startswith("Rank") else value_axis)(axis)
            mark_years(axis, marks, narrow=True, unit="fiscal" if FISCAL in heading else unit)
            if named:
                direct_labels(axis, data, inks, narrow=True)

    remark = dashed(marks, pd.Index([year for _, data in parts for year in data.index]), unit)
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


def _lines_on(
    axis: Axes,
    data: pd.DataFrame,
    inks: Mapping[str, str],
    *,
    points: bool = False,
    breaks: Breaks = MappingProxyType({}),
) -> None:
    dashes = patterns(map(str, data), inks)
    for place, column in enumerate(data):
        values = _broken(data[column], breaks.get(str(column), ()))
        style: dict[str, Any] = {"marker": "o", "ms": 3.5} if points else {}
        if values.notna().sum() == 1:  # a lone point is no line, and would drown among the others
            style = {"marker": "D", "ms": 7}
        above = 9 - place + 9 * (style.get("marker") == "D")
        width = 2.6 if place == 0 else 1.6
        style["ls"] = dashes.get(str(column), "-")
        axis.plot(values.index, values, color=inks[str(column)], lw=width, zorder=above, **style)
        if len(alone := _alone(values)) and not style.get("marker"):
            axis.plot(alone.index, alone, "o", ms=3.5, color=inks[str(column)], zorder=above)


def _broken(values: pd.Series, years: Sequence[int]) -> pd.Series:
    """A series with a gap before each of some years."""
    gaps = pd.Series(float("nan"), index=[year - 0.5 for year in years], dtype=float)
    return pd.concat([values, gaps]).sort_index() if len(gaps) else values


def _alone(values: pd.Series) -> pd.Series:
    """The values between two gaps, which are on no line."""
    return values[values.notna() & values.shift(1).isna() & values.shift(-1).isna()]


def shares(parts: Parts, colours: Colours = None, *, marks: Marks = (), **words: Unpack[Words]) -> Chart:
    """One panel per (heading, data): columns in per cent of a whole, stacked in their order from below, all on 0 to 100.

    The panels stand one above the other, on the same years. An area is named where it ends; one that has become thin
    there, inside, at its highest.
    """
    inks = palette.inks(colours)
    years = pd.Index(sorted(set().union(*(data.index for _, data in parts))))

    def paint(canvas: Canvas, narrow: bool) -> None:
        for place, (heading, data) in enumerate(parts, start=1):
            axis = canvas.add_subplot(len(parts), 1, place)
            axis.set_title(heading, color=ink("ink"))
            _stacked(axis, data, inks)
            axis.set(ylim=(0, 100), yticks=[0, 25, 50, 75, 100])
            year_axis(axis, years, narrow=narrow)
            mark_years(axis, marks, narrow=True)
            _names(axis, data, inks, narrow)

    heights = (0.75 * len(parts), 0.7 * len(parts))
    return Chart(paint, data_table.long(parts), alt_text.panels(parts), words, heights, dashed(marks, years))


def _stacked(axis: Axes, data: pd.DataFrame, inks: Mapping[str, str]) -> None:
    floor = pd.Series(0.0, index=data.index)
    for column in data:
        top = floor + data[column].fillna(0)
        colour, strength = inks[str(column)], 0.35 if column == "others" else 0.85
        axis.fill_between(data.index, floor, top, color=colour, alpha=strength, lw=0.4, edgecolor=ink("paper"))
        floor = top
    axis.grid(visible=False)


def _names(axis: Axes, data: pd.DataFrame, inks: Mapping[str, str], narrow: bool) -> None:
    middles = data.fillna(0).cumsum(axis=1) - data.fillna(0) / 2
    last = data.iloc[-1]
    at_end = {str(name): float(middles[str(name)].iloc[-1]) / 100 for name in data if last[str(name)] >= NAMED}
    for name, height in apart(at_end, 0.11 if narrow else 0.085).items():
        end_label(axis, name, height, inks[name])
    for name in [str(one) for one in data if str(one) not in at_end and data[one].max() >= INSIDE]:
        # Not at the very edge, where half of the name would be cut.
        place = min(max(int(data[name].fillna(0).to_numpy().argmax()), EDGE), len(data) - 1 - EDGE)
        at, box = (data.index[place], middles[name].iloc[place]), {"fc": ink("paper"), "ec": "none", "pad": 1.5}
        axis.annotate(name, at, ha="center", va="center", color=inks[name], bbox=box)
