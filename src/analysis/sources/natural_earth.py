"""Natural Earth: outlines of the countries around the pipelines, for the map under their routes, and of all countries."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import NO_COUNTRY, to_iso3
from analysis.sources.spec import there

RAW = "wider/natural_earth_countries-50m.json"
WORLD = "wider/natural_earth_countries-110m.json"
# West, south, east and north of what is kept, in degrees: a frame with room around the routes of `pipeline_routes`.
WEST, SOUTH, EAST, NORTH = WINDOW = (44, 14, 90, 40)
# Decimals of a degree: about a kilometre, and ten on the map of the world: less than the width of a line there.
DECIMALS, COARSE = 2, 1
LEAST_POINTS = 3  # of a ring whose first point is its last: fewer enclose nothing
Point = tuple[float, float]
Ring = list[Point]


def outlines(raw: Path) -> pd.DataFrame:
    """A row per country with a piece of land in the frame: code, name, GeoJSON geometry of those pieces; SourceError if strange."""
    return _countries(raw, RAW, DECIMALS, lambda piece: any(_inside(point) for point in piece[0]))


def world(raw: Path) -> pd.DataFrame:
    """A row per country, Antarctica left out, with all of its pieces that are more than a line at this scale."""
    found = _countries(raw, WORLD, COARSE, lambda piece: len(piece[0]) > LEAST_POINTS)
    return found[found["name"] != "Antarctica"].reset_index(drop=True)


def _countries(raw: Path, file: str, decimals: int, kept: Callable[[list[Ring]], bool]) -> pd.DataFrame:
    path = there(raw, file)
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        arcs = [_arc(arc, topology["transform"], decimals) for arc in topology["arcs"]]
        shapes = topology["objects"]["countries"]["geometries"]
        rows = [(shape.get("id"), shape["properties"]["name"], _pieces(shape, arcs, kept)) for shape in shapes]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise SourceError(f"{file} is no TopoJSON of countries ({error!r}); fetch it again.") from None
    table = pd.DataFrame([row for row in rows if row[2]], columns=["id", "name", "pieces"])
    coded = table["id"].notna()
    table["iso3"] = NO_COUNTRY
    table.loc[coded, "iso3"] = to_iso3(table.loc[coded, "name"], "Natural Earth")
    table["geometry"] = table["pieces"].map(lambda pieces: {"type": "MultiPolygon", "coordinates": pieces})
    return table[["iso3", "name", "geometry"]]


def _arc(steps: Sequence[Sequence[int]], transform: dict[str, Sequence[float]], decimals: int) -> Ring:
    """An arc of a topology, which tells the first point and then steps, in degrees."""
    (x_scale, y_scale), (x_start, y_start) = transform["scale"], transform["translate"]
    xs, ys = accumulate(step[0] for step in steps), accumulate(step[1] for step in steps)
    return [
        (round(x * x_scale + x_start, decimals), round(y * y_scale + y_start, decimals))
        for x, y in zip(xs, ys, strict=True)
    ]


def _pieces(shape: dict[str, Any], arcs: list[Ring], kept: Callable[[list[Ring]], bool]) -> list[list[Ring]]:
    """The pieces of land of a country that are kept: of each its outline, then its holes."""
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    pieces = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    return [piece for piece in pieces if kept(piece)]


def _ring(numbers: Sequence[int], arcs: list[Ring]) -> Ring:
    """A closed ring of arcs; a negative number is an arc walked backwards. Points that fall together are one."""
    points = chain.from_iterable(arcs[one] if one >= 0 else arcs[~one][::-1] for one in numbers)
    return list(_without_repeats(points))


def _without_repeats(points: Iterator[Point]) -> Iterator[Point]:
    last = None
    for point in points:
        if point != last:
            yield point
        last = point


def _inside(point: Point) -> bool:
    return WEST <= point[0] <= EAST and SOUTH <= point[1] <= NORTH
