"""Does one yearly series follow another? Lagged correlations against shuffled series."""

import numpy as np
import pandas as pd

from analysis.inference.contrast import SEED, Array
from analysis.inference.estimate import Estimate, no_estimate


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
    observed = _largest(x, y, max_lag)
    blocks = np.array_split(np.arange(len(x)), max(2, len(x) // 3))
    generator = np.random.default_rng(SEED)
    null = np.empty(repetitions)
    for draw in range(repetitions):
        order = generator.permutation(len(blocks))
        null[draw] = _largest(np.concatenate([x[blocks[i]] for i in order]), y, max_lag)
    p_value = (1 + int((null >= observed - 1e-12).sum())) / (repetitions + 1)
    method = f"largest correlation at lags 0-{max_lag}; permutation of three-year blocks"
    return Estimate(observed, None, None, p_value, "correlation", len(x), years, method)


def _largest(x: Array, y: Array, max_lag: int) -> float:
    pairs = ((x[: len(x) - lag], y[lag:]) for lag in range(max_lag + 1))
    return max(float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else -1.0 for a, b in pairs)
