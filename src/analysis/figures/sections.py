"""The parts of a chapter around its figures: opening, question, how we know, what came after."""

import html
from collections.abc import Sequence

from IPython.display import HTML

from analysis import countries
from analysis.claims.finding import Finding, PartFinding, badge
from analysis.claims.wording import number, span
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


def how(finding: Finding) -> HTML:
    """The evidence table in a fold, what came after the article, and the caveat."""
    after = dict.fromkeys(f"{part.subject}, {part.outlook}" for part in finding.parts if part.outlook)
    later = "".join(f"<li>{html.escape(line)}</li>" for line in after)
    rows = "".join(_row(part) for part in finding.parts)
    heads = (
        "Part",
        "Verdict",
        "Estimate",
        "Interval",
        "p",
        "Points, years",
        "Test",
        "Specifications for / open / against",
    )
    table = (
        f'<details class="how"><summary>How we know ({finding.claim})</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Evidence for {finding.claim}"><table>'
        f"<caption>Chosen specification of every part, and how the other defensible ones turn out</caption><thead><tr>"
        + "".join(f'<th scope="col">{head}</th>' for head in heads)
        + f"</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )
    return HTML(
        (f'<div class="after"><h3>After the article</h3><ul>{later}</ul></div>' if later else "")
        + (table if not finding.reason else "")
        + (f'<p class="caveat">{html.escape(finding.caveat)}</p>' if finding.caveat and not finding.reason else "")
    )


def _group(word: str, findings: list[Finding]) -> str:
    if not findings:
        return ""
    named = "; ".join(f'<a href="#{f.anchor}">{html.escape(f.statement.rstrip("."))}</a>' for f in findings)
    return f"<li><b>{word} ({len(findings)}):</b> {named}.</li>"


def _row(part: PartFinding) -> str:
    e = part.estimate
    value = f"{number(e.value)} {e.unit}" if e.value is not None else "none"
    interval = f"{number(e.low)} to {number(e.high)}" if e.low is not None and e.high is not None else "complete count"
    signs = [sign for *_, sign in part.curve]
    specs = " / ".join(str(signs.count(sign)) for sign in ("for", "open", "against")) if signs else "none"
    p_value = f"{e.p_value:.3f}" if e.p_value is not None else ""
    cells = [
        badge(part.verdict),
        html.escape(value),
        interval,
        p_value,
        f"{e.n}, {span(e.years)}",
        html.escape(e.method),
        specs,
    ]
    return (
        f'<tr><th scope="row">{html.escape(part.label)}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    )
