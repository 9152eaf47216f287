"""The registry of kinds of evidence: one class for each, which holds all that is particular to it.

To add a kind, write a class with what it needs, what the record shows under one choice and how it says so; a kind that asks
for more than drift has an `estimate`, one whose change is ranked names its `rank`. Then name it in spec.Test and here.
"""

import numpy as np
import pandas as pd

from analysis import countries
from analysis.claims import evidence, expectation, rules
from analysis.claims.kind import (
    AGAINST,
    FOR,
    NONE,
    Kind,
    Reading,
    change,
    ends_of,
    flat,
    material,
    plain,
    sign,
    years_of,
)
from analysis.claims.spec import Spec, Test
from analysis.claims.wording import change_unit, number, period, signed, span, unit_of, whole, with_unit
from analysis.errors import NotCovered
from analysis.inference import association, breaks
from analysis.inference.contrast import design, pseudo_inverse
from analysis.inference.estimate import Estimate
from analysis.study import Study

DECADE = 10


def _points(values: pd.Series, spec: Spec) -> int:
    return int(values.loc[spec.years[0] : spec.years[1]].count())


class Shift(Kind):
    """Level from `year` on against the level before, over `span`."""

    needs = ("year", "span")
    rank = "change"

    def read(self, spec: Spec, study: Study) -> Reading:
        """Both levels, pooled over their years."""
        values = evidence.series(spec, study)
        sides = [(spec.years[0], spec.at - 1), (spec.at, spec.years[1])]
        return change(spec, values, *(evidence.level(values, *side) for side in sides), n=_points(values, spec))

    def estimate(self, spec: Spec, values: pd.Series, level: float) -> Estimate:
        """Difference of the means of both sides."""
        return breaks.shift(values, spec.at, level=level)


class Trend(Kind):
    """Level of the last years of `span` against that of the first ones; with a threshold, its change per decade."""

    needs = ("span",)
    rank = "trend"

    def read(self, spec: Spec, study: Study) -> Reading:
        """Both ends, pooled over five years each (halves of a shorter span)."""
        values = evidence.series(spec, study)
        ends = ends_of(evidence.spanned(spec, study))
        found = change(spec, values, *(evidence.level(values, *end) for end in ends), n=_points(values, spec))
        if not spec.threshold:
            return found
        pace = found.value * DECADE / (sum(ends[1]) / 2 - sum(ends[0]) / 2)
        limit = f"; {signed(pace)} a decade, against a limit of {number(spec.threshold)}"
        return found._replace(value=pace, sign=sign(pace - spec.threshold, spec), words=found.words + limit)

    def estimate(self, spec: Spec, values: pd.Series, level: float) -> Estimate:
        """Slope per decade."""
        return breaks.trend(values, level=level)

    def scale(self, spec: Spec) -> float:
        """A change over the whole span, as a slope per decade."""
        return DECADE / (spec.years[1] - spec.years[0])


class Segmented(Kind):
    """Change of level, or of the slope per decade, at `year` in a line with two slopes."""

    needs = ("year", "span")
    rank = "change"

    def read(self, spec: Spec, study: Study) -> Reading:
        """The least-squares coefficient; the base is where the first line reaches the year."""
        values = evidence.spanned(spec, study).dropna()
        post = values.index >= spec.at
        if min(post.sum(), (~post).sum()) < breaks.MINIMUM_SIDE:
            raise NotCovered(f"fewer than {breaks.MINIMUM_SIDE} years on a side of {spec.at}.")
        regressors, column = design(spec.quantity, np.asarray(values.index, dtype=float), spec.at)
        fitted = pseudo_inverse(regressors) @ values.to_numpy(dtype=float)
        lines = pd.Series(regressors @ fitted, index=values.index)
        drawn = tuple((int(year), float(lines[year])) for side in (~post, post) for year in years_of(lines[side]))
        value, unit = float(fitted[column]), unit_of(values)
        suffix = " per decade" if spec.quantity == "slope" else ""
        verb = "rose" if value > 0 else "fell"
        told = f"{verb} at {spec.at}, beyond its earlier course, by {with_unit(abs(value), change_unit(unit) + suffix)}"
        small = material(unit, float(fitted[0]))
        years = years_of(values)
        told = f"{told} ({span(years)})"
        return Reading(value, sign(value, spec, small), told, unit, years, len(values), drawn=drawn)

    def estimate(self, spec: Spec, values: pd.Series, level: float) -> Estimate:
        """The coefficient of the segmented regression."""
        return breaks.segmented(values, spec.at, quantity=spec.quantity, level=level)

    def scale(self, spec: Spec) -> float:
        """A change over the years after, as a slope per decade."""
        return DECADE / (spec.years[1] - spec.at + 1) if spec.quantity == "slope" else 1.0


class Compare(Kind):
    """Level over `span` against `threshold`; of a difference (`minus`) against nought."""

    needs = ("span",)
    rank = "level"

    def read(self, spec: Spec, study: Study) -> Reading:
        """The pooled level."""
        values = evidence.series(spec, study)
        value, years = evidence.level(values, *spec.years)
        unit = unit_of(values)
        gap = value - spec.threshold
        small = material(unit, 0.0) if spec.minus is not None else 0.0
        least = f" (the limit is {number(whole(spec.threshold))})" if spec.threshold else ""
        told = f"came to {with_unit(value, unit)} in {span(years)}{least}"
        if spec.minus is not None and not spec.threshold:
            own, other = (evidence.level(evidence.series(spec, study, call=c), *years)[0] for c in ("args", "minus"))
            told = f": {number(own)} against {with_unit(other, plain(unit))}, {span(years)}"
        ends = flat(value, years)
        return Reading(value, sign(gap, spec, small), told, unit, years, _points(values, spec), drawn=ends)

    def estimate(self, spec: Spec, values: pd.Series, level: float) -> Estimate:
        """The mean of the years."""
        return breaks.compare(values, threshold=spec.threshold, level=level)


