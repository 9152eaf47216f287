"""What the figures of several chapters share: years in use, the patron's tables, suppliers, ties by kind."""

from collections.abc import Callable

import pandas as pd

from analysis import countries
from analysis.errors import NotCovered
from analysis.figures import charts
from analysis.figures.figure import Figure
from analysis.figures.people import colours
from analysis.measures import aid, arms, diplomacy, trade, votes
from analysis.measures.series import rolling_sum
from analysis.study import Study
from analysis.tables import load


def within(data: pd.DataFrame, study: Study, first: int = 1946) -> pd.DataFrame:
    """`data` (index: years) from `first`, and within the years that the parameters use."""
    start, end = study.clip((first, 9999))
    return data[(data.index >= start) & (data.index <= end)]


def of_us(study: Study) -> None:
    """NotCovered unless the patron is the United States: several tables record its ties only."""
    if study.patron != "USA":
        raise NotCovered("no data", "the tables on aid, visits, strikes and US trade are about the United States only.")


def supplier_lines(study: Study, recipient: str, anchor: str, title: str, must: str, carrying: bool = False) -> Figure:
    """Shares of the six largest suppliers since 1990 (and of `must`) in a recipient's arms imports."""
    shares = within(arms.supplier_shares(load("arms_deliveries"), recipient, window=study.window), study, 1990)
    top = list(shares.sum().sort_values(ascending=False).index[:6])
    chosen = top if must in top or must not in shares else [*top[:5], must]
    named = shares[chosen].rename(columns=countries.short)
    return charts.lines(
        named,
        colours(study, chosen),
        anchor=anchor,
        title=title,
        subtitle=f"Suppliers of {countries.short(recipient)}: shares of arms imports in the {study.window} years to each year, per cent of TIV",
        tables=["arms_deliveries"],
        marks={study.turning_point: str(study.turning_point)},
        carrying=carrying,
    )


def ties(study: Study) -> dict[str, dict[str, pd.Series | None]]:
    """The five kinds of tie of country and rival with the patron, by heading and country code; None without data."""
    readings = {
        "Visits, five-year sum": lambda c: rolling_sum(diplomacy.visits(load("visits"), c), 5),
        "Share of US goods trade, per cent": lambda c: trade.us_share(load("us_trade"), c),
        "Arms, five-year sum, million TIV": lambda c: arms.deliveries(
            load("arms_deliveries"), c, supplier=study.patron, window=5
        ),
        "Share of US aid, per cent": lambda c: aid.share(load("us_aid"), c),
        "UN votes, Cohen's kappa": lambda c: votes.agreement(
            load("un_votes"), load("un_resolutions"), c, b=study.patron
        ),
    }
    found = {}
    for heading, reading in readings.items():
        columns = {code: _or_none(reading, code) for code in (study.country, study.rival)}
        if any(values is not None for values in columns.values()):
            found[heading] = columns
    return found


def _or_none(reading: Callable[[str], pd.Series], code: str) -> pd.Series | None:
    try:
        return reading(code)
    except NotCovered:
        return None
