"""Estimate: what every inference returns."""

from dataclasses import dataclass

__all__ = ["Estimate", "no_estimate"]


@dataclass(frozen=True)
class Estimate:
    """A number with its uncertainty.

    value, low, high: in `unit`; low and high are None where nothing was sampled (a complete count).
    p_value: two-sided, None where nothing was sampled. n: number of observations. years: first and last used.
    method: the procedure in words. base: the level that `value` is a change of, in `unit`, None where there is none.
    note: what weakens the estimate, or why there is none (then value is None).
    """

    value: float | None
    low: float | None
    high: float | None
    p_value: float | None
    unit: str
    n: int
    years: tuple[int, int] | None
    method: str
    base: float | None = None
    note: str = ""


def no_estimate(reason: str, *, unit: str = "", n: int = 0, method: str = "none") -> Estimate:
    """An Estimate without a value that says why there is none.

    >>> estimate.no_estimate("too few years").note
    'too few years'
    """
    return Estimate(None, None, None, None, unit, n, None, method, note=reason)
