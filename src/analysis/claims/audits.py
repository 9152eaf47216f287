"""Audits: figures as their publishers print them, which the measures must reproduce (audits.csv beside this file).

A row names a measure with its tables and arguments, and the year; or, without a measure, the column of a table to add up
over the rows that match (`where`), divided by `divide`. `tolerance` is what rounding in print allows, in the same unit. An
audit shows that a table is read and a measure computed as the publisher does it, not that the publisher is right.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis import tables
from analysis.measures import measure

ROUNDING = 1e-9  # a tolerance of nought allows for the error of floating-point numbers


def listed() -> pd.DataFrame:
    """The rows of audits.csv: what, measure, tables, arguments (JSON), year, published, tolerance, unit and source."""
    found = pd.read_csv(
        str(files("analysis.claims").joinpath("audits.csv")), keep_default_na=False, na_values={"year": ""}
    )
    return found.astype({"year": "Int64"})


@cache
def run() -> pd.DataFrame:
    """The same with `ours`, our own number (missing where we have none), and whether it is `within` tolerance."""
    found = listed()
    ours = [value(row) for row in found.to_dict("records")]
    return judged(found.assign(ours=ours))


def judged(found: pd.DataFrame) -> pd.DataFrame:
    """`found` with the column `within`; a missing number is not."""
    gap = (found["ours"] - found["published"]).abs()
    return found.assign(within=gap <= found["tolerance"] + ROUNDING * (1 + found["published"].abs()))


def value(row: Mapping[Any, Any]) -> float:
    """Our own number for one row; NaN where the table has no such row or year."""
    names, arguments = str(row["tables"]).split(), json.loads(row["arguments"])
    if not row["measure"]:
        return _added(tables.load(names[0]), **arguments)
    series = measure(row["measure"])(*map(tables.load, names), **arguments)
    return float(series.get(row["year"], float("nan")))


def _added(table: pd.DataFrame, column: str, where: dict[str, Any], divide: float) -> float:
    for name, wanted in where.items():
        table = table[table[name] == wanted]
    return float(table[column].sum()) / divide if len(table) else float("nan")
