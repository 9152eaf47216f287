"""From rows to an estimate at the dose at which it is told, what it hangs on, and how the outcome moves year by year around a case."""

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pandas as pd

from analysis import countries
from analysis.cache import kept
from analysis.errors import NotCovered
from analysis.inference import fixed_effects
from analysis.inference.estimate import Estimate
from analysis.mechanisms import panels, rows
from analysis.mechanisms.declared import Estimand, declared, estimand
from analysis.mechanisms.samples import clean_years, own_rows, sampled, yearly_outcome
from analysis.study import Study

STEPS = range(-6, 6)


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
    return _scaled(found, lambda part: dose * part)


def as_per_cent(found: Estimate) -> Estimate:
    """A log ratio as a change in per cent."""
    return replace(_scaled(found, lambda part: 100 * math.expm1(part)), unit="per cent")


def _scaled(found: Estimate, scale: Callable[[float], float]) -> Estimate:
    value, low, high = (None if part is None else scale(part) for part in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high)


def towards(one: Estimand, found: Estimate) -> tuple[float, float]:
    """The interval, counted in the direction that the article says."""
    if found.low is None or found.high is None:
        raise NotCovered("the estimate has no interval.")
    return (found.low, found.high) if one.expects == "up" else (-found.high, -found.low)


@kept
def path_of(name: str, study: Study) -> pd.DataFrame:
    """The outcome of the design of events `name` by year from the first year of a case, against the five years before: value, low, high."""
    one = estimand(name)
    on, y = panels.yearly(one, study), yearly_outcome(one, study)
    table = sampled(one, study, rows.path(on, y, clean_years(one), STEPS))
    table = table[~own_rows(one, study, table) & table["period"].between(one.first, one.last)]
    found = {}
    for step, at in table.groupby("step"):
        with suppress(NotCovered):
            effect = linear(at, "y", "x", *effects_of(one))
            found[int(str(step))] = (effect.value or 0.0, effect.low or 0.0, effect.high or 0.0)
    return pd.DataFrame.from_dict(found, orient="index", columns=["value", "low", "high"]).sort_index()


def hangs_on(one: Estimand, study: Study, dots: pd.DataFrame) -> str:
    """With which errors, or without which country, the interval no longer lies on the article's side; empty if it always does."""
    fit = dots[~own_rows(one, study, dots)]
    effects, own_clusters = effects_of(one)
    told = []
    wider = [["country", "period"], *([["friend", "period"]] if "friend" in fit else [])]
    for clusters in (names for names in wider if names != own_clusters):
        if not _holds(one, fit, effects, clusters):
            told.append(
                f"with errors clustered by {' and '.join('old friend' if name == 'friend' else name for name in clusters)}"
            )
    moved = (fit["x"] - fit["x"].mean()).abs() * (fit["y"] - fit["y"].mean()).abs()
    for code in moved.groupby(fit["country"]).sum().sort_values(ascending=False).index:
        if not _holds(one, fit[fit["country"] != code], effects, own_clusters):
            told.append(f"without {countries.with_article(str(code))}")
            break
    return " or ".join(told)


def _holds(one: Estimand, fit: pd.DataFrame, effects: list[str], clusters: list[str]) -> bool:
    """Whether the whole interval lies on the article's side; not where too little is left to tell."""
    try:
        return towards(one, linear(fit, "y", "x", effects, clusters))[0] > 0
    except NotCovered:
        return False
