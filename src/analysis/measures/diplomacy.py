"""High-level visits between the United States and other countries, visits of all leaders, and joint exercises."""

from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis import countries
from analysis.errors import NotCovered
from analysis.measures.grammar import Code, from_table
from analysis.measures.series import counts, no_data, rows_of, stated, yearly, years_in

__all__ = ["by_term", "exercises", "friendlier", "leader_visits", "terms", "visits"]
Direction = Literal["to_us", "from_us"]
DIRECTIONS = get_args(Direction)
FIRST_YEAR = 1947
Way = Literal["to", "from"]
WAYS = get_args(Way)
NO_VISITS = (
    "no table of leaders' visits is here; the project ships none, and your own copy of Diplometrics' COLT "
    "(analysis data add colt FILE) supplies it."
)


@from_table
def visits(visits: pd.DataFrame, country: Code, *, direction: Direction | None = None) -> pd.Series:
    """Visits between `country` and the United States by the year they began, number per year; no visit is zero.

    `direction` is "to_us" (heads of state and government in the US), "from_us" (US president or secretary of state in
    the country) or None for both. Each leader and each stop counts once, multilateral occasions included.

    >>> round(diplomacy.visits("PAK", direction="from_us")[2006])
    3
    """
    rows = visits[visits["country"] == country]
    rows = rows if direction is None else rows[rows["direction"] == direction]
    last = int(_years(visits["start_date"]).max())
    found = stated(counts(_years(rows["start_date"]), FIRST_YEAR, last).to_frame(country))[country]
    return yearly(found, name="visits", unit="visits a year")


@from_table
def terms(visits: pd.DataFrame) -> pd.DataFrame:
    """Presidential terms since 1949 in the record: columns term, president, start, end (20 January, end not included).

    The names are those of the presidents who travelled in the term, in order (no trip of the last three weeks: a
    president-elect may travel); a term that the record does not reach
    the end of is left out.

    >>> len(diplomacy.terms())
    19
    """
    trips = visits[visits["role"] == "president"].sort_values("start_date")
    last = int(_years(visits["start_date"]).max())
    found = []
    for year in range(1949, last - 2, 4):
        start, end = f"{year}-01-20", f"{year + 4}-01-20"
        people = trips[(trips["start_date"] >= start) & (trips["start_date"] < f"{year + 4}-01-01")]["person"].unique()
        names = (person.removesuffix(" Jr.").removesuffix(",").split()[-1] for person in people)
        surnames = "/".join(dict.fromkeys(names))
        found.append({"term": f"{year}–{(year + 4) % 100:02d}", "president": surnames, "start": start, "end": end})
    return pd.DataFrame(found)


@from_table
def by_term(visits: pd.DataFrame, country: Code, terms: pd.DataFrame) -> pd.DataFrame:
    """Visits per presidential term: the columns of `terms` (see there), and to_us and from_us, numbers of visits.

    Terms that ended before there was a state, or a visit, are missing.

    >>> round(diplomacy.by_term("PAK", diplomacy.terms())["to_us"].sum())
    42
    """
    rows = visits[visits["country"] == country]
    begun = f"{min([countries.since().get(country, 0), *_years(rows['start_date'])])}"
    found: list[dict[str, float]] = []
    for term in terms.itertuples():
        inside = rows[(rows["start_date"] >= term.start) & (rows["start_date"] < term.end)]
        found.append(
            {d: float((inside["direction"] == d).sum()) if str(term.end) > begun else np.nan for d in DIRECTIONS}
        )
    return pd.concat([terms.reset_index(drop=True), pd.DataFrame(found)], axis=1)


@from_table
def leader_visits(
    leader_visits: pd.DataFrame | None, a: Code, *, b: Code | None = None, direction: Way | None = None
) -> pd.Series:
    """Visits of heads of state and government between `a` and `b` (None: all countries), number a year; no visit is zero.

    `direction` is "to" (leaders of `b` in `a`), "from" (those of `a` in `b`) or None for both. The table is not shipped:
    `tables.find("leader_visits")` is None where nobody has added it, and the measure then raises NotCovered, as it does
    for a country that is not in the table.
    """
    if leader_visits is None:
        raise NotCovered(NO_VISITS)
    for code in (a, *([b] if b else [])):
        if not leader_visits[["country", "partner"]].isin([code]).any(axis=None):
            raise no_data("the table of leaders' visits has no visit from or to {}.", code)
    sides = {"from": ("country", "partner"), "to": ("partner", "country")}
    ways = [side for way, side in sides.items() if direction in (None, way)]
    rows = [leader_visits[leader_visits[own] == a].rename(columns={other: "other"}) for own, other in ways]
    both = pd.concat([one[["other", "year", "visits"]] for one in rows])
    both = both if b is None else both[both["other"] == b]
    found = both.groupby("year")["visits"].sum().reindex(years_in(leader_visits), fill_value=0)
    return yearly(found, name="leaders' visits", unit="visits a year")


@from_table
def exercises(exercises: pd.DataFrame, country: Code, *, partner: Code) -> pd.Series:
    """Multinational military exercises in which both took part, number per year, 1992-2010; no exercise is zero.

    >>> round(diplomacy.exercises("PAK", partner="USA").sum())
    35
    """
    few = "the project ships exercise counts of Pakistan and India only."
    rows = rows_of(exercises, few, code="licence", country=country)
    own = rows[rows["partner"] == partner].groupby("year")["exercises"].sum()
    own = own.reindex(years_in(exercises), fill_value=0)
    return yearly(own, name="joint exercises", unit="exercises a year")


def _years(dates: pd.Series) -> pd.Series:
    return dates.astype(str).str[:4].astype(int)


@from_table
def friendlier(event_tone: pd.DataFrame, a: Code, b: Code) -> pd.Series:
    """Share of all other ranked pairs whose reported events of the year were less friendly than those of `a` and `b`, per cent.

    100 is the friendliest pair. Years in which the two had events on too few days are missing; NotCovered where all are.

    >>> print(round(diplomacy.friendlier("PAK", "CHN")[2022], 1))
    89.4
    """
    first, second = sorted((a, b))
    few = f"{countries.short(a)} and {countries.short(b)} had reported events on too few days to be ranked."
    rows = rows_of(event_tone, few, a=first, b=second).set_index("year")
    below = 100 * (rows["pairs"] - rows["rank"]) / (rows["pairs"] - 1)
    return yearly(below, name="pairs that were less friendly", unit="per cent")
