"""The figures that a claim of a history may show, by name; `claims.spec.Shown` lists the same names, so a wrong one is refused when read."""

import inspect
from collections.abc import Callable
from typing import Any

from analysis.claims.finding import Finding
from analysis.figures import aid_flows, cooperation, history, near, pipelines, suppliers, us_ties
from analysis.study import Study

FIGURES: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        aid_flows.aid_totals, cooperation.exercises, cooperation.register, cooperation.register_table,
        history.aid_and_sanctions, history.china, history.cold_war_votes, history.crises, history.ideal_points,
        history.joining, history.rebuilding, history.visits, near.deaths, near.hosts, near.refugees,
        pipelines.pipeline_map, suppliers.since_1950, us_ties.front_line, us_ties.mistrust,
    )
}  # fmt: skip


def drawn(name: str, study: Study, finding: Finding) -> Any:
    """A registered figure for a study, told by a finding where it takes one."""
    made = FIGURES[name]
    return made(study, finding) if len(inspect.signature(made).parameters) > 1 else made(study)
