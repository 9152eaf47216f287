"""The patron's aid in the driver of its retreat: beside the arms, and alone where no deliveries of arms may be used."""

import re
from typing import NamedTuple

import pandas as pd

from analysis.answers.fuel import WINDOW, Told
from analysis.answers.levels import Years
from analysis.claims.evidence import level
from analysis.claims.wording import number
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered, covered
from analysis.measures import aid, measure
from analysis.study import Study
from analysis.tables import load


class Giver(NamedTuple):
    """Where the aid of a patron stands: table, measure and its arguments, and what it counts, with whose it is."""

    table: str
    measure: str
    args: dict[str, str]
    what: str
    words: str


def giver(study: Study) -> Giver:
    """China's commitments from AidData, the development aid of any other patron from the OECD."""
    owner = study.fill("{patron_own}")
    if study.patron == "CHN":
        what = "commitments of aid and credit"
        return Giver("china_commitments", "aid.from_china", {}, what, f"{owner} {what}")
    args = {"donor": study.patron}
    return Giver("oda_by_donor", "aid.from_donor", args, "development aid", f"{owner} development aid")


class Aid(NamedTuple):
    """What the patron gave, by year, in million constant dollars: the table that knows, what it counts, with whose it is."""

    values: pd.Series
    table: str
    what: str
    words: str


def of_patron(study: Study, recipient: str) -> Aid:
    """US aid from the US's own file, China's commitments from AidData, any other donor's from the OECD; NotCovered without a row."""
    if study.patron == "USA":
        return Aid(aid.total_obligations(load("us_aid_totals"), recipient), "us_aid_totals", "aid", "US aid")
    found = giver(study)
    values = measure(found.measure)(load(found.table), recipient, **found.args)
    return Aid(values, found.table, found.what, found.words)


def by_aid(study: Study, old: Years, mid: Years, reason: str) -> Told:
    """What aid alone shows; it does not say whether the patron turned away, so that stays unknown."""
    try:
        given = of_patron(study, study.country)
        (before, first), (after, then) = (level(given.values, *years) for years in (old, mid))
    except NotCovered as error:
        raise NotCovered(reason if study.patron == "USA" else f"{reason} On aid: {error}") from None
    moved = f"{number(before)} to {number(after)} million dollars a year ({in_years(first)} to {in_years(then)})"
    told = study.fill(
        f"{given.words} to {{country}} went from {moved}; who supplied its arms is in no table that we may use"
    )
    return Told("unknown", "unknown", told, f"{given.what} alone: {moved}")


def aid_words(study: Study) -> str:
    """The highest yearly aid in the ten years before the turning point, and the last one; empty without data."""
    given = covered(lambda: of_patron(study, study.country), None)
    if given is None:
        return ""
    amounts = given.values.loc[study.first_year : study.last_year].dropna()
    before = amounts.loc[study.turning_point - 2 * WINDOW : study.turning_point - 1]
    if before.empty:
        return ""
    scale, word = (1, "million") if given.table == "oda_by_donor" else (1000, "billion")
    peak, last = max(before.index, key=before.__getitem__), max(amounts.index)
    from_, to = (number(float(amounts[year]) / scale) for year in (peak, last))
    lead, fiscal = (", aid", "FY") if study.patron == "USA" else (f"; its {given.what} went", "")
    base = re.search(r"constant (\d{4})", str(given.values.attrs.get("unit", "")))
    dollars = f"dollars of {base[1]}" if base else "dollars"
    return f"{lead} from {from_} {word} {dollars} ({fiscal}{peak}) to {to} ({fiscal}{last})"
