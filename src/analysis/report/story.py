"""The story in computed sentences: counts of verdicts, and what the clearest parts of the findings say."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.claims.telling import PHRASES, brief, common, counted, joined, strength, tally

# Verdict and leaning of a part, how its group is called, and how many of the group are told; the first two are told openly.
GROUPS = (
    ("supported", None, "Clear in the data", 2),
    ("contradicted", None, "Against the article", 2),
    ("partly", None, "Under the chosen measure, but not under other defensible ones", 2),
    ("undecided", "as claimed", "Points the way the article says, but drift is not ruled out", 3),
    ("undecided", "against", "Speaks against it, but not under other defensible measures", 2),
    ("undecided", "the other way", "Points the other way, within drift", 3),
)
OPENLY = 2


def opening(findings: Sequence[Mapping[str, Any]], claims: int) -> str:
    """How many claims this edition tests, how they turn out, and which verdicts never occur."""
    verdicts = [finding["verdict"] for finding in findings]
    absent = [PHRASES[verdict][0] for verdict in ("supported", "contradicted") if verdict not in verdicts]
    whole = " as a whole" if "contradicted" not in verdicts else ""
    none = f" None {' and none '.join(absent)}{whole}." if absent and verdicts else ""
    waiting = claims - len(verdicts)
    later = f" {counted(waiting, 'claim').capitalize()} of {claims} still wait for their chapter." if waiting else ""
    return (tally(verdicts) + none if verdicts else "") + later


def theme(findings: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The paragraph of one theme: its tally, where its measurements point, and what they say; None without a finding."""
    if not findings:
        return None
    told = [(lead, _said(findings, verdict, leans, most)) for verdict, leans, lead, most in GROUPS]
    rare = common([part for finding in findings for part in finding["parts"]])
    return {
        "tally": tally([finding["verdict"] for finding in findings]),
        "direction": f"{direction(findings)} {rare}".strip(),
        "groups": [group for group in told[:OPENLY] if group[1]],
        "rest": [group for group in told[OPENLY:] if group[1]],
    }


def direction(findings: Sequence[Mapping[str, Any]]) -> str:
    """How many measurements point the way the article says, and how many the other way; empty without any."""
    parts = _measured(findings)
    if not parts:
        return ""
    towards = sum(part["verdict"] in ("supported", "partly") or part["leans"] == "as claimed" for part in parts)
    against = sum(part["verdict"] == "contradicted" or part["leans"] in ("against", "the other way") for part in parts)
    clear = sum(part["verdict"] == "supported" for part in parts)
    share = counted(clear) if clear < towards else {1: "", 2: "both"}.get(towards, "all")
    way = "the way the article says" + (f" ({share} clearly)".replace("( ", "(") if clear else "")
    if towards == len(parts) > 1:
        return f"{'Both' if towards == 2 else f'All {counted(towards)}'} measurements point {way}."
    said = [(towards, way), (against, "the other way"), (len(parts) - towards - against, "nowhere")]
    told = [f"{counted(number)} point{'s' if number == 1 else ''} {where}" for number, where in said if number]
    return f"Of {counted(len(parts), 'measurement')}, {joined(told)}."


def _measured(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [part for finding in findings for part in finding["parts"] if part["verdict"] != "not covered"]


def _said(
    findings: Sequence[Mapping[str, Any]], verdict: str, leans: str | None, most: int
) -> list[tuple[str, str, str]]:
    """What parts with this verdict say in a few words, with address and id of their claim; each thing is said once."""
    found = {
        brief(part): (part, f"{finding['page']}#{finding['anchor']}", finding["claim"])
        for finding in reversed(findings)
        for part in reversed(finding["parts"])
        if part["verdict"] == verdict and part["leans"] == leans
    }
    ranked = sorted(reversed(found.items()), key=lambda item: strength(item[1][0]))
    return [(words, href, claim) for words, (_, href, claim) in ranked[:most]]
