"""The rules of the thirty claims: claims.toml, read once and checked, and the specifications that a part stands for."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from analysis.claims import choices
from analysis.claims.spec import Claim, Part, Rules, Settings, Spec, Variant
from analysis.errors import ParameterError
from analysis.study import Study

PLACEHOLDER = re.compile(r"^\{(\w+)\}$")


@cache
def _file() -> Rules:
    from analysis.claims.checking import check  # the kinds that it asks read settings()

    text = files("analysis.claims").joinpath("claims.toml").read_text(encoding="utf-8")
    try:
        return check(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"claims.toml is no TOML: {error}.") from None


def all_claims() -> tuple[Claim, ...]:
    """All thirty claims, in order."""
    return _file().claim


def settings() -> Settings:
    """The limits that hold for every claim."""
    return _file().rules


def claim(claim_id: str) -> Claim:
    """The claim named `claim_id`; ParameterError for any other name."""
    known = {one.id: one for one in all_claims()}
    if claim_id not in known:
        raise ParameterError(f"there is no claim {claim_id!r}; give one of {', '.join(known)}.")
    return known[claim_id]


def part(claim_id: str, part_id: str) -> Part:
    """One part of a claim, as written; ParameterError for a claim or part that does not exist."""
    known = {one.id: one for one in claim(claim_id).parts}
    if part_id not in known:
        raise ParameterError(f"{claim_id} has no part {part_id!r}; give one of {', '.join(known)}.")
    return known[part_id]


def foreign_roles(rule: Claim | Part, study: Study) -> list[str]:
    """Roles (or the turning point) in which `study` differs from what `rule` is bound to."""
    return [name for name, value in rule.bound.items() if value != getattr(study, name)]


def chosen(rule: Part, study: Study) -> Spec:
    """The specification of a part as written, roles and years filled."""
    return next(_specifications(rule, study))


def specifications(rule: Part, study: Study) -> list[Spec]:
    """Every combination of a part's grid, the chosen one (the part as written) first, each distinct choice once.

    Years in words are replaced by the parameter's value, spans clipped to the years in use; clipped spans can coincide.
    """
    return list({str(one.choice): one for one in _specifications(rule, study)}.values())


def _specifications(rule: Part, study: Study) -> Iterator[Spec]:
    grid = rule.grid
    axes: dict[str, list[Any]] = {}
    for name in ("span", "year", "max_lag"):
        if values := getattr(grid, name):
            own = getattr(rule, name)
            axes[name] = [own, *(value for value in values if value != own)]
    offsets = [0, *(step for step in grid.offset if step != 0)]
    for variant, offset, *values in product([None, *grid.variants], offsets, *axes.values()):
        taken = dict(zip(axes, values, strict=True))
        yield _filled(rule.varied(variant).model_copy(update=taken), taken, variant, offset, rule, study)


def _filled(spec: Part, taken: dict[str, Any], variant: Variant | None, offset: int, rule: Part, study: Study) -> Spec:
    found: dict[str, Any] = {key: _fill(getattr(spec, key), study) for key in ("args", "minus", "follower")}
    choice: dict[str, str] = {}
    if spec.year is not None:
        found["year"] = offset + (spec.year if isinstance(spec.year, int) else int(getattr(study, spec.year)))
        if rule.grid.year or rule.grid.offset:
            choice["year"] = str(found["year"])
    if spec.span is not None:
        found["span"] = study.clip(spec.span)
        if rule.grid.span:
            choice["years"] = "–".join(map(str, found["span"]))
    if rule.grid.max_lag:
        choice["lag"] = f"up to {spec.max_lag} years"
    if rule.grid.variants:
        choice["measure"] = _words(variant, rule, study) if variant else "as chosen"
    return Spec(**{name: getattr(spec, name) for name in Spec.model_fields} | found | {"choice": choice})


def _words(variant: Variant, rule: Part, study: Study) -> str:
    """What a variant changes, in words: measure, test, quantity and the arguments that differ from the part's own."""
    changes = variant.changes()
    pieces = [(str(changes[key]).rpartition(".")[2], "") for key in ("measure", "test", "quantity") if key in changes]
    if "year" in changes and rule.year is None:
        pieces = [(f"{', '.join(name for name, _ in pieces)}, at", str(changes["year"]))]
    roles = ("country", "partner") if "measure" in changes else ()
    pieces += [
        (key, choices.argument(key, _fill(value, study)))
        for key, value in changes.get("args", {}).items()
        if value != rule.args.get(key) and value not in [f"{{{role}}}" for role in roles]
    ]
    return choices.told([(name.replace("_", " "), value.replace("_", " ")) for name, value in pieces])


def _fill(value: Any, study: Study) -> Any:
    if isinstance(value, dict):
        return {key: _fill(inner, study) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner, study) for inner in value]
    return study.code(value) if isinstance(value, str) and PLACEHOLDER.match(value) else value
