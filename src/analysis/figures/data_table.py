"""The plotted data as a table that a reader can take in: years down, series across, numbers of one column alike."""

import zlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.templates import render

# Panels of a chart: heading and data by year.
Parts = Sequence[tuple[str, pd.DataFrame]]
LONG = ["panel", "series", "year", "value"]
# Columns whose numbers are names of something: no thousands separators.
LABELS = {"year", "rank", "first", "last"}
# Decimals of a column by its largest number: as many as show three digits of it, none from a thousand on.
DECIMALS = ((1000, 0), (10, 1), (1, 2), (0, 3))


def long(parts: Parts) -> pd.DataFrame:
    """Panels (heading, data by year) in long form: columns panel, series, year, value; missing values are left out."""
    every = [data.reset_index().melt("year", var_name="series").assign(panel=heading) for heading, data in parts]
    return pd.concat(every)[LONG].dropna()


def shown(data: pd.DataFrame) -> pd.DataFrame:
    """`data` as the table has it: panels in long form become one row per year and one column per panel and series."""
    if list(data.columns) != LONG:
        return data
    order = pd.MultiIndex.from_frame(data[["panel", "series"]].drop_duplicates())
    wide = data.pivot(index="year", columns=["panel", "series"], values="value").reindex(columns=order).sort_index()
    one = data.groupby("panel")["series"].nunique().max() == 1
    pairs = [(str(panel), str(series)) for panel, series in order]
    wide.columns = pd.Index([panel if one else f"{series}: {panel}" for panel, series in pairs])
    return wide.reset_index()


def columns(data: pd.DataFrame, caption: str, most: int = 3) -> dict[str, Any]:
    """What the template of a table takes: its name and caption, and every column as its head and texts; the first names the row.

    No number has more than `most` decimals. `data.attrs["unit"]`, where there is one, is said in the header of every column of numbers.
    """
    table = shown(data)
    found = [_column(table[name], str(name), most, table.attrs.get("unit", "")) for name in table]
    named = f"data-{zlib.crc32(caption.encode()):08x}"
    return {"name": named, "caption": caption, "columns": found, "rows": len(table)}


def to_html(data: pd.DataFrame, caption: str, most: int = 3) -> str:
    """A data frame as an HTML table with caption, header scopes and rounded numbers (see `columns`)."""
    return render("table", data=columns(data, caption, most))


def decimals(values: pd.Series) -> int:
    """How many decimals the numbers of a column get: none where all are whole."""
    known = values.dropna().abs().astype(float)
    if known.empty or (known == known.round()).all():
        return 0
    return next(digits for least, digits in DECIMALS if known.max() >= least)


def _column(values: pd.Series, name: str, most: int, unit: str) -> dict[str, Any]:
    numbers, label = pd.api.types.is_numeric_dtype(values), name in LABELS
    digits = min(most, decimals(values)) if numbers else 0
    head = f"{name}, {unit}" if unit and numbers and not label else name
    return {"head": head, "words": not numbers, "texts": [_text(value, digits, label) for value in values]}


def _text(value: Any, digits: int, label: bool) -> str | None:
    """A cell in words; None where nothing is known."""
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):
        return None
    if label:
        return str(int(value))
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text.replace("-", "−")
