"""The map of pipelines and terminals in the chapter on energy."""

from typing import Any

import pandas as pd

from analysis.claims import rules
from analysis.claims.finding import Finding
from analysis.claims.telling import counted
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
            for points in _lines_of(feature["geometry"]):
                lines.setdefault(str(last.loc[project, "status"]), []).append((last.loc[project, "name"], points))
    if not lines:
        raise NotCovered("no data", study.fill("the routes file has no pipeline touching {country}."))
    shown = last[last["name"].isin({name for found in lines.values() for name, _ in found})].reset_index()
    shown = shown[["name", "status", "countries", "capacity", "length_km", "start_year", "release"]]
    return maps.routes(
        lines,
        _capitals(study),
        _terminals(table, study.country),
        {one["properties"]["name"]: one["geometry"]["coordinates"] for one in load_geojson("outlines")["features"]},
        title=_operating(e4),
        table=shown,
        alt=_status(shown),
        named=rules.part("E4", "not_built", study).args["project"],
        note=_note(last, shown),
    )


def _note(last: pd.DataFrame, shown: pd.DataFrame) -> str:
    """What the map cannot show, and how its borders are drawn."""
    runs, drawn = ((rows["status"] == "operating").sum() for rows in (last, shown))
    borders = describe("outlines")["remarks"][0]
    return f"Of {counted(int(runs), 'pipeline')} in operation the tracker gives the route of {counted(int(drawn))}. {borders}"


def _operating(e4: Finding) -> str:
    """How much of the agreed pipeline operates, in a sentence."""
    found = e4.part("not_built").reading
    if found is None:
        return e4.part("not_built").headline
    length = "No kilometre" if not found.value else f"{number(found.value)} kilometres"
    return f"{length} of the agreed North-South pipeline operated in {found.years[1]}, by the tracker's last release of the year"


def _status(shown: pd.DataFrame) -> str:
    lengths = shown["length_km"].map(lambda km: f", {number(km)} km" if pd.notna(km) else "")
    return "; ".join(shown["name"] + ": " + shown["status"] + lengths)


def _lines_of(geometry: dict[str, Any]) -> list[list[list[float]]]:
    found: list[list[list[float]]] = geometry["coordinates"]
    return found if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]


def _terminals(table: pd.DataFrame, country: str) -> pd.DataFrame:
    """LNG terminals of the country with a place, by status at the last release: name, status, latitude, longitude."""
    rows = table[table["countries"].str.contains(country) & (table["kind"] == "lng terminal")]
    last = rows.sort_values("release").drop_duplicates("project_id", keep="last")
    return last[["name", "status", "latitude", "longitude"]].dropna(subset=["latitude"])


def _capitals(study: Study) -> pd.DataFrame:
    near = [study.country, study.rival, "AFG", "IRN", "TKM"]
    rows = load("geography").set_index("iso3").reindex(near).dropna(subset=["latitude"])
    return rows[["capital", "latitude", "longitude"]].rename(columns={"capital": "name"}).drop_duplicates()
