"""Does one yearly series follow another? Lagged correlations against shuffled series."""

import numpy as np
import pandas as pd

from analysis.inference.contrast import SEED, Array
from analysis.inference.estimate import Estimate, no_estimate

BLOCK = 3


def lead_lag(
    leader: pd.Series, follower: pd.Series, *, max_lag: int, minimum: int, repetitions: int = 1999
) -> tuple[Estimate, Estimate]:
    """Largest correlation of `follower` with `leader` 0 to `max_lag` years earlier, and the same the other way round.

    Both series are indexed by year and aligned; years in which either is missing are left out. The p-value compares
    with shuffled three-year blocks of the first series, which keep most of its own rhythm.
    With fewer than `minimum` years in which the follower is not zero there is no value: it cannot be decided.
    """
    both = pd.concat([leader, follower], axis=1, keys=["leader", "follower"]).dropna().sort_index()
    active = int((both["follower"] != 0).sum())
    if active < minimum:
        reason = f"only {active} years with a delivery; {minimum} are needed, so it cannot be decided"
        return no_estimate(reason, n=active), no_estimate(reason, n=active)
    x, y = both["leader"].to_numpy(float), both["follower"].to_numpy(float)
    if x.std() == 0 or y.std() == 0:
        reason = "one of the two series is constant, so it cannot be decided"
        return no_estimate(reason, n=len(both)), no_estimate(reason, n=len(both))
    years = (int(both.index.min()), int(both.index.max()))
    return _strongest(x, y, max_lag, repetitions, years), _strongest(y, x, max_lag, repetitions, years)


def _strongest(x: Array, y: Array, max_lag: int, repetitions: int, years: tuple[int, int]) -> Estimate:
    observed = float(_largest(x[None, :], y, max_lag)[0])
    blocks = np.array_split(np.arange(len(x)), max(2, len(x) // BLOCK))
    generator = np.random.default_rng(SEED)
    orders = (generator.permutation(len(blocks)) for _ in range(repetitions))
    shuffled = np.stack([x[np.concatenate([blocks[block] for block in order])] for order in orders])
    p_value = (1 + int((_largest(shuffled, y, max_lag) >= observed - 1e-12).sum())) / (repetitions + 1)
    method = f"largest correlation at lags 0-{max_lag}; permutation of {BLOCK}-year blocks"
    return Estimate(observed, None, None, p_value, "correlation", len(x), years, method)


def _largest(rows: Array, y: Array, max_lag: int) -> Array:
    found = [_correlations(rows[:, : rows.shape[1] - lag], y[lag:]) for lag in range(max_lag + 1)]
    return np.asarray(np.max(found, axis=0))


def _correlations(rows: Array, y: Array) -> Array:
    centred, other = rows - rows.mean(axis=1, keepdims=True), y - y.mean()
    scale = np.sqrt((centred**2).sum(axis=1) * (other**2).sum())
    # A constant stretch correlates with nothing: it can never be the largest.
    return np.where(scale > 0, centred @ other / np.where(scale > 0, scale, 1), -1.0)
