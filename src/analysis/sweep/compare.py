"""Two reports compared: verdicts, certainty and numbers that differ, and what of their making does; and what new tables would change.

The second is a case decided with the tables of the project, and with the new ones in their place.
"""

import json
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis import tables
from analysis.errors import ParameterError
from analysis.report import cases, record
from analysis.sweep.work import chosen

UNKNOWN = "an earlier report, which does not record what it was made from"
NUMBERS = ("before", "after", "value")
Record = Mapping[str, Any]


def side(text: str) -> dict[str, Any]:
    """The record of one side: a report's folder, its findings.json, a parameter file, `-` (the default case), or name=value,...

    A report is read; for the others all claims are decided now. ParameterError for anything else, and a report that cannot be read.
    """
    path = Path(text)
    if path.is_dir() or path.name == "findings.json":
        if found := record.read(path if path.is_dir() else path.parent):
            return found
        what = "(its findings.json is missing, damaged or of another version)"
        raise ParameterError(f"{text} holds no report that can be read {what}.")
    if text == "-" or ("=" in text and not path.is_file()):
        return decided(cases.parse(text.split(",")) if text != "-" else {})
    return decided(cases.read(path))


def decided(given: dict[str, Any]) -> dict[str, Any]:
    """The record of a case that is decided here and now."""
    from analysis.claims import rules
    from analysis.claims.decide import decide

    study = cases.check(given)
    findings = [decide(rule.id, study).to_dict() for rule in rules.all_claims(study)]
    return record.make(study, [{"findings": findings, "figures": [], "mechanisms": []}], "")


def compare(a: Record, b: Record) -> dict[str, Any]:
    """What differs: `equal`; `why` (parameters, data, rules, code); the two headlines; and claim by claim verdicts, numbers and likely causes."""
    why = causes(a, b)
    found = list(_claims(a, b, why))
    headlines = [one["answer"]["headline"] for one in (a, b)]
    one, other = _ties(a), _ties(b)
    moved = headlines[0] != headlines[1] or one != other
    ties = [{"tie": name, "a": one.get(name), "b": other.get(name)} for name in _differing(one, other)]
    return {
        "equal": not found and not moved,
        "why": why,
        "answer": {"a": headlines[0], "b": headlines[1], "ties": ties} if moved else None,
        "claims": found,
    }


def causes(a: Record, b: Record) -> dict[str, Any]:
    """What of the making differs: `parameters` with both values, `data` (tables), `rules` (claims), `code`; `unknown` where nobody recorded it."""
    parameters = {name: [a["case"].get(name), b["case"].get(name)] for name in _differing(a["case"], b["case"])}
    one, other = (side.get("made_from") or {} for side in (a, b))
    known = bool(one and other)
    data, rules = (sorted(_differing(one[name], other[name])) if known else [] for name in ("tables", "rules"))
    code = known and one["code"] != other["code"]
    return {"parameters": parameters, "data": data, "rules": rules, "code": code, "unknown": not known}


