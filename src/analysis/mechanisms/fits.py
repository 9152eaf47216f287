"""From rows to an estimate: effects, clusters, the dose at which an estimate is told, and the side that the article says."""

import math
from dataclasses import replace

import pandas as pd

from analysis.errors import NotCovered
from analysis.inference import fixed_effects
from analysis.inference.estimate import Estimate
from analysis.mechanisms.declared import Estimand, declared


def effects_of(one: Estimand) -> tuple[list[str], list[str]]:
    """The columns of effects and of clusters that the design declares."""
    period = "period" if one.effects == "window" else "region_and_period"
    if one.design == "levels":
        return ["country", period], ["country", "period"]
    return [period], ["country"] if one.design == "events" else ["country", "period"]


def linear(table: pd.DataFrame, y: str, x: str, effects: list[str], clusters: list[str]) -> Estimate:
    """fixed_effects.linear at the declared level."""
    return fixed_effects.linear(table, y=y, x=x, effects=effects, clusters=clusters, level=declared().rules.level)


def at_dose(found: Estimate, dose: float) -> Estimate:
    """An estimate and its interval, `dose` times as large."""
    value, low, high = (None if part is None else dose * part for part in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high)


def as_per_cent(found: Estimate) -> Estimate:
    """A log ratio as a change in per cent."""
    value, low, high = (None if one is None else 100 * math.expm1(one) for one in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high, unit="per cent")


def towards(one: Estimand, found: Estimate) -> tuple[float, float]:
    """The interval, counted in the direction that the article says."""
    if found.low is None or found.high is None:
        raise NotCovered("no data", "the estimate has no interval.")
    return (found.low, found.high) if one.expects == "up" else (-found.high, -found.low)
