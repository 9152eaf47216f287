"""Kinds of evidence that read a yearly series over a span: a change between two levels, or a level against a limit."""

import numpy as np
import pandas as pd

from analysis.claims import evidence
from analysis.claims.kind import Kind, Reading, change, ends_of, flat, material, plain, sign, years_of
from analysis.claims.spec import Spec
from analysis.claims.wording import change_unit, number, signed, span, unit_of, whole, with_unit
from analysis.errors import NotCovered
from analysis.inference import breaks
from analysis.inference.contrast import design, pseudo_inverse
from analysis.inference.estimate import Estimate
from analysis.study import Study

DECADE = 10


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
            raise NotCovered("no data", f"fewer than {breaks.MINIMUM_SIDE} years on a side of {spec.at}.")
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


def _points(values: pd.Series, spec: Spec) -> int:
    return len(values.loc[spec.years[0] : spec.years[1]].dropna())
