"""Dated, sourced events. The chronology is a purposive selection: it says that something happened, never how often.

The one count made from it is of years in which at least one event of a kind is documented: a lower bound.
"""

import re
from collections.abc import Sequence
from typing import Annotated

import pandas as pd
from pydantic import Field

from analysis import countries
from analysis.errors import MeasureError, NotCovered
from analysis.measures.grammar import Codes, Dates, Pattern, Window, from_table
from analysis.measures.series import counts, rolling_sum, yearly

__all__ = ["between", "matching", "named", "not_held", "on_neighbour", "rounds", "signed", "years_with"]
# Not events that took place: announced or cancelled ones, invitations.
NOT_HELD = ("announced_only", "cancelled_visit", "invitation")
# What a reader is told of them; a note that begins with the last says the same of an act of any kind.
ANNOUNCED = "announced only"
MARKS = {"announced_only": ANNOUNCED, "cancelled_visit": "cancelled", "invitation": "invitation only"}
ANNOUNCEMENT = r"Announcement\b"
# What a description says where two states signed something, whatever kind of act the chronology files it under.
SIGNED = (
    r"\bsigned\b|\bsign an\b|\bcontract on\b|\bagreement (?:on|settling)\b|\bservices agreement\b|\baccord\b"
    r"|\bprotocol\b|\bMoUs?\b|\bmemoranda\b"
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
BODY = r"(?:Inter-Governmental Commission|Consultative Group|JWG|Joint (?:\w+ )?(?:Working Group|Consultative Committee))[^(;.,]*"
ROUND = rf"^(?P<number>{'|'.join(ORDINALS)}|\d+th)\b.*?(?P<body>{BODY})"


@from_table
def named(events: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The events with these numbers, in order of date; numbers that the chronology does not hold are left out.

    >>> len(events.named(["E001", "E150"]))
    2
    """
    return events[events["event_id"].isin(ids)].sort_values(["date", "event_id"])


@from_table
def not_held(events: pd.DataFrame) -> pd.Series:
    """What each event was that is not known to have taken place: "announced only", "cancelled", "invitation only"; else "".

    Read from `subtype`, and from a `note` that begins with "Announcement". Example: E118, the exercise of 2019, was announced only.

    >>> int((events.not_held(load("events")) == "cancelled").sum())
    1
    """
    told = events["subtype"].map(MARKS).fillna("")
    return told.mask(told.eq("") & events["note"].fillna("").str.match(ANNOUNCEMENT), ANNOUNCED)


@from_table
def between(
    events: pd.DataFrame, actors: Codes, *, category: str | None = None, first: int = 1946, last: int = 9999
) -> pd.DataFrame:
    """Events in which all `actors` (ISO 3166-1 alpha-3) took part, in order of date, of one category or of all.

    >>> len(events.between(["PAK", "RUS"], category="exercise", first=2014))
    15
    """
    if first > last:
        raise MeasureError(f"first = {first} is after last = {last}; give the earlier year first.")
    if category is not None and category not in set(events["category"]):
        known = ", ".join(sorted(events["category"].unique()))
        raise MeasureError(f"category = {category!r} is unknown; give one of {known}.")
    involved = events["actors"].str.split(";").map(lambda found: set(actors) <= set(found))
    rows = events[involved & events["year"].between(first, last)]
    rows = rows if category is None else rows[rows["category"] == category]
    return rows.sort_values(["date", "event_id"])


@from_table
def on_neighbour(
    events: pd.DataFrame, actors: Codes, neighbour: str, *, first: int = 1946, last: int = 9999
) -> pd.DataFrame:
    """Events of all `actors` about a third country: filed under its name, or with it among those that took part.

    >>> len(events.on_neighbour(["PAK", "RUS"], "AFG", first=2014))
    8
    """
    rows = between(events, actors, first=first, last=last)
    filed = rows["category"] == countries.name(neighbour)
    return rows[filed if filed.any() else rows["actors"].str.split(";").map(lambda found: neighbour in found)]


@from_table
def signed(events: pd.DataFrame, actors: Codes, *, first: int = 1946, last: int = 9999) -> pd.DataFrame:
    """Acts of all `actors` whose description says that an agreement, contract, protocol or memorandum was signed, of any category.

    A lower bound, as all that is counted from the chronology. Example: `signed(load("events"), ["PAK", "RUS"], first=2014)`.

    >>> len(events.signed(["PAK", "RUS"], first=2014, last=2021))
    8
    """
    rows = between(events, actors, first=first, last=last)
    return rows[~rows["subtype"].isin(NOT_HELD) & rows["description"].str.contains(SIGNED, case=False, regex=True)]


@from_table
def rounds(events: pd.DataFrame, actors: Codes, *, last: int = 9999) -> pd.DataFrame:
    """The numbered rounds of joint bodies, in order of date: columns `body`, `number`, `date`; empty where none is numbered.

    The highest number of a body says how many rounds there were, so its gaps show what the chronology does not hold.

    >>> round(events.rounds(["PAK", "RUS"])["number"].max())
    15
    """
    rows = between(events, actors, last=last)
    found = rows["description"].str.extract(ROUND, flags=re.IGNORECASE).assign(date=rows["date"]).dropna()
    found["body"] = found["body"].str.replace("Joint Working Group", "JWG").str.replace("JWG", "Joint Working Group")
    words = {word: n for n, word in enumerate(ORDINALS, start=1)}
    found["number"] = [words.get(told.lower()) or int(told.removesuffix("th")) for told in found["number"]]
    return found.assign(body=found["body"].str.strip())[["body", "number", "date"]]


@from_table
def years_with(
    events: pd.DataFrame, actors: Codes, *, category: str, window: Window, lag: Annotated[int, Field(ge=0)] = 0
) -> pd.Series:
    """Years with at least one documented event of `category` among the `window` years that end `lag` years before each.

    A lower bound: a year without a row may only lack a source. Raises NotCovered if the chronology has no event of
    these actors at all.

    >>> round(events.years_with(["PAK", "RUS"], category="exercise", window=8)[2021])
    7
    """
    if between(events, actors).empty:
        raise NotCovered(f"the chronology has no event with {' and '.join(map(countries.with_article, actors))}.")
    rows = between(events, actors, category=category)
    held = rows[~rows["subtype"].isin(NOT_HELD)]
    span = int(events["year"].min()), int(events["year"].max())
    any_event = counts(held["year"], *span).clip(upper=1)
    summed = rolling_sum(any_event, window).shift(lag).dropna()
    period = f"in the {window} years to {{year}}"
    return yearly(summed, name="years with an event", unit="documented years", period=period)


@from_table
def matching(events: pd.DataFrame, actors: Codes, *, category: str, text: Pattern, span: Dates) -> pd.DataFrame:
    """Events of `category` with all `actors` whose description matches `text`, dated from span[0] up to span[1].

    >>> len(events.matching(["PAK", "RUS"], category="energy", text="crude.* reaches", span=("2022", "2026")))
    2
    """
    rows = between(events, actors, category=category)
    dates = rows["date"].astype(str)
    return rows[(dates >= span[0]) & (dates < span[1]) & rows["description"].str.contains(text)]
