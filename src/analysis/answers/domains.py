"""Did they move closer? Each kind of tie before the turning point, after it, and since the shock year.

Complete records, added up over the span as their publishers do; as many years before the turning point as lie between it
and the shock year. A change below what is material is no change: a tenth of the level before for counts, one
percentage point for shares. Shares that fall back to the level before or below are "there and back"; counts since the
shock year cover fewer years and take nothing back.
Counts are compared over spans of one length only, and nothing over fewer than three years.
"""

from dataclasses import dataclass
from typing import NamedTuple

from analysis.answers.beside import aside, beside, engines_of, like_most
from analysis.answers.levels import MEASURES, PAPER, Level, Measure, Years, direction, published_trade
from analysis.claims.decide import decide
from analysis.claims.wording import number, whole
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered
from analysis.study import Study

LEAST_YEARS = 3
# What came since the shock year: a count goes on or is not on record, a share moves; how one that fell had moved before.
WAYS = (
    "went on", "went on, fewer found a year", "are not on record", "fell back", "fell", "fell further", "held", "rose",
)  # fmt: skip
FELL = {1: "fell back", 0: "fell", -1: "fell further"}
YES, NO, BACK, LESS, UNKNOWN = "closer", "no change", "there and back", "apart", "no data"


class Spans(NamedTuple):
    """First and last year before the turning point, after it, and since the shock year."""

    before: Years
    after: Years
    since: Years


