"""What stands under a finding: what came after the article, its sourced events, how we know, and the caveat."""

from IPython.display import HTML

from analysis.claims.drift import Dating
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.wording import number, span
from analysis.figures import choices
from analysis.templates import render

__all__ = ["how"]


def how(finding: Finding) -> HTML:
    """Everything a doubting reader asks for next; only the events since the article where the claim is not covered."""
    if finding.reason:
        return HTML("")
    after = list(dict.fromkeys(f"{part.subject}. {part.outlook}" for part in finding.parts if part.outlook))
    rows = [(part.label, _cells(part)) for part in finding.parts]
    return HTML(render("how", finding=finding, after=after, rows=rows, choices=choices.section(finding)))


def _cells(part: PartFinding) -> list[str]:
    special, papers = part.answers.special, part.answers.documented
    return [
        _happened(part),
        _drift(part),
        f"{special.answer}: {special.words}" if special else "",
        f"{papers.answer}: {papers.found} of {papers.listed}" if papers else "",
        _dated(part.answers.dating),
    ]


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
