"""Beyond drift: is a change more than the swings that such a series makes by itself? And which year do the data choose?

One specification, the chosen one, at one level. Amounts are taken in logs, shares in logits, counts as square roots, so that
no interval says what cannot be; series that can be negative as they are. What a year of nought counts as there must not decide. A series of fewer points than `[rules] points`, or
one without scatter, is not asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.claims import evidence, rules
from analysis.claims.kinds import KINDS, LeadLag
from analysis.claims.scales import WHOLE, Scale, scale_of
from analysis.claims.spec import Ask, Spec, Test
from analysis.claims.wording import number, unit_of, with_unit
from analysis.errors import NotCovered
from analysis.inference import unknown
from analysis.inference.estimate import Estimate
from analysis.inference.unknown import Break, Segments
from analysis.study import Study

YES, OTHER_WAY, NOT_FOUND, CANNOT = "yes", "the other way", "not found", "cannot tell"
# 80 % power: the distance from the edge of the interval at which four of five samples are beyond it, in half-widths.
POWER = 0.8416 / 1.9600
LITTLE = 0.1
MOST = 100.0
FILLED = "more than the usual swing only if years of nought count as half the smallest value, not as the smallest one"


@dataclass(frozen=True)
class Drift:
    """answer: yes, the other way, not found (a change of the benchmark would have been), or cannot tell.

    estimate: of the transformed series, at one level; `scale` names the transformation. least: the smallest change from
    `base` that four of five such series would show, as the level after it, in the series' unit; None where there is none.
    p_value: of the association, for two series. words: the answer in a sentence.
    """

    answer: str
    words: str
    estimate: Estimate | None = None
    scale: str = ""
    base: float | None = None
    least: float | None = None


@dataclass(frozen=True)
class Dating:
    """The year that the data choose for one change of the mean, beside the one that the claim states.

    answer: yes (stated is among the years not rejected), another year, or cannot tell. several: breaks by BIC, a description.
    """

    answer: str
    stated: int
    found: Break
    several: Segments


def ask(spec: Spec, study: Study) -> Drift:
    """The answer for the chosen specification of a part."""
    kind = KINDS[spec.test]
    if isinstance(kind, LeadLag):
        return _association(kind, spec, study)
    values = evidence.spanned(spec, study).dropna()

    def base() -> float:
        reading = kind.read(spec, study)
        return reading.before if reading.before is not None else spec.threshold

    return judge(values, spec, base)


def judge(values: pd.Series, spec: Spec, base: Callable[[], float]) -> Drift:
    """The answer for a series without gaps in `attrs["unit"]`; `base` gives the level before, asked for where nothing is found."""
    least = rules.settings().points
    if len(values) < least:
        return Drift(CANNOT, f"only {len(values)} years, where {least} are the least to ask for more than drift")
    if values.nunique() < 2 or float(values.std()) == 0:
        return Drift(CANNOT, "the years do not differ, so there is no swing to compare with")
    scale = scale_of(values, difference=spec.minus is not None)
    found = _estimated(values, spec, scale)
    if found.value is None or found.low is None or found.high is None:
        return Drift(CANNOT, found.note)
    if side := _side(found):
        other = scale_of(values, difference=spec.minus is not None, nought=WHOLE)
        if np.any(scale.to(values) != other.to(values)) and _side(_estimated(values, spec, other)) != side:
            return Drift(CANNOT, FILLED, found, scale.name)
        answer = YES if (side > 0) == spec.up else OTHER_WAY
        said = "more than the usual swing" if answer == YES else "more than the usual swing, but the other way"
        return Drift(answer, said, found, scale.name)
    return _unseen(spec, base(), found, scale, unit_of(values))


def _estimated(values: pd.Series, spec: Spec, scale: Scale) -> Estimate:
    used = pd.Series(scale.to(values.to_numpy(float)), index=values.index, name=values.name)
    found: Estimate = KINDS[spec.test].estimate(spec, used, rules.settings().level)
    return found


def _side(found: Estimate) -> int:
    """1 where the whole interval lies above nought, -1 where below, 0 where it holds it."""
    return int((found.low or 0.0) > 0) - int((found.high or 0.0) < 0)


def _unseen(spec: Spec, base: float, found: Estimate, scale: Scale, unit: str) -> Drift:
    """Not found or cannot tell: whether a change of the benchmark from `base` would have been seen."""
    assert found.low is not None and found.high is not None
    per = KINDS[spec.test].scale(spec)
    sought = benchmark(base, spec, scale) * per
    half = (found.high - found.low) / 2 * (1 + POWER)
    least = float(scale.back(scale.to(base) + (half if spec.up else -half) / per))
    share = f"{100 * rules.settings().benchmark:.0f} per cent"
    if sought and half <= sought:
        told = f"within the usual swing, though a change by {share} would have been seen"
        return Drift(NOT_FOUND, told, found, scale.name, base, least)
    seen = _seen(spec, base, least, unit)
    told = f"too few or too restless years to tell it from the usual swing ({seen})"
    return Drift(CANNOT, told, found, scale.name, base, least)


def _seen(spec: Spec, base: float, least: float, unit: str) -> str:
    """The least change that would be seen, in words; that no possible one would, where that is so."""
    gap = abs(least - base)
    if spec.test == Test.COMPARE:
        if unit in ("per cent", "percentage points") and gap > MOST:
            return "no possible difference would be seen"
        return f"the least difference that would be seen is {with_unit(gap, unit)}"
    if number(base) == number(least):
        return "no possible change would be seen"
    if base > 0 and least < LITTLE * base:
        return "even a fall to a tenth might not be seen"
    if base > 0 and least > base / LITTLE:
        return "even a tenfold rise might not be seen"
    return f"the least change that would be seen is from {number(base)} to {with_unit(least, unit)}"


def benchmark(base: float, spec: Spec, scale: Scale) -> float:
    """The change that a test should find, in the scale of the test: half the level before, in the claim's direction."""
    step = rules.settings().benchmark * abs(base)
    return abs(float(scale.to(base + (step if spec.up else -step)) - scale.to(base)))


