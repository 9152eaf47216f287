"""The test of one part at other years: is the stated year the one that stands out?"""

from typing import NamedTuple

from analysis.claims import evidence, rules, verdicts
from analysis.errors import NotCovered
from analysis.inference.estimate import Estimate
from analysis.study import Study


class Candidate(NamedTuple):
    """The chosen specification of a part, tested at another year."""

    part: str
    label: str
    year: int
    estimate: Estimate
    sign: str


def by_year(claim_id: str, study: Study, *, around: int = 6) -> list[Candidate]:
    """Every part of a claim that is tested at the turning point, at each year from `around` before to `around` after it.

    Parts without data are left out; ParameterError for an unknown claim.
    """
    rule = rules.claim(claim_id)
    level = rules.level(rule)
    found = []
    for part in rule["part"]:
        if part.get("year") != "turning_point" or part["test"] not in rules.STATISTICAL:
            continue
        spec = rules.specifications(part, study)[0]
        years = range(study.turning_point - around, study.turning_point + around + 1)
        try:
            estimates = evidence.estimates([spec | {"year": year} for year in years], study, level=level)
        except NotCovered:
            continue
        label = study.fill(part.get("label", part["id"]))
        found += [Candidate(part["id"], label, one["year"], e, verdicts.sign(e, one)) for one, e in estimates]
    return found
