"""Two maps on land with its borders: routes and places, and countries coloured by an answer."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from analysis.figures.compose import Chart, Words
from analysis.figures.labels import words_at
from analysis.figures.marks import spots
from analysis.figures.palette import ink
from analysis.tables import load, load_geojson

Lines = Mapping[str, Sequence[tuple[str, list[list[float]]]]]
Land = Mapping[str, Sequence[Sequence[list[list[float]]]]]
# The tables that a map of countries is made from, beside those behind the answers.
TABLES = ("world", "geography")
AROUND = 14.0  # degrees around the capitals
NAMED = 16  # more names than this would cover the map
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


def _ground(axis: Axes, box: Bbox, land: Land, *, edge: str, fills: Mapping[str, str] | None = None) -> None:
    """The land in a frame of degrees, equally long both ways in its middle; `fills` are palette colours by country."""
    # A little more than the frame, so that its edge is not taken for a coast.
    seen = box.padded(0.3)
    for name, pieces in land.items():
        cut = [Path(ring, closed=True).clip_to_bbox(seen) for piece in pieces for ring in piece]
        if not (rings := [ring for ring in cut if np.size(ring.vertices)]):
            continue
        fill = (fills or {}).get(name)
        style: Any = {"fc": ink(fill) if fill else (ink("grid"), 0.45), "ec": ink(edge), "lw": 0.4, "zorder": 0}
        axis.add_patch(PathPatch(Path.make_compound_path(*rings), label=f"_{name}", **style))
    axis.set(xlim=box.intervalx, ylim=box.intervaly, xticks=[], yticks=[])
    axis.set_aspect(1 / np.cos(np.radians(float(np.mean(box.intervaly)))))
    axis.spines[:].set_visible(False)


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

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        _ground(axis, _frame(lines, places), land, edge="context")
        strong = _routes_on(axis, lines, named)
        _terminals_on(axis, terminals)
        axis.plot(places["longitude"], places["latitude"], "o", ms=4, color=ink("ink"))
        axis.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=1 if narrow else 2)
        for said, point in strong.items():
            _below(axis, textwrap.fill(said, 24) if narrow else said, point)
        _name_places(canvas, axis, places, lines)
        for part in ALONG:
            points = [drawn[name][int(part * (len(drawn[name]) - 1))] for name in table["name"]]
            spots(axis, [point[0] for point in points], [point[1] for point in points])

    return Chart(paint, table, alt, words, (1.35, 1.0))


def _frame(lines: Lines, places: pd.DataFrame) -> Bbox:
    """The frame of the map in degrees: all routes and places with room around them."""
    points = [point[:2] for found in lines.values() for _, route in found for point in route]
    x, y = np.array([*points, *places[["longitude", "latitude"]].to_numpy().tolist()], dtype=float).T
    return Bbox([[x.min() - MARGIN, y.min() - SOUTH], [x.max() + MARGIN, y.max() + MARGIN]])


def _terminals_on(axis: Axes, terminals: pd.DataFrame) -> None:
    runs = terminals["status"] == "operating"
    planned = (terminals[~runs], "LNG terminal, planned or dropped", "paper")
    for rows, said, face in (planned, (terminals[runs], "LNG terminal", "c6")):
        axis.plot(rows["longitude"], rows["latitude"], "s", ms=6, mfc=ink(face), mec=ink("c6"), ls="", label=said)


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


def _name_places(canvas: Canvas, axis: Axes, places: pd.DataFrame, lines: Lines) -> None:
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


def countries(answers: pd.DataFrame, colours: Mapping[str, str], *, alt: str, **words: Unpack[Words]) -> Chart:
    """A map of the countries of `answers` (iso3, country, answer, and what else the table under the map shows) in the colour of their answer.

    `colours` maps an answer to a palette name, in the order of the legend. A country that the outlines are too coarse for is
    its capital's dot alone. Beside those behind the answers, it is made from the tables in TABLES.
    """
    geography = load("geography").set_index("iso3")[["latitude", "longitude"]]
    where = answers.join(geography, on="iso3")
    places = where.dropna(subset=["latitude", "longitude"]).rename(columns={"country": "name"})

    def paint(canvas: Canvas, narrow: bool) -> None:
        axis = canvas.add_subplot()
        _countries_on(axis, places, colours)
        shown = [Patch(fc=ink(colours[answer]), label=answer) for answer in colours if answer in set(places["answer"])]
        axis.legend(handles=shown, loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=1 if narrow else 2)
        if len(places) <= (NAMED // 2 if narrow else NAMED):
            _name_places(canvas, axis, places, {})
        spots(axis, where["longitude"], where["latitude"])

    return Chart(paint, answers, alt, words, (1.3, 0.9))


def _world_frame(places: pd.DataFrame) -> Bbox:
    """The part of the world to show, in degrees: all capitals with room around them, at least twice as wide as high."""
    x, y = places["longitude"], places["latitude"]
    high = y.max() - y.min() + 2 * AROUND
    wide = max(x.max() - x.min() + 2 * AROUND, 2 * high)
    middle = (x.max() + x.min()) / 2
    west = float(np.clip(middle - wide / 2, -180, max(-180, 180 - wide)))
    return Bbox([[west, max(-60, y.min() - AROUND)], [min(180, west + wide), min(84, y.max() + AROUND)]])


def _countries_on(axis: Axes, places: pd.DataFrame, colours: Mapping[str, str]) -> None:
    fills = dict(zip(places["iso3"], places["answer"].map(colours), strict=True))
    features = [(one["properties"], one["geometry"]["coordinates"]) for one in load_geojson("world")["features"]]
    filled = {one["name"]: fills[one["iso3"]] for one, _ in features if one["iso3"] in fills}
    land = {one["name"]: pieces for one, pieces in features}
    _ground(axis, _world_frame(places), land, edge="paper", fills=filled)
    for colour, rows in places.groupby(places["answer"].map(colours)):
        axis.plot(rows["longitude"], rows["latitude"], "o", ms=6, color=ink(str(colour)), mec=ink("paper"), mew=1)
