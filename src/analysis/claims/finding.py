"""Finding: a claim together with what the data say about it."""

import html
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from analysis.inference.estimate import Estimate

FINDING_MIME = "application/vnd.analysis.finding+json"
VERDICTS = {
    "supported": "✔",
    "partly": "◐",
    "contradicted": "✘",
    "undecided": "?",
    "not covered": "–",
}


class Choice(NamedTuple):
    """One specification: its estimate, which sign it gives, and what it chose (axis to words)."""

    value: float | None
    low: float | None
    high: float | None
    sign: str
    choice: dict[str, str]


@dataclass(frozen=True)
class Rarity:
    """How rare a change is among placebos: rank and randomisation p-value among other pairs, and among other years.

    `sentence` says it in words; `passes` whether the p-value among pairs is within the rule.
    """

    rank: int | None
    n: int
    p_value: float | None
    year_rank: int | None
    year_n: int
    year_p: float | None
    passes: bool
    sentence: str

    @property
    def ranked(self) -> bool:
        """Whether there was anything to compare with."""
        return self.p_value is not None

    def to_dict(self) -> dict[str, Any]:
        """As findings.json holds it."""
        names = ("rank", "n", "year_rank", "year_n")
        found = {name: getattr(self, name) for name in names}
        return found | {"p_value": significant(self.p_value, 4), "year_p_value": significant(self.year_p, 4)}


