"""What all measures share: a tidy yearly Series with a name and a unit."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from analysis import countries
from analysis.errors import NotCovered

__all__ = [
    "counts", "covering", "herfindahl", "no_data", "pooled", "pooled_all", "ratio", "rolling_sum", "rows_of", "share_of_first", "stated", "yearly",
    "years_in",
]  # fmt: skip
Yearly = TypeVar("Yearly", pd.Series, pd.DataFrame)


def yearly(values: pd.Series, *, name: str, unit: str, **more: Any) -> pd.Series:
    """`values` indexed by whole years in order, named, with `attrs["unit"]` and `more` attributes set; missing years stay missing."""
    series = values.astype(float).sort_index()
    series.index = series.index.astype(int)
    series.index.name = "year"
    series.name = name
    series.attrs.update(more, unit=unit)
    return series


def ratio(part: pd.Series, whole: pd.Series, *, name: str, window: int = 1) -> pd.Series:
    """`part` in `whole` by year, per cent, both added up over the `window` years that end in each; left out where there is no whole.

    Over a span of years its level is the ratio of the sums (see `pooled`), as publishers count, not the mean of the years; of
    windows, of the years that they cover, each once.
    """
    own, every = (rolling_sum(values, window) for values in (part, whole))

    @cache  # asked for dozens of spans, or for none
    def both() -> tuple[np.ndarray, np.ndarray]:
        known = pd.concat([part, whole.where(whole > 0)], axis=1).dropna().sort_index()
        return known.index.to_numpy(), known.to_numpy(float)

    def over(first: int, last: int) -> float:
        years, amounts = both()
        own, every = amounts[slice(*np.searchsorted(years, [first - window + 1, last + 1]))].sum(axis=0)
        return float(100 * own / every) if every else float("nan")

    return yearly((100 * own / every.where(every > 0)).dropna(), name=name, unit="per cent", pooled=over)


def herfindahl(amounts: pd.DataFrame) -> pd.Series:
    """Herfindahl-Hirschman index of every row: sum of squared shares, from 1/n (even) to 1 (all in one); rows of nought are left out."""
    return (amounts.div(amounts.sum(axis=1), axis=0).dropna(how="all") ** 2).sum(axis=1)


def pooled(values: pd.Series, first: int, last: int) -> float:
    """Level of a yearly series from `first` to `last`, both included: of a ratio that of the sums, else the mean of its years."""
    return pooled_all(values.loc[first:last].dropna())


def pooled_all(known: pd.Series) -> float:
    """Level of all years of a series without gaps (see `pooled`)."""
    over: Callable[[int, int], float] | None = known.attrs.get("pooled")
    if known.empty or over is None:
        return float(known.mean())
    return over(int(known.index[0]), int(known.index[-1]))


def counts(years: pd.Series, first: int, last: int) -> pd.Series:
    """Number of rows per year, with zero for the years from `first` to `last` in which a complete record has none."""
    return years.value_counts().reindex(range(first, last + 1), fill_value=0)


def years_in(table: pd.DataFrame) -> range:
    """Every year from the first to the last of a table: of a complete record, a year without a row is nought."""
    return range(int(table["year"].min()), int(table["year"].max()) + 1)


def stated(filled: pd.DataFrame) -> pd.DataFrame:
    """Years by countries without the noughts from before a state existed: no row is nought only where there could be one.

    What a publisher files under a state before that is kept, with all that follows. Example: of a complete record filled with
    noughts from 1946 on, Eritrea's begins in 1993, or with its first row.
    """
    first = pd.Series(countries.since()).reindex(filled.columns.astype(str)).fillna(0)
    there = np.asarray(filled.index)[:, None] >= first.to_numpy()
    return filled.where(there | (filled != 0).cummax().to_numpy())


def no_data(words: str, *codes: str, code: str = "no data") -> NotCovered:
    """What a measure raises where its table lacks some countries, which the words name with their articles.

    Example: `raise no_data("the table has no row for {}.", "USA")` says "for the US".
    """
    return NotCovered(words.format(*map(countries.with_article, codes)), code)


def rows_of(table: pd.DataFrame, words: str, *, code: str = "no data", **wanted: str) -> pd.DataFrame:
    """The rows of a table that have the `wanted` values by column; `no_data` in these words where it has none.

    Example: `rows_of(load("us_troops"), "the troop reports have no row for {}.", country="PAK")`.
    """
    for column, value in wanted.items():
        table = table[table[column] == value]
    if table.empty:
        raise no_data(words, *wanted.values(), code=code)
    return table


def covering(table: pd.DataFrame, what: str, *, code: str = "no data", **wanted: str) -> None:
    """Raise NotCovered where a table has no row at all of a country, so that nothing can be said of what is not in it.

    Example: `covering(load("crude_imports"), "imports of crude", importer="GRC")` says that the table covers those by India only.
    """
    for column, one in wanted.items():
        held = set(table[column].astype(str))
        if one not in held:
            known = " and ".join(countries.listed(held & set(countries.codes())).rsplit(", ", 1))
            raise no_data(f"the table covers {what} by {known or 'no country'} only, not by {{}}.", one, code=code)


def share_of_first(first: pd.Series, second: pd.Series, window: int = 1) -> pd.Series:
    """Share of `first` in both together, per cent; years (windows) in which both are zero, or one is missing, are left out."""
    both = pd.concat([first, second], axis=1, keys=["first", "second"]).dropna().sort_index()
    return ratio(both["first"], both.sum(axis=1), name="share of the first", window=window)


def rolling_sum(values: Yearly, window: int) -> Yearly:
    """Sum over the `window` years that end in each year; years before the first full window are left out."""
    if window == 1:
        return values
    summed = values.rolling(window).sum().dropna()
    summed.attrs = dict(values.attrs)
    return summed
