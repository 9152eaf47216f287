"""A table of one's own in the columns of one of the project's tables, checked as that one is and put in its place."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import countries
from analysis.dates import is_date
from analysis.sources.build import YEAR_COLUMNS
from analysis.sources.own import reading
from analysis.sources.own.local import Made, local_table
from analysis.sources.own.reading import Sheet
from analysis.sources.own.unpack import count, refuse
from analysis.sources.spec import Column, TableSpec, some

BOOLEAN = {"true": True, "false": False}
LARGEST = 2**53  # beyond it a float no longer tells two whole numbers apart
LIST = re.compile(r"[;,]\s*")


def tables(resource: Mapping[str, Any], files: Sequence[Path], shipped: Mapping[str, pd.DataFrame]) -> list[list[Made]]:
    """The local table that takes the place of the one that `resource` describes, from one CSV file; `shipped` holds that one.

    Columns may come in any order. Raises SourceError that names the columns which lack or are too many, or the line of a
    cell that is not of its column's type, no country, no year, or repeats a key.
    """
    name, fields = resource["name"], resource["schema"]["fields"]
    if name not in shipped:
        raise refuse(name, "this is a map; expected the name of a table.")
    allowed = [field["name"] for field in fields]
    sheet = reading.only("csv", files, {f"the table {name}": allowed})
    if more := [repr(cell) for cell in sheet.header if cell and cell.lower() not in {one.lower() for one in allowed}]:
        what = f"has {some(more)}, which the table {name} has not; allowed: {', '.join(allowed)}."
        raise refuse(sheet.name, f"the header in line {sheet.line} {what}")
    table = pd.DataFrame({field["name"]: _column(sheet, field, shipped[name][field["name"]]) for field in fields})
    key = resource["schema"]["primaryKey"]
    reading.check_once(sheet, table, key, ", ".join(key))
    return [[_made(resource, sheet.name, table)]]


def _column(sheet: Sheet, field: Mapping[str, Any], ours: pd.Series) -> pd.Series:
    """The cells of a column in its type; empty ones only where the project's own column has some."""
    name, gaps = field["name"], bool(ours.isna().any())
    if field["type"] == "integer" and (field.get("unit") == "year" or name in YEAR_COLUMNS):
        first, last = int(ours.min()), int(ours.max())
        span = {"earliest": min(first, reading.EARLIEST), "latest": max(last, reading.newest())}
        return reading.years(sheet, name, **span)
    if field["type"] in ("integer", "number"):
        values = reading.numbers(sheet, name, empty=gaps, least=-math.inf)
        if field["type"] == "number":
            return values
        reading.check(sheet, name, values.isna() | ((values % 1 == 0) & (values.abs() < LARGEST)), "a whole number")
        return values if gaps else values.astype("int64")
    cells, empty = sheet.column(name), gaps or bool((ours == "").any())
    expected, fits = _rule(field, ours)
    good = cells.map(lambda cell: fits(cell) if cell else empty)
    wrong = next(iter(cells[~good.astype(bool)]), "")
    reading.check(sheet, name, good, expected.format(" or ".join(countries.nearest(wrong))))
    if field["type"] == "boolean":
        return cells.map(lambda cell: BOOLEAN.get(cell.lower()))
    return cells.mask(cells == "") if gaps else cells


def _rule(field: Mapping[str, Any], ours: pd.Series) -> tuple[str, Callable[[str], bool]]:
    """What is expected in a column of words, and whether a cell fits."""
    unit, last = field.get("unit", ""), str(reading.newest())
    if field["type"] == "boolean":
        return "true or false", lambda cell: cell.lower() in BOOLEAN
    if unit.startswith("ISO 3166"):
        known = {code for cell in (*countries.codes(), *ours.dropna().unique()) for code in LIST.split(cell)}
        return "codes of countries, such as {}", lambda cell: known.issuperset(LIST.split(cell))
    if unit.startswith("ISO date"):
        return "a date such as 2001-05-31", lambda cell: all(
            is_date(one) and one[:4] <= last for one in cell.split("/")
        )
    if field["name"] in YEAR_COLUMNS:
        return "a year at the start", lambda cell: reading.is_year(cell[:4])
    return "a word", bool


def _made(resource: Mapping[str, Any], file: str, table: pd.DataFrame) -> Made:
    fields = resource["schema"]["fields"]
    gaps = reading.gaps(table["year"].tolist()) if "year" in table else []
    span = f", {table['year'].min()}-{table['year'].max()}" if "year" in table else ""
    named = f"No row is of {some(gaps)}; a measure that counts takes a year without a row for none." if gaps else ""
    spec = TableSpec(
        name=resource["name"],
        title=f"{resource['title']}: your own table",
        description="",
        publisher="your own table",
        url="",
        vintage="",
        licence="your own table",
        licence_url="",
        verdict="",
        fields=tuple(Column(one["name"], one["type"], one.get("unit", ""), one["description"]) for one in fields),
        key=tuple(resource["schema"]["primaryKey"]),
        sort=(),
        constraints={one["name"]: one["constraints"] for one in fields if "constraints" in one},
        credit=f"your own file {file}",
    )
    remarks = [named, "It takes the place of the project's own table, whose remarks are not about it."]
    return local_table(spec, table, [file], f"{file} ({count(len(table), 'row')}{span})", remarks)
