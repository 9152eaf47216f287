"""Alt texts: level, direction, extremes and years of what is plotted, computed from the data."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from analysis.claims.wording import number, span

ALONE: Mapping[int, tuple[int, int]] = MappingProxyType({})


def lines(data: pd.DataFrame, subject: str, spans: Mapping[int, tuple[int, int]] = ALONE) -> str:
    """One sentence per column of a table indexed by year: first and last value, lowest and highest with their years.

    `spans` are the years behind the value of a year, where these are several.
    """
    sentences = [_line(str(column), data[column].dropna(), spans) for column in data]
    return f"{subject}. " + " ".join(sentence for sentence in sentences if sentence)


def panels(parts: Sequence[tuple[str, pd.DataFrame]]) -> str:
    """`lines` of every (heading, data)."""
    return " ".join(lines(data, heading) for heading, data in parts)


def ranking(values: pd.Series, subject: str) -> str:
    """The first three and the last of a ranked series."""
    whole = bool((values == values.round()).all())
    told = [(str(name), number(int(value) if whole else float(value))) for name, value in values.items()]
    first = ", ".join(f"{name} {value}" for name, value in told[:3])
    last = f"; last of {len(told)}: {told[-1][0]} {told[-1][1]}" if len(told) > 3 else ""
    return f"{subject}. {first}{last}."


def changes(data: pd.DataFrame, subject: str) -> str:
    """Every row of a table with two columns, from the first to the second."""
    before, after = data.columns
    rows = ", ".join(f"{name} from {number(row[before])} to {number(row[after])}" for name, row in data.iterrows())
    return f"{subject}, {before} to {after}: {rows}."


def groups(data: pd.DataFrame, subject: str) -> str:
    """Total and largest group of every column of counts."""
    found = [
        f"{column}: {int(values.sum()):,} in all, most in {values.idxmax()} ({int(values.max()):,})."
        for column, values in data.items()
    ]
    return f"{subject}. {' '.join(found)}"


def _line(name: str, values: pd.Series, spans: Mapping[int, tuple[int, int]]) -> str:
    if values.empty:
        return ""
    years = [int(year) for year in values.index]
    ends = (years[0], years[-1], years[values.argmin()], years[values.argmax()])
    first, last, low, high = (f"{number(values[year])} in {span(spans.get(year, (year, year)))}" for year in ends)
    return f"{name}: {first}, {last}; lowest {low}, highest {high}."
