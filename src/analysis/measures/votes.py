"""UN General Assembly roll calls: agreement of two members by session, raw and corrected for chance.

Only adopted resolutions put to a vote; an absence is not a vote. A session's votes are booked to the year it opened, the few
on a topic to the year of the vote itself, also where their session is not complete yet. Chance correction:
Cohen's kappa and Scott's pi over yes, abstain and no (Haege 2011, Political Analysis 19). S (Signorino and Ritter 1999,
International Studies Quarterly 43) takes the order of yes, abstain and no seriously: 1 is identical, -1 opposite throughout.
"""

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from analysis import countries
from analysis.errors import NotCovered
from analysis.measures.grammar import Code, Span, from_table, from_tables
from analysis.measures.roll_calls import CAST, Rolls, cast_by, years_of
from analysis.measures.series import ratio, yearly
from analysis.measures.vote_panels import FEW_VOTES, KINDS, Kind, agree_each, counts_with

__all__ = [
    "abstained", "agreement", "alike", "all_pairs", "distance", "identical", "opposed", "pair", "sides", "with_each",
]  # fmt: skip


@from_tables
def pair(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, a: Code, b: Code, *, rolls: Rolls = "all"
) -> pd.DataFrame:
    """Roll calls in which both took part: columns resolution_id, year (of the session), a, b (votes Y, A or N).

    `rolls` is "all", "divisive" (the two superpowers on opposite sides), two codes such as ["CHN", "USA"] (those two on
    opposite sides), "ukraine" or "afghanistan", or a code: the resolutions whose title names that country.
    Raises NotCovered if one of the two never voted.

    >>> len(votes.pair("PAK", "RUS").query("year == 2019"))
    91
    """
    chosen = years_of(un_resolutions, rolls, un_votes)
    votes = [cast_by(un_votes, code) for code in (a, b)]
    both = pd.concat(votes, axis=1, join="inner", keys=["a", "b"])
    return both.join(chosen, how="inner").reset_index()


@from_tables
def agreement(
    un_votes: pd.DataFrame,
    un_resolutions: pd.DataFrame,
    a: Code,
    b: Code,
    *,
    kind: Kind = "kappa",
    rolls: Rolls = "all",
) -> pd.Series:
    """Agreement of `a` and `b` by year; years with fewer than five common votes are left out.

    `kind`: "share" (identical votes, 0 to 1), "kappa" or "pi" (1 full agreement, 0 what chance would give) or "s" (-1 to 1).

    >>> print(round(votes.agreement("PAK", "RUS", kind="share")[2019], 3))
    0.714
    """
    votes = pair(un_votes, un_resolutions, a, b, rolls=rolls)
    tables = votes.groupby(["year", "a", "b"], observed=False).size().unstack("b").reindex(columns=list(CAST)).fillna(0)
    years, counts = (
        tables.index.unique("year"),
        tables.to_numpy(float).reshape(-1, len(CAST), len(CAST)).transpose(1, 2, 0),
    )
    values = pd.Series(agree_each(counts, kind), index=years, dtype=float)

    def over(first: int, last: int) -> float:
        inside = slice(*np.searchsorted(years, [first, last + 1]))
        return float(agree_each(counts[..., inside].sum(axis=-1), kind))

    return yearly(values.dropna(), name=KINDS[kind], unit=KINDS[kind], pooled=over)


@from_tables
def identical(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, a: Code, b: Code, *, rolls: Rolls = "all"
) -> pd.Series:
    """Roll calls on which `a` and `b` voted the same, per cent of those in which both took part, by year of the session.

    Every year with a common vote counts; over a span of years the roll calls are pooled, and fewer than five are no share.

    >>> print(round(votes.identical("PAK", "RUS")[2019], 1))
    71.4
    """
    both = pair(un_votes, un_resolutions, a, b, rolls=rolls)
    return _per_year(both["a"].astype(str) == both["b"].astype(str), both["year"], "identical votes")


