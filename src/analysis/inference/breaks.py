"""Change at a stated year, trend, and mean against a threshold, in a yearly series.

Every function takes a Series indexed by year (missing years left out, not filled) whose name is the measure and whose
`attrs["unit"]` is the unit, and returns an Estimate. Too few points give an Estimate without a value and the reason.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.inference.contrast import Array, bootstrap_contrast, pseudo_inverse
from analysis.inference.designs import design
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
    lacking = _too_short(post)
    if lacking:
        return no_estimate(lacking, unit=_unit(series), n=len(clean))
    regressors, column = design("shift", _years(clean), year)
    base = float(clean[~post].mean())
    return _estimate(
        clean, regressors, column, f"difference of means at {year}", level, repetitions, base=base, note=_weak(post)
    )


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
    if lacking:
        return no_estimate(lacking, unit=_unit(series), n=len(clean))
    regressors, column = design(quantity, _years(clean), year)
    base = float((pseudo_inverse(regressors) @ clean.to_numpy(dtype=float))[0])
    method = f"segmented regression at {year}, {quantity} change"
    suffix = "" if quantity == "level" else " per decade"
    return _estimate(clean, regressors, column, method, level, repetitions, base=base, note=_weak(post), suffix=suffix)


def trend(series: pd.Series, *, level: float = 0.95, repetitions: int = 999, threshold: float = 0.0) -> Estimate:
    """Slope per decade; the p-value is that of `threshold`. `base` is the mean of the series.

    >>> print(round(breaks.trend(votes.agreement("PAK", "RUS").loc[2000:]).value, 3))
    -0.027
    """
    clean = series.dropna().sort_index()
    if len(clean) < MINIMUM_TOTAL:
        return no_estimate(f"only {len(clean)} points; a trend needs {MINIMUM_TOTAL}", unit=_unit(series), n=len(clean))
    regressors, column = design("trend", _years(clean))
    lowered = clean - threshold * regressors[:, column]
    lowered.attrs = dict(series.attrs)
    note = "" if len(clean) >= 2 * WEAK_SIDE else f"weak: {len(clean)} points"
    found = _estimate(
        lowered,
        regressors,
        column,
        "linear trend",
        level,
        repetitions,
        base=float(clean.mean()),
        note=note,
        suffix=" per decade",
    )
    return _raised(found, threshold)


def compare(series: pd.Series, *, threshold: float = 0.0, level: float = 0.95, repetitions: int = 999) -> Estimate:
    """Mean of the series; interval and p-value against `threshold`.

    >>> print(round(breaks.compare(votes.agreement("PAK", "RUS").loc[2014:], threshold=0.3).p_value, 2))
    0.67
    """
    clean = series.dropna().sort_index()
    if len(clean) < MINIMUM_SIDE:
        return no_estimate(f"only {len(clean)} points; a mean needs {MINIMUM_SIDE}", unit=_unit(series), n=len(clean))
    lowered = clean - threshold
    lowered.attrs = dict(series.attrs)
    note = "" if len(clean) >= WEAK_SIDE else f"weak: {len(clean)} points"
    regressors, column = design("mean", _years(clean))
    return _raised(_estimate(lowered, regressors, column, "mean", level, repetitions, note=note), threshold)


def _estimate(
    clean: pd.Series,
    regressors: Array,
    column: int,
    method: str,
    level: float,
    repetitions: int,
    *,
    base: float | None = None,
    note: str = "",
    suffix: str = "",
) -> Estimate:
    y = clean.to_numpy(dtype=float)
    value, low, high, p_value = bootstrap_contrast(y, regressors, column, level=level, repetitions=repetitions)
    years = (int(clean.index.min()), int(clean.index.max()))
    unit = _unit(clean) + suffix
    return Estimate(value, low, high, p_value, unit, len(y), years, f"{method}; {METHOD}", base, note)


def _raised(found: Estimate, threshold: float) -> Estimate:
    if found.value is None or found.low is None or found.high is None or threshold == 0:
        return found
    return replace(found, value=found.value + threshold, low=found.low + threshold, high=found.high + threshold)


def _years(clean: pd.Series) -> Array:
    return np.asarray(clean.index, dtype=float)


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


def _unit(series: pd.Series) -> str:
    return str(series.attrs.get("unit", ""))
