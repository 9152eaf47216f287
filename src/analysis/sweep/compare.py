"""Two reports compared: verdicts, certainty and numbers that differ, and what of their making does: parameters, data, rules, code."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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
        folder = path if path.is_dir() else path.parent
        found = record.read(folder)
        if not found:
            raise ParameterError(
                f"{text} holds no report that can be read (its findings.json is missing, damaged or of another version)."
            )
        return found
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
    found = [one for one in _claims(a, b, why) if one]
    headlines = [one["answer"]["headline"] for one in (a, b)]
    moved = headlines[0] != headlines[1] or _ties(a) != _ties(b)
    return {
        "equal": not found and not moved,
        "why": why,
        "answer": {"a": headlines[0], "b": headlines[1], "ties": _moved_ties(a, b)} if moved else None,
        "claims": found,
    }


def causes(a: Record, b: Record) -> dict[str, Any]:
    """What of the making differs: `parameters` with both values, `data` (tables), `rules` (claims), `code`; `unknown` where nobody recorded it."""
    parameters = {
        name: [a["case"].get(name), b["case"].get(name)]
        for name in {**a["case"], **b["case"]}
        if a["case"].get(name) != b["case"].get(name)
    }
    made = [one.get("made_from") or {} for one in (a, b)]
    if not all(made):
        return {"parameters": parameters, "data": [], "rules": [], "code": False, "unknown": True}
    data, rules = (_differing(made[0][name], made[1][name]) for name in ("tables", "rules"))
    return {
        "parameters": parameters,
        "data": data,
        "rules": rules,
        "code": made[0]["code"] != made[1]["code"],
        "unknown": False,
    }


def _differing(a: Mapping[str, str], b: Mapping[str, str]) -> list[str]:
    return [name for name in sorted({*a, *b}) if a.get(name) != b.get(name)]


def _claims(a: Record, b: Record, why: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The claims that differ, in the order of the first side."""
    one, other = ({finding["claim"]: finding for finding in side["findings"]} for side in (a, b))
    for claim in dict.fromkeys([*one, *other]):
        left, right = one.get(claim), other.get(claim)
        changed = {"verdict": _pair(left, right, lambda found: found["verdict"])}
        changed["certainty"] = _pair(left, right, lambda found: found["certainty"]["level"])
        parts = list(_parts(left, right))
        if parts or any(map(bool, changed.values())):
            tables = {*(left or {}).get("tables", []), *(right or {}).get("tables", [])}
            yield {"claim": claim, **changed, "parts": parts, "why": _why(claim, tables, why)}


def _pair(left: Any, right: Any, get: Any) -> list[Any] | None:
    values = [get(found) if found else None for found in (left, right)]
    return values if values[0] != values[1] else None


def _parts(left: Any, right: Any) -> Iterator[dict[str, Any]]:
    """The parts whose status or numbers differ, with both."""
    one, other = ({part["id"]: part for part in (found or {"parts": []})["parts"]} for found in (left, right))
    for name in dict.fromkeys([*one, *other]):
        shown = [_shown(side.get(name)) for side in (one, other)]
        if shown[0] != shown[1]:
            yield {"part": name, "a": shown[0], "b": shown[1]}


def _shown(part: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {"status": part["status"], **chosen(part)} if part else None


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


def _moved_ties(a: Record, b: Record) -> list[dict[str, Any]]:
    one, other = _ties(a), _ties(b)
    return [
        {"tie": name, "a": one.get(name), "b": other.get(name)}
        for name in dict.fromkeys([*one, *other])
        if one.get(name) != other.get(name)
    ]


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


def as_json(found: Mapping[str, Any]) -> str:
    """The comparison for a program."""
    return json.dumps(found, indent=1, ensure_ascii=False)
