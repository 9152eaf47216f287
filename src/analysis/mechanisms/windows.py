"""Windows of years that do not overlap, one of which begins with the turning point."""

from collections.abc import Mapping

import numpy as np
import pandas as pd


def windows(turning_point: int, size: int, first: int, last: int) -> dict[int, int]:
    """The first year of the window of every year from `first` to `last`; windows that reach beyond are left out.

    Example: `windows(2014, 5, 2009, 2020)` holds 2009 to 2013 (2009) and 2014 to 2018 (2014).
    """
    starts = {year: turning_point + (year - turning_point) // size * size for year in range(first, last + 1)}
    return {year: start for year, start in starts.items() if start >= first and start + size - 1 <= last}


def averaged(panel: pd.DataFrame, spans: Mapping[int, int]) -> pd.DataFrame:
    """Mean of a yearly panel (rows: years, columns: countries) over each window; a window with a year missing is missing."""
    inside = panel[panel.index.isin(list(spans))]
    grouped = inside.groupby(inside.index.map(dict(spans)))
    counts, whole = grouped.count(), pd.Series(spans).value_counts()
    means = grouped.mean().where(counts.ge(whole, axis=0))
    return means.rename_axis("year")


def shifted(panel: pd.DataFrame, steps: int, size: int) -> pd.DataFrame:
    """The panel as it stands `steps` windows later (earlier where negative), on the same windows."""
    return panel.reindex(panel.index + steps * size).set_axis(panel.index)


def looked_up(panel: pd.DataFrame, window: pd.Series, country: pd.Series) -> np.ndarray:
    """The value of the panel for each pair of window and country; missing outside the panel."""
    row, column = panel.index.get_indexer(pd.Index(window)), panel.columns.get_indexer(pd.Index(country))
    return np.where((row >= 0) & (column >= 0), panel.to_numpy(float)[row, column], np.nan)
