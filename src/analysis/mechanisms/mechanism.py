"""One declared estimand for one case: the effect with its lead, its variants, the verdict, and the dots that it is read from."""

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from analysis.errors import NotCovered
from analysis.inference import fixed_effects
from analysis.inference.estimate import Estimate
from analysis.mechanisms import outcomes, rows, trade_rows, treatments, triads
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.windows import averaged, windows
from analysis.study import ROLES, Study
from analysis.tables import load

STEPS = [step for step in range(-6, 6) if step != -1]
WORKS, PRECEDES, OTHER_WAY, TOO_LITTLE, CANNOT = "works", "precedes", "other way", "too little", "cannot tell"


@dataclass(frozen=True)
class Effect:
    """An effect at the declared dose, in the outcome's unit (trade: per cent); lead: the same of the time before.

    countries, periods: how many of each stand behind it; needed: what the article needs at this dose, in the same unit.
    """

    estimate: Estimate
    lead: Estimate | None
    needed: float
    countries: int
    periods: int


@dataclass(frozen=True)
class Mechanism:
    """An estimand with its effect and verdict, or the reason why there is none.

    variants: words and effect of each. dots: every row with x, y, country and period, the case's own too (they are left
    out of the fit). slope: of the fit in the dots' units, None where the design has no dots.
    """

    declared: Estimand
    verdict: str
    effect: Effect | None = None
    variants: tuple[tuple[str, Effect | str], ...] = ()
    dots: pd.DataFrame = field(default_factory=pd.DataFrame)
    reason: str = ""


def verdict(one: Estimand, effect: Effect) -> str:
    """The verdict by the rule at the head of estimands.toml."""
    low, high = _towards(one, effect.estimate)
    ahead = effect.lead is not None and effect.lead.value is not None and _towards(one, effect.lead)[0] > 0
    if low > 0:
        return PRECEDES if ahead else WORKS
    if high < 0:
        return OTHER_WAY
    return TOO_LITTLE if high < effect.needed else CANNOT


def main_only(name: str, study: Study) -> Mechanism:
    """The declared estimand `name` without its variants; a reason instead where no table reaches the roles of `study`."""
    return _main_only(name, _bare(study))


def mechanism(name: str, study: Study) -> Mechanism:
    """The declared estimand `name` with all its variants."""
    return _mechanism(name, _bare(study))


def _bare(study: Study) -> Study:
    """The study without what no estimand asks for: two cases that differ in other years alone share their results."""
    turn = study.turning_point
    return Study(
        **{role: getattr(study, role) for role in ROLES}, turning_point=turn, sanctions_year=turn, shock_year=turn
    )


@lru_cache(maxsize=64)
def _main_only(name: str, study: Study) -> Mechanism:
    one = next(one for one in declared().estimand if one.id == name)
    try:
        effect, dots = estimated(one, study)
    except NotCovered as error:
        return Mechanism(one, "no data", reason=str(error))
    return Mechanism(one, verdict(one, effect), effect, dots=dots)


@lru_cache(maxsize=64)
def _mechanism(name: str, study: Study) -> Mechanism:
    found = _main_only(name, study)
    return found if found.effect is None else replace(found, variants=tuple(_varied(found.declared, study)))


def _varied(one: Estimand, study: Study) -> Iterator[tuple[str, Effect | str]]:
    for words, other in one.varied():
        try:
            # The past of a variant of trade is not asked: it would double the longest part of the work.
            yield words, estimated(other, study, past=other.design != "poisson")[0]
        except NotCovered as error:
            yield words, str(error)


def estimated(one: Estimand, study: Study, *, past: bool = True) -> tuple[Effect, pd.DataFrame]:
    """The effect of one specification, and the rows behind it with the case's own; NotCovered where there is none.

    `past`: whether the lead is estimated too.
    """
    if one.design == "poisson":
        return _poisson(one, study, past=past), pd.DataFrame()
    table = _rows(one, study)
    fit = table[~_own(one, study, table)]
    treated = int((fit["x"] != 0).sum())
    fewest = declared().rules.fewest_events if one.design == "events" else declared().rules.fewest_rows
    if treated < fewest:
        raise NotCovered("no data", f"{treated} cases are on record for all other countries; {fewest} are needed.")
    effects, clusters = _effects(one)
    value = _linear(fit, "y", "x", effects, clusters)
    lead = _lead(one, fit, effects, clusters)
    within = fit["level"] - fit.groupby("country")["level"].transform("mean")
    needed = declared().rules.needed * float(within.std())
    used = fit.dropna(subset=["x", "y"])
    return (
        Effect(_at(value, one.dose), lead and _at(lead, one.dose), needed, used["country"].nunique(), used["period"].nunique()),
        table.dropna(subset=["x", "y"]).reset_index(drop=True),
    )  # fmt: skip


