"""The figures that a claim of a history may show, by the names of `claims.spec.Shown`, so that a wrong one is refused when read."""

import inspect
from typing import Any, get_args

from analysis.claims.finding import Finding
from analysis.claims.spec import Shown
from analysis.figures import aid_flows, cooperation, history, near, pipelines, suppliers, us_ties
from analysis.study import Study

_MODULES = (aid_flows, cooperation, history, near, pipelines, suppliers, us_ties)
FIGURES = {name: getattr(one, name) for name in get_args(Shown) for one in _MODULES if name in one.__all__}


def drawn(name: str, study: Study, finding: Finding) -> Any:
    """A registered figure for a study, told by a finding where it takes one."""
    made = FIGURES[name]
    return made(study, finding) if len(inspect.signature(made).parameters) > 1 else made(study)
