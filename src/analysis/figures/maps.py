"""A plain map of routes and places on land with its borders."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from analysis.figures.compose import Chart, Words
from analysis.figures.marks import spots, words_at
from analysis.figures.palette import ink

Lines = Mapping[str, Sequence[tuple[str, list[list[float]]]]]
Land = Mapping[str, Sequence[Sequence[list[list[float]]]]]
# Degrees around what is drawn; the south has room for the name of the route that the map is about.
MARGIN, SOUTH = 1.5, 4.5
# Where the name of a place can stand beside its dot: offset in points, and the side of the name that is there.
BESIDE = (
    ((5, 0), "left", "center"), ((-5, 0), "right", "center"), ((0, 5), "center", "bottom"), ((0, -5), "center", "top"),
    ((4, 3), "left", "bottom"), ((-4, 3), "right", "bottom"), ((4, -3), "left", "top"), ((-4, -3), "right", "top"),
)  # fmt: skip
# Points along a route between two of its own, so that a name is held off long straight lines too.
BETWEEN = 12
# Where along a route a reader's pointer finds it.
ALONG = (0.0, 0.25, 0.5, 0.75, 1.0)


def frame(lines: Lines, places: pd.DataFrame) -> Bbox:
    """The frame of the map in degrees: all routes and places with room around them."""
    points = [point[:2] for found in lines.values() for _, route in found for point in route]
    x, y = np.array([*points, *places[["longitude", "latitude"]].to_numpy().tolist()], dtype=float).T
    return Bbox([[x.min() - MARGIN, y.min() - SOUTH], [x.max() + MARGIN, y.max() + MARGIN]])


def within(land: Land, box: Bbox) -> dict[str, Path]:
    """What lies in `box` of every country that reaches into it: one path of all its rings, cut at the frame."""
    found = {}
    for name, pieces in land.items():
        rings = [Path(ring, closed=True).clip_to_bbox(box) for piece in pieces for ring in piece]
        cut = [ring for ring in rings if np.size(ring.vertices)]
        if cut:
            found[name] = Path.make_compound_path(*cut)
    return found


def ground(axis: Axes, box: Bbox, land: Land, *, edge: str, fills: Mapping[str, str] | None = None) -> None:
    """The land in a frame of degrees, equally long both ways in its middle; `fills` are palette colours by country."""
    # A little more than the frame, so that its edge is not taken for a coast.
    for name, path in within(land, box.padded(0.3)).items():
        fill = (fills or {}).get(name)
        colour = ink(fill) if fill else (ink("grid"), 0.45)
        axis.add_patch(PathPatch(path, fc=colour, ec=ink(edge), lw=0.4, zorder=0, label=f"_{name}"))
    axis.set(xlim=box.intervalx, ylim=box.intervaly, xticks=[], yticks=[])
    axis.set_aspect(1 / np.cos(np.radians(float(np.mean(box.intervaly)))))
    axis.spines[:].set_visible(False)


def paint(
    canvas: Canvas, narrow: bool, lines: Lines, places: pd.DataFrame, terminals: pd.DataFrame, land: Land, named: str
) -> None:
    """Draw the map of `routes` on a canvas."""
    axis = canvas.add_subplot()
    box = frame(lines, places)
    ground(axis, box, land, edge="context")
    strong = _routes_on(axis, lines, named)
    runs = terminals["status"] == "operating"
    for rows, words, face in (
        (terminals[~runs], "LNG terminal, planned or dropped", "paper"),
        (terminals[runs], "LNG terminal", "c6"),
    ):
        axis.plot(rows["longitude"], rows["latitude"], "s", ms=6, mfc=ink(face), mec=ink("c6"), ls="", label=words)
    axis.plot(places["longitude"], places["latitude"], "o", ms=4, color=ink("ink"))
    axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=1 if narrow else 2)
    for words, point in strong.items():
        _below(axis, textwrap.fill(words, 24) if narrow else words, point)
    name_places(canvas, axis, places, lines)


def routes(
    lines: Lines,
    places: pd.DataFrame,
    terminals: pd.DataFrame,
    land: Land,
    *,
    table: pd.DataFrame,
    alt: str,
    named: str,
    **words: Unpack[Words],
) -> Chart:
    """A plain map: routes as lines by status, places as dots with names, on land; degrees are equally long both ways in its middle.

    `lines` maps a status to (name, [[lon, lat], ...]); `places` has name, longitude, latitude; `terminals` has
    status, longitude, latitude and is drawn as squares, full where one operates; `land` maps a country to its pieces, each a
    list of rings. Routes whose name matches the regular expression `named` are drawn strong and labelled.
    """
    drawn = dict(route for found in lines.values() for route in found)

    def painter(canvas: Canvas, narrow: bool) -> None:
        paint(canvas, narrow, lines, places, terminals, land, named)
        for part in ALONG:
            points = [drawn[name][int(part * (len(drawn[name]) - 1))] for name in table["name"]]
            spots(canvas.axes[0], [point[0] for point in points], [point[1] for point in points])

    return Chart(painter, table, alt, words, (1.35, 1.0))


def _routes_on(axis: Axes, lines: Lines, named: str) -> dict[str, tuple[float, float]]:
    """Draw the routes, those in operation last and above; the southern end of each strong one by its name and status."""
    told: set[str] = set()
    ends: dict[str, tuple[float, float]] = {}
    for status in sorted(lines, key=lambda one: (one == "operating", one)):
        runs = status == "operating"
        state = "pipeline, operating" if runs else "pipeline, not operating"
        for name, points in lines[status]:
            xs, ys = zip(*(point[:2] for point in points), strict=True)
            strong = bool(re.search(named, name))
            width, colour = (3.2, "partner") if strong else (2.4, "country") if runs else (1.3, "context")
            label = None if state in told or strong else state
            style: Any = "-" if runs else (0, (4, 2))
            axis.plot(xs, ys, color=ink(colour), lw=width, ls=style, label=label, zorder=3 if runs else 2)
            told |= set() if strong else {state}
            if strong:
                ends[f"{name} ({status})"] = min(zip(xs, ys, strict=True), key=lambda point: point[1])
    return ends


def _below(axis: Axes, words: str, point: tuple[float, float]) -> None:
    """The name of the strong route in the free south of the map, tied to the route's southern end."""
    tie = {"arrowstyle": "-", "color": ink("partner"), "lw": 0.8, "shrinkB": 4}
    style: Any = {"color": ink("partner"), "weight": "bold", "va": "bottom", "ha": "right", "arrowprops": tie}
    axis.annotate(words, point, xytext=(0.98, 0.02), textcoords="axes fraction", **style)


