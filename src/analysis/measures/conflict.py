"""Strikes and troops."""

import pandas as pd

from analysis.errors import NotCovered
from analysis.measures.series import yearly


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
        raise NotCovered("no data", f"the troop reports have no row for {country}.")
    return yearly(rows.set_index("year")["troops"], name="US troops", unit="persons")
