"""From panels to windows of years and the rows of a regression, one function per design; x, y, before, country and period in each."""

from collections.abc import Collection, Mapping
from functools import reduce

import numpy as np
import pandas as pd

KEPT_YEARS = 3  # a mean of five years needs at least three of them
AFTER = 5  # years on each side of an event
NEAR, FAR = 3, 6  # the lead of an event: the years 6 to 4 before it against 3 to 1 before it


def windows(turning_point: int, size: int, first: int, last: int) -> dict[int, int]:
    """The first year of the window of every year from `first` to `last`, one of which begins with the turning point.

    Windows do not overlap; those that reach beyond are left out. Example: `windows(2014, 5, 2009, 2020)` holds 2009 to 2013 (2009) and 2014 to 2018 (2014).
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


def differences(x: pd.DataFrame, y: pd.DataFrame, size: int) -> pd.DataFrame:
    """A row per country and window w: x falls into w (as a fall), y moves from w-1 to w+1; before: y from w-2 to w-1.

    `x` and `y` are panels of the same windows of `size` years (rows) and countries (columns).
    """
    x, y = _same(x, y)
    return _long(
        x=shifted(x, -1, size) - x,
        y=shifted(y, 1, size) - shifted(y, -1, size),
        before=shifted(y, -1, size) - shifted(y, -2, size),
        level=shifted(y, -1, size),
    )


def levels(x: pd.DataFrame, y: pd.DataFrame, size: int) -> pd.DataFrame:
    """A row per country and window w: minus the level of x in w-1, and y in w; ahead: minus the level of x in w+1."""
    x, y = _same(x, y)
    return _long(x=-shifted(x, -1, size), y=y, ahead=-shifted(x, 1, size), level=y)


def events(on: pd.DataFrame, y: pd.DataFrame, clean: int, after: int) -> pd.DataFrame:
    """A row per first year of a case and country: those it hits (x is 1), and those without any case around it (x is 0).

    `on`: 1 for a year with a case in force. y: mean of the `after` years from the one after the first year on, less that of as
    many before it; before: mean of the years 3 to 1 before less that of 6 to 4 before. Clean: no case for `clean` years before,
    and for a control for as many after as well. `period` is the year of the case.
    """
    on, y = on.align(y, join="inner", axis=1)
    y = y.reindex(range(int(y.index.min()) - FAR, int(y.index.max()) + after + 1))
    recent = on.rolling(clean).max().shift(1)
    begun = (on > 0) & (recent == 0)
    ahead = on[::-1].rolling(clean + 1, min_periods=1).max()[::-1]
    quiet = (recent == 0) & (ahead == 0)
    later, earlier = _mean(y, 1, after), _mean(y, -after, -1)
    lead = _mean(y, -NEAR, -1) - _mean(y, -FAR, -NEAR - 1)
    rows = _long(x=begun.where(begun | quiet).astype(float), y=later - earlier, before=lead, level=earlier)
    rows = rows.dropna(subset=["x", "y"])
    return rows[rows.groupby("period")["x"].transform("max") > 0]


def path(on: pd.DataFrame, y: pd.DataFrame, clean: int, steps: Collection[int]) -> pd.DataFrame:
    """The rows of `events` for every single year before and after a case, in column step: y is that year less the mean of the five before."""
    rows, found = events(on, y, clean, after=AFTER)[["country", "period", "x"]], []
    y = y.reindex(range(int(y.index.min()) - FAR, int(y.index.max()) + AFTER + 1))
    before = _mean(y, -AFTER, -1)
    for step in steps:
        moved = y.reindex(y.index + step).set_axis(y.index) - before
        values = pd.Series(moved.stack(future_stack=True), name="y")
        found.append(rows.join(values, on=["period", "country"]).assign(step=step))
    return pd.concat(found, ignore_index=True)


def _mean(y: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Mean over the years from t+first to t+last, where enough of them are known."""
    moved = np.stack([y.reindex(y.index + step).to_numpy() for step in range(first, last + 1)])
    known = (~np.isnan(moved)).sum(axis=0)
    sums = np.nansum(moved, axis=0)
    means = np.divide(sums, known, out=np.full(sums.shape, np.nan), where=known >= min(KEPT_YEARS, last - first + 1))
    return pd.DataFrame(means, index=y.index, columns=y.columns)


def _same(x: pd.DataFrame, y: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both panels on the windows of either and the countries of both."""
    rows, codes = x.index.union(y.index), x.columns.intersection(y.columns)
    return x.reindex(index=rows, columns=codes), y.reindex(index=rows, columns=codes)


def _long(**panels: pd.DataFrame) -> pd.DataFrame:
    """A row per period of any panel and country of all, which are the same in each."""
    codes = next(iter(panels.values())).columns
    periods = reduce(pd.Index.union, (panel.index for panel in panels.values()))
    keys = {"period": np.repeat(periods, len(codes)), "country": np.tile(codes, len(periods))}
    return pd.DataFrame(keys | {name: panel.reindex(periods).to_numpy().ravel() for name, panel in panels.items()})