def _association(kind: LeadLag, spec: Spec, study: Study) -> Drift:
    forward, reverse = kind.orders(spec, study)
    if forward.value is None or forward.p_value is None:
        return Drift(CANNOT, forward.note)
    alpha = 1 - rules.settings().level
    told = f"the strongest correlation is {number(forward.value)}"
    if forward.p_value <= alpha:
        return Drift(YES, f"an association: {told}", forward)
    if reverse.p_value is not None and reverse.p_value <= alpha:
        return Drift(OTHER_WAY, f"the order is the other way round: {told}", forward)
    return Drift(NOT_FOUND, f"no association in time: {told}", forward)


def date(spec: Spec, study: Study) -> Dating | None:
    """Where the data put one change of the mean, and several; None for kinds without a year."""
    if spec.test not in (Test.SHIFT, Test.SEGMENTED):
        return None
    values = evidence.spanned(spec, study)
    found = unknown.sup_f(values)
    alpha = 1 - rules.settings().level
    answer = YES if spec.at in found.dates else "another year"
    if found.year is None or found.estimate.p_value is None or found.estimate.p_value > alpha:
        answer = CANNOT
    return Dating(answer, spec.at, found, unknown.multiple(values))


def answered(spec: Spec, study: Study) -> Drift:
    """`ask`, where a part without data has no answer either."""
    try:
        return ask(spec, study)
    except NotCovered as error:
        return Drift(CANNOT, str(error).rstrip("."))


class Candidate(NamedTuple):
    """The chosen specification of a part, asked at another year."""

    part: str
    label: str
    year: int
    found: Drift


def by_year(claim_id: str, study: Study, *, around: int = 6) -> list[Candidate]:
    """Every part of a claim that is asked at the turning point, at each year from `around` before to `around` after it.

    Parts and years without data are left out; ParameterError for an unknown claim.
    """
    found = []
    for part in rules.claim(claim_id, study).parts:
        if part.year != "turning_point" or Ask.DRIFT not in part.asks:
            continue
        spec, label = rules.chosen(part, study), study.fill(part.label)
        for year in range(study.turning_point - around, study.turning_point + around + 1):
            one = answered(spec.model_copy(update={"year": year}), study)
            if one.estimate is not None:
                found.append(Candidate(part.id, label, year, one))
    return found
