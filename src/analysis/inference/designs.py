"""Regressors of the statistics that tests, placebo ranks and specification curves share."""

import numpy as np

from analysis.errors import MeasureError
from analysis.inference.contrast import Array

__all__ = ["design"]
STATISTICS = ("shift", "level", "slope", "trend", "mean")
YEARS_PER_DECADE = 10


def design(statistic: str, years: Array, year: int | None = None) -> tuple[Array, int]:
    """Regressors (one row per year) and the column whose coefficient is the statistic.

    `statistic`: "shift" (mean from `year` on minus mean before), "level" or "slope" (change of level, or of the slope
    per decade, at `year` in a segmented regression), "trend" (slope per decade) or "mean". The last two need no `year`.

    >>> x, column = designs.design("shift", np.array([2000, 2001, 2002]), 2001)
    >>> x[:, column].tolist()
    [0.0, 1.0, 1.0]
    """
    if statistic not in STATISTICS:
        raise MeasureError(f"statistic = {statistic!r} is unknown; give one of {', '.join(STATISTICS)}.")
    time = np.asarray(years, dtype=float)
    constant = np.ones(len(time))
    if statistic == "mean":
        return constant[:, None], 0
    if statistic == "trend":
        return np.column_stack([constant, (time - time.mean()) / YEARS_PER_DECADE]), 1
    if year is None:
        raise MeasureError(f"statistic = {statistic!r} needs a year; give the first year after the change.")
    post = (time >= year).astype(float)
    if statistic == "shift":
        return np.column_stack([constant, post]), 1
    decades = (time - year) / YEARS_PER_DECADE
    return np.column_stack([constant, decades, post, decades * post]), 2 if statistic == "level" else 3
