"""What stands under a finding: what came after the article, its sourced events, how we know, and the caveat."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from IPython.display import HTML

from analysis.claims.drift import Dating
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.wording import number, span
from analysis.figures import choices

__all__ = ["events", "how"]
HEADS = ("Part", "Happened?", "Beyond the usual swing?", "Special?", "Documented?", "Which year do the data choose?")


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
    caption = "The answers of every part, each from its own evidence"
    return (
        f'<details class="how"><summary>How we know ({finding.claim})</summary>'
        + choices.scrolled(f"Evidence for {finding.claim}", caption, HEADS, f"<tbody>{rows}</tbody>")
        + choices.section(finding)
        + "</details>"
    )


def _row(part: PartFinding) -> str:
    answers = part.answers
    cells = [
        _happened(part),
        _drift(part),
        f"{answers.special.answer}: {answers.special.words}" if answers.special else "",
        f"{answers.documented.answer}: {answers.documented.found} of {answers.documented.listed}"
        if answers.documented
        else "",
        _dated(answers.dating),
    ]
    columns = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{html.escape(part.label)}</th>{columns}</tr>'


def _happened(part: PartFinding) -> str:
    found = part.answers.happened
    if found is None:
        return "no data" if part.reason else ""
    values = [one.reading for one in found.choices if one.reading.unit == found.chosen.unit]
    least, most = (number(edge(one.value for one in values)) for edge in (min, max))
    of_all = f" ({least} to {most} over {len(values)} choices in this unit)" if len(values) > 1 else ""
    what = "change" if found.chosen.before is not None else "value"
    return f"{found.answer}: {what} {number(found.chosen.value)}{of_all}; {found.chosen.n} points, {span(found.chosen.years)}"


def _drift(part: PartFinding) -> str:
    found = part.answers.drift
    if found is None:
        return ""
    e = found.estimate
    if e is None or e.value is None:
        return f"{found.answer}: {found.words}"
    bounds = f", 95 % interval {number(e.low)} to {number(e.high)}" if e.low is not None and e.high is not None else ""
    scale = f" in {found.scale} units" if found.scale and found.scale != "as it is" else ""
    p = f", p = {e.p_value:.3f}" if e.p_value is not None else ""
    return (
        f"{found.answer}: {number(e.value)}{scale}{bounds}{p} ({e.method}). {found.words[:1].upper()}{found.words[1:]}"
    )


def _dated(found: Dating | None) -> str:
    if found is None or found.found.year is None:
        return ""
    one = found.found
    dates = f" ({one.dates[0]}–{one.dates[-1]} not rejected)" if len(one.dates) > 1 else ""
    many = ", ".join(map(str, found.several.years)) or "none"
    p = f"{one.estimate.p_value:.3f}" if one.estimate.p_value is not None else "unknown"
    return f"{one.year}{dates}, sup-F, p = {p}; the rule states {found.stated}; several breaks by BIC: {many}"
