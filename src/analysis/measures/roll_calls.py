"""Single roll calls of the UN General Assembly: which there are on a crisis or topic, and who voted how."""

import re

import pandas as pd

from analysis import countries
from analysis.errors import MeasureError
from analysis.measures.grammar import Codes, from_table, from_tables
from analysis.measures.series import no_data, rows_of

CAST = ("Y", "A", "N")
TOPICS = ("ukraine", "afghanistan")  # columns of the table
ROLLS = ("all", "divisive", *TOPICS)
# Names in titles that are no country's name here.
IN_TITLES = {"SYR": "Syrian", "KHM": "Kampuchea", "PRK": "Democratic People's Republic of Korea", "PSE": "Palestinian"}

__all__ = ["about", "cast_by", "on_crisis", "on_topic", "positions", "years_of"]
Rolls = str | list[str]


@from_tables
def positions(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, countries: Codes, *, ids: list[int]
) -> pd.DataFrame:
    """Who voted how: one row per resolution in `ids`, in order of date; columns date, symbol, title and the countries (Y, N, A, X).

    A country that was no member has no vote: missing.

    >>> round(roll_calls.positions(["PAK", "IND"], ids=roll_calls.on_topic("ukraine"))["PAK"].eq("A").sum())
    23
    """
    votes = un_votes[un_votes["resolution_id"].isin(ids) & un_votes["country"].isin(countries)]
    wide = votes.astype({"country": str, "vote": str}).pivot(index="resolution_id", columns="country", values="vote")
    chosen = un_resolutions[un_resolutions["resolution_id"].isin(ids)].sort_values(["date", "resolution_id"])
    shown = chosen[["resolution_id", "date", "symbol", "title"]].set_index("resolution_id")
    return shown.join(wide.reindex(columns=list(countries))).reset_index()


@from_table
def on_crisis(un_resolutions: pd.DataFrame, *crises: str) -> list[int]:
    """Record numbers of the resolutions on the crises named (column `crisis`), in order of date.

    >>> len(roll_calls.on_crisis("Ukraine"))
    23
    """
    known = sorted(un_resolutions["crisis"].dropna().unique())
    unknown = [name for name in crises if name not in known]
    if unknown:
        raise MeasureError(f"crisis = {unknown[0]!r} is unknown; give one of {', '.join(known)}.")
    return _in_order(un_resolutions[un_resolutions["crisis"].isin(crises)])


@from_table
def on_topic(un_resolutions: pd.DataFrame, topic: str) -> list[int]:
    """Record numbers of the resolutions on `topic`, "ukraine", or the code of a country that titles name, in order of date.

    >>> len(roll_calls.on_topic("ukraine"))
    23
    """
    return _in_order(about(un_resolutions, topic))


def _in_order(resolutions: pd.DataFrame) -> list[int]:
    return resolutions.sort_values(["date", "resolution_id"])["resolution_id"].astype(int).tolist()


@from_table
def about(un_resolutions: pd.DataFrame, topic: str) -> pd.DataFrame:
    """The resolutions on a topic ("ukraine", "afghanistan") or whose title names a country, by its code.

    >>> len(roll_calls.about("afghanistan"))
    17
    """
    if topic in TOPICS:
        return un_resolutions[un_resolutions[topic]]
    words = "|".join(re.escape(one) for one in {countries.name(topic), IN_TITLES.get(topic, countries.short(topic))})
    found = un_resolutions[un_resolutions["title"].str.contains(rf"\b(?:{words})\b", case=False)]
    if found.empty:
        raise no_data("no resolution put to a vote names {} in its title.", topic)
    return found


@from_table
def years_of(un_resolutions: pd.DataFrame, rolls: Rolls = "all", un_votes: pd.DataFrame | None = None) -> pd.Series:
    """Year of each chosen resolution, indexed by resolution_id; incomplete years are left out unless `rolls` is a topic.

    `rolls` as in `pair`; two codes need the votes as well. NotCovered where no title names the country.

    >>> round(roll_calls.years_of("divisive").max())
    2024
    """
    if isinstance(rolls, str) and rolls in (*TOPICS, *countries.codes()):
        chosen = about(un_resolutions, rolls).set_index("resolution_id")
        return chosen["date"].str[:4].astype(int).rename("year")
    chosen = un_resolutions[~un_resolutions["incomplete_year"]]
    if isinstance(rolls, list) and len(set(rolls)) != 2:
        raise MeasureError(f"rolls = {rolls!r} names no two countries; give two codes, such as ['CHN', 'USA'].")
    if isinstance(rolls, list) and un_votes is not None:
        both = pd.concat([cast_by(un_votes, code).astype(str) for code in rolls], axis=1, join="inner")
        split = both.index[(both.iloc[:, 0] + both.iloc[:, 1]).isin(["YN", "NY"])]
        chosen = chosen[chosen["resolution_id"].isin(split)]
    elif rolls == "divisive":
        chosen = chosen[chosen["us_soviet_opposed"]]
    elif rolls != "all":
        raise MeasureError(f"rolls = {rolls!r} is unknown; give one of {', '.join(ROLLS)}, a country or two of them.")
    return chosen.set_index("resolution_id")["year"]


def cast_by(un_votes: pd.DataFrame, code: str) -> pd.Series:
    """The votes of one member by resolution, absences left out; NotCovered where it has none.

    >>> roll_calls.cast_by(load("un_votes"), "PAK").value_counts().idxmax()
    'Y'
    """
    rows = rows_of(un_votes, "{} has no vote in the General Assembly.", country=code)
    votes = rows.set_index("resolution_id")["vote"].astype(str)
    return votes[votes.isin(CAST)].astype(pd.CategoricalDtype(list(CAST)))
