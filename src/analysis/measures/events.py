"""Dated, sourced events. The chronology is a purposive selection: it says that something happened, never how often.

The one count made from it is of years in which at least one event of a kind is documented: a lower bound.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.errors import MeasureError, NotCovered
from analysis.measures.series import counts, rolling_sum, yearly

# Not events that took place: announced or cancelled ones, invitations.
NOT_HELD = ("announced_only", "cancelled_visit", "invitation")


def named(events: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The events with these numbers, in order of date; numbers that the chronology does not hold are left out."""
    return events[events["event_id"].isin(ids)].sort_values(["date", "event_id"])


def between(
    events: pd.DataFrame, actors: Sequence[str], *, category: str | None = None, first: int = 1946, last: int = 9999
) -> pd.DataFrame:
    """Events in which all `actors` (ISO 3166-1 alpha-3) took part, in order of date, of one category or of all."""
    if category is not None and category not in set(events["category"]):
        known = ", ".join(sorted(events["category"].unique()))
        raise MeasureError(f"category = {category!r} is unknown; give one of {known}.")
    involved = events["actors"].str.split(";").map(lambda found: set(actors) <= set(found))
    rows = events[involved & events["year"].between(first, last)]
    rows = rows if category is None else rows[rows["category"] == category]
    return rows.sort_values(["date", "event_id"])


def years_with(events: pd.DataFrame, actors: Sequence[str], *, category: str, window: int, lag: int = 0) -> pd.Series:
    """Years with at least one documented event of `category` among the `window` years that end `lag` years before each.

    A lower bound: a year without a row may only lack a source. Raises NotCovered if the chronology has no event of
    these actors at all.
    """
    if between(events, actors).empty:
        raise NotCovered("no data", f"the chronology has no event with {' and '.join(actors)}.")
    rows = between(events, actors, category=category)
    held = rows[~rows["subtype"].isin(NOT_HELD)]
    span = int(events["year"].min()), int(events["year"].max())
    any_event = counts(held["year"], *span).clip(upper=1)
    return yearly(
        rolling_sum(any_event, window).shift(lag).dropna(), name="years with an event", unit="documented years"
    )


def matching(
    events: pd.DataFrame, actors: Sequence[str], *, category: str, text: str, span: tuple[str, str]
) -> pd.DataFrame:
    """Events of `category` with all `actors` whose description matches `text`, dated from span[0] up to span[1]."""
    rows = between(events, actors, category=category)
    dates = rows["date"].astype(str)
    return rows[(dates >= span[0]) & (dates < span[1]) & rows["description"].str.contains(text)]
