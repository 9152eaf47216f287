"""The rules of the thirty claims, as claims.toml holds them."""

import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from analysis.errors import ParameterError
from analysis.study import ROLES, Study

Rule = dict[str, Any]

STATISTICAL = ("shift", "segmented", "trend", "compare", "gravity")


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("analysis.claims").joinpath("claims.toml").read_text(encoding="utf-8"))


def all_claims() -> list[Rule]:
    """All thirty claims, in order, as read from claims.toml."""
    return list(_file()["claim"])


def settings() -> Rule:
    """The rules that hold for every claim: level of intervals, share of specifications, how parts combine."""
    return dict(_file()["rules"])


def claim(claim_id: str) -> Rule:
    """The claim named `claim_id`; ParameterError for any other name."""
    known = {rule["id"]: rule for rule in all_claims()}
    if claim_id not in known:
        raise ParameterError(f"there is no claim {claim_id!r}; give one of {', '.join(known)}.")
    return known[claim_id]


def part(claim_id: str, part_id: str) -> Rule:
    """One part of a claim, as written; ParameterError for a claim or part that does not exist."""
    known = {rule["id"]: rule for rule in claim(claim_id)["part"]}
    if part_id not in known:
        raise ParameterError(f"{claim_id} has no part {part_id!r}; give one of {', '.join(known)}.")
    return known[part_id]


def threshold(spec: Rule) -> float:
    """Where the sign of a part begins: as written, else 1 for actual over expected trade and 0 for everything else."""
    return float(spec.get("threshold", 1 if spec["test"] == "gravity" else 0))


def foreign_roles(rule: Rule, study: Study) -> list[str]:
    """Roles in which `study` has another country than the one that `rule` (a claim or a part) is bound to."""
    return [role for role in ROLES if rule.get("bound", {}).get(role, getattr(study, role)) != getattr(study, role)]


def level(rule: Rule) -> float:
    """Level of the intervals of a claim's parts: higher where it has more than one statistical part."""
    parts = sum(one["test"] in STATISTICAL for one in rule["part"])
    return 1 - (1 - float(settings()["level"])) / max(parts, 1)


def specifications(rule: Rule, study: Study) -> list[Rule]:
    """Every combination of a part's grid, the chosen one (`rule`, the part as written) first.

    Year words such as "turning_point" are replaced by the parameter's value, spans clipped to the years in use. Each
    specification names its choices under "choice": axis to words, such as {"year": "2012", "measure": "aid.share"}.
    """
    grid = dict(rule.get("grid", {}))
    variants = [{}, *grid.pop("variants", [])]
    offsets = [0, *(step for step in grid.pop("offset", []) if step != 0)]
    axes = {name: [rule[name], *(value for value in values if value != rule[name])] for name, values in grid.items()}
    plain = {key: value for key, value in rule.items() if key != "grid"}
    return [
        _resolved(plain | dict(zip(axes, values, strict=True)) | variant, offset, study)
        | {"choice": _choice(dict(zip(axes, values, strict=True)) | variant, rule, offset, study)}
        for variant, offset, *values in product(variants, offsets, *axes.values())
    ]


def _resolved(spec: Rule, offset: int, study: Study) -> Rule:
    resolved = {key: _fill(value, study) for key, value in spec.items()}
    if "year" in resolved:
        resolved["year"] = offset + _year(resolved["year"], study)
    if "span" in resolved:
        resolved["span"] = study.clip(tuple(resolved["span"]))
    return resolved


def _year(year: str | int, study: Study) -> int:
    return int(getattr(study, year)) if isinstance(year, str) else int(year)


def _choice(taken: Rule, rule: Rule, offset: int, study: Study) -> dict[str, str]:
    """The choices of one specification in words: year and span where the grid varies them, and what else it changes."""
    grid, found = rule.get("grid", {}), {}
    if "year" in grid or "offset" in grid:
        found["year"] = str(offset + _year(taken["year"] if "year" in taken else rule["year"], study))
    if "span" in grid:
        found["span"] = "–".join(map(str, study.clip(tuple(taken["span"]))))
    if "max_lag" in grid:
        found["lag"] = f"up to {taken['max_lag']} years"
    if "variants" in grid:
        found["measure"] = _words(taken, rule, study) or "as chosen"
    return found


def _words(taken: Rule, rule: Rule, study: Study) -> str:
    """What a variant changes: measure, test, quantity and the arguments that differ from the part's own."""
    words = [str(taken[key]).rpartition(".")[2] for key in ("measure", "test", "quantity") if key in taken]
    if "year" in taken and "year" not in rule:
        words.append(f"at {taken['year']}")
    own = rule.get("args", {})
    for key, value in taken.get("args", {}).items():
        if value != own.get(key):
            filled = _fill(value, study)
            words.append(f"{key} {', '.join(map(str, filled)) if isinstance(filled, list) else filled}")
    return ", ".join(words).replace("_", " ")


def _fill(value: Any, study: Study) -> Any:
    if isinstance(value, dict):
        return {key: _fill(inner, study) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner, study) for inner in value]
    is_role = isinstance(value, str) and value.strip("{}") in ROLES and value.startswith("{")
    return study.code(value) if is_role else value
