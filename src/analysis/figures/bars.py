"""Bars: stacked by year, ranked, side by side; then and now; levels over spans. Each takes tidy data and words, and returns a Chart."""

from collections.abc import Mapping, Sequence
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis import countries
from analysis.claims.wording import number
from analysis.figures import alt_text, palette
from analysis.figures.compose import SUBJECT, Chart, Words
from analysis.figures.labels import early_label, end_labels, heights, words_at
from analysis.figures.marks import ON_TOP, Marks, Unit, dashed, mark_years, row_axis, spots, value_axis, year_axis
from analysis.figures.palette import Colours, ink
from analysis.figures.svg import NARROW_LINE, ROWS

# Shares of all others below which the edges of the cloud lie, and how strongly each band is inked.
BANDS = ((0.05, 0.95, 0.25), (0.25, 0.75, 0.35))
QUANTILES = {
    0.05: "lowest twentieth",
    0.25: "lowest quarter",
    0.5: "median",
    0.75: "highest quarter",
    0.95: "highest twentieth",
}


def stacked(
    data: pd.DataFrame,
    colours: Colours = None,
    *,
    extra: pd.Series | None = None,
    marks: Marks = (),
    unit: Unit = "calendar",
    **words: Unpack[Words],
) -> Chart:
    """Stacked bars per year, one colour per column; `extra` (named, by year) is drawn as open diamonds on top."""
    inks = palette.inks(colours)

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        bottom = pd.Series(0.0, index=data.index)
        for column in data:
            name = str(column)
            axis.bar(data.index, data[column], bottom=bottom, width=0.85, color=inks[name], label=name)
            bottom = bottom + data[column].fillna(0)
        if extra is not None:
            axis.plot(extra.index, extra, "D", ms=4, mfc=ink("paper"), mec=ink("ink"), label=str(extra.name))
        axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=1 if narrow else 3, handlelength=1)
        axis.set_ylim(top=float(bottom.max()) * 1.12)
        mark_years(axis, marks, narrow=narrow, unit=unit)
        year_axis(axis, data.index, narrow=narrow)
        value_axis(axis)

    table = data if extra is None else data.join(extra, how="outer")
    return Chart(
        paint, table.reset_index(), alt_text.lines(table, SUBJECT), words, phone=dashed(marks, data.index, unit)
    )


def bars(values: pd.Series, colours: Colours = None, **words: Unpack[Words]) -> Chart:
    """Horizontal bars, largest first, each with its value; all but the roles are grey where no `colours` are given."""
    fills = palette.roles() if colours is None else colours

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        drawn = axis.barh(
            [str(name) for name in values.index],
            values,
            color=[ink(fills.get(str(name), "context")) for name in values.index],
            height=0.72,
        )
        axis.bar_label(drawn, labels=[number(value) for value in values], padding=4, color=ink("ink"))
        axis.invert_yaxis()
        axis.set_label(ROWS)
        axis.grid(visible=False)
        axis.set_xticks([])
        axis.spines["bottom"].set_visible(False)
        axis.tick_params(axis="y", colors=ink("ink"))
        axis.set_xlim(right=float(values.max()) * 1.12)

    table = _by_name(values.rename(str(values.name or "value")))
    return Chart(paint, table, alt_text.ranking(values, SUBJECT), words, _tall(0.085 * len(values), 0.45))


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

    return Chart(paint, _by_name(data), alt_text.changes(data, SUBJECT), words, _tall(0.11 * len(data), 0.5))


def grouped(data: pd.DataFrame, colours: Colours = None, **words: Unpack[Words]) -> Chart:
    """Bars side by side, one group per row of `data` (text index), one colour per column; upright, or lying on a phone."""
    inks = palette.inks(colours)

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        size = 0.8 / len(data.columns)
        for place, column in enumerate(data):
            at = [row + (place - (len(data.columns) - 1) / 2) * size for row in range(len(data))]
            axis.barh(at, data[column], height=size * 0.92, color=inks[str(column)], label=str(column))
        row_axis(axis, data.index)
        beside = not narrow or sum(len(str(name)) for name in data) < NARROW_LINE
        axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=2 if beside else 1)

    return Chart(paint, _by_name(data), alt_text.groups(data, SUBJECT), words, _tall(0.1 * len(data), 0.6))


