"""What happened to countries (the patron's aid, visits, suspensions, Western sanctions) and what should follow (votes, exports), for all at once."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial

import numpy as np
import pandas as pd

from analysis import countries
from analysis.errors import NotCovered
from analysis.measures import panels as measured
from analysis.measures import roll_calls, sanctions, vote_panels
from analysis.mechanisms.declared import Estimand, declared
from analysis.study import Study
from analysis.tables import load

UNITED_STATES, EUROPE = "USA", "EU"
FEWEST_VISITS = 0.2  # one in five years: for logarithms, fewer counts as that
AGREEMENTS = {"agreement": ("kappa", "all"), "identical": ("share", "all"), "divisive": ("kappa", "divisive")}
KUSD = 1e3
Panel = pd.DataFrame


def yearly(one: Estimand, study: Study) -> Panel:
    """The treatment by year (rows) and country (columns): an amount, a number of visits, or 1 for a year in force.

    Raises NotCovered where no table has it for the roles of `study`.
    """
    if one.treatment not in TREATMENTS:
        raise ValueError(f"{one.id}: treatment = {one.treatment!r} is none of {', '.join(TREATMENTS)}.")
    return _yearly(one.treatment, study)


@lru_cache(maxsize=32)
def _yearly(treatment: str, study: Study) -> Panel:
    return TREATMENTS[treatment](study)


def scaled(one: Estimand, means: Panel) -> Panel:
    """Means of windows on the scale of the estimate: aid in doublings from the floor, visits as they are or in doublings."""
    if "aid" in one.treatment.split():  # a word: "visits paid" is none of aid
        return means.clip(lower=one.floor).apply(np.log2)
    return means.clip(lower=FEWEST_VISITS).apply(np.log2) if one.treatment == "log visits" else means


def _of_patron(study: Study, what: str) -> None:
    if study.patron != UNITED_STATES:
        told = f"{what} by country and year are on record for the United States, not for {{the_patron}}."
        raise NotCovered(study.fill(told))


def _aid(study: Study, category: str | None = None) -> Panel:
    _of_patron(study, "Obligations of aid")
    return _everywhere(measured.aid_obligations(load("us_aid"), category=category))  # type: ignore[arg-type]


def military_aid(study: Study) -> Panel:
    """The patron's obligations of military aid, million dollars a year; NotCovered where no table has them."""
    return _aid(study, category="military")


def _aid_to_2024(study: Study) -> Panel:
    _of_patron(study, "Obligations of aid")
    return _everywhere(measured.aid_total_obligations(load("us_aid_totals")))


def _visits(study: Study, direction: str | None = None) -> Panel:
    _of_patron(study, "Visits")
    return measured.diplomacy_visits(load("visits"), direction=direction)  # type: ignore[arg-type]


def in_force(sender: str, *, kind: sanctions.Kind = "any") -> Panel:
    """1 for every year in which a case of `sender` against the country was in force, else 0."""
    found = measured.sanctions_active(load("sanctions"), sender, kind=kind)
    return (found > 0).astype(float)


def _suspensions(study: Study, kind: sanctions.Kind) -> Panel:
    if study.patron not in set(load("sanctions")["sender"]):
        told = study.fill("cases of sanctions by {the_patron} are not among the yearly counts that we may use.")
        raise NotCovered(told)
    return in_force(study.patron, kind=kind)


def _western(study: Study) -> Panel:
    both = in_force(UNITED_STATES), in_force(EUROPE)
    return both[0].mul(both[1]).fillna(0)


def _everywhere(panel: Panel) -> Panel:
    """Complete records: a country without a row had nothing."""
    return panel.reindex(columns=sorted({*panel.columns, *countries.codes()}), fill_value=0.0).fillna(0.0)


TREATMENTS: dict[str, Callable[[Study], Panel]] = {
    "aid": _aid,
    "military aid": military_aid,
    "aid to 2024": _aid_to_2024,
    "visits": _visits,
    "visits received": partial(_visits, direction="from_us"),
    "visits paid": partial(_visits, direction="to_us"),
    "log visits": _visits,
    "suspensions": partial(_suspensions, kind="arms_military"),
    "any sanctions": partial(_suspensions, kind="any"),
    "western sanctions": _western,
    "sanctions of the United States": lambda _: in_force(UNITED_STATES),
    "sanctions of the European Union": lambda _: in_force(EUROPE),
    "years under western sanctions": _western,
    "years under sanctions of the United States": lambda _: in_force(UNITED_STATES),
    "years under sanctions of the European Union": lambda _: in_force(EUROPE),
}


def agreement(one: Estimand, member: str, spans: Mapping[int, int]) -> Panel:
    """Agreement with `member`, pooled over spans of years, by the outcome that the estimand names."""
    return _agreement(one.outcome, member, tuple(sorted(spans.items())))


@cache
def years_of_votes() -> tuple[int, int]:
    """First and last complete year of the roll calls."""
    years = roll_calls.years_of(load("un_resolutions"))
    return int(years.min()), int(years.max())


@lru_cache(maxsize=64)
def _agreement(outcome: str, member: str, spans: tuple[tuple[int, int], ...]) -> Panel:
    kind, rolls = AGREEMENTS[outcome]
    return vote_panels.pooled(_counts(member, rolls), dict(spans), kind)  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _counts(member: str, rolls: str) -> vote_panels.Counts:
    return vote_panels.counts_with(load("un_votes"), load("un_resolutions"), member, rolls=rolls)


def outside_share(one: Estimand, study: Study) -> Panel:
    """Share of a country's goods exports that goes to states outside the West, or to the partner, per cent, by year."""
    flows = load("trade")
    if "partner" in one.outcome:
        outside = flows["importer"] == study.partner
    else:
        outside = ~flows["importer"].isin(declared().west.states(narrow="narrow" in one.outcome))
    sums = flows.groupby(["year", "exporter"])["value_kusd"].sum().unstack()
    found = flows[outside].groupby(["year", "exporter"])["value_kusd"].sum().unstack().reindex_like(sums).fillna(0)
    return (100 * found).div(sums.where(sums > 0))


@lru_cache(maxsize=16)
def flows(spans: tuple[tuple[int, int], ...]) -> Panel:
    """Directed trade of all pairs by window, million dollars: zero where both traded in the window but not with each other.

    Pairs that traded less than `least_trade` in all windows are left out: they weigh nothing.
    """
    rows = load("trade").astype({"exporter": str, "importer": str})
    rows = rows.assign(window=rows["year"].map(dict(spans))).dropna(subset="window")
    sums = rows.groupby(["exporter", "importer", "window"])["value_kusd"].sum().unstack().fillna(0) / KUSD
    table = pd.Series(sums.stack(future_stack=True), name="flow").reset_index().astype({"window": int})
    table = table[table.groupby(["exporter", "importer"])["flow"].transform("sum") >= declared().rules.least_trade]
    for side in ("exporter", "importer"):
        active = table.groupby([side, "window"])["flow"].transform("sum") > 0
        table = table[active]
    return table[table["exporter"] != table["importer"]].reset_index(drop=True)
