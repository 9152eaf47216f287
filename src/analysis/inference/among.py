"""How special is a country's change among the same change of all countries?

The rank is a count of a complete record, not a sample: its p-value is the share of the countries compared that moved at
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
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.inference import placebo
from analysis.inference.placebo import Placebo

__all__ = ["change", "level", "values"]
SCALES = ("absolute", "proportion")
KNOWN_YEARS = 0.5
TRIFLING = 0.1


def change(
    panel: pd.DataFrame,
    year: int,
    span: tuple[int, int],
    own: str,
    *,
    roles: Collection[str],
    direction: str,
    scale: str,
) -> Placebo:
    """Rank of the change of `own` from the years of `span` before `year` to those from `year` on, among all others.

    `panel`: rows are years, columns country codes. `direction` is "up" or "down"; `scale` is "absolute" (mean after minus
    mean before) or "proportion" (mean after over mean before, which ranks as its logarithm does). Without a rank `note` says why.

    >>> found = among.change(panels.aid_obligations(), 2002, (1991, 2010), "PAK", roles=(), direction="up", scale="absolute")
    >>> found.rank, found.n
    (3, 184)
    """
    if scale not in SCALES:
        raise MeasureError(f"scale = {scale!r} is unknown; give one of {', '.join(SCALES)}.")
    parts = _compared(panel, year, span, own, roles)
    if scale == "absolute":
        return _ranked(_absolute(parts), own, direction, _missing(own, parts))
    first, last = (_mean(part)[_any(parts)] for part in parts)
    enough = (first > 0) & (first >= TRIFLING * first[first > 0].mean())
    little = "it had less before than a tenth of the average country, too little to compare in proportion"
    return _ranked((last.clip(lower=0) / first)[enough], own, direction, _missing(own, parts) or little)


def level(panel: pd.DataFrame, span: tuple[int, int], own: str, *, roles: Collection[str], direction: str) -> Placebo:
    """Rank of the mean of `own` over `span`: direction "up" counts from the largest, "down" from the smallest.

    >>> found = among.level(panels.aid_obligations(), (2002, 2010), "PAK", roles=(), direction="up")
    >>> found.rank
    6
    """
    parts = _compared(panel, None, span, own, roles)
    return _ranked(_absolute(parts), own, direction, _missing(own, parts))


def values(panel: pd.DataFrame, year: int | None, span: tuple[int, int], *, roles: Collection[str]) -> pd.Series:
    """What `change` ranks in absolute terms, of every country that is no role; what `level` ranks where `year` is None.

    >>> round(among.values(panels.aid_obligations(), None, (2002, 2010), roles=()).rank(ascending=False)["PAK"])
    6
    """
    return _absolute(_compared(panel, year, span, "", roles)).dropna()


def _absolute(parts: list[pd.DataFrame]) -> pd.Series:
    """Mean after less mean before, or the mean of the only part, of countries with anything in either."""
    means = [_mean(part)[_any(parts)] for part in parts]
    return means[1] - means[0] if len(means) > 1 else means[0]


def _ranked(values: pd.Series, own: str, direction: str, reason: str) -> Placebo:
    """`own` among the other values; `reason` says why it would have none."""
    found = values.dropna()
    if own not in found.index:
        return Placebo(None, None, 0, None, note=reason)
    ranked = placebo.rank(float(found[own]), found.drop(own).to_numpy(dtype=float), direction=direction)
    return ranked if ranked.n else replace(ranked, note="there is no other country to compare with")


def _missing(own: str, parts: list[pd.DataFrame]) -> str:
    """Why a country has no value; empty where it has one in every part."""
    if own not in parts[0].columns:
        return "it is not in the record"
    if any(np.isnan(_mean(part)[own]) for part in parts):
        return "it has values in fewer than half of the years compared"
    return "" if _any(parts)[own] else "it has nothing but zeros in the years compared"


def _compared(
    panel: pd.DataFrame, year: int | None, span: tuple[int, int], own: str, roles: Collection[str]
) -> list[pd.DataFrame]:
    """The years before `year` and those from it on, or all of them, of the countries compared."""
    inside = panel[(panel.index >= span[0]) & (panel.index <= span[1])]
    kept = ~inside.columns.isin([code for code in roles if code != own])
    # One block of numbers: dropping columns leaves a frame of many, which is slow to average.
    inside = pd.DataFrame(inside.to_numpy()[:, kept], index=inside.index, columns=inside.columns[kept])
    return [inside] if year is None else [inside[inside.index < year], inside[inside.index >= year]]


def _any(parts: list[pd.DataFrame]) -> pd.Series:
    """Which countries have anything in any part."""
    return pd.concat(parts).abs().sum() > 0


def _mean(part: pd.DataFrame) -> pd.Series:
    """Mean of the years with a value; missing where they are fewer than half."""
    return part.mean().where(part.notna().mean() >= KNOWN_YEARS)
