"""Tables by name: file checked against its hash, types set from its schema, terms and remarks at hand."""

import hashlib
import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import TableError

DTYPES = {"integer": "int64", "number": "float64", "boolean": "bool", "string": "str"}
MAP = "geojson"


def data_dir() -> Path:
    """The folder of the tables: data/ of the repository, or analysis/data of an installed wheel."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent.parent / "data", package / "data"):
        if (folder / "datapackage.json").is_file():
            return folder
    raise TableError(
        "there is no data/datapackage.json; clone the repository whole, or run `analysis data build --raw DIR`."
    )


def names() -> list[str]:
    """Names of all tables, in the order of the descriptor; maps, which `load_geojson` reads, are not among them."""
    return [name for name, resource in _resources(data_dir()).items() if resource["format"] != MAP]


def describe(name: str) -> dict[str, Any]:
    """The Frictionless resource of a table: title, schema, sources, licenses, credit, vintage, remarks, years, rows, hash."""
    resources = _resources(data_dir())
    if name not in resources:
        near = ", ".join(get_close_matches(name, resources, n=3, cutoff=0.4)) or ", ".join(resources)
        raise TableError(f"there is no table {name!r}; nearest: {near}. `analysis data list` names them all.")
    return resources[name]


def years(name: str) -> tuple[int, int] | None:
    """First and last year of a table, None for a table without years."""
    found = describe(name)["years"]
    return (int(found[0]), int(found[1])) if found else None


def load(name: str) -> pd.DataFrame:
    """A table as a DataFrame with the columns and types of its schema. It is shared: copy it before changing it.

    Raises TableError for an unknown name, a missing file, or a file that is not the one that the descriptor describes.
    """
    resource = describe(name)
    if resource["format"] == MAP:
        raise TableError(f"{name} is a map, not a table; read it with load_geojson({name!r}).")
    return _read(data_dir() / resource["path"], name)


def load_geojson(name: str) -> dict[str, Any]:
    """A map as a GeoJSON FeatureCollection (longitude, latitude in degrees).

    Raises TableError for an unknown name, a table, a missing file, or a file that the descriptor does not describe.
    """
    resource = describe(name)
    if resource["format"] != MAP:
        raise TableError(f"{name} is a table, not a map; read it with load({name!r}).")
    path = data_dir() / resource["path"]
    _check_hash(path, resource["hash"].removeprefix("sha256:"))
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _resources(folder: Path) -> dict[str, dict[str, Any]]:
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    return {resource["name"]: resource for resource in json.loads(text)["resources"]}


@cache
def _read(path: Path, name: str) -> pd.DataFrame:
    resource = describe(name)
    _check_hash(path, resource["hash"].removeprefix("sha256:"))
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    table = pd.read_csv(
        path, keep_default_na=False, na_values=[""], dtype={n: "str" for n, t in types.items() if t == "string"}
    )
    for column, kind in types.items():
        if not (kind in ("integer", "boolean") and table[column].isna().any()):
            table[column] = table[column].astype(DTYPES[kind])
    return table


def _check_hash(path: Path, expected: str) -> None:
    if not path.is_file():
        raise TableError(
            f"{path.name} is missing from data/; restore it with git, or run `analysis data build --raw DIR`."
        )
    got = hashlib.sha256(path.read_bytes()).hexdigest()
    if got != expected:
        raise TableError(
            f"{path.name} is not the file that datapackage.json describes: expected sha256 {expected[:12]}…, got {got[:12]}…. "
            "It was edited, or only half of an update arrived; restore it with git, or run `analysis data build --raw DIR`."
        )
