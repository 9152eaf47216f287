"""Global Energy Monitor, Global Gas Infrastructure Tracker: pipelines and LNG terminals, and routes of pipelines."""

import json
from operator import itemgetter
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import to_iso3
from analysis.sources.spec import read, there

PIPELINES = "energy/gem_pakistan_gas_pipelines_2023-12.csv"
TERMINALS = "energy/gem_pakistan_lng_terminals_2024-01.csv"
LENGTHS = "energy/gem_ggit_gas_pipelines_asia_2023-12.csv.gz"
MAP = "energy/gem_ggit_global_map_2024-10-08.csv.gz"
ROUTES = "energy/gem_pakistan_pipeline_routes_2026-04.geojson"

UNKNOWN = "--"
BCM_A_YEAR, MTPA = "bcm per year", "million tonnes per year"
# The tracker lists the Russian section of these export lines apart, so that only Russia is named as their country.
RUSSIAN_SECTIONS = "Power of Siberia"
PIPELINE_TRACKER = "GGIT"
PROJECT = itemgetter("ProjectID", "PipelineName")


def pipelines(raw: Path) -> pd.DataFrame:
    """Pipelines that touch Pakistan, LNG terminals of Pakistan, and Russia's cross-border pipelines, by release."""
    rows = pd.concat([_pipelines_2023(raw), _terminals_2024(raw), _map_2024(raw)])
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


def _pipelines_2023(raw: Path) -> pd.DataFrame:
    columns = {
        "ProjectID": "project_id", "PipelineName": "name", "SegmentName": "part", "Status": "status",
        "Countries": "countries", "CapacityBcm/y": "capacity", "LengthMergedKm": "length_km", "StartYear1": "start_year",
    }  # fmt: skip
    table = read(raw, PIPELINES, columns)
    named = table.assign(name=_joined(table["name"], table["part"]), kind="pipeline", capacity_unit=BCM_A_YEAR)
    return named.assign(latitude=None, longitude=None, release="2023-12")


def _terminals_2024(raw: Path) -> pd.DataFrame:
    columns = {
        "ComboID": "project_id", "TerminalName": "name", "UnitName": "part", "Status": "status", "Country": "countries",
        "CapacityInMtpa": "capacity", "StartYear1": "start_year", "Latitude": "latitude", "Longitude": "longitude",
    }  # fmt: skip
    table = read(raw, TERMINALS, columns)
    name = _joined(table["name"], table["part"].replace(UNKNOWN, None))
    return table.assign(name=name, kind="lng terminal", capacity_unit=MTPA, length_km=None, release="2024-01")


def _map_2024(raw: Path) -> pd.DataFrame:
    columns = {
        "id": "project_id", "name": "name", "unit-name": "part", "status": "status", "areas": "countries",
        "capacity": "capacity", "start-year": "start_year", "tracker-custom": "tracker", "Latitude": "latitude",
        "Longitude": "longitude",
    }  # fmt: skip
    table = read(raw, MAP, columns)
    areas = table["countries"].fillna("")
    russian = (areas.str.contains("Russia") & areas.str.contains(",")) | table["name"].str.contains(
        RUSSIAN_SECTIONS, na=False
    )
    table = table[areas.str.contains("Pakistan") | (russian & (table["tracker"] == PIPELINE_TRACKER))]
    pipeline = table["tracker"] == PIPELINE_TRACKER
    lengths = read(raw, LENGTHS, ["ProjectID", "LengthMergedKm"]).set_index("ProjectID")["LengthMergedKm"]
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