@dataclass(frozen=True)
class PartFinding:
    """One part of a claim: its verdict, its estimate and the share of specifications that agree with it.

    `curve` holds every specification, the chosen one first; `threshold` is where the claim's sign begins; `series` is
    the yearly series of the chosen one, None where the part is no series; `leans` says where the estimate of an undecided
    part points: "as claimed", "the other way" or "against"; `dating` where the data themselves would put a break.
    """

    id: str
    label: str
    subject: str
    verdict: str
    sentence: str
    estimate: Estimate
    tables: tuple[str, ...]
    headline: str = ""
    specifications: int = 0
    agreeing: float | None = None
    threshold: float = 0.0
    curve: tuple[Choice, ...] = ()
    placebo: Rarity | None = None
    leans: str = ""
    dating: str = ""
    series: pd.Series | None = field(default=None, compare=False, repr=False)
    reason: str | None = None
    outlook: str = ""

    @property
    def robustness(self) -> dict[str, Any]:
        """Number of specifications, the share whose sign is that of the chosen one, and what each one gives."""
        curve = [
            {"choice": ", ".join(f"{axis} {value}" for axis, value in one.choice.items()), "sign": one.sign}
            | {name: significant(getattr(one, name)) for name in ("value", "low", "high")}
            for one in self.curve
        ]
        return {"specifications": self.specifications, "agreeing": significant(self.agreeing), "curve": curve}

    def to_dict(self) -> dict[str, Any]:
        """The part as findings.json holds it; estimates rounded to six significant digits."""
        return {
            "id": self.id,
            "subject": self.subject,
            "headline": self.headline,
            "verdict": self.verdict,
            "leans": self.leans or None,
            "sentence": self.sentence,
            **estimate_fields(self.estimate),
            "tables": list(self.tables),
            "placebo": self.placebo.to_dict() if self.placebo else None,
            "robustness": self.robustness,
            "after_the_article": self.outlook,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Finding:
    """The verdict on a claim; shown as a card in a notebook, and collected from there as JSON.

    `estimate` is that of the leading part; `reason` is a reason code (no data | licence | only about another case)
    for claims that are not covered, else None. `provisional` is kept for tools that read it: placebo tests and calibration exist. `documents` are the
    events that the verdict rests on, `beside` those that bear on it and decide nothing, `later` those after the article (see `claims.documents.listed`).
    """

    claim: str
    theme: str
    statement: str
    question: str
    verdict: str
    sentence: str
    parts: tuple[PartFinding, ...]
    page: str
    reason: str | None = None
    caveat: str = ""
    why: str = ""
    provisional: bool = False
    tables: tuple[str, ...] = field(default=())
    documents: tuple[dict[str, Any], ...] = ()
    beside: tuple[dict[str, Any], ...] = ()
    later: tuple[dict[str, Any], ...] = ()

    @property
    def anchor(self) -> str:
        """Id of the claim's section on its page."""
        return self.claim.lower()

    @property
    def holding(self) -> str:
        """How many of the covered parts hold, such as "2 of 5 parts hold"; empty for a claim of one part."""
        covered = [part for part in self.parts if part.reason is None]
        held = sum(part.verdict in ("supported", "partly") for part in covered)
        return f"{held} of {len(covered)} parts hold" if len(covered) > 1 else ""

    @property
    def leading(self) -> PartFinding | None:
        """The part that carries the estimate: the first one with a value, None where there is none."""
        return next((part for part in self.parts if part.estimate.value is not None), None)

    def part(self, part_id: str) -> PartFinding:
        """The part named `part_id`; KeyError if the claim has none of that name."""
        return {part.id: part for part in self.parts}[part_id]

    def to_dict(self) -> dict[str, Any]:
        """The finding as findings.json holds it."""
        nothing = {"estimate": None, "p_value": None, "method": None, "n": 0, "years": None}
        return {
            "claim": self.claim,
            "theme": self.theme,
            "statement": self.statement,
            "verdict": self.verdict,
            "holding": self.holding,
            "sentence": self.sentence,
            **(estimate_fields(self.leading.estimate) if self.leading else nothing),
            "tables": list(self.tables),
            "page": self.page,
            "anchor": self.anchor,
            "parts": [part.to_dict() for part in self.parts],
            "events": [{name: one[name] for name in ("event_id", "date", "source_url")} for one in self.documents],
            "placebo": next((part.placebo.to_dict() for part in self.parts if part.placebo), None),
            "robustness": {name: self.leading.robustness[name] for name in ("specifications", "agreeing")}
            if self.leading
            else None,
            "reason": self.reason,
            "provisional": self.provisional,
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": f"{self.claim}: {self.verdict}. {self.sentence}",
            "text/html": self.card(),
            FINDING_MIME: self.to_dict(),
        }

    def card(self) -> str:
        """The finding as an HTML card: verdict in word, icon and colour, the sentence, and a line per part."""
        parts = "".join(_part_line(part) for part in self.parts) if len(self.parts) > 1 and not self.reason else ""
        provisional = '<span class="provisional">provisional</span>' if self.provisional else ""
        return (
            f'<div class="finding {css(self.verdict)}" role="group" aria-label="Finding {self.claim}">'
            f'<p class="verdict">{badge(self.verdict)} <span class="doubt">{self.holding}</span> {provisional}</p>'
            f"<p>{html.escape(self.sentence)}</p>" + (f'<ul class="parts">{parts}</ul>' if parts else "") + "</div>"
        )


def badge(verdict: str) -> str:
    """A verdict as icon and word, in an HTML span whose class gives the colour."""
    return f'<span class="badge {css(verdict)}"><span aria-hidden="true">{VERDICTS[verdict]}</span> {verdict}</span>'


def css(verdict: str) -> str:
    """The CSS class of a verdict."""
    return verdict.replace(" ", "-")


def significant(value: float | None, digits: int = 6) -> float | None:
    """`value` rounded to `digits` significant digits, so that two machines write the same bytes."""
    return None if value is None else float(f"{value:.{digits}g}")


def estimate_fields(estimate: Estimate) -> dict[str, Any]:
    """The fields of findings.json that an estimate fills."""
    values = {name: significant(getattr(estimate, name)) for name in ("value", "low", "high")}
    return {
        "estimate": {**values, "unit": estimate.unit} if estimate.value is not None else None,
        "p_value": significant(estimate.p_value, 4),
        "method": estimate.method,
        "n": estimate.n,
        "years": list(estimate.years) if estimate.years else None,
    }


def _part_line(part: PartFinding) -> str:
    return f"<li>{badge(part.verdict)} {html.escape(part.sentence)}</li>"
