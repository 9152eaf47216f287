"""The chapter on other countries: what was asked, what was found, in which specifications, and where the case stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.errors import NotCovered
from analysis.figures import intervals
from analysis.figures.compose import Chart, figure
from analysis.figures.figure import Figure, Missing
from analysis.figures.recorded import cite
from analysis.mechanisms import telling
from analysis.mechanisms.checks import path_of
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.facts import facts
from analysis.mechanisms.mechanism import FRAGILE, WORKS, Effect, Mechanism, all_of, mechanism
from analysis.study import Study
from analysis.templates import render

__all__ = ["Opening", "around", "every_country", "opening", "overview", "section", "specifications", "tables_of"]
MECHANISMS_MIME = "application/vnd.analysis.mechanisms+json"
DRIFT = "Old friend's drift, kappa"
CAUSES = {"aid": "Fall of aid, times halved", "visits": "Visits a year fewer"}
SHARES = ["value", "low", "high", "before"]
MARKS = {0.0: "no effect", 1.0: "would matter"}


@dataclass(frozen=True)
class Opening:
    """What a chapter shows first, and every mechanism as findings.json holds it (see mechanisms/facts.py)."""

    html: str
    mechanisms: list[dict[str, Any]]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": "", "text/html": self.html, MECHANISMS_MIME: {"mechanisms": self.mechanisms}}


def opening(study: Study) -> Opening:
    """What was found in short by driver, and a list of all estimands with their answers."""
    found = all_of(study)
    groups = [[one for one in found if one.declared.driver == driver] for driver in telling.DRIVERS]
    said = " ".join(telling.of_driver(group, study) for group in groups)
    answers = [(telling.answer(one), one.declared.id, study.sentence(one.declared.says)) for one in found]
    text = render("in_short", sentences=said, answers=answers)
    return Opening(text, [facts(one, study) for one in found])


@figure("fig-elsewhere", carrying=True)
def overview(study: Study) -> Chart:
    """All estimands in shares of an effect that would matter, with what had moved before."""
    found = [one for one in all_of(study) if one.effect is not None]
    if not found:
        raise NotCovered("no table reaches the roles of this case.")
    labels = [study.sentence(one.declared.label) for one in found]
    data = pd.DataFrame([_shares(one, one.effect) for one in found if one.effect], index=labels)
    cite(*sorted(tables_of(*(one.declared for one in found))))
    works, fragile = (sum(one.verdict == word for one in found) for word in (WORKS, FRAGILE))
    # How often so many tests would find something on the article's side where there is nothing.
    chance = round(100 * (1 - (1 - (1 - declared().rules.level) / 2) ** len(found)))
    sided = int((data["low"] > 0).sum())
    facts = {"n": len(found), "works": works, "fragile": fragile, "chance": chance, "sided": sided}
    return intervals.rows(data, past=True, marks=MARKS, facts=facts)


def section(study: Study, name: str) -> Iterator[HTML | Figure | Missing]:
    """Everything on one estimand: question and answer, the countries as dots or the years around a case, and all specifications."""
    found = mechanism(name, study)
    said = [telling.sentence(found, study), telling.past(found), telling.others(found), telling.place(found, study)]
    question = study.sentence(found.declared.says)
    yield HTML(render("passage", anchor=name, heading=question, paragraphs=said))
    if found.effect is None:
        return
    if found.declared.design == "events":
        yield around(study, found)
    elif found.declared.main and not found.dots.empty:
        yield every_country(study, found)
    yield specifications(study, found)


def specifications(study: Study, found: Mechanism) -> Figure:
    """The declared specification first, then every other one, as shares of an effect that would matter in each."""
    every = [("as declared", found.effect), *found.variants]
    shares = [_shares(found, effect) if isinstance(effect, Effect) else {} for _, effect in every]
    data = pd.DataFrame(shares, columns=SHARES, index=[words for words, _ in every], dtype=float)
    sure = int((data["low"] > 0).sum())
    none = [words for words, effect in every if isinstance(effect, str)]
    facts = {"label": found.declared.label, "sure": sure, "n": len(data), "none": none}
    chart = intervals.rows(data, first=True, marks=MARKS, facts=facts)
    tables = tables_of(found.declared, *(other for _, other in found.declared.varied()))
    return chart.figure(f"fig-{found.declared.id}-choices", tables, study=study, like="fig-choices")


def every_country(study: Study, found: Mechanism) -> Figure:
    """Every country as a dot, in the windows of the case's largest fall and around the turning point."""
    own = telling.shown_windows(found, study)
    periods = list(own["period"]) or [int(found.dots["period"].max())]
    name = countries.short(study.country)
    panels = {}
    for period in periods:
        rows = found.dots[found.dots["period"] == period]
        labels = rows["country"].map(countries.short)
        if "friend" in rows:
            labels = rows["friend"].map(countries.short) + " – " + labels
        panels[telling.window(found, period)] = pd.DataFrame({"name": labels, "x": rows["x"], "y": rows["y"]})
    says, dot, treated = found.declared.says, "a country", found.declared.treatment.split()
    cause = next((words for word, words in CAUSES.items() if word in treated), DRIFT)
    if found.declared.driver == "rival":
        dot, name = "an old friend and its enemy", f"{countries.short(study.rival)} – {name}"
    return intervals.dots(
        panels,
        {name: "country"},
        axes=(cause, "Change of agreement, kappa"),
        alt=f"{study.sentence(says)} {len(next(iter(panels.values())))} countries as dots. {telling.place(found, study)}",
        facts={"place": telling.short_place(found, study), "says": says, "dot": dot},
    ).figure(f"fig-{found.declared.id}", tables_of(found.declared), study=study, like="fig-countries")


