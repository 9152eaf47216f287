"""Single roll calls of the UN General Assembly: which there are on a crisis or topic, and who voted how."""

import re

import pandas as pd

from analysis import countries
from analysis.errors import MeasureError
from analysis.measures.grammar import Codes, from_table, from_tables
from analysis.measures.series import no_data

TOPICS = ("ukraine", "afghanistan")  # columns of the table
# Names in titles that are no country's name here.
IN_TITLES = {"SYR": "Syrian", "KHM": "Kampuchea", "PRK": "Democratic People's Republic of Korea", "PSE": "Palestinian"}

__all__ = ["about", "on_crisis", "on_topic", "positions"]


@from_tables
def positions(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, countries: Codes, *, ids: list[int]
) -> pd.DataFrame:
    """Who voted how: one row per resolution in `ids`, in order of date; columns date, symbol, title and the countries (Y, N, A, X).

    A country that was no member has no vote: missing.
    """
    votes = un_votes[un_votes["resolution_id"].isin(ids) & un_votes["country"].isin(countries)]
    wide = votes.astype({"country": str, "vote": str}).pivot(index="resolution_id", columns="country", values="vote")
    chosen = un_resolutions[un_resolutions["resolution_id"].isin(ids)].sort_values(["date", "resolution_id"])
    shown = chosen[["resolution_id", "date", "symbol", "title"]].set_index("resolution_id")
    return shown.join(wide.reindex(columns=list(countries))).reset_index()


@from_table
def on_crisis(un_resolutions: pd.DataFrame, *crises: str) -> list[int]:
    """Record numbers of the resolutions on the crises named (column `crisis`), in order of date."""
    known = sorted(un_resolutions["crisis"].dropna().unique())
    unknown = [name for name in crises if name not in known]
    if unknown:
        raise MeasureError(f"crisis = {unknown[0]!r} is unknown; give one of {', '.join(known)}.")
    return _in_order(un_resolutions[un_resolutions["crisis"].isin(crises)])


@from_table
def on_topic(un_resolutions: pd.DataFrame, topic: str) -> list[int]:
    """Record numbers of the resolutions on `topic`, "ukraine", or the code of a country that titles name, in order of date."""
    return _in_order(about(un_resolutions, topic))


def _in_order(resolutions: pd.DataFrame) -> list[int]:
    return resolutions.sort_values(["date", "resolution_id"])["resolution_id"].astype(int).tolist()


@from_table
def about(un_resolutions: pd.DataFrame, topic: str) -> pd.DataFrame:
    """The resolutions on a topic ("ukraine", "afghanistan") or whose title names a country, by its code."""
    if topic in TOPICS:
        return un_resolutions[un_resolutions[topic]]
    words = "|".join(re.escape(one) for one in {countries.name(topic), IN_TITLES.get(topic, countries.short(topic))})
    found = un_resolutions[un_resolutions["title"].str.contains(rf"\b(?:{words})\b", case=False)]
    if found.empty:
        raise no_data("no resolution put to a vote names {} in its title.", topic)
    return found
