"""Data contracts: every table keeps what its descriptor declares, in Frictionless words.

A unit is a promise: shares lie between 0 and 1, per cents between 0 and 100, counts are not negative. What else a table
promises stands in `constraints` of its TableSpec: required, unique, minimum, maximum, enum, pattern. A test asks
frictionless to judge the same tables by the same descriptor; it reads row by row, too slow for tables of a million rows.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

COUNTS = ("persons", "cases", "members", "countries", "pieces", "strikes", "exercises", "votes", "million TIV")
UNITS: dict[str, dict[str, Any]] = {
    "0 to 1": {"minimum": 0, "maximum": 1},
    "index from 0 to 1": {"minimum": 0, "maximum": 1},
    "per cent": {"minimum": 0, "maximum": 100},
    **{unit: {"minimum": 0} for unit in COUNTS},
}
KINDS = {"integer": "iu", "number": "fiu", "boolean": "b", "string": "OUT", "object": "O"}
SHOWN = 3


def constraints(unit: str, *, in_key: bool) -> dict[str, Any]:
    """The constraints that a column has by its unit, and by being part of the key."""
    return UNITS.get(unit, {}) | ({"required": True} if in_key else {})


def breaches(table: pd.DataFrame, schema: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a table by its Frictionless schema, one line each: no rows, columns, types, key, constraints."""
    declared = [field["name"] for field in schema["fields"]]
    if list(table.columns) != declared:
        yield f"the columns are {', '.join(table.columns)}, declared are {', '.join(declared)}"
        return
    if table.empty:
        yield "there is no row"
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
    tests: dict[str, Callable[[Any], pd.Series]] = {
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
