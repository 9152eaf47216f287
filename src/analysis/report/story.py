"""The story in computed sentences: counts of verdicts, and what the clearest parts of the findings say."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.claims.finding import VERDICTS
from analysis.claims.wording import span

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
PHRASES = {
    "supported": ("is supported", "are supported"),
    "partly": ("holds in part", "hold in part"),
    "contradicted": ("is contradicted", "are contradicted"),
    "undecided": ("cannot be decided", "cannot be decided"),
    "not covered": ("is not covered by data we may use", "are not covered by data we may use"),
}
# The last of these is told only where the others are empty.
CLEAR = (
    ("supported", "Clear in the data"),
    ("contradicted", "Against the article"),
    ("partly", "Under the chosen measure, but not under other defensible ones"),
)
SHOWN = 3


def counted(number: int, noun: str = "") -> str:
    """A number in words up to twelve, with its noun: "one claim", "thirty claims" is "30 claims"."""
    word = WORDS[number] if number < len(WORDS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}" if noun else word


def tally(verdicts: Sequence[str]) -> str:
    """The verdicts counted in one sentence: "Of six claims, four hold in part and two cannot be decided."."""
    found = [(verdicts.count(verdict), PHRASES[verdict]) for verdict in VERDICTS if verdict in verdicts]
    if len(found) == 1:
        number, (one, many) = found[0]
        return f"Its one claim {one}." if number == 1 else f"All {counted(number, 'claim')} {many}."
    said = [f"{counted(number)} {one if number == 1 else many}" for number, (one, many) in found]
    return f"Of {counted(len(verdicts), 'claim')}, {', '.join(said[:-1])} and {said[-1]}."


def opening(findings: Sequence[Mapping[str, Any]], claims: int) -> str:
    """How many claims this edition tests, how they turn out, and which verdicts never occur."""
    verdicts = [finding["verdict"] for finding in findings]
    absent = [PHRASES[verdict][0] for verdict in ("supported", "contradicted") if verdict not in verdicts]
    none = f" None {' and none '.join(absent)}." if absent and verdicts else ""
    waiting = claims - len(verdicts)
    later = f" {counted(waiting, 'claim').capitalize()} of {claims} still wait for their chapter." if waiting else ""
    return (tally(verdicts) + none if verdicts else "") + later


def theme(findings: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The paragraph of one theme: its tally, then what its clearest parts say; None without a finding.

    Parts that hold under the chosen measure only are told where no part is clear.
    """
    if not findings:
        return None
    told = [(lead, _said(findings, verdict)) for verdict, lead in CLEAR]
    clear, weak = [group for group in told[:-1] if group[1]], [group for group in told[-1:] if group[1]]
    return {"tally": tally([finding["verdict"] for finding in findings]), "groups": clear or weak}


def certainty(findings: Sequence[Mapping[str, Any]]) -> str:
    """How sure the parts behind the verdicts are, counted; empty without a part that could be measured."""
    verdicts = [part["verdict"] for finding in findings for part in finding["parts"]]
    said = [
        (sum(verdict in kinds for verdict in verdicts), one, many)
        for kinds, one, many in (
            (("supported", "contradicted"), "is clear however we do the sum", "are clear however we do the sum"),
            (("partly",), "hangs on how we do it", "hang on how we do it"),
            (
                ("undecided",),
                "cannot be told from chance or from no change",
                "cannot be told from chance or from no change",
            ),
        )
    ]
    total = sum(number for number, *_ in said)
    told = [f"{counted(number)} {one if number == 1 else many}" for number, one, many in said if number]
    if not told:
        return ""
    joined = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    return f"Behind the verdicts stand {counted(total, 'measurement')}: {joined}."


def _said(findings: Sequence[Mapping[str, Any]], verdict: str) -> list[tuple[str, str, str]]:
    """What the first parts with this verdict say in a few words, with the address and id of their claim."""
    return [
        (_brief(part), f"{finding['page']}#{finding['anchor']}", finding["claim"])
        for finding in findings
        for part in finding["parts"]
        if part["verdict"] == verdict
    ][:SHOWN]


def _brief(part: Mapping[str, Any]) -> str:
    """The part's headline with its years; its sentence where it has no headline."""
    if not part["headline"]:
        return str(part["sentence"])
    told = not part["years"] or str(part["years"][1]) in part["headline"]
    return str(part["headline"]) + ("" if told else f", {span(tuple(part['years']))}") + "."
