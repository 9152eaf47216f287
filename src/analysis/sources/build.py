"""Build data/: every table from its publisher's file, its descriptor, and the codebook."""

import hashlib
import inspect
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import templates
from analysis.errors import SourceError
from analysis.sources import aid, conflict, energy, events, maps, sipri, ties, trade
from analysis.sources.contracts import UNITS, breaches
from analysis.sources.names import to_iso3
from analysis.sources.spec import TableSpec, declared, read, some

# A TOML file each, in the order of the codebook.
PUBLISHERS = (
    "usaid", "foreignassistance", "crs", "sipri", "state_department", "dmdc", "tbij", "pew", "gsdb", "atop", "mme", "events",
    "undl", "voeten", "crea", "baci", "census", "oec", "unctad", "comtrade_russia", "published", "geonames", "ucdp", "unhcr", "dsca",
    "energy_institute", "eurostat", "worldbank", "gem", "comtrade", "india_commerce", "natural_earth", "oecd", "aiddata",
    "cepii", "diplometrics", "gdelt",
)  # fmt: skip
# Where a table is more than read, one of these modules has a function of its name.
SUBJECTS = (aid, conflict, energy, events, maps, sipri, ties, trade)
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "geojson": "application/geo+json"}
YEAR_COLUMNS = ("year", "fiscal_year", "fy_start", "window_last", "order_year", "start_date", "date", "release")
SHOWN = 3


def build_all(raw: Path, data_dir: Path) -> list[str]:
    """Rebuild all tables, datapackage.json and README.md; returns the names of the tables (maps not among them).

    `data_dir` is changed only when everything is built and keeps its contracts. Raises SourceError if a publisher's file is
    missing or strange, or a table breaks its contract.
    """
    if not raw.is_dir():
        raise SourceError(f"{raw} is no folder; give the folder with the publishers' files as --raw DIR.")
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        built = Path(folder)
        resources = [
            write(spec, made_by(publisher, name, raw), built)
            for publisher in PUBLISHERS
            for name, spec in declared(publisher).items()
        ]
        describe(resources, built)
        data_dir.mkdir(parents=True, exist_ok=True)
        for path in sorted(built.iterdir()):
            shutil.copyfile(path, data_dir / path.name)
    return [resource["name"] for resource in resources if resource["profile"] == "tabular-data-resource"]


def made_by(publisher: str, name: str, raw: Path) -> pd.DataFrame:
    """The table `name` from the publisher's files below `raw`, not yet checked.

    It is read as it is declared. The function of the table's name, where one of SUBJECTS has one, makes it of what was read
    (`table`); of the folder (`raw`) where the declaration names no file. SourceError where neither can make it.
    """
    spec = declared(publisher)[name]
    given: Any = _read(spec, raw) if spec.file else raw
    make = _maker(name, "table" if spec.file else "raw")
    if make is None and not spec.file:
        told = f"name its file in {publisher}.toml, or write {name}(raw) in a module of SUBJECTS"
        raise SourceError(f"nothing makes the table {name}; {told}.")
    table: pd.DataFrame = make(given) if make else given
    if not spec.sums:
        return table
    keys = [column.name for column in spec.fields if column.name not in spec.sums]
    return table.groupby(keys, as_index=False)[list(spec.sums)].sum()


def _maker(name: str, of: str) -> Any:
    """The function of that name which one of SUBJECTS itself has, from `table` or the folder `raw`; None where none has one."""
    for subject in SUBJECTS:
        found: Any = vars(subject).get(name)
        own = inspect.isfunction(found) and found.__module__ == subject.__name__
        if own and list(inspect.signature(found).parameters) == [of]:
            return found
    return None


def _read(spec: TableSpec, raw: Path) -> pd.DataFrame:
    columns = spec.columns or {column.name: column.name for column in spec.fields if column.name not in spec.fixed}
    as_text = {columns[name]: "str" for name in spec.text}
    table = read(raw, spec.file, {theirs: ours for ours, theirs in columns.items()}, dtype=as_text)
    for name, pattern in spec.without.items():
        table = table[~table[name].astype(str).str.contains(pattern)]
    table = table.replace({name: dict(words) for name, words in spec.words.items()}).assign(**spec.fixed)
    return table.assign(**{name: to_iso3(table[name], spec.publisher) for name in spec.coded})


def write(spec: TableSpec, table: pd.DataFrame, folder: Path) -> dict[str, Any]:
    """Write a table into `folder` as it is declared, and return its Frictionless resource.

    Raises SourceError, with nothing written, if it breaks its contract: columns, types, key, constraints.
    """
    table = _finished(spec, table)
    schema = _schema(spec)
    if problems := list(breaches(table, schema)):
        raise SourceError(f"{spec.name}: {some(problems, SHOWN, '; ')}. Nothing was changed.")
    path = folder / f"{spec.name}.{spec.format}"
    if spec.format == "geojson":
        path.write_text(_geojson(table), encoding="utf-8")
    elif spec.format == "parquet":
        arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
        pq.write_table(arrow, path, compression="zstd", compression_level=9)
    else:
        table.to_csv(path, index=False, lineterminator="\n")
    return _resource(spec, table, schema, path)


def _finished(spec: TableSpec, table: pd.DataFrame) -> pd.DataFrame:
    columns = [column.name for column in spec.fields]
    if lacking := [name for name in columns if name not in table and name != spec.number]:
        raise SourceError(f"{spec.name} lacks the columns {', '.join(lacking)}. Nothing was changed.")
    order = list(spec.key if spec.sort is None else spec.sort)
    table = table.sort_values(order, kind="stable") if order else table
    table = table.assign(**{name: range(1, len(table) + 1) for name in [spec.number] if name})[columns]
    return table.round(dict(spec.decimals)).astype(dict(spec.dtypes)).reset_index(drop=True)


def _geojson(table: pd.DataFrame) -> str:
    features = [
        {"type": "Feature", "properties": one, "geometry": line}
        for one, line in zip(table.drop(columns="geometry").to_dict("records"), table["geometry"], strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False) + "\n"


def _schema(spec: TableSpec) -> dict[str, Any]:
    fields = []
    for name, kind, unit, text in spec.fields:
        required = {"required": True} if name in spec.key else {}
        rules = UNITS.get(unit, {}) | required | dict(spec.constraints.get(name, {}))
        field = {"name": name, "type": kind, "description": text}
        fields.append(field | ({"unit": unit} if unit else {}) | ({"constraints": rules} if rules else {}))
    return {"fields": fields, "primaryKey": list(spec.key), "missingValues": [""]}


def _years(table: pd.DataFrame) -> list[int]:
    column = next((name for name in YEAR_COLUMNS if name in table), None)
    if column is None:
        return []
    years = table[column].astype(str).str[:4].astype(int)
    return [int(years.min()), int(years.max())]


def _resource(spec: TableSpec, table: pd.DataFrame, schema: dict[str, Any], path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {
        "name": spec.name,
        "path": path.name,
        "profile": "data-resource" if spec.format == "geojson" else "tabular-data-resource",
        "format": spec.format,
        "mediatype": MEDIA_TYPES[spec.format],
        "encoding": "utf-8",
        "title": spec.title,
        "description": spec.description,
        "schema": schema,
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


def describe(resources: list[dict[str, Any]], folder: Path) -> None:
    """Write datapackage.json and the codebook, README.md, of these tables into `folder`: list, remarks, then table by table."""
    package = {"name": "pakistan-russia-report-data", "profile": "data-package", "resources": resources}
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    (folder / "README.md").write_text(templates.plain("codebook.md", resources=resources), encoding="utf-8")
