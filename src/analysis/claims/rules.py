"""The rules of the thirty claims: claims.toml, read once and checked, and the specifications that a part stands for."""

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import pandas as pd
from pydantic import ValidationError

from analysis import countries, tables
from analysis.claims import choices
from analysis.claims.spec import Ask, Claim, Part, Rules, Settings, Spec, Variant
from analysis.errors import ParameterError
from analysis.measures import MODULES
from analysis.study import ROLES, Study

NO_COUNTRY = {"EU"}  # senders that are no country
PLACEHOLDER = re.compile(r"^\{(\w+)\}$")


@cache
def _file() -> Rules:
    return check(tomllib.loads(files("analysis.claims").joinpath("claims.toml").read_text(encoding="utf-8")))


def check(raw: dict[str, Any]) -> Rules:
    """The rules in `raw`, what claims.toml holds; ParameterError names the claim, the part and the key of the first fault."""
    try:
        found = Rules.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise ParameterError(f"claims.toml: {_place(raw, first['loc'])}: {first['msg']}.") from None
    known = {str(one): int(year) for one, year in tables.load("events")[["event_id", "year"]].itertuples(index=False)}
    for claim in found.claim:
        _events(f"{claim.id}", {"beside": claim.beside, "after": claim.after}, known)
        for part in claim.parts:
            _check(f"{claim.id}, {part.id}", part, known)
    return found


def _place(raw: dict[str, Any], keys: tuple[int | str, ...]) -> str:
    """Where a fault lies: ids for the numbers of claims and parts, then the key."""
    said: list[str] = []
    here: Any = raw
    for key in keys:
        known = isinstance(here, list) or (isinstance(here, dict) and key in here)
        here = here[key] if known else None
        if isinstance(key, int) and isinstance(here, dict) and "id" in here:
            said[-1] = str(here["id"])
        else:
            said.append(str(key))
    return ", ".join(said)


def _events(place: str, listed: dict[str, tuple[str | None, ...]], known: dict[str, int]) -> None:
    for key, ids in listed.items():
        for one in ids:
            if one is not None and one not in known:
                raise ParameterError(
                    f"claims.toml: {place}, {key}: {one!r} is not in the chronology; see data/events.csv."
                )


def _check(place: str, part: Part, known: dict[str, int]) -> None:
    from analysis.claims.kinds import KINDS  # the kinds read rules.settings

    _events(place, {"event": (part.event,), "act": (part.act,), "confirmed_by": part.confirmed_by}, known)
    if part.event and isinstance(part.year, int) and part.year < known[part.event]:
        raise ParameterError(
            f"claims.toml: {place}, year: {part.year} is before its event {part.event} ({known[part.event]})."
        )
    if part.act and isinstance(part.year, int):
        last = part.year + max(part.grid.offset, default=0)
        if known[part.act] > last:
            raise ParameterError(
                f"claims.toml: {place}, act: {part.act} ({known[part.act]}) came after every choice of the change ({last})."
            )
    if Ask.DRIFT in part.asks and part.threshold:
        raise ParameterError(
            f"claims.toml: {place}, asks: a threshold has no usual swing; take drift or threshold out."
        )
    for name in part.table:
        if name not in tables.names(local=False):
            raise ParameterError(f"claims.toml: {place}, table: there is no table {name!r}.")
    for one in (part, *(_varied(part, variant) for variant in part.grid.variants)):
        KINDS[one.test].check(place, one)
        for key in ("args", "minus", "follower"):
            if one.measure and getattr(one, key) is not None:
                _bind(place, key, one, getattr(one, key))


def _bind(place: str, key: str, spec: Spec, arguments: dict[str, Any]) -> None:
    for name, value in arguments.items():
        _codes(f"{place}, {key}, {name}", value)
    positions = [*spec.table]
    extra = {"span": spec.span} if spec.test == "first" else {}
    try:
        inspect.signature(measure(spec.measure)).bind(*positions, **arguments, **extra)
    except TypeError as error:
        raise ParameterError(f"claims.toml: {place}, {key}: {spec.measure}: {error}.") from None
    except ParameterError as error:
        raise ParameterError(f"claims.toml: {place}, measure: {error}") from None


def _codes(place: str, value: Any) -> None:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, str):
            continue
        role = PLACEHOLDER.match(one)
        if role and role[1] not in ROLES:
            raise ParameterError(f"claims.toml: {place}: {one} is no role; give one of {', '.join(ROLES)} in braces.")
        if re.fullmatch("[A-Z]{2,3}", one) and one not in NO_COUNTRY and one not in countries.codes():
            raise ParameterError(f"claims.toml: {place}: {one!r} is no country code.")


def measure(name: str) -> Callable[..., pd.Series]:
    """The measure called `name` in claims.toml, such as "aid.share"; ParameterError for any other name."""
    module, _, function = name.partition(".")
    found: Callable[..., pd.Series] | None = getattr(MODULES.get(module), function, None)
    if found is None:
        raise ParameterError(
            f"there is no measure {name!r}; write module.function with a module of {', '.join(MODULES)}."
        )
    return found


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
    """Roles in which `study` has another country than the one that `rule` is bound to."""
    return [role for role in ROLES if rule.bound.get(role, getattr(study, role)) != getattr(study, role)]


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
        yield _filled(_varied(rule, variant).model_copy(update=taken), taken, variant, offset, rule, study)


def _varied(rule: Part, variant: Variant | None) -> Part:
    return rule.model_copy(update=variant.changes()) if variant else rule


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
