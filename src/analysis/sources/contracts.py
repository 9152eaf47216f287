"""Data contracts: every table keeps what its descriptor declares. Small CSV tables are checked by frictionless, large ones,
and Parquet, by the same rules in pandas.

A unit is a promise: shares lie between 0 and 1, per cents between 0 and 100, counts are not negative. What else a table
promises stands in `constraints` of its TableSpec, in Frictionless words: required, unique, minimum, maximum, enum, pattern.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError

# Frictionless reads row by row, about 20,000 cells a second; beyond this many rows pandas checks the same rules.
SMALL = 3000
SHARE: dict[str, Any] = {"minimum": 0, "maximum": 1}
PER_CENT: dict[str, Any] = {"minimum": 0, "maximum": 100}
COUNT: dict[str, Any] = {"minimum": 0}
UNITS = {
    "0 to 1": SHARE, "index from 0 to 1": SHARE, "per cent": PER_CENT, "persons": COUNT, "cases": COUNT, "members": COUNT,
    "countries": COUNT, "pieces": COUNT, "strikes": COUNT, "exercises": COUNT, "votes": COUNT, "million TIV": COUNT,
}  # fmt: skip
KINDS = {"integer": "iu", "number": "fiu", "boolean": "b", "string": "OUT"}
SHOWN = 3
READ = ("csv", "parquet")


def constraints(unit: str, *, in_key: bool) -> dict[str, Any]:
    """The constraints that a column has by its unit, and by being part of the key."""
    return UNITS.get(unit, {}) | ({"required": True} if in_key else {})


def check(package: dict[str, Any], folder: Path) -> None:
    """Check a data package and its tables in `folder`; SourceError names the tables, columns and values that break a rule."""
    small = [one for one in package["resources"] if is_small(one)]
    problems = by_frictionless(package | {"resources": small}, folder)
    for resource in package["resources"]:
        if resource["format"] in READ and not is_small(resource):
            problems += [f"{resource['name']}: {one}" for one in breaches(_read(resource, folder), resource["schema"])]
    if problems:
        more = f" and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise SourceError(
            f"the tables break their contracts: {'; '.join(problems[:SHOWN])}{more}. Nothing was changed."
        )


def is_small(resource: dict[str, Any]) -> bool:
    """Whether frictionless checks the table; else pandas does."""
    return bool(resource["format"] == "csv" and resource["rows"] <= SMALL)


def by_frictionless(package: dict[str, Any], folder: Path) -> list[str]:
    """What frictionless finds wrong with a package: descriptor, hashes, types, keys, constraints; one line each.

    Raises SourceError if it is not installed: it is a package for developers.
    """
    try:
        import frictionless
    except ImportError:
        raise SourceError(
            "frictionless is not installed; `make data` installs it, or `pip install -e '.[dev]'`."
        ) from None
    report = frictionless.Package.from_descriptor(package, basepath=str(folder)).validate()
    found = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    return [f"{package['name']}: {error.message}" for error in report.errors] + found


def breaches(table: pd.DataFrame, schema: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a table by its Frictionless schema, one line each: columns, types, key, constraints."""
    declared = [field["name"] for field in schema["fields"]]
    if list(table.columns) != declared:
        yield f"the columns are {', '.join(table.columns)}, declared are {', '.join(declared)}"
        return
    key = schema.get("primaryKey", [])
    if key and table.duplicated(key).any():
        yield f"the key {', '.join(key)} is not unique"
    for field in schema["fields"]:
        for rule, bad in _broken(table[field["name"]], field):
            values = ", ".join(map(repr, bad.head(SHOWN).tolist()))
            yield f"column {field['name']} breaks {rule} in {len(bad):,} rows: {values}"


def _broken(column: pd.Series, field: dict[str, Any]) -> Iterator[tuple[str, pd.Series]]:
    rules = field.get("constraints", {})
    values = column.dropna()
    if rules.get("required") and len(values) < len(column):
        yield "required", column[column.isna()]
    plain = values.astype("str") if isinstance(values.dtype, pd.CategoricalDtype) else values
    if plain.dtype.kind not in KINDS[field["type"]] and not _whole(plain, field["type"]):
        yield f"type {field['type']}", values
        return
    tests = {
        "minimum": lambda limit: plain < limit,
        "maximum": lambda limit: plain > limit,
        "enum": lambda allowed: ~plain.isin(allowed),
        "pattern": lambda text: ~plain.str.fullmatch(text),
        "unique": lambda wanted: plain.duplicated() & wanted,
    }
    for rule, test in tests.items():
        if rule in rules and (bad := values[test(rules[rule])]).size:
            yield f"{rule} {rules[rule]}", bad


def _whole(values: pd.Series, kind: str) -> bool:
    """Integers with gaps arrive as floats, booleans with gaps as objects."""
    if kind == "integer" and values.dtype.kind == "f":
        return bool((values % 1 == 0).all())
    return kind == "boolean" and bool(values.isin([True, False]).all())


def _read(resource: dict[str, Any], folder: Path) -> pd.DataFrame:
    path = folder / resource["path"]
    if resource["format"] == "parquet":
        return pd.read_parquet(path)
    strings = {field["name"]: "str" for field in resource["schema"]["fields"] if field["type"] == "string"}
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=strings)
