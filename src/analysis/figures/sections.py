"""The parts of a chapter before its figures: what it finds in short, who plays which role, and each claim as a question."""

import html
from collections.abc import Sequence

from IPython.display import HTML

from analysis import countries
from analysis.claims.finding import Finding
from analysis.study import ROLES, Study

ROLE_WORDS = {
    "country": "the country studied",
    "partner": "the new partner",
    "rival": "the country's rival and the partner's old friend",
    "patron": "the country's old patron",
}


def opening(study: Study, findings: Sequence[Finding]) -> HTML:
    """What holds, what does not, what is open, in short; then who plays which role."""
    groups = [
        ("Supported", ("supported",)),
        ("Partly supported", ("partly",)),
        ("Contradicted", ("contradicted",)),
        ("Open", ("undecided",)),
        ("Not covered", ("not covered",)),
    ]
    lines = "".join(_group(word, [f for f in findings if f.verdict in verdicts]) for word, verdicts in groups)
    roles = ", ".join(f"{countries.name(getattr(study, role))} as {ROLE_WORDS[role]}" for role in ROLES)
    years = f"{study.first_year} to {study.last_year}, as far as each table reaches"
    return HTML(
        f'<h2 id="in-short">In short</h2><ul class="inshort">{lines}</ul>'
        f"<p>Who plays which role: {html.escape(roles)}. Years: {years}; turning point {study.turning_point}.</p>"
    )


def ask(finding: Finding) -> HTML:
    """The claim as a question in plain words, the claim itself, and how it is tested."""
    return HTML(
        f'<h2 id="{finding.anchor}">{html.escape(finding.question)}</h2>'
        f'<p class="claim"><b>Claim {finding.claim}.</b> {html.escape(finding.statement)}</p>'
        + (f"<p>{html.escape(finding.why)}</p>" if not finding.reason else "")
    )


def _group(word: str, findings: list[Finding]) -> str:
    if not findings:
        return ""
    named = "; ".join(f'<a href="#{f.anchor}">{html.escape(f.statement.rstrip("."))}</a>' for f in findings)
    return f"<li><b>{word} ({len(findings)}):</b> {named}.</li>"
