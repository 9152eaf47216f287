"""The question "beyond drift?" asked of one part at other years: is the stated year the one that stands out?"""

from typing import NamedTuple

from analysis.claims import drift, rules
from analysis.claims.drift import Drift
from analysis.claims.spec import Ask
from analysis.study import Study


class Candidate(NamedTuple):
    """The chosen specification of a part, asked at another year."""

    part: str
    label: str
    year: int
    found: Drift


def by_year(claim_id: str, study: Study, *, around: int = 6) -> list[Candidate]:
    """Every part of a claim that is asked at the turning point, at each year from `around` before to `around` after it.

    Parts and years without data are left out; ParameterError for an unknown claim.
    """
    found = []
    for part in rules.claim(claim_id, study).parts:
        if part.year != "turning_point" or Ask.DRIFT not in part.asks:
            continue
        spec, label = rules.chosen(part, study), study.fill(part.label)
        for year in range(study.turning_point - around, study.turning_point + around + 1):
            one = drift.answered(spec.model_copy(update={"year": year}), study)
            if one.estimate is not None:
                found.append(Candidate(part.id, label, year, one))
    return found