@from_tables
def with_each(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, member: Code, *, span: Span, rolls: Rolls = "all"
) -> pd.Series:
    """Roll calls of a span of years on which each other member voted as `member` did, per cent of those both took part in.

    Indexed by country code, highest first; members with fewer than five common votes are left out. Equals `identical` pooled
    over the span for every pair. Raises NotCovered if `member` never voted.

    Example: `with_each(load("un_votes"), load("un_resolutions"), "RUS", span=(2014, 2018)).head()`

    >>> print(round(votes.with_each("RUS", span=(2014, 2021))["PAK"], 1))
    66.4
    """
    found = counts_with(un_votes, un_resolutions, member, rolls=rolls)
    shares = 100 * pd.Series(agree_each(found.over(span), "share"), index=found.countries).dropna().rename_axis(
        "country"
    )
    return shares.sort_values(ascending=False, kind="stable").rename("identical votes, per cent")


@from_tables
def sides(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, partner: Code, patron: Code, *, span: Span
) -> pd.DataFrame:
    """Whose side every other member took on the roll calls on which `partner` and `patron` said yes against no.

    One row per member: with_partner, neither (an abstention), with_patron in per cent of the votes it cast, lead
    (with_partner less with_patron), and votes; members with fewer than five are left out.

    Example: `sides(load("un_votes"), load("un_resolutions"), "RUS", "USA", span=(2020, 2024)).loc["PAK"]`

    >>> print(round(votes.sides("RUS", "USA", span=(2014, 2021)).loc["PAK", "lead"], 1))
    81.3
    """
    found = counts_with(un_votes, un_resolutions, partner, rolls=[partner, patron])
    cast, (yes, abstain, no) = found.over(span), range(3)
    sides = {
        "with_partner": cast[yes, yes] + cast[no, no],
        "neither": cast[[yes, no], abstain].sum(axis=0),
        "with_patron": cast[yes, no] + cast[no, yes],
    }
    counts = pd.DataFrame(sides, index=found.countries).drop(patron).rename_axis("country").astype(int)
    counts = counts[counts.sum(axis=1) >= FEW_VOTES]
    shares = 100 * counts.div(counts.sum(axis=1), axis=0)
    return shares.assign(lead=shares["with_partner"] - shares["with_patron"], votes=counts.sum(axis=1))


@from_tables
def alike(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, a: Code, b: Code, *, span: Span, rolls: Rolls = "all"
) -> pd.Series:
    """Whether `a` and `b` voted the same on each roll call of `span` (both years included) in which both took part.

    Indexed by year of the session; its mean is the share of identical votes, pooled over the years.

    >>> print(round(votes.alike("PAK", "RUS", span=(2014, 2021)).mean(), 3))
    0.664
    """
    both = pair(un_votes, un_resolutions, a, b, rolls=rolls)
    same = both["a"].astype(str) == both["b"].astype(str)
    return same.set_axis(both["year"].astype(int))[both["year"].between(*span).to_numpy()]


@from_table
def distance(ideal_points: pd.DataFrame, a: Code, b: Code) -> pd.Series:
    """Distance of the ideal points of `a` and `b` by year: how far apart all their votes place them (Bailey and others 2017).

    A distance of 1 is one standard deviation of all members of all years. Raises NotCovered where the two have none in a common year.

    >>> print(round(votes.distance("PAK", "RUS")[2019], 2))
    0.22
    """
    points = ideal_points.pivot_table(index="year", columns="country", values="ideal_point")
    for code in (a, b):
        if code not in points:
            raise NotCovered(f"there is no ideal point of {countries.with_article(code)}.")
    apart = (points[a] - points[b]).abs().dropna()
    if apart.empty:
        raise NotCovered("the two have an ideal point in no common year.")
    return yearly(apart, name="distance", unit="ideal points")


