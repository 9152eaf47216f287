"""The level of each kind of tie over a span of years: how it is read, in which unit, and in which words.

Complete records are added up over the span as their publishers do. What is counted from the chronology is a lower bound;
rounds of joint bodies carry numbers, which say how many of them the chronology does not hold.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.claims import chronology, layers
from analysis.claims.rules import settings
from analysis.claims.wording import number
from analysis.errors import NotCovered, covered
from analysis.measures import arms, events, published, trade, votes
from analysis.measures.series import pooled
from analysis.study import Study
from analysis.tables import hashes, load

FEW_YEARS = 3  # so many can be told one by one
PAPER = ("agreements", "meetings", "exercises")
# Below this share of numbered rounds on record a count of meetings tells about the chronology, not about the two.
WELL_RECORDED = 0.9
Years = tuple[int, int]


class Level(NamedTuple):
    """A value and the first and last year that stand behind it; of what is counted by year, also the first year counted."""

    value: float
    years: Years
    begun: int | None = None


class Measure(NamedTuple):
    """How a domain is read: level over a span (None without data), unit, words; a share, or a count per span."""

    read: Callable[[Study, Years], Level | None]
    unit: str
    words: str
    share: bool


def _agreements(study: Study, years: Years) -> Level:
    every = chronology.of(study)
    rows = events.signed(every, _chronicled(study), first=years[0], last=years[1])
    return Level(float(len(rows)), _until(every, years))


def _meetings(study: Study, years: Years) -> Level:
    # Gaps are gaps whenever they come to light: the numbers of later rounds tell of those before.
    every = events.rounds(chronology.of(study), _chronicled(study))
    found = every[every["date"].str[:4].astype(int) <= study.last_year]
    highest = found.groupby("body")["number"].max()
    if len(every) < WELL_RECORDED * every.groupby("body")["number"].max().sum():
        if found.empty:
            raise NotCovered("no count is possible, as the chronology lacks most rounds.")
        pace = "; ".join(f"{body}: {_numbers(rows)}" for body, rows in found.groupby("body", sort=False))
        few = f"the chronology holds {len(found)} of at least {highest.sum()} rounds"
        raise NotCovered(f"no count is possible, as {few}. By their numbers: {pace}.")
    year = pd.to_numeric(found["date"].str[:4])
    return Level(float(year.between(*years).sum()), years)


def _numbers(rows: pd.DataFrame) -> str:
    return ", ".join(f"number {row.number} in {str(row.date)[:4]}" for row in rows.itertuples())


def _exercises(study: Study, years: Years) -> Level:
    every = chronology.of(study)
    rows = events.between(every, _chronicled(study), category="exercise", first=years[0], last=years[1])
    held = rows[~rows["subtype"].isin(events.NOT_HELD)]
    return Level(float(held["year"].nunique()), _until(every, years), int(held["year"].min()) if len(held) else None)


def _until(every: pd.DataFrame, years: Years) -> Years:
    """The years of a span that the chronology has come to."""
    return years[0], min(years[1], int(every["year"].max()))


def chronicled(study: Study) -> bool:
    """Whether the chronology follows the pair, as its history says; of another pair a year without an event says nothing."""
    return layers.history(study).case.chronicle


def _chronicled(study: Study) -> list[str]:
    pair = [study.country, study.partner]
    if not chronicled(study):
        raise NotCovered(f"the chronology does not follow {study.fill('{country} and {partner}')}.")
    return pair


def _arms(study: Study, years: Years) -> Level | None:
    known = load("arms_deliveries")["year"]
    years = (max(years[0], int(known.min())), min(years[1], int(known.max())))
    if years[0] > years[1]:
        return None
    window = years[1] - years[0] + 1
    shares = arms.supplier_share(study.country, supplier=study.partner, window=window)
    return Level(float(shares[years[1]]), years) if years[1] in shares.index else None


@lru_cache(maxsize=32)  # asked for dozens of spans
def _share_of_trade(country: str, partner: str, _: tuple[str, ...]) -> pd.Series:
    return trade.share(country, partner=partner)


def _trade(study: Study, years: Years) -> Level | None:
    values = _share_of_trade(study.country, study.partner, hashes("trade"))
    found = values.loc[years[0] : years[1]].dropna()
    return Level(pooled(values, *years), (int(found.index[0]), int(found.index[-1]))) if len(found) else None


def _votes(study: Study, years: Years) -> Level | None:
    same = votes.alike(study.country, b=study.partner, span=years)
    return Level(100 * float(same.mean()), (int(same.index.min()), int(same.index.max()))) if len(same) else None


MEASURES = {
    "agreements": Measure(_agreements, "agreements", "Signings of agreements, at least", False),
    "meetings": Measure(_meetings, "rounds", "Meetings of joint bodies", False),
    "exercises": Measure(_exercises, "years", "Years with joint exercises, at least", False),
    "arms": Measure(_arms, "per cent", "{partner_s} share of {country_own} arms imports", True),
    "trade": Measure(_trade, "per cent", "{partner_s} share of {country_own} goods trade", True),
    "votes": Measure(_votes, "per cent", "UN votes cast alike", True),
}


def published_trade(study: Study, years: Years, *, listed: bool = True) -> str:
    """The totals that anyone published for these years, on whatever basis, by year; of many years, or not `listed`, the lowest and highest; empty without one."""
    rows = published.totals(study.country, partner=study.partner)
    rows = rows[rows["year"].between(*years)].sort_values("value")
    if rows.empty:
        return ""
    told = rows["value"].map(number)
    told = told.mask(rows["at_least"], "more than " + told)
    ended = (rows["year"] + 1).mod(100).map("–{:02d}".format)  # a fiscal year is told as 2022–23
    when = rows["year"].astype(str) + ended.where(rows["fiscal"], "")
    by_year = told.groupby(when).agg(lambda said: " or ".join(dict.fromkeys(said)))
    if len(by_year) > FEW_YEARS or not listed:
        return " to ".join(dict.fromkeys([told.iloc[0], told.iloc[-1]]))
    return ", ".join(f"{said} ({year})" for year, said in by_year.items())


def standing(study: Study, years: Years) -> tuple[int, int, float] | None:
    """Place of the country among all members by votes alike with the partner, their number, and the median member's per cent."""
    each = covered(lambda: votes.with_each(study.partner, span=years), None)
    if each is None or study.country not in each:
        return None
    place = int(each.rank(ascending=False, method="min")[study.country])
    return place, len(each), float(each.median())


def direction(before: float, after: float, *, share: bool) -> int:
    """1 for a rise, -1 for a fall, 0 for a change below what is material (see the head of domains.py)."""
    change, limits = after - before, settings().material
    if change == 0 or abs(change) < (limits["per cent"] if share else limits["relative"] * abs(before)):
        return 0
    return 1 if change > 0 else -1
