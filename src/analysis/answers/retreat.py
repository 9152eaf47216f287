"""The patron's aid in the driver of its retreat: beside the arms, and alone where no deliveries of arms may be used."""

from analysis.answers.fuel import WINDOW, Told
from analysis.answers.levels import Years
from analysis.claims.wording import number
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered
from analysis.measures import aid
from analysis.study import Study
from analysis.tables import load


def by_aid(study: Study, old: Years, mid: Years, reason: str) -> Told:
    """What aid alone shows; it does not say whether the patron turned away, so that stays unknown."""
    if study.patron != "USA":
        raise NotCovered("no data", reason)
    amounts = aid.total_obligations(load("us_aid_totals"), study.country)
    before, after = (number(float(amounts.loc[first:last].mean())) for first, last in (old, mid))
    moved = f"{before} to {after} million dollars a year ({in_years(old)} to {in_years(mid)})"
    told = study.fill(
        f"{{patron}} aid to {{country}} went from {moved}; who supplied its arms is in no table that we may use"
    )
    return Told("unknown", "unknown", told, f"aid alone: {moved}")


def aid_words(study: Study) -> str:
    """The highest yearly aid in the ten years before the turning point, and the last one; empty without data."""
    if study.patron != "USA":
        return ""
    try:
        amounts = aid.total_obligations(load("us_aid_totals"), study.country) / 1e3
    except NotCovered:
        return ""
    amounts = amounts.loc[study.first_year : study.last_year]
    before = amounts.loc[study.turning_point - 2 * WINDOW : study.turning_point - 1]
    if before.empty:
        return ""
    peak, last = max(before.index, key=before.__getitem__), max(amounts.index)
    return f", aid from {number(float(amounts[peak]))} billion dollars (FY{peak}) to {number(float(amounts[last]))} (FY{last})"
