"""Did they move closer? Each kind of tie before the turning point, after it, and since the shock year.

Complete records, added up over the span as their publishers do; as many years before the turning point as lie between it
and the shock year. A change below what is material is no change: a tenth of the level before for counts (per year), one
percentage point for shares. Shares that fall back to the level before or below are "there and back".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analysis.claims.decide import decide
from analysis.claims.wording import number
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered
from analysis.measures import arms, events, trade, votes
from analysis.study import Study
from analysis.tables import load

MATERIAL = 0.10
POINT = 1.0
LEAST_YEARS = 3
YES, NO, BACK, LESS, UNKNOWN = "closer", "no change", "there and back", "apart", "no data"
CEREMONY = ("agreements", "exercises")
# The pair that the chronology follows; of another pair a year without an event says nothing.
CHRONICLED = {"PAK", "RUS"}
Years = tuple[int, int]


class Spans(NamedTuple):
    """First and last year before the turning point, after it, and since the shock year."""

    before: Years
    after: Years
    since: Years


class Level(NamedTuple):
    """A value and the first and last year that stand behind it."""

    value: float
    years: Years


class Measure(NamedTuple):
    """How a domain is read: level over a span (None without data), unit, words; a share, or a count per span."""

    read: Callable[[Study, Years], Level | None]
    unit: str
    words: str
    share: bool


@dataclass(frozen=True)
class Domain:
    """One kind of tie: level before, after and since, the verdict, the rank among pairs, and sentences that say it.

    `short` is for a headline, `lately` what came since the shock year, `common` the share of other pairs (per cent) whose
    change at the turning point was at least as large, None where there is no such comparison.
    """

    name: str
    verdict: str
    sentence: str
    short: str
    unit: str = ""
    before: float | None = None
    after: float | None = None
    since: float | None = None
    common: float | None = None
    lately: str = ""


def spans_of(study: Study) -> Spans:
    """The three spans of a study, within its years; the last one is empty (first after last) where nothing came since."""
    turn = study.turning_point
    shock = max(study.shock_year, turn + LEAST_YEARS)
    return Spans(
        study.clip((turn - (shock - turn), turn - 1)), study.clip((turn, shock - 1)), study.clip((shock, 9999))
    )


def all_domains(study: Study, spans: Spans) -> tuple[Domain, ...]:
    """Every kind of tie, in the order in which they are told."""
    ranks = _ranks(study)
    return tuple(_domain(name, measure, study, spans, ranks.get(name)) for name, measure in MEASURES.items())


def direction(before: float, after: float, *, share: bool) -> int:
    """1 for a rise, -1 for a fall, 0 for a change below what is material (see the head of this file)."""
    change = after - before
    if abs(change) < (POINT if share else MATERIAL * abs(before)) or change == 0:
        return 0
    return 1 if change > 0 else -1


def pooled_share(recipient: str, supplier: str, years: Years) -> Level | None:
    """Share of `supplier` in the deliveries of arms to `recipient` over `years`, added up, per cent; None without any."""
    table = arms.by_supplier(load("arms_deliveries"), recipient).loc[years[0] : years[1]]
    total = float(table.to_numpy().sum())
    if not total:
        return None
    own = float(table[supplier].sum()) if supplier in table else 0.0
    return Level(100 * own / total, (int(table.index[0]), int(table.index[-1])))


def _agreements(study: Study, years: Years) -> Level:
    return Level(float(len(_held(study, years, "agreement"))), years)


def _exercises(study: Study, years: Years) -> Level:
    return Level(float(_held(study, years, "exercise")["year"].nunique()), years)


def _held(study: Study, years: Years, category: str) -> pd.DataFrame:
    pair = (study.country, study.partner)
    if set(pair) != CHRONICLED:
        raise NotCovered("no data", f"the chronology does not follow {study.fill('{country} and {partner}')}.")
    rows = events.between(load("events"), pair, category=category, first=years[0], last=years[1])
    return rows[~rows["subtype"].isin(events.NOT_HELD)]


def _arms(study: Study, years: Years) -> Level | None:
    return pooled_share(study.country, study.partner, years)


def _trade(study: Study, years: Years) -> Level | None:
    found = trade.share(load("trade"), study.country, partner=study.partner).loc[years[0] : years[1]].dropna()
    return Level(float(found.mean()), (int(found.index[0]), int(found.index[-1]))) if len(found) else None


def _votes(study: Study, years: Years) -> Level | None:
    cast = votes.pair(load("un_votes"), load("un_resolutions"), study.country, study.partner)
    cast = cast[cast["year"].between(*years)]
    if cast.empty:
        return None
    alike = 100 * float((cast["a"].astype(str) == cast["b"].astype(str)).mean())
    return Level(alike, (int(cast["year"].min()), int(cast["year"].max())))


MEASURES = {
    "agreements": Measure(_agreements, "agreements", "Dated agreements, at least", False),
    "exercises": Measure(_exercises, "years", "Years with a joint exercise, at least", False),
    "arms": Measure(_arms, "per cent", "{partner_s} share of {country_s} arms imports", True),
    "trade": Measure(_trade, "per cent", "{partner_s} share of {country_s} goods trade (mean of years)", True),
    "votes": Measure(_votes, "per cent", "Identical votes in the UN", True),
}


def _domain(name: str, measure: Measure, study: Study, spans: Spans, common: float | None) -> Domain:
    words = study.sentence(measure.words)
    try:
        before, after, since = (measure.read(study, years) if years[0] <= years[1] else None for years in spans)
    except NotCovered as error:
        return Domain(name, UNKNOWN, f"{words}: no data; {error}", name)
    if before is None or after is None:
        return Domain(name, UNKNOWN, f"{words}: no data on both sides of {study.turning_point}.", name)
    verdict = _verdict(measure, before, after, since)
    unit = " per cent" if measure.share else ""
    said = ", ".join(f"{_told(one.value)} in {in_years(one.years)}" for one in (before, after, since) if one)
    rank = (
        f" Among other pairs of countries {number(common)} per cent rose at least as much from {study.turning_point} on."
        if common
        else ""
    )
    now = since if since is not None else after
    last = now if verdict == BACK else after
    recent = f"{name.capitalize()}: no data"
    if since:
        years = "" if since.years == spans.since else f" ({in_years(since.years)})"
        recent = f"{words} {_told(since.value)}{unit}{years}"
    lately = recent if spans.since[0] <= spans.since[1] else ""
    return Domain(
        name, verdict, f"{words}: {said}{' (per cent)' if measure.share else ''}.{rank}",
        f"{name} ({_told(before.value)} to {_told(last.value)}{unit if measure.share else ''})",
        measure.unit, before.value, after.value, since.value if since else None, common, lately,
    )  # fmt: skip


def _verdict(measure: Measure, before: Level, after: Level, since: Level | None) -> str:
    first, second = (one.value if measure.share else one.value / _length(one.years) for one in (before, after))
    rose = direction(first, second, share=measure.share)
    # Counts since the shock cover another number of years and only begin to come in: they take nothing back.
    if rose > 0 and measure.share and since is not None and direction(first, since.value, share=True) <= 0:
        return BACK
    # A lower bound can show that something came, not that it went away.
    return {1: YES, 0: NO, -1: LESS if measure.share else NO}[rose]


def _ranks(study: Study) -> dict[str, float]:
    """Share of other pairs, per cent, whose change at the turning point was at least as large, by domain."""
    parts = decide("B1", study).parts
    return {part.id: 100 * part.placebo.p_value for part in parts if part.placebo and part.placebo.p_value is not None}


def _length(years: Years) -> int:
    return years[1] - years[0] + 1


def _told(value: float) -> str:
    return number(int(value) if float(value).is_integer() else value)
