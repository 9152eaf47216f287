"""The specification curve: the estimates of many defensible choices at once, and what they agree on.

Fast because series of one length share their bootstrap draws (contrast.sieve) and because a choice that comes to the
same series, year and test as another (spans that reach beyond the data, measures that coincide) is computed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import MeasureError
from analysis.inference import breaks
from analysis.inference.estimate import Estimate

TESTS = ("shift", "segmented", "trend", "compare")


@dataclass(frozen=True, eq=False)
class Specification:
    """One choice: a series, a test of breaks.py, and what the test needs.

    span: first and last year used, None for all. year: for shift and segmented. quantity: for segmented ("level" or
    "slope"). threshold: for trend and compare.
    """

    series: pd.Series
    test: str
    year: int | None = None
    span: tuple[int, int] | None = None
    quantity: str = "level"
    threshold: float = 0.0


def estimates(
    specifications: Sequence[Specification], *, level: float = 0.95, repetitions: int = 999
) -> list[Estimate]:
    """The estimate of each specification, in order: what breaks.py gives for it, computed once for equal ones.

    Raises MeasureError for an unknown test or a missing year, before anything is computed.
    """
    for one in specifications:
        _check(one)
    known: dict[tuple[object, ...], Estimate] = {}
    found = []
    for one in specifications:
        used = _spanned(one)
        key = _key(one, used)
        if key not in known:
            known[key] = _estimate(one, used, level, repetitions)
        found.append(known[key])
    return found


def _check(one: Specification) -> None:
    if one.test not in TESTS:
        raise MeasureError(f"test = {one.test!r} is unknown; give one of {', '.join(TESTS)}.")
    if one.test in ("shift", "segmented") and one.year is None:
        raise MeasureError(f"test = {one.test!r} needs a year; give the first year after the change.")


def _spanned(one: Specification) -> pd.Series:
    if one.span is None:
        return one.series
    return one.series[(one.series.index >= one.span[0]) & (one.series.index <= one.span[1])]


def _key(one: Specification, used: pd.Series) -> tuple[object, ...]:
    # Only what the test reads: a trend has no year, a shift no threshold.
    reads = {
        "shift": (one.year,),
        "segmented": (one.year, one.quantity),
        "trend": (one.threshold,),
        "compare": (one.threshold,),
    }[one.test]
    data = (used.index.to_numpy().tobytes(), used.to_numpy(dtype=float).tobytes(), str(used.attrs.get("unit", "")))
    return (one.test, *reads, *data)


def _estimate(one: Specification, used: pd.Series, level: float, repetitions: int) -> Estimate:
    if one.year is not None and one.test == "shift":
        return breaks.shift(used, one.year, level=level, repetitions=repetitions)
    if one.year is not None and one.test == "segmented":
        return breaks.segmented(used, one.year, quantity=one.quantity, level=level, repetitions=repetitions)
    test = breaks.trend if one.test == "trend" else breaks.compare
    return test(used, threshold=one.threshold, level=level, repetitions=repetitions)
