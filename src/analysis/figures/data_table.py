"""The plotted data as a table that a reader can take in: years down, series across, numbers of one column alike."""

import html
import zlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

LONG = ["panel", "series", "year", "value"]
# Columns whose numbers are names of something: no thousands separators.
LABELS = {"year", "rank", "first", "last"}
# Decimals of a column by its largest number: as many as show three digits of it, none from a thousand on.
DECIMALS = ((1000, 0), (10, 1), (1, 2), (0, 3))


def long(parts: Sequence[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
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


def to_html(data: pd.DataFrame, caption: str, most: int = 3) -> str:
    """A data frame as an HTML table with caption, header scopes and rounded numbers; the first column names the row.

    No number has more than `most` decimals. `data.attrs["unit"]`, where there is one, is said in the header of every column of numbers.
    """
    table = shown(data)
    unit = f", {table.attrs['unit']}" if table.attrs.get("unit") else ""
    head = "".join(
        f'<th scope="col"{_kind(table[name])}>{html.escape(_head(table[name], str(name), unit))}</th>' for name in table
    )
    columns = [_column(table[name], str(name), most) for name in table]
    rows = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(cells)}</tr>'
        for first, *cells in zip(_texts(table.iloc[:, 0], str(table.columns[0]), most), *columns[1:], strict=True)
    )
    named = f"data-{zlib.crc32(caption.encode()):08x}"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{named}"><table><caption id="{named}">{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def decimals(values: pd.Series) -> int:
    """How many decimals the numbers of a column get: none where all are whole."""
    known = values.dropna().abs().astype(float)
    if known.empty or (known == known.round()).all():
        return 0
    return next(digits for least, digits in DECIMALS if known.max() >= least)


def _head(values: pd.Series, name: str, unit: str) -> str:
    return name + (unit if pd.api.types.is_numeric_dtype(values) and name not in LABELS else "")


def _column(values: pd.Series, name: str, most: int) -> list[str]:
    return [f"<td{_kind(values)}>{text}</td>" for text in _texts(values, name, most)]


def _kind(values: pd.Series) -> str:
    return "" if pd.api.types.is_numeric_dtype(values) else ' class="words"'


def _texts(values: pd.Series, name: str, most: int) -> list[str]:
    digits = min(most, decimals(values)) if pd.api.types.is_numeric_dtype(values) else 0
    return [_text(value, digits, name in LABELS) for value in values]


def _text(value: Any, digits: int, label: bool) -> str:
    if isinstance(value, str):
        return html.escape(value)
    if value is None or pd.isna(value):
        return '<span class="none">no data</span>'
    if label:
        return str(int(value))
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text.replace("-", "−")
