"""Chart types for what is no line or bar: who chose what, specification curves, placebo distributions."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MaxNLocator

from analysis.claims.finding import PartFinding
from analysis.claims.happened import Choice
from analysis.claims.wording import number
from analysis.figures.compose import SUBJECT, Chart, Words
from analysis.figures.labels import words_at
from analysis.figures.marks import ON_TOP, spots, value_axis
from analysis.figures.palette import ink
from analysis.figures.svg import ROWS, draw

# Names of columns that stand beside one another on a phone; letters of a row's name in a line on a screen.
MOST_NAMES, WIDE_NAMES = 16, 72
# Points from a row's name to the axis, and from one line of it to the next.
NAME_PAD, LEADING = 7, 11
# Of a row: the left side of the axis, and its place along it.
BESIDE_ROW = ("axes fraction", "data")
# Decimals of a result that are more than the rounding of a machine.
DIGITS = 9


class Symbol(NamedTuple):
    """How one code is drawn: marker, palette colour, whether it is filled, and its name in the legend."""

    marker: str
    colour: str
    filled: bool
    name: str


VOTES = {
    "Y": Symbol("o", "c6", True, "yes"),
    "N": Symbol("X", "c7", True, "no"),
    "A": Symbol("o", "muted", False, "abstained"),
    "X": Symbol("_", "context", True, "no vote"),
}
SIGNS = {
    "for": Symbol("^", "c6", True, "for the claim"),
    "none": Symbol("o", "muted", False, "no change"),
    "against": Symbol("v", "c7", True, "against"),
}
SWINGS = {
    "yes": Symbol("^", "c6", True, "rise beyond swing"),
    "not found": Symbol("o", "muted", False, "within swing"),
    "cannot tell": Symbol("_", "context", True, "cannot tell"),
    "the other way": Symbol("v", "c7", True, "fall beyond swing"),
}


def symbols(
    data: pd.DataFrame,
    codes: Mapping[str, Symbol],
    *,
    alt: str,
    table: pd.DataFrame,
    breaks: Sequence[int] = (),
    **words: Unpack[Words],
) -> Chart:
    """One symbol per cell of `data` (rows: what; columns: who or when), by its code; missing cells stay empty.

    `table` is what the fold and the download show; `breaks` are rows before which a line separates groups. On a phone a
    row is named by what stands before the first colon.
    """
    names = [textwrap.fill(str(name), WIDE_NAMES) for name in data.index]
    lines = max(name.count("\n") for name in names) + 1

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        used = {code: symbol for code, symbol in codes.items() if (data == code).to_numpy().any()}
        _marks(axis, data, used, 5 if narrow else 7)
        for place in breaks:
            axis.axhline(place - 0.5, color=ink("context"), lw=1)
        _grid(axis, data, names, narrow)
        if len(table) == len(data):
            axis.set_label(ROWS)
        elif {data.index.name, data.columns.name} <= set(table):  # a row of the table for every cell
            columns, rows = (one.get_indexer(pd.Index(table[one.name])) for one in (data.columns, data.index))
            spots(axis, columns, rows)
        shown = -(-len(used) // 2) if narrow else 4
        # Below: the names of the columns stand above.
        axis.legend(loc="upper right", bbox_to_anchor=(1, 0), frameon=False, ncols=shown, handletextpad=0.3)

    return Chart(paint, table, alt, words, ((0.045 + 0.023 * lines) * len(data) + 0.3, 0.068 * len(data) + 0.3))


def _marks(axis: Axes, data: pd.DataFrame, codes: Mapping[str, Symbol], size: int) -> None:
    for code, symbol in codes.items():
        rows, columns = np.nonzero((data == code).to_numpy())
        face = ink(symbol.colour) if symbol.filled else ink("paper")
        axis.plot(columns, rows, symbol.marker, ms=size, mec=ink(symbol.colour), mfc=face, label=symbol.name)


def _grid(axis: Axes, data: pd.DataFrame, names: Sequence[str], narrow: bool) -> None:
    _row_names(axis, [str(name).partition(":")[0] for name in data.index] if narrow else names)
    axis.xaxis.tick_top()
    axis.spines["bottom"].set_visible(False)
    turned = 90 if narrow or len(data.columns) > 6 else 0
    step = -(-len(data.columns) // MOST_NAMES) if narrow else 1
    axis.set_xticks(range(0, len(data.columns), step), list(map(str, data.columns[::step])), rotation=turned)
    axis.set_xlim(-0.6, len(data.columns) - 0.4)
    axis.set_ylim(len(data) - 0.5, -0.7)
    axis.grid(visible=False)
    axis.tick_params(axis="y", colors=ink("ink"))


def _row_names(axis: Axes, names: Sequence[str]) -> None:
    """The names of rows; of several lines each is a text of its own, as browsers align only such."""
    several = any("\n" in name for name in names)
    axis.set_yticks(range(len(names)), [""] * len(names) if several else names)
    for row, name in enumerate(names if several else ()):
        lines = name.split("\n")
        for place, line in enumerate(lines):
            by = (-NAME_PAD, ((len(lines) - 1) / 2 - place) * LEADING)
            style = {"xycoords": BESIDE_ROW, "ha": "right", "va": "center", "annotation_clip": False}
            words_at(axis, line, (0, row), by, ink("ink"), **style)


def distribution(
    values: np.ndarray,
    own: float,
    *,
    own_name: str,
    colour: str = "country",
    unit: str,
    counted: str = "pairs",
    **words: Unpack[Words],
) -> Chart:
    """How often each value occurs among all of `counted`, with the case's own marked; the outer 1 per cent is cut."""
    low, high = (float(v) for v in np.quantile(values, [0.005, 0.995]))
    low, high = min(low, own), max(high, own)
    counts, edges = np.histogram(values[(values >= low) & (values <= high)], bins=40, range=(low, high))

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        axis.stairs(counts, edges, fill=True, color=ink("context"), alpha=0.45)
        spots(axis, [*(edges[:-1] + edges[1:]) / 2, float("nan")], [*counts, float("nan")])
        axis.axvline(own, color=ink(colour), lw=2.4)
        side = "right" if own > (low + high) / 2 else "left"
        by, style = (-4 if side == "right" else 4, -2), {"xycoords": ON_TOP, "ha": side, "va": "top", "weight": "bold"}
        words_at(axis, own_name, (own, 1.0), by, ink(colour), **style)
        axis.set_xlabel(unit, color=ink("muted"))
        value_axis(axis)
        axis.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))

    larger = float((values >= own).mean())
    alt = (
        f"{SUBJECT}. {own_name}: {number(own)}; median of {len(values):,} {counted} {number(np.median(values))}; "
        f"{number(100 * larger)} per cent of {counted} lie at or above it."
    )
    bins = pd.DataFrame({"from": edges[:-1], "to": edges[1:], counted: counts})
    # The outermost are in no bar: those below and above the own one are counted among all.
    beside = {"whose": own_name, "below it": int((values < own).sum()), "above it": int((values > own).sum())}
    data = pd.concat([bins, pd.DataFrame([{"from": own, "to": own, counted: 1} | beside])], ignore_index=True)
    return Chart(paint, data, alt, words, (0.8, 0.8))


