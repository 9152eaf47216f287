"""What stands under a finding: what came after the article, its sourced events, how we know, and the caveat."""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from IPython.display import HTML

from analysis.claims.finding import Finding, PartFinding, badge
from analysis.claims.wording import DOCUMENTED, change_unit, number, span, with_unit
from analysis.figures import special

SIGNS = ("for", "open", "against")
CURVES = (
    "Every defensible choice is a dot, in order of its estimate; the ring marks the chosen one. The height is the distance from the "
    "claim's threshold, counted in half-widths of the interval: inside the grey band drift is not ruled out."
)
HEADS = ("Part", "Verdict", "Estimate", "Interval", "p", "Points, years", "Test", "Choices for / open / against")


def how(finding: Finding) -> HTML:
    """Everything a doubting reader asks for next; only the events since the article where the claim is not covered."""
    if finding.reason:
        return HTML("")
    return HTML(
        _titled("Dated events behind this verdict", events(finding.documents))
        + _titled("Beside it", events(finding.beside))
        + _after(finding)
        + _fold(finding)
        + (f'<p class="caveat">{html.escape(finding.caveat)}</p>' if finding.caveat else "")
    )


def events(rows: Sequence[Mapping[str, Any]]) -> str:
    """Sourced events as an HTML list: date, what happened, the source with its address, doubts; empty without a row."""
    items = "".join(
        f"<li><b>{html.escape(row['when'])}</b> {html.escape(row['description'])} "
        f'<a href="{html.escape(row["source_url"])}">{html.escape(row["source_title"] or "source")}</a>'
        + (f'<span class="doubt"> {html.escape(row["note"])}</span>' if row["note"] else "")
        + "</li>"
        for row in rows
    )
    return f'<ol class="timeline">{items}</ol>' if items else ""


def _titled(title: str, body: str) -> str:
    return f"<h3>{title}</h3>{body}" if body else ""


def _after(finding: Finding) -> str:
    lines = dict.fromkeys(f"{part.subject}. {part.outlook}" for part in finding.parts if part.outlook)
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    body = (f"<ul>{items}</ul>" if items else "") + events(finding.later)
    return f'<div class="after">{_titled("After the article", body)}</div>' if body else ""


def _fold(finding: Finding) -> str:
    rows = "".join(_row(part) for part in finding.parts)
    caption = "Chosen specification of every part, and how the other defensible ones turn out"
    return (
        f'<details class="how"><summary>How we know ({finding.claim})</summary>'
        + _table(f"Evidence for {finding.claim}", caption, HEADS, rows)
        + _listed("Where would the data put the break?", [part.dating for part in finding.parts])
        + _listed("Is it special?", [part.placebo.sentence for part in finding.parts if part.placebo])
        + _curves(finding)
        + "</details>"
    )


def _table(label: str, caption: str, heads: Iterable[str], rows: str) -> str:
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table><caption>{caption}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(part: PartFinding) -> str:
    e = part.estimate
    value = with_unit(e.value, change_unit(e.unit) if e.base is not None else e.unit) if e.value is not None else "none"
    interval = "" if e.value is None else "none" if e.unit in ("correlation", DOCUMENTED) else "complete count"
    if e.low is not None and e.high is not None:
        interval = f"{number(e.low)} to {number(e.high)}"
    cells = [
        badge(part.verdict),
        html.escape(value),
        interval,
        _p_values(part),
        f"{e.n}, {span(e.years)}" if e.years else str(e.n),
        html.escape(e.method),
        " / ".join(str(count) for count in _signs(part).values()) if part.curve else "none",
    ]
    columns = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{html.escape(part.label)}</th>{columns}</tr>'


def _p_values(part: PartFinding) -> str:
    found = part.estimate
    if found.p_value is None:
        return ""
    exact = f"; by permutation {found.permutation_p:.3f}" if found.permutation_p is not None else ""
    return f"{found.p_value:.3f}{exact}"


def _signs(part: PartFinding) -> dict[str, int]:
    found = [choice.sign for choice in part.curve]
    return {sign: found.count(sign) for sign in SIGNS}


def _listed(question: str, sentences: Sequence[str]) -> str:
    items = "".join(f"<li>{html.escape(one)}</li>" for one in sentences if one)
    return f"<h3>{question}</h3><ul>{items}</ul>" if items else ""


def _curves(finding: Finding) -> str:
    varied = [part for part in finding.parts if sum(one.value is not None for one in part.curve) > 1]
    if not varied:
        return ""
    rows = "".join(_choices(part) for part in varied)
    heads = ("Part", "Choice", "for", "open", "against")
    title = f"Specification curves of {finding.claim}"
    drawn = special.curves(varied, anchor=f"curve-{finding.anchor}", title=title)
    figure = f'<p>{CURVES}</p><div class="curve">{drawn}</div>' if drawn else ""
    return f"<h3>Would another choice change it?</h3>{figure}" + _table(
        f"Choices for {finding.claim}", "Specifications by each choice made", heads, rows
    )


def _choices(part: PartFinding) -> str:
    axes = list(part.curve[0].choice)
    found = []
    for axis in axes:
        for value in dict.fromkeys(choice.choice[axis] for choice in part.curve):
            signs = [choice.sign for choice in part.curve if choice.choice[axis] == value]
            cells = "".join(f'<td class="num">{signs.count(sign)}</td>' for sign in SIGNS)
            found.append(f"<tr><td>{html.escape(part.label)}</td><td>{axis} {html.escape(value)}</td>{cells}</tr>")
    return "".join(found)
