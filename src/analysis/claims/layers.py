"""What a study adds to the claims of the package: the history of its case, a file of one's own claims, single changed values."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis import histories
from analysis.claims.arguments import fault, only, said
from analysis.claims.spec import Claim, Model
from analysis.errors import ParameterError
from analysis.measures.grammar import Pattern
from analysis.study import Study

Raw = dict[str, Any]
Layered = TypeVar("Layered", bound="Own")
# Roles beside country and partner, which every history names.
OTHERS = ("rival", "patron", "neighbour")
# Of a new claim.
NEEDED = tuple(field.alias or name for name, field in Claim.model_fields.items() if field.is_required())
CHANGE = re.compile(r"(\w+)\.(\w+)\.(\w+)\s*=\s*(.+)")


class Layer(NamedTuple):
    """Claims in the form of claims.toml: where they are written, and what the page says of those it touches (`by`)."""

    name: str
    claims: Sequence[Raw]
    by: Mapping[str, str] = {}


class Case(Model):
    """Whose history it is. chronicle: whether the chronology follows the pair, so that its acts can be counted.

    pipeline: a regular expression for the names of the pipeline that the two agreed on, in the tracker.
    """

    country: str
    partner: str
    rival: str = ""
    patron: str = ""
    neighbour: str = ""
    chronicle: bool = False
    pipeline: Pattern = ""


class Lane(Model):
    """Dated acts of one kind: heading, palette colour, events by number, and the roles beside country and partner it is about."""

    words: str
    colour: str
    events: tuple[str, ...]
    of: tuple[str, ...] = ()


class Acts(Model):
    """The dated acts that open a chapter."""

    title: str
    lane: tuple[Lane, ...]


class Named(BaseModel):
    """What is told from others by its id; its other keys are checked with all rules."""

    model_config = ConfigDict(extra="allow")
    id: str


class Written(Named):
    """A claim of which no more is known than that it and its parts have an id, and of which roles and years alone it is asked."""

    only: Mapping[str, str | int] = Field(default_factory=dict)
    part: tuple[Named, ...] = ()


class Own(Model):
    """A file of one's own claims, and what the claims of a history are: new ones, or keys of known ones."""

    claim: tuple[Written, ...] = ()


class History(Own):
    """history.toml: the case, its claims (checked with all others), and the acts of its chapters."""

    case: Case
    acts: dict[str, Acts] = Field(default_factory=dict)


def history(study: Study) -> History:
    """The history of the pair of `study`, without a claim where none is known. ParameterError names the key of what is wrong in it."""
    path = histories.find(study.country, study.partner, study.history)
    return _held(path, History) if path else History(case=Case(country=study.country, partner=study.partner))


def _held(path: Path, kind: type[Layered]) -> Layered:
    """What a file holds, in the form of `kind`."""
    try:
        return kind.model_validate(histories.read(path))
    except ValidationError as error:
        where = ", ".join(str(key + 1) if isinstance(key, int) else key for key in error.errors()[0]["loc"])
        raise fault(
            where, said(error, {*kind.model_fields, *Case.model_fields, *Lane.model_fields}), path.name
        ) from None


def _raw(held: Own, study: Study, name: str) -> list[Raw]:
    """The claims, or keys of claims, that are asked of the roles and years of the study."""
    for one in held.claim:
        only(f"{one.id}, only", one.only, name)
    return [one.model_dump(exclude_unset=True, exclude={"only"}) for one in held.claim if study.cast(one.only)]


def about(named: Any, case: Case, study: Study) -> bool:
    """Whether the roles in braces in `named`, beside country and partner, are played by the history's own countries.

    ParameterError for a role that the history does not say who plays: what names it could never be asked.
    """
    text = json.dumps(named)
    roles = [role for role in OTHERS if re.search(rf"\{{(the_)?{role}(_s|_own)?\}}", text)]
    for role in roles:
        if not getattr(case, role):
            who = named.get("id", "a lane of acts") if isinstance(named, Mapping) else "a lane of acts"
            raise ParameterError(
                f"{histories.NAME}: {who} names {{{role}}}, which [case] does not; add {role} = a code there."
            )
    return study.cast({role: getattr(case, role) for role in roles})


def of(study: Study, base: Sequence[Raw]) -> Iterator[Layer]:
    """The layers on the claims of the package (`base`), in the order in which they are laid on."""
    if (found := history(study)).claim:
        known = {one["id"]: one for one in base}
        laid = [(one, merged_claim(known.get(one["id"], {}), one)) for one in _raw(found, study, histories.NAME)]
        yield Layer(histories.NAME, [one for one, whole in laid if about(whole, found.case, study)])
    if study.claims:
        yield _own(study)
    if study.changes:
        yield _changes(study.changes)


def _own(study: Study) -> Layer:
    path = histories.located(study.claims, "claims")
    if extra := sorted(set(histories.read(path)) - {"claim"}):
        raise fault(extra[0], "only [[claim]] can be one's own; take it out", path.name)
    claims = _raw(_held(path, Own), study, path.name)
    sha = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return Layer(path.name, claims, {one["id"]: f"own rules: {path.name}, sha256 {sha}" for one in claims})


def _changes(text: str) -> Layer:
    claims: list[Raw] = []
    by: dict[str, str] = {}
    given: set[tuple[str, ...]] = set()
    for one in filter(None, (piece.strip() for piece in text.split(";"))):
        found = CHANGE.fullmatch(one)
        if found is None:
            raise ParameterError(
                f"changes: {one!r} is no change; write it as CLAIM.PART.KEY=VALUE, such as C3.arms.threshold=5."
            )
        claim, part, key, value = found[1].upper(), *found.groups()[1:]
        if (claim, part, key) in given:
            raise ParameterError(f"changes: {claim}.{part}.{key} is given twice; give it once.")
        given.add((claim, part, key))
        claims.append({"id": claim, "part": [{"id": part, key: _value(value)}]})
        by[claim] = "; ".join(filter(None, [by.get(claim), f"changed for this report: {part}, {key} = {value}"]))
    return Layer("changes", claims, by)


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def merged(claims: Sequence[Raw], layer: Layer) -> list[Raw]:
    """Claims with those of a layer: new ids are added, of known ones the keys given are replaced, and parts by their id."""
    found = {one["id"]: one for one in claims}
    for own in layer.claims:
        name = own["id"]
        if layer.name == "changes":
            _exists(found, own)
        if name not in found and (lacking := [key for key in NEEDED if key not in own or not own[key]]):
            told = f"this case has no such claim to change (it has {', '.join(found)}); a new one needs"
            raise fault(name, f"{told} {', '.join(lacking)}", layer.name)
        found[name] = merged_claim(found.get(name, {}), own)
    return list(found.values())


def merged_claim(claim: Raw, own: Raw) -> Raw:
    """A claim with the keys of `own` in place of its own, its parts too, by their id; new parts come last."""
    parts = {one["id"]: one for one in claim.get("part", [])}
    for part in own.get("part", []):
        parts[part["id"]] = parts.get(part["id"], {}) | part
    return claim | own | {"part": list(parts.values())}


def _exists(claims: Mapping[str, Raw], own: Raw) -> None:
    part = own["part"][0]["id"]
    if own["id"] not in claims:
        raise fault(own["id"], f"there is no such claim to change; there are {', '.join(claims)}", "changes")
    known = [one["id"] for one in claims[own["id"]]["part"]]
    if part not in known:
        raise fault(f"{own['id']}, {part}", f"there is no such part to change; there are {', '.join(known)}", "changes")