def _by_name(data: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """What the fold and the download show of named rows."""
    return data.rename_axis("name").reset_index()


def _tall(height: float, least: float) -> tuple[float, float]:
    """Heights for as many rows as there are, wide and narrow, and `least` where they are few."""
    return (max(least, height), max(least, height))


def slopes(data: pd.DataFrame, colours: Colours = None, **words: Unpack[Words]) -> Chart:
    """A line per row from its value in the first column to that in the second, named and numbered at both ends."""
    before, after = data.columns
    inks = palette.inks(colours)

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        top = float(data.to_numpy().max()) * 1.05
        axis.set(xlim=(-0.02, 1.02), ylim=(-0.03 * top, top), xticks=[0, 1], yticks=[])
        axis.set_xticklabels([str(before), str(after)], color=ink("ink"))
        for name, row in data.iterrows():
            axis.plot([0, 1], [row[before], row[after]], "o-", color=inks[str(name)], lw=2.2, ms=6)
        for side, column in enumerate(data):
            _ends(axis, data[column], inks, side, narrow)
            spots(axis, [side] * len(data), data[column])
        axis.grid(visible=False)
        axis.spines["bottom"].set_visible(False)

    return Chart(paint, _by_name(data), alt_text.changes(data, SUBJECT), words)


def _ends(axis: Axes, values: pd.Series, inks: Mapping[str, str], side: int, narrow: bool) -> None:
    places = heights(axis, {str(name): value for name, value in values.items()}, narrow=narrow)
    for name, value in values.items():
        told = f"{name} {number(value)}" if side == 0 else f"{number(value)} {name}"
        style = {"xycoords": ON_TOP, "ha": "left" if side else "right", "va": "center", "annotation_clip": False}
        words_at(axis, told, (side, places[str(name)]), (10 * (2 * side - 1), 0), inks[str(name)], **style)


def over_spans(every: pd.DataFrame, codes: Sequence[str], *, without: str = "", **words: Unpack[Words]) -> Chart:
    """Levels of the countries in `codes` (rows: spans of years; a column per country) before bands that hold 50 and 90 per cent of all others.

    `without` is left out of those.
    """
    inks = palette.inks({"median": "muted"})
    levels = every[list(codes)].rename(columns=countries.short)
    others = every.drop(columns=[*codes, without], errors="ignore")
    cloud = others.quantile(list(QUANTILES), axis=1).T

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        places = range(len(levels))
        for low, high, strength in BANDS:
            axis.fill_between(places, cloud[low], cloud[high], color=ink("context"), alpha=strength, lw=0)
        axis.plot(places, cloud[0.5], color=ink("muted"), lw=1)
        for place, column in enumerate(levels):
            width = 2.6 if place == 0 else 1.6
            axis.plot(places, levels[column], "o-", color=inks[str(column)], lw=width, ms=5)
            spots(axis, places, levels[column])
        axis.set_xticks(list(places), [name[:4] if narrow else name for name in levels.index])
        axis.set_xlim(-0.3, len(levels) - 0.7)
        value_axis(axis)
        named = levels.assign(median=cloud[0.5]).set_axis(list(places))
        end_labels(axis, dict(named.iloc[-1].dropna().sort_values()), inks, narrow=narrow)
        for name in named.columns[named.iloc[-1].isna() & named.notna().any()]:
            early_label(axis, name, named[name].dropna(), inks[name])

    table = levels.join(cloud.set_axis(list(QUANTILES.values()), axis=1)).rename_axis("years").reset_index()
    told = "; ".join(f"{name}: {_by_span(levels[name].dropna())}" for name in levels)
    alt = f"{SUBJECT}. {told}. Median of all: {number(cloud[0.5].iloc[-1])} in {levels.index[-1]}."
    return Chart(paint, table, alt, words)


def _by_span(values: pd.Series) -> str:
    return ", ".join(f"{number(value)} in {span}" for span, value in values.items())
