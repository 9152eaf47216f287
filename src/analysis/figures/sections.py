"""The parts of a chapter before its figures: what it finds in short, who plays which role, and each claim as a question."""

import inspect
from collections.abc import Sequence
from typing import Any, get_args

from IPython.display import HTML

from analysis import countries
from analysis.claims import rules, telling
from analysis.claims.decide import decide
from analysis.claims.finding import ICONS, Finding, css
from analysis.claims.spec import Shown
from analysis.figures import breakthrough, camps, energy, history, limits, near, suppliers, us_ties
from analysis.figures.folds import how
from analysis.study import ROLES, Study
from analysis.templates import render

__all__ = ["ask", "opening"]
ROLE_WORDS = {
    "country": "the country studied",
    "partner": "the new partner",
    "rival": "the country's rival and the partner's old friend",
    "patron": "the country's old patron",
}
NONE = "No claim is asked of this case here."
# The figures that a claim of a history may show, by the names of `claims.spec.Shown`, so that a wrong one is refused when read.
ROOMS = (breakthrough, camps, energy, history, limits, near, suppliers, us_ties)
FIGURES = {name: getattr(one, name) for name in get_args(Shown) for one in ROOMS if name in one.__all__}


def of_history(study: Study, chapter: str) -> list[Finding]:
    """The findings on the claims of a chapter that belong to the history of the case, or are one's own; none where there are none."""
    asked = [rule for rule in rules.all_claims(study) if rule.chapter == chapter and rule.id not in rules.of_any_case()]
    return [decide(rule.id, study) for rule in asked]


def about(study: Study, finding: Finding) -> list[Any]:
    """A claim of a history whole: the question, the figures that it names, the finding, and how we know."""
    made = [FIGURES[name] for name in rules.claim(finding.claim, study).figures]
    told = [len(inspect.signature(one).parameters) > 1 for one in made]  # by a finding, where it takes one
    drawn = [one(study, finding) if by else one(study) for one, by in zip(made, told, strict=True)]
    return [ask(finding), *drawn, finding, how(finding)]


def general_past(study: Study, findings: Sequence[Finding]) -> list[Any]:
    """What the tables hold of the past of a case that has no claims about it; nothing where it has."""
    return [] if findings else history.general_past(study)


def opening(study: Study, findings: Sequence[Finding]) -> HTML:
    """A few sentences on what the chapter finds, its claims with their verdicts, and who plays which role."""
    sentences = " ".join(telling.in_short(findings)) if findings else NONE
    roles = ", ".join(f"{countries.with_article(getattr(study, role))} as {ROLE_WORDS[role]}" for role in ROLES)
    return HTML(
        render("in_short", sentences=sentences, findings=findings, css=css, icons=ICONS, roles=roles, study=study)
    )


def ask(finding: Finding) -> HTML:
    """The claim as a question in plain words, the claim itself, and how it is tested."""
    return HTML(render("ask", one=finding))
