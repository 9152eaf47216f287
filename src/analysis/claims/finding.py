"""Finding: a claim together with what the data say about it. Plain data; templates make the pages of it."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.claims.happened import Choice
from analysis.claims.kind import Reading
from analysis.claims.needs import REASONS, YES, Answers, Status
from analysis.claims.spec import Mark, Verdict
from analysis.templates import render

FINDING_MIME = "application/vnd.analysis.finding+json"
ICONS = {
    Verdict.HAPPENED: "✔", Verdict.CORRECTED: "✎", Verdict.IN_PART: "◐", Verdict.PAPER: "▤", Verdict.NOT: "✘",
    Verdict.DEPENDS: "⇄", Verdict.UNKNOWN: "?", Verdict.NOT_COVERED: "–",
}  # fmt: skip
CSS = {
    Verdict.HAPPENED: "happened", Verdict.CORRECTED: "corrected", Verdict.IN_PART: "in-part", Verdict.PAPER: "on-paper",
    Verdict.NOT: "did-not", Verdict.DEPENDS: "depends", Verdict.UNKNOWN: "unknown", Verdict.NOT_COVERED: "not-covered",
}  # fmt: skip

# What a board says of the answers, by question.
BADGES = {"drift": "beyond the usual swing", "special": "rare", "documented": "documented"}
TOLD = ["claim", "theme", "statement", "question", "sentence", "correction", "motive", "flips", "page", "anchor", "by"]


@dataclass(frozen=True)
class PartFinding:
    """One part of a claim: its answers, and whether they are what the claim's words need.

    headline: the finding in a few words with its numbers; sentence: the same with how the choices turn out, the rank and the
    drift. series: the chosen one by year, None where the part is none. reason: why there are no data (no data | licence),
    None where there are. outlook: what came after the article.
    """

    id: str
    label: str
    subject: str
    mark: Mark
    status: Status
    headline: str
    sentence: str
    tables: tuple[str, ...]
    answers: Answers = field(default_factory=Answers)
    threshold: float = 0.0
    outlook: str = ""
    reason: str | None = None
    series: pd.Series | None = field(default=None, compare=False, repr=False)

    @property
    def decides(self) -> bool:
        """Whether the verdict is made from it: a core part with data."""
        return self.mark == Mark.CORE and self.status != Status.NO_DATA

    @property
    def holds(self) -> bool:
        """Whether it has what the claim's words need."""
        return self.status == Status.HOLDS

    @property
    def lack(self) -> str:
        """Why it has no data, in words; empty where it has some."""
        if self.reason == "licence":
            return "in no table that we may use"
        return self.sentence.removeprefix(self.headline).partition(": ")[2].rstrip(".") if self.reason else ""

    @property
    def reading(self) -> Reading | None:
        """What the chosen way to do the sum shows; None for documents, and without data."""
        return self.answers.happened.chosen if self.answers.happened else None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every defensible choice with data, the chosen one first."""
        return self.answers.happened.choices if self.answers.happened else ()

    def to_dict(self) -> dict[str, Any]:
        """The part as findings.json holds it; numbers rounded to six significant digits."""
        return {
            "id": self.id,
            "mark": self.mark.value,
            "status": self.status.value,
            "subject": self.subject,
            "headline": self.headline,
            "sentence": self.sentence,
            **self.answers.to_dict(),
            "tables": list(self.tables),
            "after_the_article": self.outlook,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Finding:
    """The verdict on a claim, with its certainty, its parts and what would change it.

    certainty: high, medium or low; reasons: why it is no higher, by code (`needs.REASONS`). correction: what is right instead
    of a detail that is wrong. flips: the nearest choice that turns it. signposts: the releases that could, each with its number
    and date. documents, beside, later: dated events (see `claims.documents.listed`). reason: why it is not covered. by: whose
    rule decided it where it is not the project's own.
    """

    claim: str
    theme: str
    statement: str
    question: str
    verdict: Verdict
    certainty: str
    reasons: tuple[str, ...]
    sentence: str
    parts: tuple[PartFinding, ...]
    page: str
    correction: str = ""
    motive: str = ""
    flips: str = ""
    signposts: tuple[str, ...] = ()
    reason: str | None = None
    caveat: str = ""
    why: str = ""
    by: str = ""
    tables: tuple[str, ...] = ()
    documents: tuple[dict[str, Any], ...] = ()
    beside: tuple[dict[str, Any], ...] = ()
    later: tuple[dict[str, Any], ...] = ()

    @property
    def anchor(self) -> str:
        """Id of the claim's section on its page."""
        return self.claim.lower()

    @property
    def covered(self) -> tuple[int, int]:
        """How many core parts have data, and how many there are."""
        return sum(part.decides for part in self.parts), sum(part.mark == Mark.CORE for part in self.parts)

    @property
    def holding(self) -> str:
        """How many of the core parts with data hold, such as "4 of 6", where some do and some do not; else empty.

        Where none does, something happened that is less than the claim's words need: "none of 4 whole". Where all do, others
        are without data and are counted: "1 of 2"; or the claim says more than any part asks: "all that is tested".
        """
        held, (known, asked) = sum(part.decides and part.holds for part in self.parts), self.covered
        if self.verdict != Verdict.IN_PART:
            return ""
        if held == asked:
            return "all that is tested"
        return f"{held} of {asked if held == known else known}" if held else f"none of {known} whole"

    @property
    def why_not_surer(self) -> str:
        """The reasons behind the certainty in words; empty where there is none."""
        return "; ".join(REASONS[code] for code in self.reasons)

    @property
    def badges(self) -> tuple[str, ...]:
        """How many parts are beyond the usual swing, rare, documented; questions that no part asks are left out."""
        told = []
        for question, words in BADGES.items():
            asked = [getattr(part.answers, question) for part in self.parts if part.mark != Mark.BESIDE]
            given = [
                one.answer for one in asked if one and getattr(one, "rank", True)
            ]  # without a rank nothing is asked
            good, unclear = sum(one in YES[question] for one in given), given.count("cannot tell")
            dark = f" ({unclear} cannot tell)" if unclear else ""
            told += [f"{words} {good} of {len(given)}{dark}"] if given else []
        return tuple(told)

    def part(self, part_id: str) -> PartFinding:
        """The part named `part_id`; KeyError if the claim has none of that name."""
        return {part.id: part for part in self.parts}[part_id]

    def to_dict(self) -> dict[str, Any]:
        """The finding as findings.json holds it."""
        return {
            **{name: getattr(self, name) for name in TOLD},
            "verdict": self.verdict.value,
            "certainty": {"level": self.certainty, "reasons": list(self.reasons), "words": self.why_not_surer},
            "covered": list(self.covered),
            "holding": self.holding,
            "badges": list(self.badges),
            "signposts": list(self.signposts),
            "tables": list(self.tables),
            "parts": [part.to_dict() for part in self.parts],
            "events": [{name: one[name] for name in ("event_id", "date", "source_url")} for one in self.documents],
            "reason": self.reason,
        }

    def __str__(self) -> str:
        """In one screen: the verdict, the sentence, a line per part."""
        lines = [
            f"{self.claim}: {self.verdict}{f' (certainty {self.certainty})' if self.certainty else ''}. {self.sentence}"
            + (f" [{self.by}]" if self.by else "")
        ]
        return "\n".join(lines + [f"  {part.mark}, {part.status}: {part.headline}" for part in self.parts])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": str(self), "text/html": card(self), FINDING_MIME: self.to_dict()}


def card(finding: Finding) -> str:
    """The finding as an HTML card: verdict in word, icon and colour, certainty, the sentence, a line per part."""
    return render("finding", finding=finding, css=CSS[finding.verdict], icon=ICONS[finding.verdict])


def css(verdict: str) -> str:
    """The CSS class of a verdict."""
    return CSS[Verdict(verdict)]