class At(Kind):
    """The value in `year`: up is above the threshold, down at or below it."""

    needs = ("year",)
    rank = "level"

    def read(self, spec: Spec, study: Study) -> Reading:
        """The value, a complete count."""
        values = evidence.series(spec, study)
        if spec.at not in values.index or pd.isna(values[spec.at]):
            inside = study.first_year <= spec.at <= study.last_year
            who = "the record has no value for" if inside else "the chosen years leave out"
            raise NotCovered(f"{who} {spec.at}.")
        value, unit = float(values[spec.at]), unit_of(values)
        beyond, words = values.attrs.get("beyond", (float("inf"), ""))
        ranked = f"number {with_unit(value, unit)}" if unit == "rank" else with_unit(value, unit)
        told = words if value >= beyond else f"{ranked} {period(values, spec.at)}"
        found = FOR if (value > spec.threshold) == spec.up else AGAINST
        at = (spec.at, spec.at)
        return Reading(value, found, f": {told}", unit, at, 1, drawn=flat(value, at))


class First(Kind):
    """The key of the largest count is the named role; a tie is neither."""

    needs = ("span", "key")

    def read(self, spec: Spec, study: Study) -> Reading:
        """The lead of the named country over the largest other count."""
        counts = evidence.counts(spec, study)
        if counts.empty:
            raise NotCovered(f"nobody is counted in {span(spec.years)}.")
        key = study.code(spec.key)
        unit, others = unit_of(counts), counts.drop(key, errors="ignore")
        if key not in counts.index:
            told = f": {countries.with_article(key)} is none of the {len(counts)} counted, {span(spec.years)}"
            return Reading(-float(others.max()), AGAINST, told, unit, spec.years, len(counts))
        own = int(counts[key])
        place, most = int((counts > own).sum()) + 1, int(others.max())
        leaders = [countries.with_article(code) for code in others.index[others == most][:3]]
        verb = "are" if len(leaders) > 1 else "is"
        relation = "as many as" if own == most else f"next {verb}" if own > most else f"first {verb}"
        told = f": {own}, number {place} of {len(counts)} ({relation} {' and '.join(leaders)} with {most})"
        return Reading(own - most, sign(own - most, spec), f"{told}, {span(spec.years)}", unit, spec.years, len(counts))


class Majority(Kind):
    """More than half of the categories moved in the claim's direction."""

    def read(self, spec: Spec, study: Study) -> Reading:
        """How many of the categories moved."""
        changes = evidence.series(spec, study)
        if changes.empty:
            raise NotCovered("no category has data in both spans.")
        moved = int((changes > 0).sum() if spec.up else (changes < 0).sum())
        years = (int(spec.args["before"][0]), int(spec.args["after"][1]))
        told = f": {'higher' if spec.up else 'lower'} in {moved} of {len(changes)}, {span(years)}"
        found = NONE if 2 * moved == len(changes) else FOR if 2 * moved > len(changes) else AGAINST
        return Reading(100 * moved / len(changes), found, told, "per cent of classes", years, len(changes))


class LeadLag(Kind):
    """Does the first series lead the second? Only an association beyond drift can say so."""

    needs = ("span", "follower", "max_lag", "minimum")

    def orders(self, spec: Spec, study: Study) -> tuple[Estimate, Estimate]:
        """The strongest correlation in the stated order, and the other way round."""
        assert spec.max_lag is not None and spec.minimum is not None
        both = (evidence.series(spec, study, call=call) for call in ("args", "follower"))
        leader, follower = (values.loc[spec.years[0] : spec.years[1]] for values in both)
        return association.lead_lag(leader, follower, max_lag=spec.max_lag, minimum=spec.minimum)


class Documents(Kind):
    """Dated events; see analysis.claims.documents."""


class Gravity(Kind):
    """Actual over expected trade against `threshold`: an estimate, so it keeps its interval."""

    needs = ("span",)
    rank = "gravity"

    def read(self, spec: Spec, study: Study) -> Reading:
        """Geometric mean over the span with the interval of the expectation; neither side where that holds the threshold."""
        level = rules.settings().level
        found, sure = expectation.estimate(spec, study, level), number(round(100 * level))
        if found.value is None or found.low is None or found.high is None or found.years is None:
            raise NotCovered(f"{found.note or 'no expectation'}.")
        side = FOR if spec.up else AGAINST, AGAINST if spec.up else FOR
        given = side[0] if found.low > spec.threshold else side[1] if found.high < spec.threshold else NONE
        sides = f"{sure} per cent interval of this multiple: {number(found.low)} to {number(found.high)}"
        told = f"came to {number(found.value)} in {span(found.years)} ({sides}, as years differ and what is expected is an estimate)"
        plain = Reading(found.value, given, told, found.unit, found.years, found.n)
        return plain._replace(low=found.low, high=found.high, drawn=flat(found.value, found.years))


KINDS: dict[Test, Kind] = {
    Test.SHIFT: Shift(), Test.SEGMENTED: Segmented(), Test.TREND: Trend(), Test.COMPARE: Compare(), Test.AT: At(),
    Test.FIRST: First(), Test.MAJORITY: Majority(), Test.LEAD_LAG: LeadLag(), Test.DOCUMENTS: Documents(),
    Test.GRAVITY: Gravity(),
}  # fmt: skip
