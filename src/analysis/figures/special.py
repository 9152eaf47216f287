"""Chart types for what is no line or bar: who chose what, specification curves, placebo distributions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MaxNLocator

from analysis.claims.finding import Choice, PartFinding
from analysis.claims.wording import number
from analysis.figures.compose import compose
from analysis.figures.figure import Figure
from analysis.figures.marks import ink, value_axis
from analysis.figures.svg import draw, titled


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
# Half-widths of an interval beyond which a specification curve is cut.
FAR = 4
SIGNS = {
    "for": Symbol("^", "c6", True, "for the claim"),
    "open": Symbol("o", "muted", False, "open"),
    "against": Symbol("v", "c7", True, "against"),
}


def symbols(
    data: pd.DataFrame,
    codes: Mapping[str, Symbol],
    *,
    anchor: str,
    title: str,
    subtitle: str,
    tables: Sequence[str],
    alt: str,
    table: pd.DataFrame,
    breaks: Sequence[int] = (),
    note: str = "",
    carrying: bool = False,
) -> Figure:
    """One symbol per cell of `data` (rows: who; columns: labels along the bottom), by its code; missing cells stay empty.

    `table` is what the fold and the download show; `breaks` are columns before which a line separates groups.
    """

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        _marks(axis, data, codes, 5 if narrow else 7)
        for place in breaks:
            axis.axvline(place - 0.5, color=ink("grid"), lw=1)
        _grid(axis, data, narrow)
        columns = min(2, len(codes) - 1) if narrow else 4
        axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=columns, handletextpad=0.3)

    height = max(0.5, 0.12 * len(data) + 0.3)
    return compose(
        paint,
        anchor,
        title,
        subtitle,
        alt,
        table,
        tables,
        heights=(height, 1.15 * height),
        note=note,
        carrying=carrying,
    )


def _marks(axis: Axes, data: pd.DataFrame, codes: Mapping[str, Symbol], size: int) -> None:
    for code, symbol in codes.items():
        rows, columns = np.nonzero((data == code).to_numpy())
        face = ink(symbol.colour) if symbol.filled else ink("paper")
        axis.plot(columns, rows, symbol.marker, ms=size, mec=ink(symbol.colour), mfc=face, label=symbol.name)


def _grid(axis: Axes, data: pd.DataFrame, narrow: bool) -> None:
    axis.set_yticks(range(len(data)), [str(name) for name in data.index])
    step = max(1, -(-len(data.columns) // (8 if narrow else 24)))
    places = range(0, len(data.columns), step)
    axis.set_xticks(list(places), [str(data.columns[place]) for place in places], rotation=90)
    axis.set_xlim(-0.6, len(data.columns) - 0.4)
    axis.set_ylim(len(data) - 0.5, -0.5)
    axis.grid(visible=False)
    axis.tick_params(axis="y", colors=ink("ink"))


def distribution(
    values: np.ndarray,
    own: float,
    *,
    own_name: str,
    colour: str = "country",
    anchor: str,
    title: str,
    subtitle: str,
    tables: Sequence[str],
    unit: str,
    note: str = "",
) -> Figure:
    """How often each size of change occurs among all pairs, with the case's own pair marked; the outer 1 per cent is cut."""
    low, high = (float(v) for v in np.quantile(values, [0.005, 0.995]))
    low, high = min(low, own), max(high, own)
    counts, edges = np.histogram(values[(values >= low) & (values <= high)], bins=40, range=(low, high))

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        axis.stairs(counts, edges, fill=True, color=ink("context"), alpha=0.45)
        axis.axvline(own, color=ink(colour), lw=2.4)
        side = "right" if own > (low + high) / 2 else "left"
        axis.annotate(
            own_name, (own, 1.0), xycoords=("data", "axes fraction"), xytext=(-4 if side == "right" else 4, -2),
            textcoords="offset points", ha=side, va="top", color=ink(colour), weight="bold",
        )  # fmt: skip
        axis.set_xlabel(unit, color=ink("muted"))
        value_axis(axis)
        axis.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))

    larger = float((values >= own).mean())
    alt = (
        f"{subtitle}. {own_name}: {number(own)}; median of {len(values):,} pairs {number(float(np.median(values)))}; "
        f"{number(100 * larger)} per cent of pairs changed at least as much upwards."
    )
    data = pd.DataFrame({"from": edges[:-1], "to": edges[1:], "pairs": counts})
    return compose(paint, anchor, title, subtitle, alt, data, tables, heights=(0.8, 0.8), note=note)


def curves(parts: Sequence[PartFinding], *, anchor: str, title: str) -> str:
    """The specification curve of every part as one drawing: estimates in order of size, the chosen one ringed.

    Choices can be in different units, so each estimate is its distance from the claim's threshold in half-widths of its own
    interval: beyond 1 or -1 it is beyond drift. Choices without an interval are not drawn; "" where none is left.
    """
    shown = [(part, [one for one in part.curve if distance(one, part.threshold) is not None]) for part in parts]
    shown = [(part, points) for part, points in shown if len(points) > 1]
    if not shown:
        return ""

    def paint(canvas: Canvas, _: bool) -> None:
        for place, (part, points) in enumerate(shown, start=1):
            axis = canvas.add_subplot(len(shown), 1, place)
            axis.set_title(part.label, color=ink("ink"))
            _curve_on(axis, part, points)

    alt = " ".join(f"{part.label}: {_counted(points)}." for part, points in shown)
    return titled(draw(paint, anchor=anchor, alt=alt, narrow=True, height=0.36 * len(shown)), title)


def distance(choice: Choice, threshold: float) -> float | None:
    """How far an estimate lies from `threshold`, in half-widths of its interval, cut at 4; None without an interval."""
    if choice.value is None or choice.low is None or choice.high is None:
        return None
    half = (choice.high - choice.low) / 2
    gap = choice.value - threshold
    return float(np.clip(gap / half, -FAR, FAR)) if half > 0 else float(np.sign(gap)) * FAR


def _curve_on(axis: Axes, part: PartFinding, points: list[Choice]) -> None:
    ordered = sorted(points, key=lambda one: distance(one, part.threshold) or 0.0)
    heights = [distance(one, part.threshold) or 0.0 for one in ordered]
    for sign, symbol in SIGNS.items():
        places = [(at, heights[at]) for at, one in enumerate(ordered) if one.sign == sign]
        # Strokes without length are dots, and gaps between them keep all dots of a sign in one path.
        axis.plot(
            [x for at, _ in places for x in (at, at + 1e-3, np.nan)], [y for _, height in places for y in (height, height, np.nan)],
            color=ink(symbol.colour), lw=3.2, solid_capstyle="round",
        )  # fmt: skip
    chosen = next((at for at, one in enumerate(ordered) if one is part.curve[0]), None)
    if chosen is not None:
        axis.plot([chosen], [heights[chosen]], "o", ms=8, mfc="none", mec=ink("ink"), mew=1.4)
    axis.axhspan(-1, 1, color=ink("context"), alpha=0.14, lw=0)
    axis.axhline(0, color=ink("muted"), lw=0.9, ls=(0, (3, 2)))
    axis.set_ylim(-FAR - 0.5, FAR + 0.5)
    axis.set_yticks([-FAR, -1, 0, 1, FAR], [f"−{FAR}", "−1", "0", "1", str(FAR)])
    axis.set_xticks([])


def _counted(points: list[Choice]) -> str:
    signs = [one.sign for one in points]
    return ", ".join(f"{signs.count(sign)} {symbol.name}" for sign, symbol in SIGNS.items())
