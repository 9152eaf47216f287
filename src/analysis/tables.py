"""Tables by name: file checked against its hash, types set from its schema, terms and remarks at hand.

A local table, made from a user's own file by `analysis data add`, takes the place of the one that comes with the project.
"""

import hashlib
import io
import json
import os
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import TableError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "data_dir", "describe", "files", "find", "hashes", "is_local", "load", "load_geojson", "local_dir", "names",
    "years",
]  # fmt: skip
DTYPES: dict[str, Any] = {"integer": "int64", "number": "float64", "boolean": "bool", "string": "str"}
DESCRIPTOR = "datapackage.json"
LOCAL_VARIABLE = "ANALYSIS_LOCAL_DATA"
MAP = "geojson"
PACKAGE = Path(__file__).resolve().parent  # once: tables are looked for thousands of times
BUILD = "restore it with git, or run `analysis data build --raw DIR`."
ADD = "run `analysis data add` again, or take it away with `analysis data remove`."


def data_dir() -> Path:
    """The folder of the tables: data/ of the repository, or analysis/data of an installed wheel."""
    return _data_of(PACKAGE)


@cache
def _data_of(package: Path) -> Path:
    folders = (package.parent.parent / "data", package / "data")
    for folder in folders:
        if (folder / DESCRIPTOR).is_file():
            return folder
    places = " and in ".join(map(str, folders))
    raise TableError(
        f"the tables were looked for in {places}, and are in neither; clone the repository whole, or install the wheel again."
    )


def local_dir() -> Path:
    """The folder of the local tables: data/local, or the one that the variable ANALYSIS_LOCAL_DATA names."""
    return _local_of(os.environ.get(LOCAL_VARIABLE, ""), data_dir())


@cache
def _local_of(named: str, tables: Path) -> Path:
    return Path(named) if named else tables / "local"


def files() -> list[Path]:
    """Every file that a table or a map is read from, and the files that describe them: all that changes with the data."""
    found = []
    for folder in (data_dir(), local_dir()):
        descriptor = folder / DESCRIPTOR
        if descriptor.is_file():
            found += [
                descriptor,
                *(folder / resource["path"] for resource in _resources.__wrapped__(descriptor).values()),
            ]
    return found


def names(*, local: bool = True, maps: bool = False) -> list[str]:
    """Names of all tables, in the order of the descriptor; local ones that the project does not have come last.

    Maps, which `load_geojson` reads, are among them only with `maps`.
    """
    resources = _shipped() | _local() if local else _shipped()
    return [name for name, resource in resources.items() if maps or resource["format"] != MAP]


def describe(name: str, *, local: bool = True) -> dict[str, Any]:
    """The Frictionless resource of a table: title, schema, sources, licenses, credit, vintage, remarks, years, rows, hash.

    A local table says "your own file" in its vintage; `local=False` asks for the one that comes with the project.
    """
    own = _local() if local else {}
    found = own.get(name) or _shipped().get(name)
    if found is None:
        resources = _shipped() | own
        near = ", ".join(get_close_matches(name, resources, n=3, cutoff=0.4)) or ", ".join(resources)
        raise TableError(f"there is no table {name!r}; nearest: {near}. `analysis data list` names them all.")
    return found


def is_local(name: str) -> bool:
    """Whether a table is made from the user's own file."""
    return name in _local()


def years(name: str) -> tuple[int, int] | None:
    """First and last year of a table, None for a table without years."""
    found = describe(name)["years"]
    return (int(found[0]), int(found[1])) if found else None


def load(name: str, *, local: bool = True) -> "pd.DataFrame":
    """A table as a DataFrame with the columns and types of its schema. A copy on write: change it freely.

    Tables lie in data/ of the repository, or inside the installed package (`data_dir()` tells); your own in its folder
    local/, or where the variable ANALYSIS_LOCAL_DATA says. The local table if there is one, unless `local=False`. Raises TableError for an unknown name, a missing file, or a
    file that is not the one that its descriptor describes.
    """
    resource = describe(name, local=local)
    if resource["format"] == MAP:
        raise TableError(f"{name} is a map, not a table; read it with load_geojson({name!r}).")
    own = local and is_local(name)
    types = tuple((field["name"], field["type"]) for field in resource["schema"]["fields"])
    folder = local_dir() if own else data_dir()
    found = _read(folder / resource["path"], resource["hash"].removeprefix("sha256:"), types, ADD if own else BUILD)
    # A shallow copy is copied on write: nobody can change what the next caller gets.
    return found.copy(deep=False)


def find(name: str) -> "pd.DataFrame | None":
    """A table that only users add, such as "leader_visits"; None where nobody has added it."""
    return load(name) if name in names(maps=True) else None


def hashes(*names: str) -> tuple[str, ...]:
    """The hashes of tables, for the keys of caches: a table of the user's own can take a table's place in a running process."""
    return tuple(describe(name)["hash"] for name in names)


def load_geojson(name: str) -> dict[str, Any]:
    """A map as a GeoJSON FeatureCollection (longitude, latitude in degrees).

    Raises TableError for an unknown name, a table, a missing file, or a file that the descriptor does not describe.
    """
    resource = describe(name)
    if resource["format"] != MAP:
        raise TableError(f"{name} is a table, not a map; read it with load({name!r}).")
    path = data_dir() / resource["path"]
    return dict(json.loads(_checked(path, resource["hash"].removeprefix("sha256:"), BUILD)))


def _shipped() -> dict[str, dict[str, Any]]:
    return _resources(data_dir() / DESCRIPTOR)


def _local() -> dict[str, dict[str, Any]]:
    # Not cached: it changes while a notebook is open, and is absent or small.
    path = f"{local_dir()}/{DESCRIPTOR}"
    return _resources.__wrapped__(Path(path)) if os.path.isfile(path) else {}


@cache
def _resources(path: Path) -> dict[str, dict[str, Any]]:
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
    except ValueError as error:
        raise TableError(f"{path.parent.name}/{path.name} is damaged ({error}); {BUILD}") from None
    return {resource["name"]: resource for resource in resources}


@cache
def _read(path: Path, expected: str, types: tuple[tuple[str, str], ...], remedy: str) -> "pd.DataFrame":
    import pandas as pd  # late: who asks for a descriptor only does not wait for it

    data = io.BytesIO(_checked(path, expected, remedy))
    if path.suffix == ".parquet":
        return pd.read_parquet(data)
    strings = {name: "str" for name, kind in types if kind == "string"}
    table = pd.read_csv(data, keep_default_na=False, na_values=[""], dtype=strings)
    for column, kind in types:
        if not (kind in ("integer", "boolean") and table[column].isna().any()):
            table[column] = table[column].astype(DTYPES[kind])
    return table


def _checked(path: Path, expected: str, remedy: str) -> bytes:
    """The bytes of a file, read once, so that what is checked is what is used."""
    if not path.is_file():
        raise TableError(f"{path.name} is missing from data/; {remedy}")
    data = path.read_bytes()
    got = hashlib.sha256(data).hexdigest()
    if got != expected:
        raise TableError(
            f"{path.name} is not the file that datapackage.json describes: expected sha256 {expected[:12]}…, got {got[:12]}…. "
            f"It was edited, or only half of an update arrived; {remedy}"
        )
    return data
