"""How special is a country's change among the same change of all countries?

The rank is a count of a complete record, not a sample: rank / n is the share of the countries compared that moved at
least as far in the same direction, the country itself included. Who is compared:

- not the other countries of the case (`roles`), whose change is part of the story;
- not a country with nothing but zeros in the years compared: it had nothing to gain or to lose;
- not a country with values in fewer than half of the years of a side: two or three years do not stand for a period;
- in proportion, not a country with a trifling level before: less than a tenth of the average of the countries that
  had any. The smallest recipients multiply or vanish with a single project and would fill the first ranks.

A country that fell to zero (or below, by corrections) is compared: in proportion that is the largest possible fall. One that
rose from zero is compared in absolute terms only. Countries that came into being later have zeros before where the record says
that a year without a row is zero: they count as having risen from nothing, and in a fall as countries that did not fall.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.inference import placebo

__all__ = ["Among", "change", "level", "p_values", "trend"]
SCALES = ("absolute", "proportion")
KNOWN_YEARS = 0.5
TRIFLING = 0.1
END_YEARS = 5


class Among(NamedTuple):
    """Rank of a country, 1 the farthest in the direction asked for.

    n: countries compared, the own one included. p_value: rank / n. Without a rank n is 0 and `note` says why.
    """

    rank: int | None
    n: int
    p_value: float | None
    note: str


def change(
    panel: pd.DataFrame,
    year: int,
    span: tuple[int, int],
    own: str,
    *,
    roles: Collection[str],
    direction: str,
    scale: str,
) -> Among:
    """Rank of the change of `own` from the years of `span` before `year` to those from `year` on.

    `panel`: rows are years, columns country codes. `direction` is "up" or "down"; `scale` is "absolute" (mean after minus
    mean before) or "proportion" (mean after over mean before, which ranks as its logarithm does).

    >>> found = among.change(panels.aid_obligations(), 2002, (1991, 2010), "PAK", roles=(), direction="up", scale="absolute")
    >>> found.rank, found.n
    (3, 185)
    """
    inside = _inside(panel, span)
    return _changed(inside[inside.index < year], inside[inside.index >= year], own, roles, direction, scale)


def trend(
    panel: pd.DataFrame, span: tuple[int, int], own: str, *, roles: Collection[str], direction: str, scale: str
) -> Among:
    """Rank of the change from the first five years of `span` to its last five, as in change().

    Years of the span outside the panel do not count. Of fewer than ten years the halves are compared, without the
    middle year of an odd number.

    >>> found = among.trend(panels.trade_us_share(), (1990, 2020), "IND", roles=(), direction="up", scale="absolute")
    >>> found.rank
    4
    """
    inside = _inside(panel, span)
    if inside.empty:
        return _none(f"there are no years between {span[0]} and {span[1]}")
    return _changed(*_ends(inside), own, roles, direction, scale)


def level(panel: pd.DataFrame, span: tuple[int, int], own: str, *, roles: Collection[str], direction: str) -> Among:
    """Rank of the mean of `own` over `span`: direction "up" counts from the largest, "down" from the smallest.

    >>> found = among.level(panels.aid_obligations(), (2002, 2010), "PAK", roles=(), direction="up")
    >>> found.rank
    6
    """
    inside = _compared(_inside(panel, span), own, roles)
    values = _mean(inside)[_any(inside)]
    return _ranked(values, own, direction, _missing(own, (inside,)))


def p_values(
    panel: pd.DataFrame,
    statistic: str,
    span: tuple[int, int],
    *,
    roles: Collection[str],
    direction: str,
    year: int = 0,
) -> pd.Series:
    """The p-value, in absolute terms, of every country that is no role, as `change` (at `year`), `trend` or `level` gives it for one.

    >>> found = among.p_values(panels.aid_obligations(), "level", (2002, 2010), roles=(), direction="up")
    >>> round(found["PAK"] * len(found))
    6
    """
    inside = _compared(_inside(panel, span), "", roles)
    if statistic == "level":
        values = _mean(inside)[_any(inside)]
    else:
        at = inside.index < year
        values = _moved(*(_ends(inside) if statistic == "trend" else (inside[at], inside[~at])))
    found = values.dropna()
    return pd.Series(placebo.p_values(found.to_numpy(float), direction=direction), index=found.index)


def _ends(inside: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first and the last five years, or the halves of fewer than ten."""
    first, last = int(inside.index.min()), int(inside.index.max())
    length = min(END_YEARS, (last - first + 1) // 2)
    return inside[inside.index < first + length], inside[inside.index > last - length]


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    """Mean after less mean before, of countries with anything in either."""
    return (_mean(after) - _mean(before))[_any(before) | _any(after)]


def _changed(
    before: pd.DataFrame, after: pd.DataFrame, own: str, roles: Collection[str], direction: str, scale: str
) -> Among:
    if scale not in SCALES:
        raise MeasureError(f"scale = {scale!r} is unknown; give one of {', '.join(SCALES)}.")
    before, after = _compared(before, own, roles), _compared(after, own, roles)
    reason = _missing(own, (before, after))
    if scale == "absolute":
        return _ranked(_moved(before, after), own, direction, reason)
    first, last = (_mean(part)[_any(before) | _any(after)] for part in (before, after))
    enough = (first > 0) & (first >= TRIFLING * first[first > 0].mean())
    reason = reason or "it had less before than a tenth of the average country, too little to compare in proportion"
    return _ranked((last.clip(lower=0) / first)[enough], own, direction, reason)


def _ranked(values: pd.Series, own: str, direction: str, reason: str) -> Among:
    """`own` among the other values; `reason` says why it would have none."""
    found = values.dropna()
    if direction not in placebo.DIRECTIONS:
        raise MeasureError(f"direction = {direction!r} is unknown; give one of {', '.join(placebo.DIRECTIONS)}.")
    if own not in found.index:
        return _none(reason)
    others = found.drop(own).to_numpy(dtype=float)
    if not len(others):
        return _none("there is no other country to compare with")
    place = placebo.rank(float(found[own]), others, direction=direction)
    return Among(place.rank, place.n + 1, place.p_value, "")


def _missing(own: str, parts: tuple[pd.DataFrame, ...]) -> str:
    """Why a country has no value; empty where it has one in every part."""
    if own not in parts[0].columns:
        return "it is not in the record"
    if any(np.isnan(_mean(part)[own]) for part in parts):
        return "it has values in fewer than half of the years compared"
    return "" if any(_any(part)[own] for part in parts) else "it has nothing but zeros in the years compared"


def _inside(panel: pd.DataFrame, span: tuple[int, int]) -> pd.DataFrame:
    return panel[(panel.index >= span[0]) & (panel.index <= span[1])]


def _compared(part: pd.DataFrame, own: str, roles: Collection[str]) -> pd.DataFrame:
    kept = ~part.columns.isin([code for code in roles if code != own])
    # One block of numbers: dropping columns leaves a frame of many, which is slow to average.
    return pd.DataFrame(part.to_numpy()[:, kept], index=part.index, columns=part.columns[kept])


def _any(part: pd.DataFrame) -> pd.Series:
    return part.abs().sum() > 0


def _mean(part: pd.DataFrame) -> pd.Series:
    """Mean of the years with a value; missing where they are fewer than half."""
    return part.mean().where(part.notna().mean() >= KNOWN_YEARS)


def _none(reason: str) -> Among:
    return Among(None, 0, None, reason)
