"""What stands under a finding: what came after the article, its sourced events, how we know, and the caveat."""

from IPython.display import HTML

from analysis.claims.finding import Finding
from analysis.claims.wording import number, span
from analysis.figures import choices
from analysis.templates import render

__all__ = ["how"]


def how(finding: Finding) -> HTML:
    """Everything a doubting reader asks for next; only the events since the article where the claim is not covered."""
    if finding.reason:
        return HTML("")
    after = list(dict.fromkeys(f"{part.subject}. {part.outlook}" for part in finding.parts if part.outlook))
    shown = {"choices": choices.section(finding), "number": number, "span": span}
    return HTML(render("how", finding=finding, after=after, **shown))
