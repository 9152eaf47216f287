"""Data contracts: every table keeps what its descriptor declares, in Frictionless words.

A unit is a promise: shares lie between 0 and 1, per cents between 0 and 100, counts are not negative. What else a table
promises stands in `constraints` of its TableSpec: required, unique, minimum, maximum, enum, pattern. A test asks
frictionless to judge the same tables by the same descriptor; it reads row by row, too slow for tables of a million rows.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pandera.pandas as pandera

COUNTS = ("persons", "cases", "members", "countries", "pieces", "strikes", "exercises", "votes", "million TIV")
UNITS: dict[str, dict[str, Any]] = {
    "0 to 1": {"minimum": 0, "maximum": 1},
    "index from 0 to 1": {"minimum": 0, "maximum": 1},
    "per cent": {"minimum": 0, "maximum": 100},
    **{unit: {"minimum": 0} for unit in COUNTS},
}
KINDS = {"integer": "iu", "number": "fiu", "boolean": "b", "string": "OUT", "object": "O"}
# Constraints that are checks of pandera, and what it calls the others.
CHECKS: dict[str, Callable[..., pandera.Check]] = {
    "minimum": pandera.Check.ge,
    "maximum": pandera.Check.le,
    "enum": pandera.Check.isin,
    "pattern": lambda text, **told: pandera.Check.str_matches(rf"(?:{text})\Z", **told),
}
SAID = {"not_nullable": "required", "field_uniqueness": "unique True"}
SHOWN = 3


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
    try:
        pandera.DataFrameSchema({field["name"]: _column(field) for field in schema["fields"]}).validate(
            table, lazy=True
        )
    except pandera.errors.SchemaErrors as error:
        found = error.failure_cases
        mistyped = found["check"].str.startswith("type ")
        # What is of another type cannot be compared: that it could not is no breach of its own.
        for (column, rule), bad in found[mistyped | ~found["column"].isin(found["column"][mistyped])].groupby(
            ["column", "check"], sort=False
        ):
            values = ", ".join(map(repr, bad["failure_case"].head(SHOWN)))
            yield f"column {column} breaks {SAID.get(rule, rule)} in {len(bad):,} rows: {values}"


def _column(field: dict[str, Any]) -> pandera.Column:
    rules = field.get("constraints", {})
    typed = pandera.Check(lambda values: _typed(values, field["type"]), error=f"type {field['type']}")
    checks = [CHECKS[rule](limit, error=f"{rule} {limit}") for rule, limit in rules.items() if rule in CHECKS]
    return pandera.Column(checks=[typed, *checks], nullable=not rules.get("required"), unique=bool(rules.get("unique")))


def _typed(values: pd.Series, kind: str) -> bool:
    """Integers with gaps arrive as floats, booleans with gaps as objects."""
    plain = values.astype("str") if isinstance(values.dtype, pd.CategoricalDtype) else values
    if kind == "integer" and plain.dtype.kind == "f":
        return bool((plain % 1 == 0).all())
    gaps = kind == "boolean" and bool(plain.isin([True, False]).all())
    return plain.dtype.kind in KINDS[kind] or gaps
