"""The rules of a study's claims, read and checked (the package's, its history's, one's own), and the specifications of a part."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, ValidationError

from analysis import histories, tables
from analysis.claims import chronology, layers, wording
from analysis.claims.spec import Claim, Count, Model, Part, Span, Spec, Theme, Variant, Words
from analysis.errors import ParameterError
from analysis.study import YEARS, Study

PLACEHOLDER = re.compile(r"^\{(\w+)\}$")
Share = Annotated[float, Field(gt=0, lt=1)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Need = Literal["happened", "drift", "special", "documented", "act"]
Needs = Annotated[tuple[Need, ...], Field(min_length=1)]


class Settings(Model):
    """`[rules]` of claims.toml: limits that hold for every claim."""

    version: str
    yes: Annotated[float, Field(gt=0, le=1)]
    mostly: Share
    no: Share
    level: Share
    points: Count
    benchmark: Share
    rare: Share
    fairly_rare: Share
    window: Count
    half_covered: Share
    material: dict[str, Amount]
    needs: dict[Words, Annotated[tuple[Needs, ...], Field(min_length=1)]]


@cache
def _file() -> dict[str, Any]:
    """claims.toml of the package as it is written."""
    return histories.read(Path(__file__).with_name("claims.toml"))


@lru_cache(maxsize=64)
def _read(study: Study, _: tuple[Any, ...]) -> tuple[Claim, ...]:
    from analysis.claims.checking import check  # the kinds that it asks read settings()

    raw, events = _file(), chronology.of(study)
    by: dict[str, list[str]] = {}
    over = list(layers.of(study, raw["claim"])) or [layers.Layer("claims.toml", [])]
    for layer in over:
        raw = raw | {"claim": layers.merged(raw["claim"], layer)}
        found = check(raw, events, layer.name)
        for name, words in layer.by.items():
            by.setdefault(name, []).append(words)
    order = get_args(Theme)
    known = sorted(found.claim, key=lambda one: (order.index(one.theme), one.id))
    return tuple(_for(one, by.get(one.id, []), study) for one in known)


def _for(claim: Claim, by: list[str], study: Study) -> Claim:
    """A claim without the parts that are only asked where others play the roles, and what makes it a rule of one's own."""
    kept = tuple(part for part in claim.parts if study.cast(part.only))
    return claim.model_copy(update={"parts": kept, "by": "; ".join(by)})


def all_claims(study: Study | None = None) -> tuple[Claim, ...]:
    """All claims asked of `study` (the article's case where none is given), in the order of the board.

    They are read again where a file behind them changed.
    """
    asked = study or Study()
    paths = histories.files(asked.country, asked.partner, asked.history, asked.claims)
    return _read(asked, tuple((path, path.stat().st_mtime_ns) for path in paths))


@cache
def of_any_case() -> frozenset[str]:
    """Ids of the claims that the package asks of any case; all others belong to a history, or are one's own."""
    return frozenset(one["id"] for one in _file()["claim"])


@cache
def settings() -> Settings:
    """The limits that hold for every claim."""
    try:
        return Settings.model_validate(_file()["rules"])
    except ValidationError:
        # The check of the whole file names the key.
        all_claims()
        raise


def claim(claim_id: str, study: Study | None = None) -> Claim:
    """The claim named `claim_id`, in any case of letters; ParameterError for one that is not asked of the study."""
    known = {one.id: one for one in all_claims(study)}
    name = claim_id.upper() if claim_id not in known else claim_id
    if name not in known:
        ours = study is not None and name in {one.id for one in all_claims()}
        why = f"{name} belongs to the history of another case" if ours else f"there is no claim {claim_id!r}"
        raise ParameterError(f"{why}; give one of {', '.join(known)}.")
    return known[name]


def part(claim_id: str, part_id: str, study: Study | None = None) -> Part:
    """One part of a claim, as written; ParameterError for a claim or part that does not exist."""
    known = {one.id: one for one in claim(claim_id, study).parts}
    if part_id not in known:
        raise ParameterError(f"{claim_id} has no part {part_id!r}; give one of {', '.join(known)}.")
    return known[part_id]


def versions(rule: Part, study: Study) -> Iterator[Part]:
    """The part as written, then as it is put to other tables where its own hold nothing for the roles of `study`."""
    yield rule
    for other in rule.otherwise:
        if study.cast(other.only):
            put = rule.put(other)
            reach = tables.years(put.table[0])
            spans = tuple(_within(span, reach) for span in put.grid.span)
            grid = put.grid.model_copy(update={"span": spans})
            yield put.model_copy(update={"span": _within(put.span, reach) if put.span else None, "grid": grid})


def _within(span: Span, reach: Span | None) -> Span:
    return (max(span[0], reach[0]), min(span[1], reach[1])) if reach else span


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
        found["year"] = offset + (spec.year if isinstance(spec.year, int) else study.year(spec.year))
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
        (key, wording.argument(key, _fill(value, study)))
        for key, value in changes.get("args", {}).items()
        if value != rule.args.get(key) and value not in [f"{{{role}}}" for role in roles]
    ]
    return wording.variant([(name.replace("_", " "), value.replace("_", " ")) for name, value in pieces])


def _fill(value: Any, study: Study) -> Any:
    if isinstance(value, dict):
        return {key: _fill(inner, study) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner, study) for inner in value]
    if not isinstance(value, str) or not (role := PLACEHOLDER.match(value)):
        return value
    return study.year(role[1]) if role[1] in YEARS else study.code(value)
