"""Verdicts told in a few sentences: counted, and what their clearest parts say. Findings come as `Finding.to_dict` gives them."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.claims.finding import VERDICTS
from analysis.claims.rules import settings
from analysis.claims.wording import DOCUMENTED, span

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
PHRASES = {
    "supported": ("is supported", "are supported"),
    "partly": ("holds in part", "hold in part"),
    "contradicted": ("is contradicted", "are contradicted"),
    "undecided": ("cannot be decided", "cannot be decided"),
    "not covered": ("is not covered", "are not covered"),
}


def counted(number: int, noun: str = "") -> str:
    """A number in words up to twelve, with its noun: "one claim", "thirty claims" is "30 claims"."""
    word = WORDS[number] if number < len(WORDS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}" if noun else word


def tally(verdicts: Sequence[str]) -> str:
    """The verdicts counted in one sentence: "Of six claims, four hold in part and two cannot be decided."."""
    found = [(verdicts.count(verdict), PHRASES[verdict]) for verdict in VERDICTS if verdict in verdicts]
    if len(found) == 1:
        number, (one, many) = found[0]
        whole = "Both claims" if number == 2 else f"All {counted(number, 'claim')}"
        return f"Its one claim {one}." if number == 1 else f"{whole} {many}."
    said = [f"{counted(number)} {one if number == 1 else many}" for number, (one, many) in found]
    return f"Of {counted(len(verdicts), 'claim')}, {', '.join(said[:-1])} and {said[-1]}."


def joined(items: Sequence[str]) -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def brief(part: Mapping[str, Any]) -> str:
    """The part's headline with its years; its sentence where it has no headline."""
    if not part["headline"]:
        return str(part["sentence"])
    told = not part["years"] or str(part["years"][1]) in part["headline"]
    return str(part["headline"]) + ("" if told else f", {span(tuple(part['years']))}") + "."


def in_short(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """Three sentences: how the verdicts turn out, what is clearest for the claims, and what speaks against them or is open."""
    parts = [part for finding in findings for part in finding["parts"]]
    return [tally([finding["verdict"] for finding in findings]), _clearest(parts), _doubt(parts)]


def strength(part: Mapping[str, Any]) -> int:
    """Order in which parts are told: measured with an interval first, then complete counts, then documents."""
    if part["estimate"] is None:
        return 3
    if part["estimate"]["low"] is not None:
        return 0
    return 2 if part["estimate"]["unit"] in ("events", DOCUMENTED) else 1


def common(parts: Sequence[Mapping[str, Any]]) -> str:
    """That no change is rare among other pairs of countries, where all that were ranked are common; else empty."""
    ranked = [part["placebo"]["p_value"] for part in parts if part["placebo"] and part["placebo"]["p_value"]]
    if not ranked or min(ranked) <= settings()["placebo_p"]:
        return ""
    return f"No change is rare among other pairs of countries (p = {min(ranked):.2f} at the least)."


def _clearest(parts: Sequence[Mapping[str, Any]]) -> str:
    clear = sorted((part for part in parts if part["verdict"] == "supported"), key=strength)
    return f"Clearest for the claims: {brief(clear[0])}" if clear else "Nothing holds however we do the sum."


def _doubt(parts: Sequence[Mapping[str, Any]]) -> str:
    against = sorted((part for part in parts if part["verdict"] == "contradicted"), key=strength)
    if against:
        return f"Clearest against them: {brief(against[0])}"
    if common(parts):
        return common(parts)
    leans = [part["leans"] for part in parts if part["verdict"] == "undecided"]
    if not leans:
        return "No measurement speaks against them."
    towards = leans.count("as claimed")
    if len(leans) == 1:
        points = "points as claimed" if towards else "does not point as claimed" if leans[0] else "gives no estimate"
        return f"No measurement is clear against them; the one undecided {points}."
    return (
        f"No measurement is clear against them; of {counted(len(leans))} undecided, {counted(towards)} "
        f"point{'s' if towards == 1 else ''} as claimed without ruling out drift."
    )
