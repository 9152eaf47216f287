"""Build data/: every table from its publisher's file, its descriptor, and the codebook."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import SourceError
from analysis.sources import (
    aiddata,
    atop,
    baci,
    census,
    cepii,
    comtrade,
    comtrade_russia,
    crs,
    dmdc,
    dsca,
    energy_institute,
    eurostat,
    events,
    foreignassistance,
    gdelt,
    gem,
    geonames,
    gsdb,
    india_commerce,
    mme,
    natural_earth,
    oec,
    oecd,
    pew,
    published,
    sipri,
    state_department,
    tbij,
    ucdp,
    unctad,
    undl,
    unhcr,
    usaid,
    voeten,
    worldbank,
)
from analysis.sources.codebook import codebook
from analysis.sources.contracts import check, constraints
from analysis.sources.names import countries_table
from analysis.sources.spec import Column, TableSpec

MODULES: tuple[ModuleType, ...] = (
    usaid, foreignassistance, crs, sipri, state_department, dmdc, tbij, pew, gsdb, atop, mme, events, undl, voeten, baci,
    census, oec, unctad, comtrade_russia, published, geonames, ucdp, unhcr, dsca,
    energy_institute, eurostat, worldbank, gem, comtrade, india_commerce, natural_earth,
    oecd, aiddata, cepii, gdelt,
)  # fmt: skip
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".geojson": "application/geo+json",
}
YEAR_COLUMNS = ("year", "fiscal_year", "fy_start", "window_last", "order_year", "start_date", "date", "release")


def specs() -> Iterator[TableSpec]:
    """The declarations of all tables, in order of publishers."""
    for module in MODULES:
        yield from module.TABLES


def build_all(raw: Path, data_dir: Path) -> list[str]:
    """Rebuild all tables, datapackage.json and README.md; returns the names of the tables (maps not among them).

    `data_dir` is changed only when everything is built and keeps its contracts. Raises SourceError if a publisher's file is missing or strange.
    """
    if not raw.is_dir():
        raise SourceError(f"{raw} is no folder; give the folder with the publishers' files as --raw DIR.")
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        built = Path(folder)
        twice = sorted({spec.name for spec in specs() if sum(one.name == spec.name for one in specs()) > 1})
        if twice:
            raise SourceError(f"{', '.join(twice)} is declared twice; name every module once in MODULES.")
        resources = [write(spec, raw, built) for spec in specs()]
        package = {"name": "pakistan-russia-report-data", "profile": "data-package", "resources": resources}
        text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
        (built / "datapackage.json").write_text(text, encoding="utf-8")
        (built / "README.md").write_text(codebook(resources), encoding="utf-8")
        check(package, built)
        data_dir.mkdir(parents=True, exist_ok=True)
        for path in sorted(built.iterdir()):
            shutil.copyfile(path, data_dir / path.name)
    return [resource["name"] for resource in resources if resource["profile"] == "tabular-data-resource"]


def build_countries(raw: Path, path: Path) -> None:
    """Rebuild the package's own list of countries, countries.csv."""
    countries_table(raw).to_csv(path, index=False, lineterminator="\n")


def write(spec: TableSpec, raw: Path, folder: Path) -> dict[str, Any]:
    """Build one table into `folder` and return its Frictionless resource; SourceError if it breaks its own declaration."""
    table = spec.build(raw).reset_index(drop=True)
    _check(spec, table)
    kind = "geojson" if spec.geojson else "parquet" if spec.parquet else "csv"
    path = folder / f"{spec.name}.{kind}"
    if spec.geojson:
        path.write_text(_geojson(table), encoding="utf-8")
    elif spec.parquet:
        arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
        pq.write_table(arrow, path, compression="zstd", compression_level=9)
    else:
        table.to_csv(path, index=False, lineterminator="\n")
    return _resource(spec, table, path)


def _geojson(table: pd.DataFrame) -> str:
    geometries = table["geometry"].tolist()
    properties = table.drop(columns="geometry").to_dict("records")
    features = [
        {"type": "Feature", "properties": one, "geometry": line}
        for one, line in zip(properties, geometries, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False) + "\n"


def _check(spec: TableSpec, table: pd.DataFrame) -> None:
    declared = [name for name, *_ in spec.columns]
    if list(table.columns) != declared:
        raise SourceError(
            f"{spec.name} has the columns {', '.join(table.columns)}; declared are {', '.join(declared)}."
        )
    if table.empty or table.duplicated(list(spec.key)).any() or table[list(spec.key)].isna().any(axis=None):
        raise SourceError(f"{spec.name} is empty, or its key {', '.join(spec.key)} is not unique or has gaps.")


def _years(table: pd.DataFrame) -> list[int]:
    column = next((name for name in YEAR_COLUMNS if name in table), None)
    if column is None:
        return []
    years = table[column].astype(str).str[:4].astype(int)
    return [int(years.min()), int(years.max())]


def _resource(spec: TableSpec, table: pd.DataFrame, path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    fields = [_field(spec, column) for column in spec.columns]
    return {
        "name": spec.name,
        "path": path.name,
        "profile": "data-resource" if spec.geojson else "tabular-data-resource",
        "format": path.suffix[1:],
        "mediatype": MEDIA_TYPES[path.suffix],
        "encoding": "utf-8",
        "title": spec.title,
        "description": spec.description,
        "schema": {"fields": fields, "primaryKey": list(spec.key), "missingValues": [""]},
        "sources": [{"title": spec.publisher, "path": spec.url}],
        "licenses": [{"name": "other", "title": spec.licence, "path": spec.licence_url}],
        "licence_verdict": spec.verdict,
        "credit": spec.credit,
        "vintage": spec.vintage,
        "remarks": list(spec.remarks),
        "years": _years(table),
        "rows": len(table),
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _field(spec: TableSpec, column: Column) -> dict[str, Any]:
    name, kind, unit, text = column
    rules = constraints(unit, in_key=name in spec.key) | dict(spec.constraints.get(name, {}))
    field = {"name": name, "type": kind, "description": text}
    return field | ({"unit": unit} if unit else {}) | ({"constraints": rules} if rules else {})