def name_places(canvas: Canvas, axis: Axes, places: pd.DataFrame, lines: Lines) -> None:
    """The name of every place, on the side where it hits fewest routes, dots and names, and stays on the map."""
    canvas.figure.draw_without_rendering()
    taken = [axis.transData.transform(_dense(points)) for found in lines.values() for _, points in found]
    taken.append(axis.transData.transform(places[["longitude", "latitude"]].to_numpy(dtype=float)))
    points = np.concatenate(taken)
    boxes = [text.get_window_extent() for text in axis.texts]
    for name, *place in places[["name", "longitude", "latitude"]].to_numpy():
        found = [_beside(axis, str(name), place, *side) for side in BESIDE]
        hits = [_hits(text.get_window_extent(), points, boxes, axis.get_window_extent()) for text in found]
        best = int(np.argmin(hits))
        boxes.append(found[best].get_window_extent())
        for text in found[:best] + found[best + 1 :]:
            text.remove()


def _beside(axis: Axes, name: str, place: list[float], offset: tuple[int, int], ha: str, va: str) -> Annotation:
    text = words_at(axis, name, (place[0], place[1]), offset, ink("ink"), ha=ha, va=va)
    text.set_in_layout(False)
    return text


def _hits(text: Bbox, points: np.ndarray, boxes: Sequence[Bbox], axes: Bbox) -> int:
    x, y = points.T
    routes = int(((x > text.x0) & (x < text.x1) & (y > text.y0) & (y < text.y1)).sum())
    outside = text.x0 < axes.x0 or text.x1 > axes.x1 or text.y0 < axes.y0 or text.y1 > axes.y1
    return routes + 100 * int(text.count_overlaps(boxes)) + 1000 * int(outside)


def _dense(points: list[list[float]]) -> np.ndarray:
    """A route with points between its own."""
    whole = np.array([point[:2] for point in points], dtype=float)
    steps = np.linspace(0, len(whole) - 1, BETWEEN * len(whole))
    return np.column_stack([np.interp(steps, np.arange(len(whole)), whole[:, axis]) for axis in (0, 1)])
