"""Is it special? The same statistic for other pairs at the same year.

Randomisation inference: the p-value is (1 + placebos at least as far in the claim's direction) / (1 + placebos), so it
lies above 0 and never promises more than the number of placebos can carry (Phipson and Smyth 2010).
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.inference.contrast import Array, design

__all__ = ["Placebo", "from_quantiles", "pairs", "rank"]
MINIMUM_SIDE = 4
SLACK = 1e-12  # a rounding error must not break a tie
DIRECTIONS = ("up", "down")
PROBABILITIES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True)
class Placebo:
    """Where a statistic stands among its placebos.

    value: the own statistic, None where it cannot be computed (`note` says why). rank: 1 is the farthest in the
    claim's direction. n: number of placebos. p_value: in (0, 1]. quantiles: pairs (probability, value) of the
    placebos. values: the placebos in order, for a figure (empty if only quantiles are known).
    """

    value: float | None
    rank: int | None
    n: int
    p_value: float | None
    quantiles: tuple[tuple[float, float], ...] = ()
    note: str = ""
    values: Array = field(default_factory=lambda: np.empty(0), compare=False, repr=False)


def pairs(
    panel: pd.DataFrame,
    year: int | None,
    span: tuple[int, int],
    *,
    own: tuple[str, str],
    roles: Collection[str],
    direction: str,
    statistic: str = "shift",
) -> Placebo:
    """The statistic of the pair `own` among those of all other pairs of `panel`, over `span` (both years included).

    `panel`: rows are years, columns pairs (a, b), in either order. Pairs with a country in `roles` share the case's
    own history and are left out; so are pairs with fewer than four points on either side of `year` (in all, where the
    statistic is "trend" or "mean" and `year` is None).

    >>> found = placebo.pairs(trade.all_pairs(), 2014, (2006, 2019), own=("PAK", "RUS"), roles=("IND", "USA"), direction="up")
    >>> print(found.n > 10_000)
    True
    """
    inside = panel.loc[(panel.index >= span[0]) & (panel.index <= span[1])]
    if inside.empty:
        return _none(f"there are no years between {span[0]} and {span[1]}")
    column = own if own in inside.columns else (own[1], own[0])
    if column not in inside.columns:
        return _none(f"the panel has no pair {own[0]}-{own[1]}")
    values = _statistics(inside, statistic, year)
    mine = float(values[inside.columns.get_loc(column)])
    if not np.isfinite(mine):
        return _none(f"{own[0]}-{own[1]} has fewer than {MINIMUM_SIDE} points on a side in {span[0]}-{span[1]}")
    left_out = {*roles, *own}
    clean = ~inside.columns.get_level_values(0).isin(left_out) & ~inside.columns.get_level_values(1).isin(left_out)
    return rank(mine, values[clean & np.isfinite(values)], direction=direction)


def rank(own: float, placebos: Array, *, direction: str) -> Placebo:
    """`own` among `placebos`: equal values count against it.

    >>> placebo.rank(3.0, np.array([1.0, 2.0, 3.0, 4.0]), direction="up").rank
    3
    """
    _known(direction)
    n = len(placebos)
    if n == 0:
        return _none("there is no placebo to compare with")
    slack = SLACK * max(1.0, abs(own))
    ahead = int((placebos >= own - slack).sum() if direction == "up" else (placebos <= own + slack).sum())
    quantiles = tuple(zip(PROBABILITIES, np.quantile(placebos, PROBABILITIES).tolist(), strict=True))
    return Placebo(float(own), 1 + ahead, n, (1 + ahead) / (1 + n), quantiles, values=np.sort(placebos))


def from_quantiles(quantiles: pd.Series, own: float, *, n: int, direction: str) -> Placebo:
    """Rank of `own` where only quantiles of `n` placebos may be published.

    `quantiles`: values indexed by probability (0 to 1). Between two of them the share ahead is interpolated and rounded
    up to a whole placebo; beyond the last one it is that quantile's whole tail; a tie counts against `own`.

    >>> placebo.from_quantiles(pd.Series([0.0, 1.0, 2.0], index=[0.0, 0.5, 1.0]), 1.5, n=100, direction="up").rank
    26
    """
    _known(direction)
    known = quantiles.dropna().sort_index()
    if known.empty or n < 1:
        return _none("there is no placebo to compare with")
    probabilities, values = np.asarray(known.index, dtype=float), np.asarray(known, dtype=float)
    if direction == "up":
        share = _share_ahead(1 - probabilities[::-1], -values[::-1], -own)
    else:
        share = _share_ahead(probabilities, values, own)
    ahead = int(np.ceil(share * n - 1e-9))
    pairs_known = tuple(zip(probabilities.tolist(), values.tolist(), strict=True))
    return Placebo(float(own), 1 + ahead, n, (1 + ahead) / (1 + n), pairs_known, "rank from published quantiles")


def _share_ahead(probabilities: Array, values: Array, own: float) -> float:
    """Share of the placebos that lie at or below `own`, from above: rising probabilities and their values."""
    if own < values[0]:
        return float(probabilities[0])
    if own >= values[-1]:
        return 1.0
    upper = int(np.searchsorted(values, own, side="right"))
    gap = values[upper] - values[upper - 1]
    part = (own - values[upper - 1]) / gap
    return float(probabilities[upper - 1] + part * (probabilities[upper] - probabilities[upper - 1]))


def _statistics(inside: pd.DataFrame, statistic: str, year: int | None) -> Array:
    """The statistic of every column, each over its own years with data; missing where there are too few."""
    points = np.asarray(inside.index, dtype=float)
    regressors, column = design(statistic, points, year)
    y = inside.to_numpy(dtype=float)
    seen = np.isfinite(y)
    enough = seen.sum(axis=0) >= max(MINIMUM_SIDE, regressors.shape[1] + 1)
    if year is not None:
        post = points >= year
        enough &= (seen[post].sum(axis=0) >= MINIMUM_SIDE) & (seen[~post].sum(axis=0) >= MINIMUM_SIDE)
    used = np.where(seen, y, 0.0)[:, enough]
    products = (regressors[:, :, None] * regressors[:, None, :]).reshape(len(points), -1)
    size = regressors.shape[1]
    left = (seen[:, enough].T.astype(float) @ products).reshape(-1, size, size)
    found = np.full(y.shape[1], np.nan)
    found[enough] = np.linalg.solve(left, (used.T @ regressors)[:, :, None])[:, column, 0]
    return found


def _known(direction: str) -> None:
    if direction not in DIRECTIONS:
        raise MeasureError(f"direction = {direction!r} is unknown; give one of {', '.join(DIRECTIONS)}.")


def _none(reason: str) -> Placebo:
    return Placebo(None, None, 0, None, note=reason)
