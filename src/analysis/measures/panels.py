"""A measure for all countries at once: rows are years, columns countries, values those of the measure itself.

Zero and missing mean what they mean in the measure. Aid, visits and sanctions are complete records, so a year without a
row is zero, from the first year of the state on; other donors' aid, trade, refugees and energy are missing where there is no row. Rows that
are no country (regions, the world, stateless persons) count in totals but have no column.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

import pandas as pd

from analysis import countries
from analysis.measures import aid, conflict, diplomacy, sanctions, trade
from analysis.measures.grammar import Code, from_table
from analysis.measures.series import rows_of, stated, years_in

__all__ = [
    "aid_from_donor", "aid_obligations", "aid_share", "aid_total_obligations", "conflict_refugees", "diplomacy_visits",
    "energy_indicator", "leaders_abroad", "sanctions_active", "trade_us_share",
]  # fmt: skip
NO_COUNTRY = ("ZZZ", "XXA", trade.WORLD)


@from_table
def aid_obligations(us_aid: pd.DataFrame, *, category: aid.Category | None = None) -> pd.DataFrame:
    """aid.obligations by recipient: million constant 2020 US$.

    >>> round(panels.aid_obligations(category="military").loc[2010, "PAK"])
    1100
    """
    return _tidy(aid.by_recipient(us_aid, category, "constant_2020_usd") / 1e6)


@from_table
def aid_share(us_aid: pd.DataFrame, *, category: aid.Category | None = None) -> pd.DataFrame:
    """aid.share by recipient: per cent of all obligations, regional ones included.

    >>> print(round(panels.aid_share().loc[2010, "PAK"], 2))
    5.54
    """
    amounts = aid.by_recipient(us_aid, category, "current_usd")
    return _tidy((100 * amounts).div(amounts.sum(axis=1), axis=0))


@from_table
def aid_total_obligations(us_aid_totals: pd.DataFrame, *, transaction: aid.Transaction = "obligations") -> pd.DataFrame:
    """aid.total_obligations by recipient: million constant 2023 US$.

    >>> round(panels.aid_total_obligations().loc[2024, "PAK"])
    133
    """
    return _tidy(aid.totals(us_aid_totals, transaction))


@from_table
def aid_from_donor(oda_by_donor: pd.DataFrame, *, donor: Code, kind: aid.Kind = "gross") -> pd.DataFrame:
    """aid.from_donor by recipient: million constant 2022 US$, missing where there is no row.

    >>> round(panels.aid_from_donor(donor="JPN").loc[2015, "PAK"])
    165
    """
    return _tidy(aid.of_donor(oda_by_donor, donor, kind))


@from_table
def diplomacy_visits(visits: pd.DataFrame, *, direction: diplomacy.Direction | None = None) -> pd.DataFrame:
    """diplomacy.visits by country: visits a year, a column for every country code.

    >>> round(panels.diplomacy_visits(direction="from_us").loc[2006, "PAK"])
    3
    """
    rows = visits if direction is None else visits[visits["direction"] == direction]
    years = range(diplomacy.FIRST_YEAR, int(visits["start_date"].str[:4].astype(int).max()) + 1)
    found = pd.crosstab(rows["start_date"].str[:4].astype(int), rows["country"])
    return _tidy(stated(found.reindex(index=years, columns=list(countries.codes()), fill_value=0)))


@from_table
def leaders_abroad(leader_trips: pd.DataFrame, *, side: Literal["trips", "visits"] = "trips") -> pd.DataFrame:
    """How often a country's heads of state and government went abroad ("trips"), or others came to it ("visits").

    Number a year, mean of five years; rows are the first of the five, columns countries. Totals: they do not say who met whom.

    >>> print(panels.leaders_abroad().loc[2015, "PAK"])
    17.0
    """
    return _tidy(leader_trips.pivot(index="first_year", columns="country", values=side))


@from_table
def sanctions_active(table: pd.DataFrame, sender: sanctions.Sender, *, kind: sanctions.Kind = "any") -> pd.DataFrame:
    """sanctions.active of `sender` by target: cases in force, a column for every country code.

    >>> round(panels.sanctions_active(load("sanctions"), "USA").loc[2000, "PAK"])
    3
    """
    rows = table if sender == "any" else table[table["sender"] == sender]
    column = sanctions.COLUMNS["active", kind]
    found = rows.pivot_table(index="year", columns="target", values=column, aggfunc="sum")
    return _tidy(stated(found.reindex(index=years_in(table), columns=list(countries.codes())).fillna(0)))


@from_table
def trade_us_share(us_trade: pd.DataFrame, *, flow: trade.Flow = "both") -> pd.DataFrame:
    """trade.us_share by partner: per cent of all US goods trade; missing before a partner's first row.

    >>> print(round(panels.trade_us_share().loc[2019, "IND"], 2))
    2.23
    """
    both = us_trade.set_index(["year", "partner"])[list(trade.FLOWS[flow])].sum(axis=1).unstack("partner")
    return _tidy((100 * both).div(both[trade.WORLD], axis=0).dropna(how="all"))


@from_table
def conflict_refugees(refugees: pd.DataFrame, origin: Code, *, kind: conflict.RefugeeKind = "refugees") -> pd.DataFrame:
    """conflict.refugees from `origin` by country of asylum: thousand persons.

    >>> round(panels.conflict_refugees("AFG").loc[2021, "PAK"])
    1491
    """
    rows = rows_of(refugees, "the table has no row for any country with refugees from {}.", origin=origin)
    persons = rows.set_index(["year", "asylum"])[list(conflict.REFUGEE_KINDS[kind])].sum(axis=1)
    return _tidy(persons.unstack("asylum") / 1e3)


def energy_indicator(table: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """A measure of energy that reads one indicator, by country: of energy_balances, or of the few countries of energy_review.

    >>> round(panels.energy_indicator(load("energy_balances"), "energy_use_per_head").loc[2014, "PAK"])
    433
    """
    rows = rows_of(table, f"the table has no row for any country with {indicator}.", indicator=indicator)
    return _tidy(rows.pivot(index="year", columns="country", values="value"))


PANELS: dict[str, Callable[..., pd.DataFrame]] = {
    "aid.obligations": aid_obligations,
    "aid.share": aid_share,
    "aid.total_obligations": aid_total_obligations,
    "aid.from_donor": aid_from_donor,
    "diplomacy.visits": diplomacy_visits,
    "sanctions.active": sanctions_active,
    "trade.us_share": trade_us_share,
    "conflict.refugees": conflict_refugees,
    "energy.import_dependence": partial(energy_indicator, indicator="net_energy_imports"),
    "energy.use_per_head": partial(energy_indicator, indicator="energy_use_per_head"),
    "energy.gas_production": partial(energy_indicator, indicator="gas_production"),
}


def _tidy(panel: pd.DataFrame) -> pd.DataFrame:
    """Whole years in order as rows, countries in order as columns, floating-point values."""
    kept = panel.drop(columns=[code for code in NO_COUNTRY if code in panel.columns]).sort_index().sort_index(axis=1)
    # One block of numbers: a frame of many single columns is slow to average.
    return pd.DataFrame(
        kept.to_numpy(dtype=float),
        index=pd.Index(kept.index.astype(int), name="year"),
        columns=pd.Index(kept.columns.astype(str), name="country"),
    )
