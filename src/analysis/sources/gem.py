"""Global Energy Monitor, Global Gas Infrastructure Tracker: pipelines and LNG terminals, and routes of pipelines.

Where: https://globalenergymonitor.org/projects/global-gas-infrastructure-tracker/. Terms: CC BY 4.0; the routes come from
a repository of the publisher without a licence file.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import to_iso3
from analysis.sources.spec import TableSpec, read

PIPELINES = "energy/gem_pakistan_gas_pipelines_2023-12.csv"
TERMINALS = "energy/gem_pakistan_lng_terminals_2024-01.csv"
LENGTHS = "energy/gem_ggit_gas_pipelines_asia_2023-12.csv.gz"
MAP = "energy/gem_ggit_global_map_2024-10-08.csv.gz"
ROUTES = "energy/gem_pakistan_pipeline_routes_2026-04.geojson"

UNKNOWN = "--"
BCM_A_YEAR, MTPA = "bcm per year", "million tonnes per year"
# The tracker lists the Russian section of these export lines apart, so that only Russia is named as their country.
RUSSIAN_SECTIONS = "Power of Siberia"
MAP_COLUMNS = [
    "id", "name", "unit-name", "status", "areas", "capacity", "start-year", "tracker-custom", "Latitude", "Longitude",
]  # fmt: skip
COLUMNS = [
    "project_id",
    "kind",
    "name",
    "status",
    "countries",
    "capacity",
    "capacity_unit",
    "length_km",
    "start_year",
    "latitude",
    "longitude",
    "release",
]


def pipelines(raw: Path) -> pd.DataFrame:
    """Pipelines that touch Pakistan, LNG terminals of Pakistan, and Russia's cross-border pipelines, by release."""
    rows = pd.concat([_pipelines_2023(raw), _terminals_2024(raw), _map_2024(raw)])
    for column in ("capacity", "start_year", "length_km", "latitude", "longitude"):
        rows[column] = pd.to_numeric(rows[column].replace(UNKNOWN, None))
    rows["status"] = rows["status"].str.lower()
    rows["countries"] = _codes(rows["countries"], raw)
    return rows[COLUMNS].sort_values(["kind", "project_id", "release"])


