"""From a specification of a claim's part to its series and its estimate."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from types import ModuleType
from typing import Any

import pandas as pd

from analysis import tables
from analysis.claims import documents, expectation, wording
from analysis.claims.rules import Rule
from analysis.errors import NotCovered, ParameterError
from analysis.inference import association, specifications
from analysis.inference.estimate import Estimate, no_estimate
from analysis.inference.specifications import Specification
from analysis.measures import (
    aid,
    arms,
    conflict,
    diplomacy,
    energy,
    events,
    exporters,
    opinion,
    sanctions,
    trade,
    votes,
)
from analysis.study import Study

MODULES: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (aid, arms, conflict, diplomacy, energy, events, exporters, opinion, sanctions, trade, votes)
}
SHARE = votes.KINDS["share"]
US_TABLES = {"us_aid", "us_aid_totals", "visits", "us_trade", "drone_strikes", "us_troops"}


def table_names(part: Rule) -> tuple[str, ...]:
    """Names of the tables that a part reads."""
    return (part["table"],) if isinstance(part["table"], str) else tuple(part["table"])


def measure(name: str) -> Callable[..., pd.Series]:
    """The measure called `name` in claims.toml, such as "aid.share"; ParameterError for any other name."""
    module, _, function = name.partition(".")
    found: Callable[..., pd.Series] | None = getattr(MODULES.get(module), function, None)
    if found is None:
        known = ", ".join(MODULES)
        raise ParameterError(f"there is no measure {name!r}; write module.function with a module of {known}.")
    return found


def series(spec: Rule, study: Study, *, call: str = "args") -> pd.Series:
    """The series of a specification: its measure on its tables, less the `minus` call where there is one.

    `call` names the arguments to use ("args" or "follower"). Clipped to the span; raises NotCovered where the tables
    hold nothing for the roles.
    """
    if spec["test"] == "gravity":
        return expectation.ratio(spec)
    foreign = sorted(US_TABLES & set(table_names(spec)))
    if foreign and study.patron != "USA":
        raise NotCovered("no data", f"the table {foreign[0]} records the ties of the United States only.")
    values = _measured(spec, spec[call])
    if "minus" in spec:
        unit = wording.change_unit(str(values.attrs.get("unit", "")))
        values = (values - _measured(spec, spec["minus"])).dropna()
        values.attrs = {"unit": unit}
    first, last = study.clip((study.first_year, study.last_year))
    return values[(values.index >= first) & (values.index <= last)] if values.index.name == "year" else values


def yearly_series(spec: Rule, study: Study) -> pd.Series | None:
    """The series of a specification where it is one by year; None for documents, rankings and classes."""
    if spec["test"] in ("documents", "first", "majority"):
        return None
    return series(spec, study)


def _measured(spec: Rule, arguments: Rule) -> pd.Series:
    return _cached(
        spec["measure"], table_names(spec), json.dumps(arguments, sort_keys=True), tables.hashes(*table_names(spec))
    )


@lru_cache(maxsize=512)
def _cached(name: str, table: tuple[str, ...], arguments: str, _: tuple[str, ...]) -> pd.Series:
    return measure(name)(*(tables.load(one) for one in table), **json.loads(arguments))


def estimates(specs: Sequence[Rule], study: Study, *, level: float) -> list[tuple[Rule, Estimate]]:
    """The estimate of every specification by the test that it names, the statistical ones all at once.

    Raises NotCovered where the first, the chosen one, has no data; others without are left out.
    """
    found: list[tuple[Rule, Specification | Estimate]] = []
    for place, spec in enumerate(specs):
        try:
            batched = spec["test"] in specifications.TESTS
            found.append((spec, _batched(spec, study) if batched else TESTS[spec["test"]](spec, study, level)))
        except NotCovered:
            if place == 0:
                raise
    waiting = [one for _, one in found if isinstance(one, Specification)]
    done = map(_possible, waiting, specifications.estimates(waiting, level=level))
    return [(spec, next(done) if isinstance(one, Specification) else one) for spec, one in found]


def _possible(one: Specification, found: Estimate) -> Estimate:
    """A mean of shares, or a change of it, keeps to what shares can be: the interval is cut at 0 and 100, or at -100 and 100."""
    most = {"per cent": 100.0, SHARE: 1.0}.get(str(one.series.attrs.get("unit")))
    if most is None or one.test not in ("compare", "shift") or found.low is None or found.high is None:
        return found
    shares = bool(one.series.dropna().between(0, most).all())
    least = 0.0 if shares and one.test == "compare" else -most
    return replace(found, low=max(found.low, least), high=min(found.high, most))


def _batched(spec: Rule, study: Study) -> Specification:
    return Specification(
        series(spec, study),
        spec["test"],
        year=spec.get("year"),
        span=spec["span"],
        quantity=spec.get("quantity", "level"),
        threshold=float(spec.get("threshold", 0)),
    )


def spanned(spec: Rule, study: Study) -> pd.Series:
    """The series of a specification within its span."""
    values = series(spec, study)
    return values[(values.index >= spec["span"][0]) & (values.index <= spec["span"][1])]


def _at(spec: Rule, study: Study, _: float) -> Estimate:
    values = series(spec, study)
    year, unit = spec["year"], str(values.attrs.get("unit", ""))
    if year not in values.index or pd.isna(values[year]):
        return no_estimate(f"the series has no value for {year}", unit=unit)
    limit, words = values.attrs.get("beyond", (float("inf"), ""))
    found = _count(float(values[year]), unit, 1, (year, year), f"value in {year}")
    return replace(found, note=words) if values[year] >= limit else found


def _first(spec: Rule, study: Study, _: float) -> Estimate:
    arguments = spec["args"] | {"span": list(spec["span"])}
    found = series(spec | {"args": arguments}, study)
    key = study.code(spec["key"])
    unit = str(found.attrs.get("unit", ""))
    if key not in found.index:
        raise NotCovered("no data", "it was no ally of the sender in the alliance table.")
    lead = float(found[key] - found.drop(key).max())
    return _count(lead, unit, len(found), spec["span"], "count of the named country less the largest other count")


def _majority(spec: Rule, study: Study, _: float) -> Estimate:
    changes = series(spec, study)
    if changes.empty:
        return no_estimate("no category has data in both spans")
    moved = int(((changes < 0) if spec["direction"] == "down" else (changes > 0)).sum())
    years = (int(spec["args"]["before"][0]), int(spec["args"]["after"][1]))
    share = 100 * moved / len(changes)
    found = _count(share, "per cent of classes", len(changes), years, "share of categories that moved as claimed")
    return replace(found, note=f"{moved} of {len(changes)} classes moved {spec['direction']}")


def _lead_lag(spec: Rule, study: Study, _: float) -> Estimate:
    first, last = spec["span"]
    leader, follower = (series(spec, study, call=call).loc[first:last] for call in ("args", "follower"))
    forward, reverse = association.lead_lag(leader, follower, max_lag=spec["max_lag"], minimum=spec["minimum"])
    return replace(forward, reverse_p=reverse.p_value)


def _count(value: float, unit: str, n: int, years: Any, method: str) -> Estimate:
    return Estimate(value, None, None, None, unit, n, (int(years[0]), int(years[1])), f"{method}; complete count")


TESTS: dict[str, Callable[[Rule, Study, float], Estimate]] = {
    "at": _at,
    "first": _first,
    "majority": _majority,
    "lead_lag": _lead_lag,
    "documents": documents.estimate,
    "gravity": expectation.estimate,
}
