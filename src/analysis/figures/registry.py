"""The figures that a claim of a history may show, by the names of `claims.spec.Shown`, so that a wrong one is refused when read."""

import inspect
from collections.abc import Iterable
from typing import Any, get_args

from analysis.claims.finding import Finding
from analysis.claims.spec import Shown
from analysis.errors import AnalysisError
from analysis.figures import aid_flows, cooperation, history, near, pipelines, suppliers, us_ties
from analysis.study import Study

_MODULES = (aid_flows, cooperation, history, near, pipelines, suppliers, us_ties)


def _registered(names: Iterable[str]) -> dict[str, Any]:
    """The figures of these names; AnalysisError for one that no module of figures has."""
    known = {name: getattr(one, name) for one in _MODULES for name in one.__all__}
    if lacking := [name for name in names if name not in known]:
        told = f"name its module in _MODULES and it in __all__ there, or take it out of claims.spec.Shown; known: {', '.join(known)}"
        raise AnalysisError(f"no module of figures has {lacking[0]!r}, which a claim may show: {told}.")
    return {name: known[name] for name in names}


FIGURES = _registered(get_args(Shown))


def drawn(name: str, study: Study, finding: Finding) -> Any:
    """A registered figure for a study, told by a finding where it takes one."""
    made = FIGURES[name]
    return made(study, finding) if len(inspect.signature(made).parameters) > 1 else made(study)
