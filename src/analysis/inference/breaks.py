"""Change at a stated year, trend, and mean against a threshold, in a yearly series.

Every function takes a Series indexed by year (missing years left out, not filled) whose name is the measure and whose
`attrs["unit"]` is the unit, and returns an Estimate. Too few points give an Estimate without a value and the reason.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.inference.contrast import bootstrap_contrast, design, pseudo_inverse
from analysis.inference.estimate import Estimate, no_estimate

__all__ = ["compare", "segmented", "shift", "trend"]
Flags = npt.NDArray[np.bool_]

MINIMUM_SIDE = 4
MINIMUM_TOTAL = 8
WEAK_SIDE = 12
# Two slopes on 12 autocorrelated points take a wave for a bend in 7 % of series (2.5 % promised); on 16 in 4 %.
MINIMUM_SLOPE = 16
METHOD = "studentised AR(1) sieve bootstrap"


def shift(series: pd.Series, year: int, *, level: float = 0.95, repetitions: int = 999) -> Estimate:
    """Mean from `year` on minus mean before it; `base` is the mean before.

    >>> found = breaks.shift(arms.deliveries("PAK", supplier="CHN"), 2009)
    >>> print(round(found.value), round(found.low), round(found.high))
    581 238 925
    """
    clean, post = _split(series, year)
    weak = _too_short(post), _weak(post)
    return _estimate(clean, "shift", f"difference of means at {year}", weak, level, repetitions, year=year)


def segmented(
    series: pd.Series, year: int, *, quantity: str = "level", level: float = 0.95, repetitions: int = 999
) -> Estimate:
    """Level change at `year`, or change of the slope (per decade), in a segmented regression with two slopes.

    `quantity` is "level" or "slope"; `base` is the level that the first segment reaches at `year`.

    >>> print(round(breaks.segmented(trade.share("PAK", partner="USA"), 2008).value, 2))
    -1.59
    """
    clean, post = _split(series, year)
    lacking = _too_short(post)
    if quantity == "slope" and len(clean) < MINIMUM_SLOPE:
        lacking = f"only {len(clean)} points; a change of slope needs {MINIMUM_SLOPE}"
    method = f"segmented regression at {year}, {quantity} change"
    return _estimate(clean, quantity, method, (lacking, _weak(post)), level, repetitions, year=year)


def trend(series: pd.Series, *, level: float = 0.95, repetitions: int = 999, threshold: float = 0.0) -> Estimate:
    """Slope per decade; the p-value is that of `threshold`. `base` is the mean of the series.

    >>> print(round(breaks.trend(votes.agreement("PAK", "RUS").loc[2000:]).value, 3))
    -0.027
    """
    clean = series.dropna().sort_index()
    weak = _few(clean, "trend", MINIMUM_TOTAL, 2 * WEAK_SIDE)
    return _estimate(clean, "trend", "linear trend", weak, level, repetitions, threshold=threshold)


def compare(series: pd.Series, *, threshold: float = 0.0, level: float = 0.95, repetitions: int = 999) -> Estimate:
    """Mean of the series; interval and p-value against `threshold`.

    >>> print(round(breaks.compare(votes.agreement("PAK", "RUS").loc[2014:], threshold=0.3).p_value, 2))
    0.67
    """
    clean = series.dropna().sort_index()
    weak = _few(clean, "mean", MINIMUM_SIDE, WEAK_SIDE)
    return _estimate(clean, "mean", "mean", weak, level, repetitions, threshold=threshold)


def _estimate(
    clean: pd.Series,
    statistic: str,
    method: str,
    weak: tuple[str, str],
    level: float,
    repetitions: int,
    *,
    year: int | None = None,
    threshold: float = 0.0,
) -> Estimate:
    """The statistic of a series without gaps, its p-value that of `threshold`; `weak`: what is lacking for it, and what weakens it."""
    (lacking, note), unit = weak, str(clean.attrs.get("unit", ""))
    if lacking:
        return no_estimate(lacking, unit=unit, n=len(clean))
    regressors, column = design(statistic, np.asarray(clean.index, dtype=float), year)
    y = clean.to_numpy(dtype=float) - threshold * regressors[:, column]
    value, low, high, p_value = bootstrap_contrast(y, regressors, column, level=level, repetitions=repetitions)
    # What the first regressor stands for: the mean before, the level that the first segment reaches, the mean of all.
    base = None if statistic == "mean" else float((pseudo_inverse(regressors) @ y)[0])
    unit += " per decade" if statistic in ("trend", "slope") else ""
    years, method = (int(clean.index.min()), int(clean.index.max())), f"{method}; {METHOD}"
    raised = value + threshold, low + threshold, high + threshold
    return Estimate(*raised, p_value, unit, len(y), years, method, base, note)


def _split(series: pd.Series, year: int) -> tuple[pd.Series, Flags]:
    clean = series.dropna().sort_index()
    return clean, np.asarray(clean.index >= year, dtype=bool)


def _too_short(post: Flags) -> str:
    before, after = int((~post).sum()), int(post.sum())
    if min(before, after) < MINIMUM_SIDE or before + after < MINIMUM_TOTAL:
        return f"only {before} points before and {after} after; a comparison needs {MINIMUM_SIDE} on each side"
    return ""


def _weak(post: Flags) -> str:
    shorter = int(min(post.sum(), (~post).sum()))
    return "" if shorter >= WEAK_SIDE else f"weak: {shorter} points on the shorter side"


def _few(clean: pd.Series, statistic: str, needed: int, enough: int) -> tuple[str, str]:
    """What is lacking where there are fewer points than are needed, and the note where they are not enough."""
    few = f"{len(clean)} points"
    lacking = f"only {few}; a {statistic} needs {needed}" if len(clean) < needed else ""
    return lacking, f"weak: {few}" if len(clean) < enough else ""