def routes(raw: Path) -> pd.DataFrame:
    """Eight approximate routes: project, name and GeoJSON geometry; SourceError if the file is missing or no GeoJSON."""
    path = raw / ROUTES
    if not path.is_file():
        raise SourceError(f"{ROUTES} is not in the folder with the publishers' files; name that folder with --raw DIR.")
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = [
            (one["properties"]["ProjectID"], one["properties"]["PipelineName"], one["geometry"]) for one in features
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{ROUTES} is no collection of GeoJSON features ({error!r}); fetch it again.") from None
    return pd.DataFrame(rows, columns=["project_id", "name", "geometry"])


def _pipelines_2023(raw: Path) -> pd.DataFrame:
    needed = [
        "ProjectID",
        "PipelineName",
        "SegmentName",
        "Status",
        "Countries",
        "CapacityBcm/y",
        "LengthMergedKm",
        "StartYear1",
    ]
    table = read(raw, PIPELINES, needed)
    return pd.DataFrame({
        "project_id": table["ProjectID"],
        "kind": "pipeline",
        "name": _joined(table["PipelineName"], table["SegmentName"]),
        "status": table["Status"],
        "countries": table["Countries"],
        "capacity": table["CapacityBcm/y"],
        "capacity_unit": BCM_A_YEAR,
        "length_km": table["LengthMergedKm"],
        "start_year": table["StartYear1"],
        "latitude": None,
        "longitude": None,
        "release": "2023-12",
    })  # fmt: skip


def _terminals_2024(raw: Path) -> pd.DataFrame:
    needed = [
        "ComboID",
        "TerminalName",
        "UnitName",
        "Status",
        "Country",
        "CapacityInMtpa",
        "StartYear1",
        "Latitude",
        "Longitude",
    ]
    table = read(raw, TERMINALS, needed)
    return pd.DataFrame({
        "project_id": table["ComboID"],
        "kind": "lng terminal",
        "name": _joined(table["TerminalName"], table["UnitName"].replace(UNKNOWN, None)),
        "status": table["Status"],
        "countries": table["Country"],
        "capacity": table["CapacityInMtpa"],
        "capacity_unit": MTPA,
        "length_km": None,
        "start_year": table["StartYear1"],
        "latitude": table["Latitude"],
        "longitude": table["Longitude"],
        "release": "2024-01",
    })  # fmt: skip


def _map_2024(raw: Path) -> pd.DataFrame:
    table = read(raw, MAP, MAP_COLUMNS)
    pipeline = table["tracker-custom"] == "GGIT"
    areas = table["areas"].fillna("")
    crosses = pipeline & areas.str.contains("Russia") & areas.str.contains(",")
    sections = pipeline & table["name"].str.contains(RUSSIAN_SECTIONS, na=False)
    table = table[areas.str.contains("Pakistan") | crosses | sections]
    pipeline = table["tracker-custom"] == "GGIT"
    lengths = read(raw, LENGTHS, ["ProjectID", "LengthMergedKm"]).set_index("ProjectID")["LengthMergedKm"]
    return pd.DataFrame({
        "project_id": table["id"],
        "kind": pipeline.map({True: "pipeline", False: "lng terminal"}),
        "name": _joined(table["name"], table["unit-name"]),
        "status": table["status"],
        "countries": table["areas"],
        "capacity": table["capacity"],
        "capacity_unit": pipeline.map({True: BCM_A_YEAR, False: MTPA}),
        "length_km": table["id"].map(lengths),
        "start_year": table["start-year"],
        "latitude": table["Latitude"].mask(pipeline),
        "longitude": table["Longitude"].mask(pipeline),
        "release": "2024-10",
    })  # fmt: skip


def _joined(name: pd.Series, part: pd.Series) -> pd.Series:
    return name + (", " + part.astype("string")).fillna("")


def _codes(areas: pd.Series, raw: Path) -> pd.Series:
    names = areas.str.split(", ")
    single = names.explode().drop_duplicates()
    codes = dict(zip(single, to_iso3(single, raw, "Global Energy Monitor"), strict=True))
    return names.map(lambda listed: ";".join(codes[name] for name in listed))


COMMON: dict[str, Any] = {
    "publisher": "Global Energy Monitor, Global Gas Infrastructure Tracker",
    "url": "https://globalenergymonitor.org/projects/global-gas-infrastructure-tracker/",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
}
PROJECT = ("project_id", "string", "", "number of the project in the tracker")

TABLES = (
    TableSpec(
        name="pipelines",
        title="Gas pipelines and LNG terminals of Pakistan and cross-border pipelines of Russia, status in 2023 and 2024",
        description="One row per project and release of the tracker.",
        build=pipelines,
        raw=(PIPELINES, TERMINALS, LENGTHS, MAP),
        columns=(
            PROJECT,
            ("kind", "string", "", "pipeline or lng terminal"),
            ("name", "string", "", "name, with the section or unit"),
            (
                "status",
                "string",
                "",
                "operating, construction, proposed, shelved, cancelled, idle, mothballed or retired",
            ),
            ("countries", "string", "ISO 3166-1 alpha-3", "countries, separated by semicolons"),
            ("capacity", "number", "", "capacity in the unit of the row"),
            ("capacity_unit", "string", "", "unit of the capacity"),
            ("length_km", "number", "km", "length, of the release of December 2023; empty if not known"),
            ("start_year", "number", "year", "first year of operation, a plan where the project does not operate"),
            ("latitude", "number", "degrees north", "of a terminal"),
            ("longitude", "number", "degrees east", "of a terminal"),
            ("release", "string", "", "year and month of the release"),
        ),
        key=("project_id", "release"),
        vintage="December 2023 (pipelines), January 2024 (terminals), October 2024 (both)",
        licence="CC BY 4.0",
        verdict="open",
        credit="Global Energy Monitor, Global Gas Infrastructure Tracker, December 2023, January 2024 and October 2024 releases, CC BY 4.0",
        remarks=(
            "The status is that of the release.",
            "The start year of a project that does not operate is a plan: Pakistan Stream has 2024 and was still proposed in October 2024.",
            "The release of October 2024 gives no lengths: they are those of December 2023.",
            "Russia's pipelines are those that name another country (imports too), and Power of Siberia; October 2024 only.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="pipeline_routes",
        title="Routes of eight pipelines in Pakistan",
        description="GeoJSON lines in degrees of longitude and latitude (WGS 84).",
        build=routes,
        raw=(ROUTES,),
        columns=(
            PROJECT,
            ("name", "string", "", "name of the pipeline"),
            ("geometry", "object", "degrees", "GeoJSON geometry"),
        ),
        key=("project_id",),
        vintage="April 2026",
        licence="the tracker is CC BY 4.0; the publisher's repository of routes has no licence file",
        verdict="attribution-terms",
        credit="Global Energy Monitor, Global Gas Infrastructure Tracker, pipeline routes",
        remarks=("Routes are approximate.",),
        geojson=True,
        **COMMON,
    ),
)
