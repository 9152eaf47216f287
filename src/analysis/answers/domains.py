"""Did they move closer? Each kind of tie before the turning point, after it, and since the shock year.

Complete records, added up over the span as their publishers do; as many years before the turning point as lie between it
and the shock year. A change below what is material is no change: a tenth of the level before for counts, one
percentage point for shares. Shares that fall back to the level before or below are "there and back".
Counts are compared over spans of one length only, and nothing over fewer than three years.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analysis.claims.decide import decide
from analysis.claims.rules import settings
from analysis.claims.wording import number
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered
from analysis.measures import arms, events, trade, votes
from analysis.measures.series import pooled
from analysis.study import Study
from analysis.tables import load

MATERIAL = settings().material["relative"]
POINT = settings().material["per cent"]
LEAST_YEARS = 3
YES, NO, BACK, LESS, UNKNOWN = "closer", "no change", "there and back", "apart", "no data"
PAPER = ("agreements", "meetings", "exercises")
MEETING = "institutional_meeting"
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


def _agreements(study: Study, years: Years) -> Level:
    rows = _held(study, years, "agreement")
    return Level(float((rows["subtype"] != MEETING).sum()), years)


def _meetings(study: Study, years: Years) -> Level:
    rows = _held(study, years, "agreement")
    return Level(float((rows["subtype"] == MEETING).sum()), years)


def _exercises(study: Study, years: Years) -> Level:
    return Level(float(_held(study, years, "exercise")["year"].nunique()), years)


def _held(study: Study, years: Years, category: str) -> pd.DataFrame:
    pair = (study.country, study.partner)
    if set(pair) != CHRONICLED:
        raise NotCovered("no data", f"the chronology does not follow {study.fill('{country} and {partner}')}.")
    rows = events.between(load("events"), pair, category=category, first=years[0], last=years[1])
    return rows[~rows["subtype"].isin(events.NOT_HELD)]


def _arms(study: Study, years: Years) -> Level | None:
    table, window = load("arms_deliveries"), _length(years)
    pooled = arms.supplier_share(table, study.country, supplier=study.partner, window=window)
    return Level(float(pooled[years[1]]), years) if years[1] in pooled.index else None


def _trade(study: Study, years: Years) -> Level | None:
    values = trade.share(load("trade"), study.country, partner=study.partner)
    found = values.loc[years[0] : years[1]].dropna()
    return Level(pooled(values, *years), (int(found.index[0]), int(found.index[-1]))) if len(found) else None


def _votes(study: Study, years: Years) -> Level | None:
    same = votes.alike(load("un_votes"), load("un_resolutions"), study.country, b=study.partner, span=years)
    return Level(100 * float(same.mean()), (int(same.index.min()), int(same.index.max()))) if len(same) else None


MEASURES = {
    "agreements": Measure(_agreements, "agreements", "Dated agreements, at least", False),
    "meetings": Measure(_meetings, "meetings", "Meetings of joint committees and working groups, at least", False),
    "exercises": Measure(_exercises, "years", "Years with a joint exercise, at least", False),
    "arms": Measure(_arms, "per cent", "{partner_s} share of {country_s} arms imports", True),
    "trade": Measure(_trade, "per cent", "{partner_s} share of {country_s} goods trade", True),
    "votes": Measure(_votes, "per cent", "Identical votes in the UN", True),
}


def _domain(name: str, measure: Measure, study: Study, spans: Spans, common: float | None) -> Domain:
    words = study.sentence(measure.words)
    try:
        before, after, since = (measure.read(study, years) if years[0] <= years[1] else None for years in spans)
    except NotCovered as error:
        return Domain(name, UNKNOWN, f"{words}: no data; {error}", name)
    if before is None or after is None or not _comparable(measure, before, after):
        few = f"{words}: no data for enough years on both sides of {study.turning_point}."
        return Domain(name, UNKNOWN, few, name)
    verdict = _verdict(measure, before, after, since)
    said = ", ".join(f"{_told(one.value)} in {in_years(one.years)}" for one in (before, after, since) if one)
    # Two levels of nought tie with every other pair without a change: their rank says nothing.
    rank = _rank(common, study) if common and (before.value or after.value) else ""
    return Domain(
        name, verdict, f"{words}: {said}{' (per cent)' if measure.share else ''}.{rank}",
        _short(name, measure, verdict, [before, after, since], spans), measure.unit,
        before.value, after.value, since.value if since else None, common if rank else None,
        _lately(name, words, measure, after, since, spans),
    )  # fmt: skip


def _comparable(measure: Measure, before: Level, after: Level) -> bool:
    """Shares need some years on each side; counts also spans of one length."""
    lengths = [_length(one.years) for one in (before, after)]
    return min(lengths) >= LEAST_YEARS and (measure.share or lengths[0] == lengths[1])


def _verdict(measure: Measure, before: Level, after: Level, since: Level | None) -> str:
    rose = direction(before.value, after.value, share=measure.share)
    # Counts since the shock cover another number of years and only begin to come in: they take nothing back.
    if rose > 0 and measure.share and since is not None and direction(before.value, since.value, share=True) <= 0:
        return BACK
    # A lower bound can show that something came, not that it went away.
    return {1: YES, 0: NO, -1: LESS if measure.share else NO}[rose]


def _short(name: str, measure: Measure, verdict: str, levels: list[Level | None], spans: Spans) -> str:
    """The domain with its numbers for a headline: "arms (1.6 to 5.0 and back to 1.0 per cent)"."""
    before, after, since = (None if one is None else _told(one.value) for one in levels)
    if name == "exercises" and levels[1]:
        return f"exercises (in {before}, then in {after} of {_length(levels[1].years)} years)"
    back = f" and back to {since}" if verdict == BACK else ""
    unit = f" {measure.unit}" if measure.unit != name else ""
    reach = levels[1].years[1] if levels[1] else spans.after[1]
    until = f", to {reach}" if reach < spans.after[1] else ""
    return f"{name} ({before} to {after}{back}{unit}{until})"


def _lately(name: str, words: str, measure: Measure, after: Level, since: Level | None, spans: Spans) -> str:
    if spans.since[0] > spans.since[1]:
        return ""
    if since is None:
        return f"{name.capitalize()}: no data"
    if measure.share:
        years = "" if since.years == spans.since else f" ({in_years(since.years)})"
        return f"{words} {_told(since.value)} per cent{years}, after {_told(after.value)}"
    found = f"at least {_told(since.value)}" if since.value else "none on record"
    return f"{name.capitalize()}: {found} in {_length(since.years)} years, after {_told(after.value)} in {_length(after.years)}"


def _rank(common: float, study: Study) -> str:
    return (
        f" Of other pairs of countries {number(common)} per cent did as well or better from {study.turning_point} on."
    )


def _ranks(study: Study) -> dict[str, float]:
    """Share of other pairs, per cent, whose change at the turning point was at least as large, by domain."""
    parts = decide("B1", study).parts
    found = {part.id: part.answers.special for part in parts}
    return {name: 100 * one.p_value for name, one in found.items() if one is not None and one.p_value is not None}


def _length(years: Years) -> int:
    return years[1] - years[0] + 1


def _told(value: float) -> str:
    return number(int(value) if float(value).is_integer() else value)
