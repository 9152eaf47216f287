"""data/local/: the tables made from users' own files, with a descriptor of their own; all change at once or not at all."""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.build import write
from analysis.sources.spec import TableSpec, some

DESCRIPTOR = "datapackage.json"
OWN = "This is a local table, made from your own file; committed reports are made without it."
# A declaration and its table; a batch is made from the same files.
Made = tuple[TableSpec, pd.DataFrame]


def local_table(
    spec: TableSpec, table: pd.DataFrame, files: Sequence[str], scope: str, remarks: Sequence[str], edition: str = ""
) -> Made:
    """A table from the user's files of these names, declared as `spec`; `scope` says what was found. Empty remarks are left out."""
    own = spec.but(
        description=f"Made on this machine from {scope}.",
        vintage=f"your own file {some(files, 1)}" + (f", {edition}" if edition else ""),
        format="parquet",
        verdict="your own file: only for you",
        remarks=(*filter(None, remarks), OWN),
    )
    return own, table


def save(batches: Sequence[Sequence[Made]], folder: Path, kind: str) -> list[dict[str, Any]]:
    """Write local tables and their descriptor into `folder`; returns their resources.

    The files get their hash as part of the name, and the descriptor is swapped last, so that a reader sees the old
    tables or the new ones. A table takes the place of the earlier one of its name, and a batch that of the one with the same
    first table. Raises SourceError, with nothing changed, if a table breaks its own declaration.
    """
    try:
        return _save(batches, folder, kind)
    except OSError as error:
        raise SourceError(f"{folder} cannot be written ({error.strerror}). Nothing was changed.") from None


def _save(batches: Sequence[Sequence[Made]], folder: Path, kind: str) -> list[dict[str, Any]]:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as scratch:
        written = [
            _written(spec, table, Path(scratch)) | {"added_as": kind, "batch": batch[0][0].name}
            for batch in batches
            for spec, table in batch
        ]
        for resource in written:
            os.replace(Path(scratch) / resource["path"], folder / resource["path"])
    replaced, names = {one["batch"] for one in written}, {one["name"] for one in written}
    kept = [one for one in resources(folder) if one["batch"] not in replaced and one["name"] not in names]
    _swap(kept + written, folder)
    return written


def remove(name: str, folder: Path) -> list[str]:
    """Take away the local table `name` and what was made from the same files; returns the names of the tables.

    `name` may also be the publisher's, such as "sipri". Where the list of local tables is damaged all of them go. Raises
    SourceError if there is no such local table.
    """
    try:
        present = resources(folder)
    except SourceError:
        _swap([], folder)
        return ["all local tables, whose list was damaged"]
    batches = {one["batch"] for one in present if name in (one["name"], one["added_as"])}
    if not batches:
        there = ", ".join(one["name"] for one in present) or "none"
        raise SourceError(f"there is no local table {name!r}; local tables: {there}. Nothing was changed.")
    gone = [one["name"] for one in present if one["batch"] in batches]
    _swap([one for one in present if one["name"] not in gone], folder)
    return gone


def resources(folder: Path) -> list[dict[str, Any]]:
    """The descriptors of the local tables, empty where there are none; SourceError if they cannot be read."""
    path = folder / DESCRIPTOR
    try:
        found = list(json.loads(path.read_text(encoding="utf-8"))["resources"]) if path.is_file() else []
        return [one for one in found if one["name"] and one["path"] and one["batch"] and one["added_as"]]
    except (ValueError, KeyError, TypeError):
        raise SourceError(f"{path} is damaged; `analysis data remove NAME` takes all local tables away.") from None


def _written(spec: TableSpec, table: pd.DataFrame, scratch: Path) -> dict[str, Any]:
    """Write one table under a name that holds its hash; SourceError if it breaks its own declaration."""
    resource = write(spec, table, scratch)
    built = scratch / resource["path"]
    named = built.with_stem(f"{built.stem}-{resource['hash'].removeprefix('sha256:')[:12]}")
    return resource | {"path": built.rename(named).name}


def _swap(kept: list[dict[str, Any]], folder: Path) -> None:
    package = {"name": "local-tables", "profile": "data-package", "resources": kept}
    new = folder / f".{DESCRIPTOR}"
    new.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if kept:
        os.replace(new, folder / DESCRIPTOR)
    else:
        new.unlink()
        (folder / DESCRIPTOR).unlink(missing_ok=True)
    used = {one["path"] for one in kept}
    for path in folder.glob("*.parquet"):
        if path.name not in used:
            path.unlink()