def around(study: Study, found: Mechanism) -> Figure:
    """The outcome in the years around a first case, against countries without one in the same years."""
    data = path_of(found.declared.id, study)
    assert found.effect is not None
    after, unit = telling.signed(found.effect.estimate.value), telling.unit(found)
    facts = {"label": found.declared.label, "says": found.declared.says, "after": after, "unit": unit}
    axes = ("Years from the first year of the case", unit.removeprefix("in "))
    chart = replace(intervals.path(data, axes=axes, facts=facts), remark=_early(data))
    return chart.figure(f"fig-{found.declared.id}", tables_of(found.declared), study=study, like="fig-around")


def _early(path: pd.DataFrame) -> str:
    """The single years before a case whose interval lies beside nought, which the mean of three years may hide; else empty."""
    beside = path[(path.index < 0) & ((path["low"] > 0) | (path["high"] < 0))]
    told = [
        f"{telling.signed(value)} ({telling.signed(low)} to {telling.signed(high)}) in year {telling.signed(step)}"
        for step, value, low, high in beside[["value", "low", "high"]].itertuples(name=None)
    ]
    return (
        f"Of the {(path.index < 0).sum()} years before, taken one by one, not all are quiet: {', '.join(told)}."
        if told
        else ""
    )


def tables_of(*specifications: Estimand) -> list[str]:
    """The tables behind one specification or several, each once."""
    found: dict[str, None] = {}
    for one in specifications:
        flows = any(word in one.outcome for word in ("trade", "exports", "imports", "share"))
        found |= dict.fromkeys([_treated(one), *(["trade"] if flows else ["un_votes", "un_resolutions"])])
        found |= {"us_aid": None} if one.sample in ("recipients", "clients") else {}
        found |= {"geography": None} if one.effects != "window" else {}
    return list(found)


def _treated(one: Estimand) -> str:
    """The table of the cause; every record of sanctions is one table."""
    if one.treatment == "aid to 2024":
        return "us_aid_totals"
    kinds = {"aid": "us_aid", "visits": "visits", "drift": "enemies"}
    return next((table for word, table in kinds.items() if word in one.treatment.split()), "sanctions")


def _shares(found: Mechanism, effect: Effect) -> dict[str, float]:
    """An effect in the direction that the article says, as shares of one that would matter."""
    sign = 1 if found.declared.expects == "up" else -1
    known = effect.estimate.value, effect.estimate.low, effect.estimate.high
    value, low, high = (sign * float(part or 0.0) / effect.needed for part in known)
    before = np.nan if effect.lead is None or effect.lead.value is None else sign * effect.lead.value / effect.needed
    # Four digits: beyond them an estimate depends on the order in which a process adds up.
    shares = (value, min(low, high), max(low, high), before)
    return {name: round(share, 4) for name, share in zip(SHARES, shares, strict=True)}
