"""Names at the lines they belong to: at their ends, moved apart where two would overlap, and words at a point."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import ScaledTranslation
from scipy.optimize import isotonic_regression

from analysis.figures.palette import ink

# A line that ends before this share of the axis is named where it ends.
NEAR_END = 0.93
# How far a name is moved, in shares of the axis, before a line leads to it, and how long that is, in points.
ASIDE, LEAD = 0.02, 16
# A line whole, or dashed: so many points inked and left out.
LineStyle = str | tuple[float, tuple[float, ...]]
DASHES: tuple[LineStyle, ...] = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (6, 1.5, 1, 1.5)), (0, (3, 3)))


def direct_labels(axis: Axes, data: pd.DataFrame, inks: Mapping[str, str], *, narrow: bool) -> None:
    """The name of every line at its end, in its colour, the first in bold; the axes are set before."""
    known = {str(name): values.dropna() for name, values in data.items() if values.notna().any()}
    low, high = axis.get_xlim()
    early = [name for name, values in known.items() if values.index[-1] < low + NEAR_END * (high - low)]
    first = next(iter(known), "")
    for name in early if len(early) < len(known) else []:
        early_label(axis, name, known.pop(name), inks[name], weight="bold" if name == first else "normal")
    ends = {name: values.iloc[-1] for name, values in known.items()}
    end_labels(axis, ends, inks, narrow=narrow, first="bold" if first in ends else "normal")


def early_label(axis: Axes, name: str, values: pd.Series, colour: str, *, weight: str = "normal") -> None:
    """The name of a line that ends long before the axis, where it ends (by place on it), above it: other lines may go on there.

    No dashed line of a year strikes it through: it stands on a ground of its own, over those and below the lines of the data.
    """
    ground = {"fc": ink("paper"), "ec": "none", "pad": 0.8}
    at = (values.index[-1], values.iloc[-1])
    words_at(axis, name, at, (4, 3), colour, va="bottom", weight=weight, bbox=ground, zorder=2)


def end_labels(
    axis: Axes, ends: Mapping[str, float], inks: Mapping[str, str], *, narrow: bool, first: str = "normal"
) -> None:
    """Names beside the right end of an axis at the values `ends`, moved apart where two would overlap.

    Where one is moved, a thin line in the colour of words leads from the end of each to its name.
    """
    places, moved = shares(axis, ends), heights(axis, ends, narrow=narrow)
    led = any(abs(moved[name] - places[name]) > ASIDE for name in places)
    for place, name in enumerate(places):
        style = {"weight": "normal" if place else first}
        if led:
            _led_label(axis, name, (places[name], moved[name]), inks[name], **style)
        else:
            end_label(axis, name, moved[name], inks[name], **style)


def _led_label(axis: Axes, name: str, heights: tuple[float, float], colour: str, **style: Any) -> None:
    """A name at the second of two heights (shares of the axis), and the line to it from the end of its line, at the first."""
    beside = axis.transAxes + ScaledTranslation(LEAD / 72, 0, axis.figure.dpi_scale_trans)
    line = {
        "arrowstyle": "-",
        "color": ink("muted"),
        "lw": 0.6,
        "shrinkA": 1,
        "shrinkB": 0,
        "relpos": (0, 0.5),
    }
    axis.annotate(
        name,
        (1.0, heights[0]),
        xytext=(1.0, heights[1]),
        xycoords="axes fraction",
        textcoords=beside,
        va="center",
        color=colour,
        arrowprops=line,
        annotation_clip=False,
        **style,
    )


def patterns(names: Iterable[str], inks: Mapping[str, str]) -> dict[str, LineStyle]:
    """How lines are dashed: those that share the grey of countries without a colour, each in its own way; all others are whole."""
    grey = [name for name in names if inks[name] == ink("context")]
    return {name: DASHES[place % len(DASHES)] for place, name in enumerate(grey)}


def shares(axis: Axes, values: Mapping[str, float]) -> dict[str, float]:
    """Where values lie on an axis, in shares of it, so that a logarithmic scale is served too."""
    axis.get_ylim()  # asking for the limits settles them
    scale = axis.transScale + axis.transLimits
    return {name: float(scale.transform((1, value))[1]) for name, value in values.items()}


def heights(axis: Axes, values: Mapping[str, float], *, narrow: bool) -> dict[str, float]:
    """Where labels of values stand, in shares of the axis, moved apart."""
    places = shares(axis, values)
    moved = apart(places, 0.075 if narrow else 0.06)
    return {name: moved[name] for name in places}


def words_at(
    axis: Axes, text: str, at: tuple[float, float], by: tuple[float, float], colour: str, **style: Any
) -> Annotation:
    """`text` so many points beside a place, whether or not the place is in sight."""
    return axis.annotate(text, at, xytext=by, textcoords="offset points", color=colour, **style)


def end_label(axis: Axes, text: str, height: float, colour: str, **style: Any) -> None:
    """`text` beside the right end of an axis, at a share of its height."""
    style |= {"xycoords": "axes fraction", "va": "center", "annotation_clip": False}
    words_at(axis, text, (1.0, height), (5, 0), colour, **style)


def apart(heights: Mapping[str, float], gap: float) -> dict[str, float]:
    """Heights of labels (shares of the axis) in their order, none nearer than `gap` to the next, each as near to its own as can be.

    That is the least sum of squares in which each begins `gap` above the one before: isotonic regression of what is left when
    the gaps are taken out. Where there is room, none stands outside the axis.
    """
    if not heights:
        return {}
    order = sorted(heights, key=lambda name: heights[name])
    gaps = gap * np.arange(len(order))
    near = isotonic_regression(np.array([heights[name] for name in order]) - gaps).x
    room = 1 - gaps[-1]
    return dict(zip(order, (np.clip(near, min(0, room), max(0, room)) + gaps).tolist(), strict=True))
