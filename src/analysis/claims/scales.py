"""The scale in which the usual swing of a series is asked: logs of amounts, logits of shares, square roots of counts."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.claims.wording import unit_of
from analysis.inference.contrast import Array

COUNTS = {"visits a year", "cases", "strikes", "pieces", "exercises a year", "documented years"}
SHARES = {"per cent": 100.0, "share of identical votes": 1.0, "index from 0 to 1": 1.0}
TINY = 1e-9
# What a nought is taken as in a log or a logit, in smallest values that occur; a change must show with either.
HALF, WHOLE = 0.5, 1.0


class Scale(NamedTuple):
    """A transformation, its name, and the way back."""

    name: str
    to: Callable[[Any], Any]
    back: Callable[[Any], Any]


ROOT = Scale(
    "square root",
    lambda x: np.sqrt(np.maximum(x, 0) + 3 / 8),
    lambda z: np.maximum(np.maximum(z, 0) ** 2 - 3 / 8, 0),
)


def scale_of(values: pd.Series, *, difference: bool = False, nought: float = HALF) -> Scale:
    """The scale in which a series is asked: logit of shares, square root of counts, log of amounts, else as it is.

    A `nought` (of a share: all, too) is taken as so many times the smallest value (the smallest rest) that occurs.
    """
    unit, y = unit_of(values), values.to_numpy(float)
    if difference or unit == "Cohen's kappa" or (y < 0).any():
        return Scale("as it is", np.asarray, np.asarray)
    if unit in SHARES and (y <= SHARES[unit]).all():
        return _logit(y, SHARES[unit], nought)
    if unit in COUNTS:
        return ROOT
    least = nought * _least(y)
    return Scale("log", lambda x: np.log(np.maximum(np.asarray(x, dtype=float), least)), np.exp)


def _logit(y: Array, most: float, nought: float) -> Scale:
    low, high = nought * _least(y), most - nought * _least(most - y)

    def to(x: Any) -> Any:
        kept = np.clip(np.asarray(x, dtype=float), low, high)
        return np.log(kept / (most - kept))

    return Scale("logit", to, lambda z: most / (1 + np.exp(-np.asarray(z, dtype=float))))


def _least(y: Array) -> float:
    # A rounding error is no smallest value.
    return float(y[y > TINY * y.max()].min())
