"""Strikes, troops, refugees, battle deaths and armed conflicts."""

from typing import Literal

import pandas as pd

from analysis.errors import MeasureError, NotCovered
from analysis.measures.series import no_data, yearly

__all__ = ["conflicts", "deaths", "refugees", "strikes", "troops"]
RefugeeKind = Literal["refugees", "with_oip"]
REFUGEE_KINDS = {"refugees": ("refugees",), "with_oip": ("refugees", "oip")}
ESTIMATES = ("low", "best", "high")
SOURCES = ("UCDP", "PRIO")
ROLES = ("party", "supporter")
INTENSITIES = {"all": "conflicts", "war": "wars"}


def strikes(drone_strikes: pd.DataFrame, country: str) -> pd.Series:
    """US drone strikes in `country`, number per year."""
    rows = drone_strikes[drone_strikes["country"] == country]
    if rows.empty:
        raise NotCovered("no data", "the strike record is about Pakistan only.")
    return yearly(rows.set_index("year")["strikes"], name="drone strikes", unit="strikes")


def troops(us_troops: pd.DataFrame, country: str) -> pd.Series:
    """Active-duty US troops in `country`, persons, by the September report of the year; years without one are missing."""
    rows = us_troops[us_troops["country"] == country]
    if rows.empty:
        raise no_data("the troop reports have no row for {}.", country)
    return yearly(rows.set_index("year")["troops"], name="US troops", unit="persons")


def refugees(refugees: pd.DataFrame, origin: str, *, asylum: str, kind: RefugeeKind = "refugees") -> pd.Series:
    """Refugees from `origin` in `asylum` at the end of the year, thousand persons.

    kind: "refugees", or "with_oip" to add other people in need of international protection, where UNHCR reports them.
    """
    if kind not in REFUGEE_KINDS:
        raise MeasureError(f"kind = {kind!r} is unknown; give one of {', '.join(REFUGEE_KINDS)}.")
    rows = refugees[(refugees["origin"] == origin) & (refugees["asylum"] == asylum)]
    if rows.empty:
        raise no_data("UNHCR reports nobody from {} in {}.", origin, asylum)
    persons = rows.set_index("year")[list(REFUGEE_KINDS[kind])].sum(axis=1)
    return yearly(persons / 1e3, name="refugees", unit="thousand persons")


def deaths(battle_deaths: pd.DataFrame, country: str, *, source: str = "UCDP", estimate: str = "best") -> pd.Series:
    """Battle deaths in `country`, persons, by year, from one source: "UCDP" (1989-2022) or "PRIO" (1946-1988).

    The two count in different ways, so there is no series of both.
    """
    if source not in SOURCES or estimate not in ESTIMATES:
        raise MeasureError(
            f"source = {source!r} or estimate = {estimate!r} is unknown; give one of {', '.join(SOURCES)} and one of "
            f"{', '.join(ESTIMATES)}."
        )
    rows = battle_deaths[(battle_deaths["country"] == country) & (battle_deaths["source"] == source)]
    if rows.empty:
        raise no_data(f"{source} has no row for {{}}.", country)
    return yearly(rows.set_index("year")[estimate], name="battle deaths", unit="persons")


def conflicts(conflicts: pd.DataFrame, country: str, *, role: str = "party", intensity: str = "all") -> pd.Series:
    """Armed conflicts of `country` per year: as "party" or "supporter"; intensity "all" or "war" (1,000 and more deaths)."""
    if role not in ROLES or intensity not in INTENSITIES:
        raise MeasureError(
            f"role = {role!r} or intensity = {intensity!r} is unknown; give one of {', '.join(ROLES)} and one of "
            f"{', '.join(INTENSITIES)}."
        )
    rows = conflicts[(conflicts["country"] == country) & (conflicts["role"] == role)]
    if rows.empty:
        raise no_data("the record of conflicts has no state {}.", country)
    return yearly(rows.set_index("year")[INTENSITIES[intensity]], name="armed conflicts", unit="conflicts")
