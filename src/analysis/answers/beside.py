"""What a level alone would hide: other measures of the same tie, other years, and where the country stands among all members."""

from collections.abc import Sequence

from analysis.answers.levels import Level, Measure, Years, direction, standing
from analysis.claims.rules import settings
from analysis.claims.wording import number, whole
from analysis.claims.wording import span as in_years
from analysis.errors import covered
from analysis.measures import arms, votes
from analysis.measures.series import pooled
from analysis.study import Study

HALF = 50
Levels = Sequence[Level | None]


def beside(name: str, measure: Measure, study: Study, levels: Levels) -> str:
    """What a level alone would hide, in sentences that follow it; empty where there is nothing."""
    if name != "votes":
        engines = engines_of(study, levels[1].years) if name == "arms" and levels[1] else ""
        return (f" {engines}." if engines else "") + _as_before(measure, study, levels)
    chance = _by_chance(study, levels) + _apart(study, levels)
    found = [(in_years(one.years), standing(study, one.years)) for one in levels if one]
    told = [(years, *one) for years, one in found if one is not None]
    if len(told) < 2:
        return chance
    places = ", ".join(f"{place} of {n} in {years}" for years, place, n, _ in told)
    first, last = (number(whole(one[3])) for one in (told[0], told[-1]))
    return chance + study.fill(
        f" By votes alike with {{partner}}, {{country}} was number {places}; the median member's share went from {first} to {last}."
    )


def engines_of(study: Study, years: Years) -> str:
    """That most of the arms of these years were engines, which are booked to their maker whoever builds the aircraft; else nothing."""

    def delivered(without: arms.WeaponClass | None = None) -> float:
        return float(arms.deliveries(study.country, supplier=study.partner, without=without).loc[slice(*years)].sum())

    every, rest = covered(lambda: (delivered(), delivered("engines")), (0.0, 0.0))
    engines = 100 * (1 - rest / every) if every else 0.0
    return f"{number(engines)} per cent of the deliveries of {in_years(years)} were engines" if engines > HALF else ""


def _as_before(measure: Measure, study: Study, levels: Levels) -> str:
    """The latest earlier span as long as the one after the turning point whose share was as large, where the share rose."""
    before, after = levels[:2]
    if not measure.share or before is None or after is None or direction(before.value, after.value, share=True) <= 0:
        return ""
    length = after.years[1] - after.years[0]
    for last in range(after.years[0] - 2, study.first_year + length - 1, -1):
        years = (last - length, last)
        found = covered(lambda: measure.read(study, years), None)  # noqa: B023  (read at once)
        if found is not None and found.years == years and found.value >= after.value:
            return f" It had been as large before: {number(whole(found.value))} in {in_years(years)}."
    return ""


def _distances(study: Study, levels: Levels) -> list[tuple[Years, float]]:
    """How far the two stood apart by ideal points in each span, where a table has it."""
    series = covered(lambda: votes.distance(study.country, b=study.partner), None)
    if series is None:
        return []
    spans = [one.years for one in levels if one]
    found = [(years, series.loc[years[0] : years[1]]) for years in spans]
    return [(years, float(values.mean())) for years, values in found if len(values)]


def _apart(study: Study, levels: Levels) -> str:
    """The distance by ideal points, span by span."""
    told = [f"{number(value)} in {in_years(years)}" for years, value in _distances(study, levels)]
    return (
        f" By ideal points, which place each member by all its votes, the two stood apart by {', '.join(told)}."
        if told
        else ""
    )


def aside(study: Study, levels: Levels) -> str:
    """Of two that did not vote more alike: that they came nearer by ideal points, which allow for what is voted on, where they did; else empty."""
    found = _distances(study, levels)
    nearer = len(found) == 2 and direction(found[0][1], found[1][1], share=False) < 0
    return "nearer only if topics are allowed for" if nearer else ""


def _by_chance(study: Study, levels: Levels) -> str:
    """That agreement corrected for chance did not move where identical votes did; else nothing."""
    before, after = levels[:2]
    if before is None or after is None or not direction(before.value, after.value, share=True):
        return ""
    kappa = votes.agreement(study.country, b=study.partner)
    one, two = (pooled(kappa, *level.years) for level in (before, after))
    if not abs(two - one) < settings().material["Cohen's kappa"]:
        return ""
    return f" Corrected for chance, agreement hardly moved: Cohen's kappa {number(one)}, then {number(two)}."


def like_most(study: Study, after: Level, since: Level | None) -> bool:
    """Whether the median member's votes with the partner moved since the shock year as the country's did."""
    levels = [(one, standing(study, one.years)) for one in (after, since) if one]
    own, median = [one.value for one, _ in levels], [place[2] for _, place in levels if place]
    return len(median) == 2 and direction(*own, share=True) == direction(*median, share=True)
