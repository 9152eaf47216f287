"""Strikes, troops, refugees, battle deaths and armed conflicts."""

from typing import Literal

import pandas as pd

from analysis.measures.grammar import Code, from_table
from analysis.measures.series import rows_of, yearly

__all__ = ["conflicts", "deaths", "refugees", "strikes", "troops"]
RefugeeKind = Literal["refugees", "with_oip"]
REFUGEE_KINDS = {"refugees": ("refugees",), "with_oip": ("refugees", "oip")}
Source = Literal["UCDP", "PRIO"]
Bound = Literal["low", "best", "high"]
Role = Literal["party", "supporter"]
Intensity = Literal["all", "war"]
INTENSITIES: dict[Intensity, str] = {"all": "conflicts", "war": "wars"}


@from_table
def strikes(drone_strikes: pd.DataFrame, country: Code) -> pd.Series:
    """US drone strikes in `country`, number per year.

    >>> round(conflict.strikes("PAK")[2010])
    128
    """
    rows = rows_of(drone_strikes, "the strike record is about Pakistan only.", country=country)
    return yearly(rows.set_index("year")["strikes"], name="drone strikes", unit="strikes")


@from_table
def troops(us_troops: pd.DataFrame, country: Code) -> pd.Series:
    """Active-duty US troops in `country`, persons, by the September report of the year; years without one are missing.

    >>> round(conflict.troops("PAK")[2010])
    268
    """
    rows = rows_of(us_troops, "the troop reports have no row for {}.", country=country)
    return yearly(rows.set_index("year")["troops"], name="US troops", unit="persons")


@from_table
def refugees(refugees: pd.DataFrame, origin: Code, *, asylum: Code, kind: RefugeeKind = "refugees") -> pd.Series:
    """Refugees from `origin` in `asylum` at the end of the year, thousand persons.

    kind: "refugees", or "with_oip" to add other people in need of international protection, where UNHCR reports them.

    >>> round(conflict.refugees("AFG", asylum="PAK")[2021])
    1491
    """
    rows = rows_of(refugees, "UNHCR reports nobody from {} in {}.", origin=origin, asylum=asylum)
    persons = rows.set_index("year")[list(REFUGEE_KINDS[kind])].sum(axis=1)
    return yearly(persons / 1e3, name="refugees", unit="thousand persons")


@from_table
def deaths(
    battle_deaths: pd.DataFrame, country: Code, *, source: Source = "UCDP", estimate: Bound = "best"
) -> pd.Series:
    """Battle deaths in `country`, persons, by year, from one source: "UCDP" (1989-2022) or "PRIO" (1946-1988).

    The two count in different ways, so there is no series of both.

    >>> round(conflict.deaths("AFG")[2021])
    35787
    """
    rows = rows_of(battle_deaths, f"{source} has no row for {{}}.", country=country, source=source)
    return yearly(rows.set_index("year")[estimate], name="battle deaths", unit="persons")


@from_table
def conflicts(
    conflicts: pd.DataFrame, country: Code, *, role: Role = "party", intensity: Intensity = "all"
) -> pd.Series:
    """Armed conflicts of `country` per year: as "party" or "supporter"; intensity "all" or "war" (1,000 and more deaths).

    >>> round(conflict.conflicts("PAK")[2010])
    1
    """
    rows = rows_of(conflicts, "the record of conflicts has no state {}.", country=country, role=role)
    return yearly(rows.set_index("year")[INTENSITIES[intensity]], name="armed conflicts", unit="conflicts")