def curves(parts: Sequence[PartFinding], *, anchor: str, title: str) -> str:
    """What every defensible choice of a part shows, as one drawing: a panel for each unit, in order of size, the chosen one ringed.

    Changes and levels are in the unit of the choice; "" where no part has two choices.
    """
    shown = [(part, unit, points) for part in parts for unit, points in _by_unit(part) if len(points) > 1]
    if not shown:
        return ""

    def paint(canvas: Canvas, _: bool) -> None:
        for place, (part, unit, points) in enumerate(shown, start=1):
            axis = canvas.add_subplot(len(shown), 1, place)
            axis.set_title(f"{part.label}: {unit}" if unit else part.label, color=ink("ink"))
            _curve_on(axis, part, points)

    alt = " ".join(f"{part.label}, {unit}: {_counted(points)}." for part, unit, points in shown)
    return draw(paint, anchor=anchor, title=title, alt=alt, narrow=True, height=0.3 * len(shown))


def _by_unit(part: PartFinding) -> list[tuple[str, list[Choice]]]:
    units = dict.fromkeys(one.reading.unit for one in part.choices)
    return [(unit, [one for one in part.choices if one.reading.unit == unit]) for unit in units]


def _curve_on(axis: Axes, part: PartFinding, points: list[Choice]) -> None:
    ordered = sorted(points, key=lambda one: one.reading.value)
    # What sums of shares leave of nought would stretch the axis, as its power of ten would stand over the heading.
    values = [round(one.reading.value, DIGITS) for one in ordered]
    for sign, symbol in SIGNS.items():
        places = [at for at, one in enumerate(ordered) if one.reading.sign == sign]
        axis.plot(places, [values[at] for at in places], symbol.marker, ms=4.5, color=ink(symbol.colour))
    chosen = next((at for at, one in enumerate(ordered) if one is part.choices[0]), None)
    if chosen is not None:
        axis.plot([chosen], [values[chosen]], "o", ms=10, mfc="none", mec=ink("ink"), mew=1.3)
    axis.axhline(part.threshold, color=ink("muted"), lw=0.9, ls=(0, (3, 2)))
    axis.yaxis.set_major_locator(MaxNLocator(3))
    axis.ticklabel_format(axis="y", style="plain", useOffset=False)
    axis.margins(y=0.2)
    axis.set_xticks([])


def _counted(points: list[Choice]) -> str:
    signs = [one.reading.sign for one in points]
    return ", ".join(f"{signs.count(sign)} {symbol.name}" for sign, symbol in SIGNS.items())