@from_tables
def opposed(un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, a: Code, b: Code, *, topic: str) -> pd.Series:
    """Roll calls on `topic` (see `pair`) on which `a` and `b` took opposite sides, yes against no, per cent, by year.

    >>> round(votes.opposed("PAK", "RUS", topic="ukraine")[2022])
    0
    """
    votes = pair(un_votes, un_resolutions, a, b, rolls=topic)
    sides = votes["a"].astype(str) + votes["b"].astype(str)
    return _per_year(sides.isin(["YN", "NY"]), votes["year"], "opposed")


@from_tables
def abstained(un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, country: Code, *, topic: str) -> pd.Series:
    """Roll calls on `topic` on which `country` abstained or recorded no vote, per cent, by year.

    Raises NotCovered where the country never voted.

    >>> round(votes.abstained("PAK", topic="ukraine")[2022])
    100
    """
    cast_by(un_votes, country)
    own = un_votes[un_votes["country"] == country].set_index("resolution_id")["vote"].astype(str)
    both = years_of(un_resolutions, topic).to_frame().join(own, how="inner")
    return _per_year(both["vote"].isin(["A", "X"]), both["year"], "abstained")


def _per_year(flags: pd.Series, years: pd.Series, name: str) -> pd.Series:
    """Share of the roll calls of a year that are flagged, per cent; over a span with fewer than five there is none."""
    grouped = flags.groupby(years)
    counted = grouped.size()
    found = ratio(grouped.sum().astype(float), counted.astype(float), name=name)
    share = found.attrs["pooled"]

    def over(first: int, last: int) -> float:
        if (few := int(counted.loc[first:last].sum())) < FEW_VOTES:
            raise NotCovered(f"{few} roll calls in {first}–{last}; a share needs {FEW_VOTES}.")
        return float(share(first, last))

    found.attrs["pooled"] = over
    return found


# The matrices are small: threads would only wait for each other.
@threadpool_limits.wrap(limits=1, user_api="blas")
@from_tables
def all_pairs(
    un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, *, kind: Kind = "kappa", rolls: Rolls = "all"
) -> pd.DataFrame:
    """Agreement of all pairs of members at once: rows are years, columns pairs (a, b) in alphabetical order.

    Each cell equals that of `agreement` for the pair and year (missing where that has no value). Counted per year as
    products of the yes, abstain and no matrices (resolutions by members) instead of pair by pair.

    >>> print(round(votes.all_pairs(kind="share").loc[2019, ("PAK", "RUS")], 3))
    0.714
    """
    cast = un_votes[un_votes["vote"].isin(CAST)]
    cast = cast.join(years_of(un_resolutions, rolls, un_votes), on="resolution_id", how="inner")
    members = pd.Index(sorted(cast["country"].unique()))
    first, second = np.triu_indices(len(members), k=1)
    years = {year: _year_of_pairs(rows, members, kind)[first, second] for year, rows in cast.groupby("year")}
    columns = pd.MultiIndex.from_arrays([members[first], members[second]], names=["a", "b"])
    panel = pd.DataFrame(np.stack(list(years.values())), index=pd.Index(years, dtype=int, name="year"), columns=columns)
    panel.attrs["unit"] = KINDS[kind]
    return panel.dropna(axis="columns", how="all")


def _year_of_pairs(rows: pd.DataFrame, members: pd.Index, kind: Kind) -> np.ndarray:
    """Agreement of every member (row) with every other (column) over the votes of one year."""
    number, _ = pd.factorize(rows["resolution_id"])
    column = members.get_indexer(pd.Index(rows["country"]))
    votes = np.zeros((len(CAST), int(number.max()) + 1, len(members)), dtype=np.float32)
    votes[pd.Categorical(rows["vote"].astype(str), categories=list(CAST)).codes, number, column] = 1
    # counts[i, j, a, b]: resolutions on which a voted i and b voted j. Whole numbers, so single precision is exact.
    counts = np.stack([[one.T @ other for other in votes] for one in votes]).astype(float)
    return agree_each(counts, kind)
