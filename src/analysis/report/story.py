"""The story in computed sentences: counts of verdicts, and what the clearest parts of the findings say."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.claims.telling import PHRASES, brief, counted, joined, strength, tally

# Verdict and leaning of a part, how its group is called, and how many of the group are told.
GROUPS = (
    ("supported", None, "Clear in the data", 3),
    ("contradicted", None, "Against the article", 3),
    ("partly", None, "Under the chosen measure, but not under other defensible ones", 2),
    ("undecided", "as claimed", "Points the way the article says, but chance is not ruled out", 2),
    ("undecided", "against", "Speaks against it, but not under other defensible measures", 2),
    ("undecided", "the other way", "Points the other way, within chance", 2),
)


def opening(findings: Sequence[Mapping[str, Any]], claims: int) -> str:
    """How many claims this edition tests, how they turn out, and which verdicts never occur."""
    verdicts = [finding["verdict"] for finding in findings]
    absent = [PHRASES[verdict][0] for verdict in ("supported", "contradicted") if verdict not in verdicts]
    none = f" None {' and none '.join(absent)}." if absent and verdicts else ""
    waiting = claims - len(verdicts)
    later = f" {counted(waiting, 'claim').capitalize()} of {claims} still wait for their chapter." if waiting else ""
    return (tally(verdicts) + none if verdicts else "") + later


def theme(findings: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The paragraph of one theme: its tally, where its measurements point, and what they say; None without a finding."""
    if not findings:
        return None
    told = [(lead, _said(findings, verdict, leans, most)) for verdict, leans, lead, most in GROUPS]
    verdicts = [finding["verdict"] for finding in findings]
    return {"tally": f"{tally(verdicts)} {direction(findings)}", "groups": [group for group in told if group[1]]}


def direction(findings: Sequence[Mapping[str, Any]]) -> str:
    """How many measurements point the way the article says, and how many the other way; empty without any."""
    parts = _measured(findings)
    if not parts:
        return ""
    towards = sum(part["verdict"] in ("supported", "partly") or part["leans"] == "as claimed" for part in parts)
    against = sum(part["verdict"] == "contradicted" or part["leans"] in ("against", "the other way") for part in parts)
    said = [
        (towards, "the way the article says"),
        (against, "the other way"),
        (len(parts) - towards - against, "nowhere"),
    ]
    told = [f"{counted(number)} point{'s' if number == 1 else ''} {where}" for number, where in said if number]
    return f"Of {counted(len(parts), 'measurement')}, {joined(told)}."


def certainty(findings: Sequence[Mapping[str, Any]]) -> str:
    """How sure the parts behind the verdicts are, counted; empty without a part that could be measured."""
    parts = _measured(findings)
    if not parts:
        return ""
    verdicts = [part["verdict"] for part in parts]
    open_ones = verdicts.count("undecided")
    said = [
        (verdicts.count("supported") + verdicts.count("contradicted"), "clear however we do the sum"),
        (verdicts.count("partly"), "clear under the chosen measure only"),
        (open_ones, "not to be told from chance"),
    ]
    told = [f"{counted(number)} {'is' if number == 1 else 'are'} {what}" for number, what in said if number]
    towards = sum(part["leans"] == "as claimed" for part in parts)
    lean = (
        f" Of the {counted(open_ones)} open ones, {counted(towards)} point{'s' if towards == 1 else ''} the way the article says."
        if open_ones > 1
        else ""
    )
    return f"Behind the verdicts stand {counted(len(parts), 'measurement')}: {joined(told)}.{lean}"


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
