"""The registry of kinds of evidence: one class for each, which holds all that is particular to it; here those that read no change.

To add a kind, write a class with what it needs, what the record shows under one choice and how it says so; a kind that asks
for more than drift has an `estimate`, one whose change is ranked names its `rank`. Then name it in spec.Test and here.
"""

import pandas as pd

from analysis import countries
from analysis.claims import evidence, expectation, rules
from analysis.claims.changes import Compare, Segmented, Shift, Trend
from analysis.claims.kind import AGAINST, FOR, NONE, Kind, Reading, flat, sign
from analysis.claims.spec import Spec, Test
from analysis.claims.wording import number, period, span, unit_of, with_unit
from analysis.errors import NotCovered
from analysis.inference import association
from analysis.inference.estimate import Estimate
from analysis.study import Study


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
            raise NotCovered("no data", f"{who} {spec.at}.")
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
            raise NotCovered("no data", f"nobody is counted in {span(spec.years)}.")
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
            raise NotCovered("no data", "no category has data in both spans.")
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
            raise NotCovered("no data", f"{found.note or 'no expectation'}.")
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
