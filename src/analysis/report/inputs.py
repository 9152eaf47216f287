"""What verdicts are made from, kept in findings.json so that two reports can be compared: code, the rule of each claim, each table."""

from collections.abc import Mapping
from typing import Any

from analysis import tables
from analysis.claims import rules
from analysis.report import state
from analysis.study import Study


def inputs(study: Study | None = None) -> dict[str, Any]:
    """Short hashes: `code` of the module without its rules, `rules` by claim of the study (and the limits of all), `tables` by name."""
    limits = {"limits": state.hash_of(rules.settings().model_dump(mode="json"))[:12]}
    return {
        "code": state.hash_of(state.code(rules=False))[:12],
        "rules": {one.id: state.hash_of(one.model_dump(mode="json"))[:12] for one in rules.all_claims(study)} | limits,
        "tables": {
            name: tables.describe(name)["hash"].removeprefix("sha256:")[:12] for name in tables.names(maps=True)
        },
    }


def short(found: Mapping[str, Any]) -> str:
    """All of it in one hash."""
    return str(state.hash_of(found))[:12]
