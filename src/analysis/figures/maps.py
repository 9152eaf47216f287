"""A plain map of routes and places."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.figures.compose import compose
from analysis.figures.figure import Figure
from analysis.figures.marks import ink


def _beside(axis: Axes, name: str, x: float, y: float) -> None:
    axis.annotate(
        name, (x, y), xytext=(0.99, 0.03), textcoords="axes fraction", color=ink("ink"), weight="bold", va="bottom", ha="right",
        arrowprops={"arrowstyle": "-", "color": ink("muted")},
    )  # fmt: skip


def _routes_on(axis: Axes, lines: Mapping[str, Sequence[tuple[str, list[list[float]]]]], named: str) -> None:
    told: set[str] = set()
    for status, found in lines.items():
        state = "operating" if status == "operating" else "not operating"
        for name, points in found:
            xs, ys = zip(*points, strict=True)
            strong = bool(re.search(named, name))
            width, colour = (3.2, "partner") if strong else (1.3, "context")
            style = "-" if status == "operating" else (0, (4, 2))
            axis.plot(xs, ys, color=ink(colour), lw=width, ls=style, label=None if state in told or strong else state)
            told |= set() if strong else {state}
            if strong:
                _beside(axis, f"{name} ({status})", xs[len(xs) // 2], ys[len(ys) // 2])


def routes(
    lines: Mapping[str, Sequence[tuple[str, list[list[float]]]]],
    places: pd.DataFrame,
    terminals: pd.DataFrame,
    *,
    anchor: str,
    title: str,
    subtitle: str,
    tables: Sequence[str],
    table: pd.DataFrame,
    alt: str,
    named: str,
    note: str = "",
) -> Figure:
    """A plain map: routes as lines by status, places as dots with names; longitude and latitude on equal-distance scales.

    `lines` maps a status to (name, [[lon, lat], ...]); `places` has name, longitude, latitude; `terminals` has
    status, longitude, latitude and is drawn as squares, full where one operates; routes whose name matches
    the regular expression `named` are drawn strong and labelled.
    """

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        _routes_on(axis, lines, named)
        runs = terminals["status"] == "operating"
        for rows, name, face in (
            (terminals[~runs], "LNG terminal, planned or dropped", "paper"),
            (terminals[runs], "LNG terminal", "c6"),
        ):
            axis.plot(rows["longitude"], rows["latitude"], "s", ms=6, mfc=ink(face), mec=ink("c6"), ls="", label=name)
        axis.plot(places["longitude"], places["latitude"], "o", ms=4, color=ink("ink"))
        for name, longitude, latitude in places[["name", "longitude", "latitude"]].to_numpy():
            axis.annotate(str(name), (longitude, latitude), xytext=(4, 2), textcoords="offset points", color=ink("ink"))
        axis.set_aspect(1 / np.cos(np.radians(float(places["latitude"].mean()))))
        axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=1 if narrow else 2)
        axis.margins(0.12)
        axis.set_xlabel("longitude, degrees east", color=ink("muted"))
        axis.set_ylabel("latitude, degrees north", color=ink("muted"))

    return compose(paint, anchor, title, subtitle, alt, table, tables, heights=(1.35, 1.1), note=note)