def _differing(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    """The names under which the two hold different values, in the order of the first."""
    return [name for name in {**a, **b} if a.get(name) != b.get(name)]


def _claims(a: Record, b: Record, why: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The claims that differ, in the order of the first side."""
    one, other = ({finding["claim"]: finding for finding in side["findings"]} for side in (a, b))
    for claim in dict.fromkeys([*one, *other]):
        left, right = one.get(claim), other.get(claim)
        shown = [
            {"verdict": found["verdict"], "certainty": found["certainty"]["level"]} if found else {}
            for found in (left, right)
        ]
        changed = dict.fromkeys(("verdict", "certainty"))
        changed |= {name: [side.get(name) for side in shown] for name in _differing(*shown)}
        parts = list(_parts(left, right))
        if parts or any(map(bool, changed.values())):
            used = {*(left or {}).get("tables", []), *(right or {}).get("tables", [])}
            yield {"claim": claim, **changed, "parts": parts, "why": _why(claim, used, why)}


def _parts(left: Any, right: Any) -> Iterator[dict[str, Any]]:
    """The parts whose status or numbers differ, with both."""
    one, other = (
        {part["id"]: {"status": part["status"], **chosen(part)} for part in (found or {"parts": []})["parts"]}
        for found in (left, right)
    )
    yield from ({"part": name, "a": one.get(name), "b": other.get(name)} for name in _differing(one, other))


def _why(claim: str, tables: set[str], why: Mapping[str, Any]) -> list[str]:
    """What can be behind a claim's difference: everything of the making that differs and bears on it."""
    data = [name for name in why["data"] if name in tables]
    ruled = [name for name in why["rules"] if name in (claim, "limits")]
    found = ["parameters"] if why["parameters"] else []
    found += [f"data: {', '.join(data)}"] if data else []
    found += ["rule"] if ruled else []
    found += ["code"] if why["code"] else []
    # A rank compares with tables that the claim itself does not name.
    found += ["data that others are compared with"] if why["data"] and not found else []
    return found or (["not recorded"] if why["unknown"] else ["nothing that is recorded"])


def _ties(one: Record) -> dict[str, tuple[Any, ...]]:
    names = ("verdict", "before", "after", "since", "unit")
    return {row["name"]: tuple(row[name] for name in names) for row in one["answer"]["domains"]}


def told(found: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The comparison for a reader: lines with their indent."""
    why = found["why"]
    differing = [f"{name} {_text(a)} / {_text(b)}" for name, (a, b) in why["parameters"].items()]
    for label, items in (("parameters", differing), ("data", why["data"]), ("rules", why["rules"])):
        if items:
            yield 0, f"{label}: {', '.join(items)}"
    if why["code"]:
        yield 0, "code: another version of the module"
    if why["unknown"]:
        yield 0, f"data, rules and code: not known; one side is {UNKNOWN}"
    if found["equal"]:
        yield 0, "no verdict, certainty or number differs"
    if found["answer"]:
        yield 0, "the answer"
        yield from ((2, f"{name}: {found['answer'][name.lower()]}") for name in ("A", "B"))
    for one in found["claims"]:
        yield from _claim_told(one)


def _claim_told(one: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    changes = [f"{a} -> {b}" for a, b in (one[name] for name in ("verdict", "certainty") if one[name])]
    yield 0, f"{one['claim']}  {'; '.join(changes) or 'same verdict, other numbers'}  [{'; '.join(one['why'])}]"
    for part in one["parts"]:
        yield 4, f"{part['part']}: {_side(part['a'])} -> {_side(part['b'])}"


def _side(part: Mapping[str, Any] | None) -> str:
    if part is None:
        return "not there"
    numbers = [f"{name} {_text(part[name])}" for name in NUMBERS if part[name] is not None]
    years = f" ({part['first']}-{part['last']})" if part["first"] else ""
    told = f", {', '.join(numbers)} {part['unit']}" if numbers else ""
    return f"{part['status']}{years}{told}"


def _text(value: Any) -> str:
    return f"{value:,.6g}" if isinstance(value, float) else str(value)


def lay_out(made: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Describe the tables of `made`, which lie in `folder`, as local ones there; maps stay the project's own."""
    kept = [one for one in made if one["format"] != tables.MAP]
    package = {"name": "refreshed", "profile": "data-package", "resources": kept}
    (folder / tables.DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")


def effects(folder: Path, given: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What differs (as `compare` has it) when the tables in `folder` take the project's place, and signposts that resolve.

    Each side is decided in a process of its own, so that no cache of one reaches the other; a user's local tables take no part.
    """
    with TemporaryDirectory() as none, ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        sides = [pool.submit(_decided, str(one), given) for one in (none, folder)]
        (old, before), (new, after) = (one.result() for one in sides)
    return compare(old, new), [words for name, words in after.items() if before.get(name) != words]


def _decided(folder: str, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    os.environ[tables.LOCAL_VARIABLE] = folder
    from analysis.claims import signposts

    study = cases.check(given)
    bound = (one for one in signposts.all_signposts() if study.cast(one.bound))
    told = {one.id: signposts.told(one, study) for one in bound if signposts.outcome(one, study) is not None}
    return decided(given), told
