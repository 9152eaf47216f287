"""CSV text that a spreadsheet opens as text: no cell of words can be read as a formula."""

import re
from typing import Any

import pandas as pd

# What a spreadsheet takes for the start of a formula, or drops before it looks for one.
STARTS = ("=", "+", "-", "@", "\t", "\r")
CUT = re.compile(r'([,;])(?="?[=+@-])')


def safe(cell: Any) -> Any:
    """`cell`, with an apostrophe before words that a spreadsheet would take for a formula; numbers stay as they are.

    A carriage return in it becomes a space: what follows would begin a row of its own.

    >>> safe("=1+1"), safe(-2.5), safe("-2.5")
    ("'=1+1", -2.5, '-2.5')
    """
    if not isinstance(cell, str):
        return cell
    risky = cell.startswith(STARTS) and not _is_number(cell)
    return ("'" if risky else "") + cell.replace("\r", " ")


def to_csv(data: pd.DataFrame, **options: Any) -> str:
    """`data` as CSV without its index, lines ended by a line feed, words and headers made safe; `options` are those of pandas."""
    words = data.copy()
    for place, kind in enumerate(data.dtypes):
        if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)):
            words.isetitem(place, [safe(cell) for cell in data.iloc[:, place]])
    words.columns = pd.Index([safe(name) for name in data.columns])
    return str(words.to_csv(index=False, lineterminator="\n", **options))


def comment(line: str) -> str:
    """A line of words to stand above a table: a spreadsheet cuts it at commas, and no piece of it begins as a formula."""
    return "# " + CUT.sub(r"\1 ", " ".join(line.split())) + "\n"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return not text.startswith(("\t", "\r"))
