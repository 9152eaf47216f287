"""Does one yearly series follow another? Lagged correlations against bootstrap series."""

import numpy as np
import pandas as pd

from analysis.inference.contrast import Array, design, flat, pseudo_inverse, sieve
from analysis.inference.estimate import Estimate, no_estimate

__all__ = ["lead_lag"]
ORDERS = 2


def lead_lag(
    leader: pd.Series, follower: pd.Series, *, max_lag: int, minimum: int, repetitions: int = 1999
) -> tuple[Estimate, Estimate]:
    """Largest correlation of `follower` with `leader` 0 to `max_lag` years earlier, and the same the other way round.

    Both series are indexed by year and aligned; years in which either is missing are left out. The p-value compares
    with AR(1) bootstrap series that have the first one's own rhythm (shuffled three-year blocks lose it: they reject 10 %
    instead of 5 % at an autocorrelation of 0.6). Linear trends are taken out of both first: two unrelated series that
    merely grow correlate (Yule 1926), in 21 % of simulated pairs. Two orders are tested, so each p-value is doubled
    (Bonferroni): both together find something in 5 % of unrelated pairs.
    With fewer than `minimum` years in which the follower is not zero there is no value: it cannot be decided.

    >>> russia, china = (votes.agreement("PAK", one) for one in ("RUS", "CHN"))
    >>> first, other = association.lead_lag(russia, china, max_lag=2, minimum=30)
    >>> print(round(first.value, 2), round(first.p_value, 2))
    0.32 0.43
    """
    both = pd.concat([leader, follower], axis=1, keys=["leader", "follower"]).dropna().sort_index()
    active = int((both["follower"] != 0).sum())
    if len(both) and len(both) != int(both.index.max()) - int(both.index.min()) + 1:
        reason = "years are missing between the first and the last, so lags cannot be counted"
        return no_estimate(reason, n=len(both)), no_estimate(reason, n=len(both))
    if active < minimum:
        reason = f"only {active} years with a delivery; {minimum} are needed, so it cannot be decided"
        return no_estimate(reason, n=active), no_estimate(reason, n=active)
    points = np.asarray(both.index, dtype=float)
    x, y = (_detrended(both[name].to_numpy(float), points) for name in ("leader", "follower"))
    if not x.any() or not y.any():
        reason = "one of the two series is constant or a straight line, so it cannot be decided"
        return no_estimate(reason, n=len(both)), no_estimate(reason, n=len(both))
    years = (int(both.index.min()), int(both.index.max()))
    return _strongest(x, y, max_lag, repetitions, years), _strongest(y, x, max_lag, repetitions, years)


def _strongest(x: Array, y: Array, max_lag: int, repetitions: int, years: tuple[int, int]) -> Estimate:
    observed = float(_largest(x[None, :], y, max_lag)[0])
    regressors, _ = design("trend", np.arange(len(x), dtype=float))
    samples = sieve(x, regressors.shape[1], repetitions)
    samples -= regressors @ (pseudo_inverse(regressors) @ samples)
    ahead = 1 + int((_largest(samples.T, y, max_lag) >= observed - 1e-12).sum())
    p_value = min(1.0, ORDERS * ahead / (repetitions + 1))
    method = f"largest correlation of the detrended series at lags 0-{max_lag}; AR(1) sieve bootstrap"
    return Estimate(observed, None, None, p_value, "correlation", len(x), years, method)


def _detrended(values: Array, points: Array) -> Array:
    """Residuals of a straight line; all zero where nothing but rounding is left."""
    regressors, _ = design("trend", points)
    rest = values - regressors @ (pseudo_inverse(regressors) @ values)
    return np.zeros_like(rest) if flat(rest, values) else rest


def _largest(rows: Array, y: Array, max_lag: int) -> Array:
    found = [_correlations(rows[:, : rows.shape[1] - lag], y[lag:]) for lag in range(max_lag + 1)]
    return np.asarray(np.max(found, axis=0))


def _correlations(rows: Array, y: Array) -> Array:
    centred, other = rows - rows.mean(axis=1, keepdims=True), y - y.mean()
    scale = np.sqrt((centred**2).sum(axis=1) * (other**2).sum())
    # A constant stretch correlates with nothing: it can never be the largest.
    return np.where(scale > 0, centred @ other / np.where(scale > 0, scale, 1), -1.0)
