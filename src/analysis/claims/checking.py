"""What claims must satisfy beyond their types: ids, codes, arguments, years, events and texts; each fault is named with its place."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd
from pydantic import ValidationError

from analysis import tables
from analysis.claims.arguments import bind, codes, fault, only, said, typed
from analysis.claims.documents import EVENT
from analysis.claims.kinds import KINDS
from analysis.claims.rules import Settings
from analysis.claims.spec import Ask, Claim, Model, Part, Spec, Test, Words
from analysis.dates import is_date
from analysis.errors import ParameterError
from analysis.measures.grammar import Codes
from analysis.measures.panels import PANELS
from analysis.study import Study

# The measures whose change can be ranked among all pairs of countries.
PAIRS = {
    "votes.agreement", "votes.identical", "trade.turnover", "trade.share", "arms.supplier_share", "arms.deliveries"
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{([\w+-]*)\}")
# The notebooks that show claims, known also where a package has none.
CHAPTERS = (
    "1_historical_burden", "2_us_ties", "3_india_diversification", "4_energy_after_sanctions", "5_afghanistan", "6_breakthrough",
    "7_limits",
)  # fmt: skip
YEARS = (1816, 2100)
MATERIAL = ("relative", "per cent")


class Rules(Model):
    """The whole file of claims."""

    rules: Settings
    claim: tuple[Claim, ...]


def check(raw: Mapping[str, Any], events: pd.DataFrame, name: str = "claims.toml") -> Rules:
    """The rules in `raw`, with the chronology they may name; ParameterError names file, claim, part and key of the first fault."""
    try:
        return _checked(raw, events)
    except ParameterError as error:
        raise ParameterError(str(error).replace("claims.toml", name, 1)) from None


def _checked(raw: Mapping[str, Any], events: pd.DataFrame) -> Rules:
    try:
        found = Rules.model_validate(raw)
    except ValidationError as error:
        place = _place(raw, error.errors()[0]["loc"])
        raise fault(place, said(error, {*Claim.model_fields, *Part.model_fields})) from None
    _settings(found.rules)
    _once("claim", (claim.id for claim in found.claim))
    known = {str(one): int(year) for one, year in events[["event_id", "year"]].itertuples(index=False)}
    for claim in found.claim:
        _claim(claim, known)
    return found


def _place(raw: Any, keys: tuple[int | str, ...]) -> str:
    """Where a fault lies: ids for the numbers of claims and parts, then the key; other members are counted from one."""
    said: list[str] = []
    here: Any = raw
    for key in keys:
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(key, int) and isinstance(here, dict) and isinstance(here.get("id"), str):
            said[-1] = here["id"]
        else:
            said.append(str(key + 1) if isinstance(key, int) else key)
    return ", ".join(said)


def _once(place: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if not re.fullmatch(r"\w+", one) or one in seen:
            raise fault(f"{place}, id", f"{one!r} is there twice or is no word; give each its own")
        seen.add(one)


def _settings(given: Settings) -> None:
    if given.mostly > given.yes:
        raise fault("rules, mostly", f"{given.mostly:g} is above yes ({given.yes:g})")
    if given.rare > given.fairly_rare:
        raise fault("rules, rare", f"{given.rare:g} is above fairly_rare ({given.fairly_rare:g})")
    for key, held, wanted in (("material", given.material, MATERIAL), ("needs", given.needs, Words)):
        for name in wanted:
            if name not in held:
                raise fault(f"rules, {key}", f"{str(name)!r} is missing")


def _claim(claim: Claim, known: Mapping[str, int]) -> None:
    dated = tuple(EVENT.findall(claim.caveat))
    _events(claim.id, {"beside": claim.beside, "after": claim.after, "caveat": dated}, known)
    _texts(claim.id, claim)
    if claim.by:
        raise fault(f"{claim.id}, by", "is written by the code; take it out")
    if claim.chapter not in CHAPTERS:
        raise fault(f"{claim.id}, chapter", f"{claim.chapter!r} is none; give one of {', '.join(CHAPTERS)}")
    _once(f"{claim.id}, part", (part.id for part in claim.parts))
    for part in claim.parts:
        _part(f"{claim.id}, {part.id}", part, known)


_default = cache(Study)


def _texts(place: str, one: Claim | Part) -> None:
    words, study = {key: value for key, value in one if isinstance(value, str)}, _default()
    for key, text in words.items():
        for name in PLACEHOLDER.findall(text):
            if f"{{{name}}}" == study.fill(f"{{{name}}}") and not (key == "caveat" and EVENT.match(f"{{{name}}}")):
                raise fault(f"{place}, {key}", f"{{{name}}} names neither a role nor a parameter")
    for key in ("label", "subject", "statement", "question"):
        if words.get(key) == "":
            raise fault(f"{place}, {key}", "is empty")


def _events(place: str, listed: Mapping[str, tuple[str | None, ...]], known: Mapping[str, int]) -> None:
    for key, ids in listed.items():
        for one in ids:
            if one is not None and one not in known:
                raise fault(f"{place}, {key}", f"{one!r} is not in the chronology; see data/events.csv")


def _part(place: str, part: Part, known: Mapping[str, int]) -> None:
    _events(place, {"event": (part.event,), "act": (part.act,), "confirmed_by": part.confirmed_by}, known)
    _texts(place, part)
    only(f"{place}, only", part.only)
    _dated(place, part, known)
    for name in part.table:
        if name not in tables.names(local=False):
            raise fault(f"{place}, table", f"there is no table {name!r}")
    _spec(place, part)
    for n, variant in enumerate(part.grid.variants, start=1):
        _spec(f"{place}, grid, variants, {n}", part.varied(variant))
    for n, other in enumerate(part.otherwise, start=1):
        only(f"{place}, otherwise, {n}, only", other.only)
        _spec(f"{place}, otherwise, {n}", part.put(other))
    _asked(place, part)


def _dated(place: str, part: Part, known: Mapping[str, int]) -> None:
    years = [*(part.span or ()), *part.grid.year, *(year for span in part.grid.span for year in span)]
    for year in (*years, *([part.year] if isinstance(part.year, int) else [])):
        if not YEARS[0] <= year <= YEARS[1]:
            raise fault(f"{place}, year or span", f"{year} is no year from {YEARS[0]} to {YEARS[1]}")
    if not isinstance(part.year, int):
        return
    if part.span and not part.span[0] < part.year <= part.span[1]:
        what = f"{part.year} is not within the span {part.span[0]} to {part.span[1]}, after its first year"
        raise fault(f"{place}, year", what)
    if part.event and part.year < known[part.event]:
        raise fault(f"{place}, year", f"{part.year} is before its event {part.event} ({known[part.event]})")
    last = part.year + max(part.grid.offset, default=0)
    if part.act and known[part.act] > last:
        raise fault(f"{place}, act", f"{part.act} ({known[part.act]}) came after every choice of the change ({last})")


def _asked(place: str, part: Part) -> None:
    asks, dated = set(part.asks), part.test == Test.DOCUMENTS or part.measure.startswith("events.")
    checks = {
        "give each question once": len(asks) < len(part.asks),
        "a threshold has no usual swing; take drift or threshold out": Ask.DRIFT in asks and part.threshold,
        "documents and counts of events ask documented, other tests do not": (Ask.DOCUMENTED in asks) != dated,
        "what is ranked must have happened; add happened": Ask.SPECIAL in asks and Ask.HAPPENED not in asks,
    }
    for words in (words for words, found in checks.items() if found):
        raise fault(f"{place}, asks", words)
    if (Ask.SPECIAL in asks) != (part.among is not None):
        raise fault(f"{place}, among", "special and among (countries, pairs, allies) go together; give both or none")
    ranked = {"countries": PANELS, "pairs": PAIRS}.get(part.among or "")
    if ranked is not None and part.measure not in ranked:
        what = f"no table ranks {part.measure} among {part.among}; give one of {', '.join(sorted(ranked))}"
        raise fault(f"{place}, among", what)


def _spec(place: str, spec: Part) -> None:
    KINDS[spec.test].check(place, spec)
    if spec.test == Test.DOCUMENTS:
        _documents(place, spec)
        return
    if not spec.measure and spec.test != Test.GRAVITY:
        raise fault(f"{place}, measure", f"missing; {spec.test} reads a measure")
    for key in ("args", "minus", "follower"):
        if spec.measure and getattr(spec, key) is not None:
            bind(place, key, spec, getattr(spec, key))


def _documents(place: str, spec: Spec) -> None:
    if not spec.confirmed_by or spec.refuted_by is None:
        what = "documents name the events that confirm, and refuted_by what would refute them"
        raise fault(f"{place}, confirmed_by", what)
    rule = spec.refuted_by
    known = sorted(tables.load("events")["category"].unique())
    if rule.category not in known:
        raise fault(f"{place}, refuted_by, category", f"{rule.category!r} is unknown; give one of {', '.join(known)}")
    codes(f"{place}, refuted_by, actors", rule.actors)
    typed(f"{place}, refuted_by, actors", rule.actors, Codes)
    if not all(map(is_date, rule.between)) or rule.between[0] >= rule.between[1]:
        what = f"{' to '.join(rule.between)} are not two dates, the earlier one first"
        raise fault(f"{place}, refuted_by, between", what)
