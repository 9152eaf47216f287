"""The map of pipelines and terminals in the chapter on energy."""

import pandas as pd

from analysis.claims import rules
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import maps
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import load, load_geojson
from analysis.study import Study
from analysis.tables import describe

__all__ = ["pipeline_map"]


@figure("fig-map")
def pipeline_map(study: Study, e4: Finding) -> Chart:
    """Routes of the pipelines touching the country, by status at the last release, and its capitals for orientation."""
    if (built := e4.part("not_built")).reason:
        raise NotCovered(built.reason, built.sentence)
    table = load("pipelines")
    touching = table[table["countries"].str.contains(study.country) & (table["kind"] == "pipeline")]
    last = touching.sort_values("release").drop_duplicates("project_id", keep="last").set_index("project_id")
    lines: dict[str, list[tuple[str, list[list[float]]]]] = {}
    for feature in load_geojson("pipeline_routes")["features"]:
        project = feature["properties"]["project_id"]
        if project in last.index:
            geometry, status, name = feature["geometry"], str(last.loc[project, "status"]), last.loc[project, "name"]
            routes = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
            lines.setdefault(status, []).extend((name, points) for points in routes)
    if not lines:
        raise NotCovered("no data", study.fill("the routes file has no pipeline touching {country}."))
    shown = last[last["name"].isin({name for found in lines.values() for name, _ in found})].reset_index()
    shown = shown[["name", "status", "countries", "capacity", "length_km", "start_year", "release"]]
    lengths = shown["length_km"].map(lambda km: f", {number(km)} km" if pd.notna(km) else "")
    runs = [int((rows["status"] == "operating").sum()) for rows in (last, shown)]
    return maps.routes(
        lines,
        _capitals(study),
        _terminals(table, study.country),
        {one["properties"]["name"]: one["geometry"]["coordinates"] for one in load_geojson("outlines")["features"]},
        table=shown,
        alt="; ".join(shown["name"] + ": " + shown["status"] + lengths),
        named=rules.part("E4", "not_built", study).args["project"],
        facts={"built": built, "runs": runs, "borders": describe("outlines")["remarks"][0]},
    )


def _terminals(table: pd.DataFrame, country: str) -> pd.DataFrame:
    """LNG terminals of the country with a place, by status at the last release: name, status, latitude, longitude."""
    rows = table[table["countries"].str.contains(country) & (table["kind"] == "lng terminal")]
    last = rows.sort_values("release").drop_duplicates("project_id", keep="last")
    return last[["name", "status", "latitude", "longitude"]].dropna(subset=["latitude"])


def _capitals(study: Study) -> pd.DataFrame:
    near = [study.country, study.rival, "AFG", "IRN", "TKM"]
    rows = load("geography").set_index("iso3").reindex(near).dropna(subset=["latitude"])
    return rows[["capital", "latitude", "longitude"]].rename(columns={"capital": "name"}).drop_duplicates()
