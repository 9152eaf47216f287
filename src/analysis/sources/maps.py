"""What is drawn on maps: pipelines and terminals with their routes, capitals, outlines of countries."""

import json
from collections.abc import Callable, Sequence
from itertools import accumulate, chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import GEOGRAPHY, NO_COUNTRY, to_iso3
from analysis.sources.spec import parts, read, there

ROUTES = "energy/gem_pakistan_pipeline_routes_2026-04.geojson"

UNKNOWN = "--"
BCM_A_YEAR, MTPA = "bcm per year", "million tonnes per year"
# The tracker lists the Russian section of these export lines apart, so that only Russia is named as their country.
RUSSIAN_SECTIONS = "Power of Siberia"
PIPELINE_TRACKER = "GGIT"
PROJECT = itemgetter("ProjectID", "PipelineName")
REGIONS = "energy/wdi_panel_2025-06_1990_2024.csv.gz"
REGION = "wider/natural_earth_countries-50m.json"
WORLD = "wider/natural_earth_countries-110m.json"
# West, south, east and north of what is kept, in degrees: a frame with room around the routes of `pipeline_routes`.
WEST, SOUTH, EAST, NORTH = WINDOW = (44, 14, 90, 40)
# Decimals of a degree: about a kilometre, and ten on the map of the world: less than the width of a line there.
DECIMALS, COARSE = 2, 1
LEAST_POINTS = 3  # of a ring whose first point is its last: fewer enclose nothing
Point = tuple[float, float]
Ring = list[Point]


def pipelines(raw: Path) -> pd.DataFrame:
    """Pipelines that touch Pakistan, LNG terminals of Pakistan, and Russia's cross-border pipelines, by release."""
    pipes, terminals, every, lengths = parts(raw, "gem", "pipelines")
    latest = _map_2024(every, lengths.set_index("project_id")["length_km"])
    pipes = pipes.assign(name=_joined(pipes["name"], pipes["part"]), kind="pipeline", capacity_unit=BCM_A_YEAR)
    pipes = pipes.assign(latitude=None, longitude=None, release="2023-12")
    name = _joined(terminals["name"], terminals["part"].replace(UNKNOWN, None))
    terminals = terminals.assign(name=name, kind="lng terminal", capacity_unit=MTPA, length_km=None, release="2024-01")
    rows = pd.concat([pipes, terminals, latest])
    for column in ("capacity", "start_year", "length_km", "latitude", "longitude"):
        rows[column] = pd.to_numeric(rows[column].replace(UNKNOWN, None))
    rows["status"] = rows["status"].str.lower()
    rows["countries"] = _codes(rows["countries"])
    return rows


def pipeline_routes(raw: Path) -> pd.DataFrame:
    """Eight approximate routes: project, name and GeoJSON geometry; SourceError if the file is missing or no GeoJSON."""
    path = there(raw, ROUTES)
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = [(*PROJECT(one["properties"]), one["geometry"]) for one in features]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{ROUTES} is no collection of GeoJSON features ({error!r}); fetch it again.") from None
    return pd.DataFrame(rows, columns=["project_id", "name", "geometry"])


def _map_2024(table: pd.DataFrame, lengths: pd.Series) -> pd.DataFrame:
    areas = table["countries"].fillna("")
    russian = (areas.str.contains("Russia") & areas.str.contains(",")) | table["name"].str.contains(
        RUSSIAN_SECTIONS, na=False
    )
    table = table[areas.str.contains("Pakistan") | (russian & (table["tracker"] == PIPELINE_TRACKER))]
    pipeline = table["tracker"] == PIPELINE_TRACKER
    return table.assign(
        kind=pipeline.map({True: "pipeline", False: "lng terminal"}),
        name=_joined(table["name"], table["part"]),
        capacity_unit=pipeline.map({True: BCM_A_YEAR, False: MTPA}),
        length_km=table["project_id"].map(lengths),
        latitude=table["latitude"].mask(pipeline),
        longitude=table["longitude"].mask(pipeline),
        release="2024-10",
    )


def _joined(name: pd.Series, part: pd.Series) -> pd.Series:
    return name + (", " + part.astype("string")).fillna("")


def _codes(areas: pd.Series) -> pd.Series:
    names = areas.str.split(", ")
    single = names.explode().drop_duplicates()
    codes = dict(zip(single, to_iso3(single, "Global Energy Monitor"), strict=True))
    return names.map(lambda listed: ";".join(codes[name] for name in listed))


def geography(raw: Path) -> pd.DataFrame:
    """One row per country: capital, latitude, longitude, region."""
    table = read(raw, GEOGRAPHY, ["iso3", "capital", "latitude", "longitude", "country"])
    regions = read(raw, REGIONS, ["iso3c", "region"]).drop_duplicates("iso3c").set_index("iso3c")["region"]
    return table.rename(columns={"country": "name"}).assign(region=table["iso3"].map(regions))


def outlines(raw: Path) -> pd.DataFrame:
    """A row per country with a piece of land in the frame: code, name, GeoJSON geometry of those pieces; SourceError if strange."""
    return _countries(
        raw, REGION, DECIMALS, lambda piece: any(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in piece[0])
    )


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
    return [point for point, _ in groupby(points)]