@dataclass(frozen=True)
class Domain:
    """One kind of tie: level before, after and since, the verdict, the rank among pairs, and sentences that say it.

    `short` is for a headline, `lately` what came since the shock year, `label` and `cells` a row of a table of the three spans, `common` the share of other pairs (per cent) whose
    change at the turning point was at least as large, None where there is no such comparison. like_most: since the shock year the median
    member moved the same way. aside: what another measure of the same tie says where it says otherwise.
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
    label: str = ""
    cells: tuple[str, ...] = ()
    like_most: bool = False
    aside: str = ""


def spans_of(study: Study) -> Spans:
    """The three spans of a study, within its years; the last one is empty (first after last) where nothing came since."""
    turn = study.turning_point
    shock = max(study.shock_year, turn + LEAST_YEARS)
    return Spans(*map(study.clip, ((turn - (shock - turn), turn - 1), (turn, shock - 1), (shock, 9999))))


def all_domains(study: Study, spans: Spans) -> tuple[Domain, ...]:
    """Every kind of tie, in the order in which they are told."""
    ranked = {part.id: part.answers.special for part in decide("B1", study).parts}
    # The share of other pairs, per cent, whose change at the turning point was at least as large.
    common = {name: 100 * one.p_value for name, one in ranked.items() if one is not None and one.p_value is not None}
    return tuple(_domain(name, measure, study, spans, common.get(name)) for name, measure in MEASURES.items())


def _domain(name: str, measure: Measure, study: Study, spans: Spans, common: float | None) -> Domain:
    words = study.sentence(measure.words)
    try:
        before, after, since = (measure.read(study, years) if years[0] <= years[1] else None for years in spans)
    except NotCovered as error:
        return Domain(name, UNKNOWN, f"{words}: {error}", name)
    if before is None or after is None or not _comparable(measure, before, after):
        few = f"{words}: not enough years with data on both sides of {study.turning_point}"
        few += "." if measure.share else ", or not as many on the one as on the other."
        return Domain(name, UNKNOWN, few, name)
    verdict = _verdict(measure, before, after, since)
    said = ", ".join(f"{_told(one.value)} in {in_years(one.years)}" for one in (before, after, since) if one)
    # Two levels of nought tie with every other pair without a change: their rank says nothing.
    rank = _rank(name, common, study) if common and (before.value or after.value) else ""
    return Domain(
        name, verdict, f"{words}: {said}{' (per cent)' if measure.share else ''}.{rank}{beside(name, measure, study, (before, after, since))}",
        _short(name, verdict, [before, after, since], before_too=verdict == YES and _rose_before(measure, study, before)), measure.unit,
        before.value, after.value, since.value if since else None, common if rank else None,
        _lately(name, measure, study, (before, after, since), spans),
        words + (", mostly as engines" if name == "arms" and engines_of(study, (spans.before[0], study.last_year)) else ""),
        tuple(_cell(one, span, measure) for one, span in zip((before, after, since), spans, strict=True)),
        name == "votes" and like_most(study, after, since),
        aside(study, (before, after)) if name == "votes" and verdict in (NO, LESS) else "",
    )  # fmt: skip


def _cell(level: Level | None, span: Years, measure: Measure) -> str:
    """A level for a table of spans: shares in per cent, the last year where the record ends before the span; empty without a span."""
    if span[0] > span[1]:
        return ""
    if level is None:
        return "not known"
    ends = f" (to {level.years[1]})" if level.years[1] < span[1] else ""
    return f"{_told(level.value)}{' %' if measure.share else ''}{ends}"


def _comparable(measure: Measure, before: Level, after: Level) -> bool:
    """Shares need some years on each side; counts also spans of one length."""
    one, other = _length(before.years), _length(after.years)
    return min(one, other) >= LEAST_YEARS and (measure.share or one == other)


def _verdict(measure: Measure, before: Level, after: Level, since: Level | None) -> str:
    rose = direction(before.value, after.value, share=measure.share)
    # Counts since the shock cover another number of years and only begin to come in: they take nothing back.
    if rose > 0 and measure.share and since is not None and direction(before.value, since.value, share=True) <= 0:
        return BACK
    # A lower bound can show that something came, not that it went away.
    return {1: YES, 0: NO, -1: LESS if measure.share else NO}[rose]


def _rose_before(measure: Measure, study: Study, before: Level) -> bool:
    """Whether a share rose within the span before the turning point too, from its first half to its second."""
    first, last = before.years
    middle = (first + last + 1) // 2
    spans = ((first, middle - 1), (middle, last)) if measure.share else ()
    halves = [measure.read(study, years) for years in spans]
    known = [one.value for one in halves if one is not None]
    return len(known) == 2 and direction(*known, share=True) > 0


def _short(name: str, verdict: str, levels: list[Level | None], *, before_too: bool = False) -> str:
    """The domain for a headline, with its numbers: "joint exercises (7 of 8 years, none found before)", "arms only for a while"."""
    before, after, _ = (None if one is None else _told(one.value) for one in levels)
    if verdict == BACK:
        return f"{name} only for a while"
    if name == "exercises" and levels[0] and levels[1]:
        earlier = f"{before} of {_length(levels[0].years)}" if levels[0].value else "none found"
        begun = levels[1].begun
        since = f", all since {begun}" if begun and begun > levels[1].years[0] else ""
        return f"joint exercises ({after} of {_length(levels[1].years)} years{since}, {earlier} before)"
    if name == "agreements":
        return f"agreements ({after} occasions found, {before} before)"
    rising = ", rising before too" if before_too else ""
    return f"{name} ({before} to {after} per cent{rising})" if name not in PAPER else f"{name} ({before} to {after})"


def _lately(name: str, measure: Measure, study: Study, levels: tuple[Level, Level, Level | None], spans: Spans) -> str:
    """What came since the shock year: one of WAYS, or what is published on trade; empty where no year is left."""
    if spans.since[0] > spans.since[1]:
        return ""
    before, after, since = levels
    if since is not None and measure.share:
        moved = direction(after.value, since.value, share=True)
        return {1: "rose", 0: "held", -1: FELL[direction(before.value, after.value, share=True)]}[moved]
    if since is not None:
        fewer = direction(after.value / _length(after.years), since.value / _length(since.years), share=False) < 0
        return "are not on record" if not since.value else WAYS[fewer]
    published = published_trade(study, spans.since) if name == "trade" else ""
    if not published:
        return f"{name}: no data"
    earlier = published_trade(study, spans.after, listed=False)
    then = f", against {earlier} in {in_years(spans.after)}" if earlier else ""
    return f"{name} as published, million dollars: {published}{then}"


def _rank(name: str, common: float, study: Study) -> str:
    return (
        f" In the years of claim B1, {number(common)} per cent of other pairs of countries did as well or better"
        f" from {study.turning_point} on{', corrected for chance' if name == 'votes' else ''}."
    )


def _length(years: Years) -> int:
    return years[1] - years[0] + 1


def _told(value: float) -> str:
    return number(whole(value))