def path_of(one: Estimand, study: Study) -> pd.DataFrame:
    """The outcome of a design of events by year from the first year of a case: columns value, low, high; 0 in the year before it."""
    on, y = treatments.yearly(one, study), _yearly_outcome(one, study)
    table = _sampled(one, study, rows.path(on, y, _clean(one), STEPS))
    table = table[~_own(one, study, table) & table["period"].between(one.first, one.last)]
    found = {-1: (0.0, 0.0, 0.0)}
    for step, at in table.groupby("step"):
        with suppress(NotCovered):
            effect = _linear(at, "y", "x", *_effects(one))
            found[int(str(step))] = (effect.value or 0.0, effect.low or 0.0, effect.high or 0.0)
    return pd.DataFrame.from_dict(found, orient="index", columns=["value", "low", "high"]).sort_index()


def _rows(one: Estimand, study: Study) -> pd.DataFrame:
    size = one.window or declared().rules.window
    first, last = outcomes.years_of_votes()
    spans = windows(study.turning_point, size, first, last)
    if one.driver == "rival":
        table = triads.rows(one, study, spans, size)
    elif one.design == "events":
        table = rows.events(
            treatments.yearly(one, study), _yearly_outcome(one, study), _clean(one), declared().rules.window
        )
    else:
        yearly = treatments.yearly(one, study)
        reach = windows(study.turning_point, size, int(yearly.index.min()), int(yearly.index.max()))
        x = treatments.scaled(one, averaged(yearly, reach))
        table = getattr(rows, one.design)(x, outcomes.agreement(one, getattr(study, one.with_), spans), size)
    table = table[table["period"].between(one.first, one.last)]
    return _sampled(one, study, table)


def _sampled(one: Estimand, study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """Without the two powers themselves (and, for sanctions, the West), with regions where effects need them."""
    barred = {study.partner, study.patron} if one.driver != "energy" else set(declared().west.states())
    table = table[~table["country"].isin(barred)]
    if one.sample == "recipients":
        table = table[table["country"].isin(set(load("us_aid")["recipient"]))]
    regions = load("geography").set_index("iso3")["region"]
    return table.assign(region_and_period=table["country"].map(regions) + " " + table["period"].astype(str))


def _yearly_outcome(one: Estimand, study: Study) -> pd.DataFrame:
    if one.driver == "energy":
        return outcomes.outside_share(one, study)
    first, last = outcomes.years_of_votes()
    return outcomes.agreement(one, getattr(study, one.with_), {year: year for year in range(first, last + 1)})


def _own(one: Estimand, study: Study, table: pd.DataFrame) -> pd.Series:
    """The case's own rows: its country, the sanctioned partner, or the pair of the rival and the country."""
    if one.driver == "rival":
        return (table["country"] == study.country) & (table["friend"] == study.rival)
    return table["country"] == (study.partner if one.driver == "energy" else study.country)


def _clean(one: Estimand) -> int:
    return one.clean_years or declared().rules.clean_years


def _effects(one: Estimand) -> tuple[list[str], list[str]]:
    period = "period" if one.effects == "window" else "region_and_period"
    if one.design == "levels":
        return ["country", period], ["country", "period"]
    return [period], ["country"] if one.design == "events" else ["country", "period"]


def _linear(table: pd.DataFrame, y: str, x: str, effects: list[str], clusters: list[str]) -> Estimate:
    return fixed_effects.linear(table, y=y, x=x, effects=effects, clusters=clusters, level=declared().rules.level)


def _lead(one: Estimand, fit: pd.DataFrame, effects: list[str], clusters: list[str]) -> Estimate | None:
    y, x = ("y", "ahead") if one.design == "levels" else ("before", "x")
    try:
        return _linear(fit, y, x, effects, clusters)
    except NotCovered:
        return None


def _poisson(one: Estimand, study: Study, *, past: bool) -> Effect:
    table = trade_rows.rows(one, study)
    effects, clusters = ["pair", "exporter_window", "importer_window"], ["cluster"]
    level = declared().rules.level
    others = [name for name in ("x_other",) if name in table]
    value = fixed_effects.poisson(table, y="flow", x=["x", *others], effects=effects, clusters=clusters, level=level)
    lead = None
    with suppress(NotCovered):
        if past:
            lead = fixed_effects.poisson(table, y="flow", x=["ahead"], effects=effects, clusters=clusters, level=level)
    needed = 100 * declared().rules.needed_trade
    touched = table[table["touched"]]
    return Effect(
        _as_per_cent(_at(value, one.dose)), lead and _as_per_cent(_at(lead, one.dose)), needed,
        touched["cluster"].nunique(), table["window"].nunique(),
    )  # fmt: skip


def _at(found: Estimate, dose: float) -> Estimate:
    value, low, high = (None if part is None else dose * part for part in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high)


def _as_per_cent(found: Estimate) -> Estimate:
    """A log ratio as a change in per cent."""
    value, low, high = (None if one is None else 100 * math.expm1(one) for one in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high, unit="per cent")


def _towards(one: Estimand, found: Estimate) -> tuple[float, float]:
    """The interval, counted in the direction that the article says."""
    if found.low is None or found.high is None:
        raise NotCovered("no data", "the estimate has no interval.")
    return (found.low, found.high) if one.expects == "up" else (-found.high, -found.low)
