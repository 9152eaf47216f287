"""Votes in the General Assembly: roll calls by which a resolution was adopted, and ideal points estimated from them."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.sources.names import succeeded
from analysis.sources.spec import open_year, read

VOTES = "unvotes/primary/undl_ga_votes_1946_2025.csv.gz"
RESOLUTIONS = "unvotes/primary/undl_ga_resolutions_1946_2025.csv.gz"
UKRAINE = r"ukrain|crimea|sevastopol|path to peace|suspension of the rights of membership of the russian"
AFGHANISTAN = r"afghan"
CAST = ["Y", "N", "A", "X"]
RECORD = {"undl_id": "resolution_id", "vote_date": "date", "n_members": "members", "source_log": "crawl"}
NEEDED = ("session", "symbol", "title", "agenda", "recorded", "same_vote_as")
# Crises on which the Assembly took sides: words of the title, first and last date. The vote of December 1971 on the war in
# South Asia names no country, so it is known by its symbol.
CRISES = (
    ("Hungary", r"situation in hungary", "1956", "1957"),
    ("Afghanistan", AFGHANISTAN, "1980", "1989"),
    ("Kampuchea", r"situation in kampuchea", "1979", "1990"),
    ("Ukraine", UKRAINE, "2014", "9999"),
)
EAST_PAKISTAN = "A/RES/2793(XXVI)"


def _recorded(raw: Path) -> pd.DataFrame:
    table = read(raw, RESOLUTIONS, [*RECORD, *NEEDED], dtype={"session": str, "same_vote_as": str})
    table = table.rename(columns=RECORD)
    once = (table["recorded"] == 1) & table["same_vote_as"].isna()
    return table[once & table["date"].astype(str).str.match(r"\d{4}")]


def un_votes(raw: Path) -> pd.DataFrame:
    """One row per resolution and member; repeats of one omnibus vote are left out."""
    table = read(raw, VOTES, {"undl_id": "resolution_id", "iso3": "country", "vote": "vote"})
    table = table[table["resolution_id"].isin(_recorded(raw)["resolution_id"])]
    return table.assign(vote=pd.Categorical(table["vote"], categories=CAST))


def un_resolutions(raw: Path) -> pd.DataFrame:
    """One row per recorded vote: date, year of the session, tallies, topics, and whether the superpowers were opposed."""
    table = _recorded(raw)
    title = table["title"].fillna("").str.lower()
    text = title + " " + table["agenda"].fillna("").str.lower()
    return table.assign(
        year=_session_year(table),
        us_soviet_opposed=_opposed(raw, table["resolution_id"]),
        ukraine=title.str.contains(UKRAINE),
        afghanistan=text.str.contains(AFGHANISTAN),
        crisis=_crisis(table, text),
        incomplete_year=table["date"].str[:4] >= open_year(table["date"]),
    )


def _crisis(table: pd.DataFrame, text: pd.Series) -> pd.Series:
    found = pd.Series("", index=table.index).mask(table["symbol"] == EAST_PAKISTAN, "East Pakistan")
    for name, words, first, last in CRISES:
        found = found.mask(text.str.contains(words) & table["date"].between(first, last), name)
    return found.mask(found == "")


def _session_year(table: pd.DataFrame) -> pd.Series:
    regular = pd.to_numeric(table["session"], errors="coerce") + 1945
    return regular.fillna(table["date"].str[:4].astype(int)).astype(int)


def _opposed(raw: Path, ids: pd.Series) -> np.ndarray:
    table = read(raw, VOTES, ["undl_id", "iso3", "vote"])
    sides = table[table["iso3"].isin(["USA", "RUS"])].pivot(index="undl_id", columns="iso3", values="vote").reindex(ids)
    return ((sides["USA"] + sides["RUS"]).isin(["YN", "NY"])).to_numpy()


def ideal_points(table: pd.DataFrame) -> pd.DataFrame:
    """Ideal points from votes on final passage, with the 5th and 95th percentiles of the posterior."""
    table = table.dropna(subset=["country", "ideal_point"])
    table = table.assign(country=succeeded(table["country"], table["year"]))
    return table.drop_duplicates(["country", "year"])
