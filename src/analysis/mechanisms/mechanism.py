"""One declared estimand for one case: the effect with its lead, its variants, the verdict, and the dots that it is read from."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import pandas as pd

from analysis import children
from analysis.cache import kept
from analysis.errors import NotCovered
from analysis.inference import fixed_effects
from analysis.inference.estimate import Estimate
from analysis.mechanisms.checks import as_per_cent, at_dose, effects_of, hangs_on, linear, towards
from analysis.mechanisms.declared import Estimand, declared, estimand
from analysis.mechanisms.samples import own_rows, rows_of, trade_rows
from analysis.study import ROLES, Study

WORKS, FRAGILE, PRECEDES, OTHER_WAY = "works", "fragile", "precedes", "other way"
TOO_LITTLE, CANNOT = "too little", "cannot tell"


@dataclass(frozen=True)
class Effect:
    """An effect at the declared dose, in the outcome's unit (trade: per cent); lead: the same of the time before.

    countries, periods: how many of each stand behind it; cases: rows with a cause (events); needed: what the article needs at
    this dose, in the same unit.
    """

    estimate: Estimate
    lead: Estimate | None
    needed: float
    countries: int
    periods: int
    cases: int = 0


@dataclass(frozen=True)
class Mechanism:
    """An estimand with its effect and verdict, or the reason why there is none.

    variants: words and effect of each. dots: every row with x, y, country and period, the case's own too (they are left
    out of the fit). fragile: with which errors, or without which country, an effect is no longer on the article's side.
    """

    declared: Estimand
    verdict: str
    effect: Effect | None = None
    variants: tuple[tuple[str, Effect | str], ...] = ()
    fragile: str = ""
    dots: pd.DataFrame = field(default_factory=pd.DataFrame)
    reason: str = ""


def verdict(one: Estimand, effect: Effect) -> str:
    """The verdict by the rule at the head of estimands.toml."""
    low, high = towards(one, effect.estimate)
    ahead = effect.lead is not None and effect.lead.value is not None and towards(one, effect.lead)[0] > 0
    if low > 0:
        return PRECEDES if ahead else WORKS
    if high < 0:
        return OTHER_WAY
    return TOO_LITTLE if high < effect.needed else CANNOT


def main_only(name: str, study: Study) -> Mechanism:
    """The declared estimand `name` without its variants; a reason instead where no table reaches the roles of `study`."""
    return _main_only(name, _bare(study))


def mechanism(name: str, study: Study) -> Mechanism:
    """The declared estimand `name` with all its variants, one of `all_of`."""
    return next(one for one in all_of(study) if one.declared.id == name)


def all_of(study: Study) -> tuple[Mechanism, ...]:
    """Every declared estimand with all its variants, in order."""
    return _all(_bare(study))


@lru_cache(maxsize=8)
def _all(study: Study) -> tuple[Mechanism, ...]:
    names = {one.id: one.design == "poisson" for one in declared().estimand}
    # Trade takes as long as all the rest: a child estimates it on the other core.
    trade = children.begun(lambda: {name: _mechanism(name, study) for name, slow in names.items() if slow})
    found = {name: _mechanism(name, study) for name, slow in names.items() if not slow}
    found |= trade()
    return tuple(found[name] for name in names)


def _bare(study: Study) -> Study:
    """The study without what no estimand asks for: two cases that differ in other years alone share their results."""
    turn = study.turning_point
    return Study(
        **{role: getattr(study, role) for role in ROLES}, turning_point=turn, sanctions_year=turn, shock_year=turn
    )


@lru_cache(maxsize=64)
@kept
def _main_only(name: str, study: Study) -> Mechanism:
    one = estimand(name)
    try:
        effect, dots = estimated(one, study)
    except NotCovered as error:
        return Mechanism(one, "no data", reason=str(error))
    found = Mechanism(one, verdict(one, effect), effect, dots=dots)
    hangs = hangs_on(one, study, dots) if found.verdict == WORKS and len(dots) else ""
    return replace(found, verdict=FRAGILE, fragile=hangs) if hangs else found


@lru_cache(maxsize=64)
@kept
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
    table = rows_of(one, study)
    fit = table[~own_rows(one, study, table)]
    treated = int((fit["x"] != 0).sum())
    fewest = declared().rules.fewest_events if one.design == "events" else declared().rules.fewest_rows
    if treated < fewest:
        raise NotCovered(f"{treated} cases are on record for all other countries; {fewest} are needed.")
    effects, clusters = effects_of(one)
    value = linear(fit, "y", "x", effects, clusters)
    lead = None
    with suppress(NotCovered):
        lead = linear(fit, *(("y", "ahead") if one.design == "levels" else ("before", "x")), effects, clusters)
    within = fit["level"] - fit.groupby("country")["level"].transform("mean")
    needed = declared().rules.needed * float(within.std())
    used = fit.dropna(subset=["x", "y"])
    told, before = at_dose(value, one.dose), lead and at_dose(lead, one.dose)
    effect = Effect(told, before, needed, used["country"].nunique(), used["period"].nunique(), treated)
    return effect, table.dropna(subset=["x", "y"]).reset_index(drop=True)


def _poisson(one: Estimand, study: Study, *, past: bool) -> Effect:
    table = trade_rows(one, study)
    effects, clusters = ["pair", "exporter_window", "importer_window"], ["cluster"]
    fit = partial(
        fixed_effects.poisson, table, y="flow", effects=effects, clusters=clusters, level=declared().rules.level
    )
    value, lead = fit(x=[name for name in ("x", "x_other") if name in table]), None
    with suppress(NotCovered):
        lead = fit(x=["ahead"]) if past else None
    needed = 100 * declared().rules.needed_trade
    touched = table[table["touched"]]
    told, before = as_per_cent(at_dose(value, one.dose)), lead and as_per_cent(at_dose(lead, one.dose))
    return Effect(told, before, needed, touched["cluster"].nunique(), table["window"].nunique())
