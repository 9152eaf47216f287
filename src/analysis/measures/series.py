"""What all measures share: a tidy yearly Series with a name and a unit."""

from typing import TypeVar

import pandas as pd

Yearly = TypeVar("Yearly", pd.Series, pd.DataFrame)


def yearly(values: pd.Series, *, name: str, unit: str) -> pd.Series:
    """`values` indexed by whole years in order, named, with `attrs["unit"]` set; missing years stay missing."""
    series = values.astype(float).sort_index()
    series.index = series.index.astype(int)
    series.index.name = "year"
    series.name = name
    series.attrs["unit"] = unit
    return series


def counts(years: pd.Series, first: int, last: int) -> pd.Series:
    """Number of rows per year, with zero for the years from `first` to `last` in which a complete record has none."""
    return years.value_counts().reindex(range(first, last + 1), fill_value=0)


def share_of_first(first: pd.Series, second: pd.Series) -> pd.Series:
    """Share of `first` in both together, per cent; years in which both are zero, or one is missing, are left out."""
    total = first + second
    return yearly((100 * first / total.where(total > 0)).dropna(), name="share of the first", unit="per cent")


def rolling_sum(values: Yearly, window: int) -> Yearly:
    """Sum over the `window` years that end in each year; years before the first full window are left out."""
    if window == 1:
        return values
    summed = values.rolling(window).sum().dropna()
    summed.attrs = dict(values.attrs)
    return summed
