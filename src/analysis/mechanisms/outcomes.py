"""What should follow: agreement with one member, and where exports go, a panel for all countries at once."""

from collections.abc import Mapping
from functools import cache, lru_cache

import pandas as pd

from analysis.measures import roll_calls, vote_panels
from analysis.mechanisms.declared import Estimand, declared
from analysis.study import Study
from analysis.tables import load

AGREEMENTS = {"agreement": ("kappa", "all"), "identical": ("share", "all"), "divisive": ("kappa", "divisive")}
KUSD = 1e3


def agreement(one: Estimand, member: str, spans: Mapping[int, int]) -> pd.DataFrame:
    """Agreement with `member`, pooled over spans of years, by the outcome that the estimand names."""
    return _agreement(one.outcome, member, tuple(sorted(spans.items())))


@cache
def years_of_votes() -> tuple[int, int]:
    """First and last complete year of the roll calls."""
    years = roll_calls.years_of(load("un_resolutions"))
    return int(years.min()), int(years.max())


@lru_cache(maxsize=64)
def _agreement(outcome: str, member: str, spans: tuple[tuple[int, int], ...]) -> pd.DataFrame:
    kind, rolls = AGREEMENTS[outcome]
    return vote_panels.pooled(_counts(member, rolls), dict(spans), kind)  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _counts(member: str, rolls: str) -> vote_panels.Counts:
    return vote_panels.counts_with(load("un_votes"), load("un_resolutions"), member, rolls=rolls)


def outside_share(one: Estimand, study: Study) -> pd.DataFrame:
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
def flows(spans: tuple[tuple[int, int], ...]) -> pd.DataFrame:
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
