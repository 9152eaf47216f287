"""One combination decided: its claims and its answer as plain rows, in whatever process this runs."""

import threading
import time
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from analysis.study import Study

# What a row says of its part, with the unit: the columns of findings.parquet after the parameters.
FINDINGS = {
    "claim": "the claim, such as U1",
    "verdict": "verdict on the claim",
    "certainty": "high, medium or low; empty where the claim is not covered",
    "part": "part of the claim",
    "mark": "core (the claim's own words), detail or beside",
    "status": "what the part's answers make of it",
    "happened": "yes, mostly, depends, no change or no; empty where it is not asked, or has no data",
    "before": "level before, in `unit`, under the chosen way to do the sum",
    "after": "level after, in `unit`",
    "value": "what the rule reads: the change, or the level, in `unit`",
    "unit": "unit of the three numbers",
    "first": "first year read",
    "last": "last year read",
    "reason": "why the part has no data; empty where it has",
}
ANSWERS = {
    "headline": "the answer in one sentence",
    "certainty": "certainty of the answer: high, medium or low",
    "tie": "kind of tie",
    "verdict": "closer, no change, there and back, apart or no data",
    "before": "level before the turning point, in `unit`",
    "after": "level after it, in `unit`",
    "since": "level since the shock year, in `unit`",
    "unit": "unit of the three numbers",
}

Rows = dict[str, list[dict[str, Any]]]
LIMIT = 600.0  # seconds for what all cases share: it takes some four
# A cluster's worker may have several threads; one combination at a time is decided in a process.
_ONE = threading.Lock()


class Done(NamedTuple):
    """What came of a combination: rows (empty if it failed), why it failed in one line (empty if not), and seconds."""

    rows: Rows
    reason: str
    seconds: float


def attempt(parameters: Mapping[str, Any]) -> Done:
    """Decide one combination, given as its parameters; it never raises, so that one failure ends no sweep."""
    from threadpoolctl import threadpool_limits

    # The matrices are small, and sums in one order give the same last digit everywhere.
    with _ONE, threadpool_limits(limits=1, user_api="blas"):
        begun = time.monotonic()
        try:
            rows, reason = decided(Study(**parameters)), ""
        except Exception as error:
            rows, reason = {}, f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Done(rows, reason, time.monotonic() - begun)


def decided(study: Study) -> Rows:
    """The rows of FINDINGS (one a claim and part) and of ANSWERS (one a kind of tie); numbers with six significant digits."""
    from analysis.answers import answer
    from analysis.claims import rules
    from analysis.claims.decide import decide

    found = [decide(rule.id, study).to_dict() for rule in rules.all_claims(study)]
    told = answer(study).to_dict()
    ties = [{**told, **one, "tie": one["name"]} for one in told["domains"]]
    return {
        "findings": [_row(one, part) for one in found for part in one["parts"]],
        "answers": [_in(ANSWERS, tie) for tie in ties],
    }


def chosen(part: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a part of findings.json under the chosen way to do the sum; None where it has none."""
    reading = part["happened"]["choices"][0] if part["happened"] else {}
    years = reading.get("years", (None, None))
    return {name: reading.get(name) for name in ("before", "after", "value", "unit")} | {
        "first": years[0],
        "last": years[1],
    }


def _row(finding: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "certainty": finding["certainty"]["level"],
        "part": part["id"],
        "happened": part["happened"]["answer"] if part["happened"] else "",
        "reason": part["reason"] or "",
    }
    return _in(FINDINGS, {**finding, **part, **chosen(part), **told})


def _in(columns: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in columns}


def prepare(jobs: int = 1) -> None:
    """Import and compute what no case changes, so that processes forked later share it; with several `jobs`, two do so at once."""
    import analysis.answers
    import analysis.claims.decide  # noqa: F401
    from analysis import cache
    from analysis.claims import special
    from analysis.report import forked

    if jobs > 1 and cache.folder() is not None:  # what the child keeps is found below
        expected = {"what all cases share": partial(special.prepare, measured=False)}
        list(forked.run(expected, at_once=2, limit=LIMIT, shared=_shared))
    _shared()
    special.prepare()


def _shared() -> None:
    """All tables, what was measured for all pairs, and the longest imports; pyfixest's own name brings nothing yet."""
    from analysis import tables
    from analysis.claims import special

    for name in tables.names():
        tables.load(name)
    for name in ("pyfixest.estimation", "statsmodels.regression.linear_model"):
        import_module(name)
    special.prepare(gravity=False)


def fingerprint() -> str:
    """What must be the same on every machine of a cluster: the module, its rules and its tables, as one short hash."""
    from analysis.report import record, state

    return state.hash_of(record.inputs())[:12]
