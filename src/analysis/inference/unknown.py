"""Change of the mean at a year that is not stated beforehand: one break (sup-F), or several (least squares and BIC).

Both take a Series indexed by year, missing years left out, as breaks.py does.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.inference.contrast import EXACT, Array, corrected_rho, flat, sieve
from analysis.inference.estimate import Estimate, no_estimate

__all__ = ["Break", "Segments", "multiple", "sup_f"]
TRIMMING = 0.15
MINIMUM_SIDE = 4
MINIMUM_TOTAL = 12
# A mean on each side and the year itself, all chosen to fit: the residuals look less autocorrelated than the errors.
FITTED = 3
MAX_BREAKS = 5


@dataclass(frozen=True)
class Break:
    """The likeliest year of one change of the mean.

    year: first year after it, None without an estimate. dates: the years that the level does not reject, in order (they
    need not be neighbours). estimate: change of the mean at `year`, with the p-value of "no break at any year"; it has
    no interval, since the year was chosen to make it large. statistic: the largest F.
    """

    year: int | None
    dates: tuple[int, ...]
    statistic: float | None
    estimate: Estimate


@dataclass(frozen=True)
class Segments:
    """Several breaks: first years after each, the mean of each segment, and what weakens the finding."""

    years: tuple[int, ...]
    means: tuple[float, ...]
    note: str = ""


def sup_f(series: pd.Series, *, trimming: float = TRIMMING, level: float = 0.95, repetitions: int = 999) -> Break:
    """Largest F of a change of the mean over all years but the outer `trimming` share (Andrews 1993).

    The p-value compares with AR(1) sieve bootstrap series without a break (contrast.sieve), not with the asymptotic
    table, which rejects far too often in short autocorrelated series. The dates invert the likelihood ratio of the
    year (Hansen 2000), scaled by the long-run variance of the residuals: -2 log(1 - sqrt(level)) is its limit.

    >>> unknown.sup_f(arms.supplier_share("PAK", supplier="CHN", window=5)).year
    1965
    """
    clean = series.dropna().sort_index()
    unit = str(series.attrs.get("unit", ""))
    y, n = clean.to_numpy(dtype=float), len(clean)
    if n < MINIMUM_TOTAL:
        return Break(None, (), None, no_estimate(f"only {n} points; a break needs {MINIMUM_TOTAL}", unit=unit, n=n))
    if flat(y - y.mean(), y):
        return Break(None, (), None, no_estimate("the series is constant, so it has no break", unit=unit, n=n))
    edge = max(MINIMUM_SIDE, int(np.ceil(trimming * n)))
    sizes = np.arange(edge, n - edge + 1)
    explained = _explained(y[:, None], sizes)[:, 0]
    best = int(explained.argmax())
    size = int(sizes[best])
    residuals = np.concatenate([y[:size] - y[:size].mean(), y[size:] - y[size:].mean()])
    if flat(residuals, y):
        p_value, statistic, kept = 1 / (repetitions + 1), None, sizes[[best]]
    else:
        simulated = _explained(sieve(residuals, FITTED, repetitions), sizes).max(axis=0)
        p_value = (1 + int((simulated >= explained[best]).sum())) / (repetitions + 1)
        statistic = float((n - 2) * explained[best] / (1 - explained[best]))
        kept = sizes[_not_rejected(explained, residuals, level)]
    years = [int(year) for year in clean.index]
    value, base = float(y[size:].mean() - y[:size].mean()), float(y[:size].mean())
    method = f"sup-F over {years[edge]}-{years[n - edge]}; AR(1) sieve bootstrap"
    found = Estimate(value, None, None, p_value, unit, n, (years[0], years[-1]), method, base)
    return Break(years[size], tuple(years[one] for one in kept), statistic, found)


def multiple(series: pd.Series, *, trimming: float = TRIMMING, most: int = MAX_BREAKS) -> Segments:
    """Breaks of the mean by least squares (Bai and Perron 2003), their number by BIC (Yao 1988).

    Each segment holds at least the `trimming` share of the points, and four; there are at most `most` breaks.
    The BIC takes the years for independent: in autocorrelated series it finds breaks that are waves. Read it as a
    description beside sup_f, which tests.

    >>> unknown.multiple(arms.supplier_share("PAK", supplier="CHN", window=5)).years
    (1966, 1977, 2015)
    """
    clean = series.dropna().sort_index()
    y, n = clean.to_numpy(dtype=float), len(clean)
    minimum = max(MINIMUM_SIDE, int(np.ceil(trimming * n)))
    if n < MINIMUM_TOTAL:
        return Segments((), (), f"only {n} points; a break needs {MINIMUM_TOTAL}")
    ends = [_partition(y, breaks, minimum) for breaks in range(min(most, n // minimum - 1) + 1)]
    chosen = min(ends, key=lambda one: _bic(y, one))
    parts = np.split(y, chosen[:-1])
    years = tuple(int(clean.index[end]) for end in chosen[:-1])
    return Segments(years, tuple(float(part.mean()) for part in parts))


def _explained(samples: Array, sizes: npt.NDArray[np.intp]) -> Array:
    """Share of the variance of each sample (a column) that a break after the first `sizes` points explains (rows)."""
    n = len(samples)
    centred = samples - samples.mean(axis=0)
    sums = np.cumsum(centred, axis=0)[sizes - 1]
    # A bootstrap sample of a series that is mostly nought can be constant: no break explains anything of it.
    total = np.maximum((centred**2).sum(axis=0), np.finfo(float).tiny)
    return np.asarray(sums**2 * (n / (sizes * (n - sizes)))[:, None] / total)


def _not_rejected(explained: Array, residuals: Array, level: float) -> Array:
    n, left = len(residuals), 1 - explained
    ratio = n * (left - left.min()) / left.min()
    rho = max(0.0, corrected_rho(residuals, FITTED))
    long_run = (1 + rho) / (1 - rho)
    return np.asarray(ratio <= -2 * np.log(1 - np.sqrt(level)) * long_run)


def _partition(y: Array, breaks: int, minimum: int) -> list[int]:
    """Ends of the segments with the least squares around their means, by a dynamic programme over the last segment."""
    start, end = np.indices((len(y) + 1, len(y) + 1))
    length = np.maximum(end - start, 1)
    sums, squares = (np.concatenate([[0.0], np.cumsum((y - y.mean()) ** power)]) for power in (1, 2))
    costs = squares[end] - squares[start] - (sums[end] - sums[start]) ** 2 / length
    costs[end - start < minimum] = np.inf
    least, starts = costs[0], list[npt.NDArray[np.intp]]()
    for _ in range(breaks):
        total = least[:, None] + costs
        least, starts = total.min(axis=0), [*starts, total.argmin(axis=0)]
    ends = [len(y)]
    for one in reversed(starts):
        ends = [int(one[ends[0]]), *ends]
    return ends


def _bic(y: Array, ends: list[int]) -> float:
    n = len(y)
    squares = sum(float(((part - part.mean()) ** 2).sum()) for part in np.split(y, ends[:-1]))
    floor = n * (EXACT * max(1.0, float(np.abs(y).max()))) ** 2
    return n * float(np.log(max(squares, floor) / n)) + (2 * len(ends) - 1) * float(np.log(n))
