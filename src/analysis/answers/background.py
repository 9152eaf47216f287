"""Beside each driver: the year at which the data put its change, how rare it was, and whether it works in other countries."""

from collections.abc import Callable

import pandas as pd

from analysis.claims.decide import decide
from analysis.errors import covered
from analysis.inference import unknown
from analysis.measures import arms, energy
from analysis.mechanisms import facts
from analysis.study import Study

YEARS_BEFORE = 20
SURE = 0.05
PATRON = "{the_patron} turned away from {the_country}"
RIVAL = "{the_rival} looked beyond {the_partner}"
ENERGY = "{the_partner} sought new energy markets"
UNTESTED = "not tested"
MECHANISMS = {PATRON: "patron", RIVAL: "rival", ENERGY: "energy"}


def when(driver: str, study: Study) -> str:
    """The year of one change of the mean that the data choose, from twenty years before the turning point on, and which side
    of it that is, where the years that are possible lie on one; that none stands out, where none does; empty for a driver without a yearly series.
    """
    if driver not in SERIES:
        return ""
    values = covered(lambda: SERIES[driver](study), None)
    if values is None:
        return ""
    found = unknown.sup_f(values.loc[max(study.turning_point - YEARS_BEFORE, study.first_year) : study.last_year])
    if found.year is None or found.estimate.p_value is None or found.estimate.p_value > SURE:
        return "no year stands out"
    dates = found.dates if len(found.dates) > 1 else (found.year, found.year)
    told = f"{found.year} ({dates[0]} to {dates[-1]} possible)" if len(found.dates) > 1 else str(found.year)
    if found.year == study.turning_point:
        return told
    if dates[0] <= study.turning_point <= dates[-1]:
        return f"{told}, not told apart from {study.turning_point}"
    return f"{told}, {'before' if found.year < study.turning_point else 'after'} {study.turning_point}"


def rank(driver: str, study: Study) -> str:
    """How many countries saw as large a change, from the finding that ranks it; empty where none does."""
    if driver not in RANKED:
        return ""
    claim, part = RANKED[driver]
    found = decide(claim, study).part(part)
    special = found.answers.special
    return f"{found.subject}: {special.words}" if special is not None and special.rank is not None else ""


def elsewhere(driver: str, study: Study) -> tuple[str, str]:
    """Whether the driver works in other countries, by the mechanisms' own rule, and the estimand that shows it."""
    if driver not in MECHANISMS:
        return UNTESTED, ""
    found = facts.elsewhere(MECHANISMS[driver], study)
    return found.answer, study.fill(found.label)


SERIES: dict[str, Callable[[Study], pd.Series]] = {
    PATRON: lambda study: arms.supplier_share(study.country, supplier=study.patron),
    RIVAL: lambda study: arms.supplier_share(study.rival, supplier=study.partner),
    ENERGY: lambda study: energy.exports(study.partner, fuel="gas"),
}
RANKED = {PATRON: ("U1", "aid_after_2011"), ENERGY: ("E1", "sanctions")}
