"""The answer to the report's question: did the two move closer, in what, and which driver reached the pair?"""

from dataclasses import asdict, dataclass
from typing import Any

from analysis.answers.domains import PAPER, UNKNOWN, YES, Domain, Spans, all_domains, spans_of
from analysis.answers.drivers import Driver, all_drivers
from analysis.claims.telling import joined
from analysis.study import Study

__all__ = ["Answer", "Domain", "Driver", "Spans", "answer"]

LEVELS = ("high", "medium", "low")
BELOW_SURE = {
    "lower bound": "agreements, meetings and exercises come from a selection of sources, so their number is a lower bound",
    "half covered": "data reach fewer than two thirds of the kinds of tie",
    "no data": "no table that we may use has both sides of the turning point",
    "indirect": "votes, trade and arms show what was done together, not what was meant",
}


@dataclass(frozen=True)
class Answer:
    """Headline; certainty with its reasons by code; ties by domain; drivers; what came since; the years compared."""

    headline: str
    certainty: str
    reasons: tuple[str, ...]
    domains: tuple[Domain, ...]
    drivers: tuple[Driver, ...]
    since: tuple[str, ...]
    spans: Spans

    @property
    def why_not_sure(self) -> str:
        """The reasons in words, empty where there is none."""
        return "; ".join(BELOW_SURE[reason] for reason in self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """As findings.json holds it; numbers rounded to six significant digits."""
        found = asdict(self) | {"spans": self.spans._asdict(), "why": self.why_not_sure}
        for row in found["domains"]:
            row |= {k: float(f"{v:.6g}") for k, v in row.items() if isinstance(v, float)}
        return found


def answer(study: Study) -> Answer:
    """The answer for the roles and years of `study`, for any case; rows without data say why.

    Example: `answer(Study()).headline` is one sentence, `answer(Study()).drivers` the reasons with their weight.
    """
    spans = spans_of(study)
    domains = all_domains(study, spans)
    reasons = _reasons(domains)
    sentence = _headline(domains, study)
    return Answer(
        headline=sentence[:1].upper() + sentence[1:],
        certainty=LEVELS[min(len(reasons), 2)],
        reasons=reasons,
        domains=domains,
        drivers=all_drivers(study),
        since=tuple(row.lately for row in domains if row.lately),
        spans=spans,
    )


def _headline(domains: tuple[Domain, ...], study: Study) -> str:
    pair = study.fill("{the_country} and {the_partner}")
    known = [row for row in domains if row.verdict != UNKNOWN]
    if not known:
        return f"No published table that we may use says whether {pair} moved closer."
    closer = [row for row in known if row.verdict == YES]
    others = [row for row in known if row.verdict != YES]
    # Two numbers are enough for one sentence: the table below has them all.
    gained = [row.name for row in closer[:-1]] + [row.short for row in closer[-1:]]
    missed = [row.short for row in others[:1]] + [row.name for row in others[1:]]
    if not closer:
        return f"{pair} did not move closer in {_any(missed)}."
    if not others:
        return f"{pair} moved closer in {joined(gained)}."
    on_paper = {row.name for row in closer} <= set(PAPER) and not {row.name for row in others} & set(PAPER)
    lead = "More on paper than in the figures: " if on_paper else ""
    return f"{lead}{pair} moved closer in {joined(gained)}, not in {_any(missed)}."


def _any(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _reasons(domains: tuple[Domain, ...]) -> tuple[str, ...]:
    """Why the answer is less than certain, by code; each takes one step down from high."""
    known = [row for row in domains if row.verdict != UNKNOWN]
    if not known:
        return ("no data", "half covered")
    found = [
        ("lower bound", any(row.name in PAPER for row in known)),
        ("half covered", 3 * len(known) < 2 * len(domains)),
        ("indirect", not any(row.name in PAPER for row in known)),
    ]
    return tuple(reason for reason, holds in found if holds)
