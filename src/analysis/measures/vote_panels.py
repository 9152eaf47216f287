"""Agreement of one member with every other over spans of years: a table for all countries at once.

The same counts and corrections as in votes.py, from which every cell can be had one by one.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.errors import MeasureError, NotCovered
from analysis.measures import votes
from analysis.measures.votes import CAST, Kind, Rolls

__all__ = ["with_member"]


def with_member(
    un_votes: pd.DataFrame,
    un_resolutions: pd.DataFrame,
    member: str,
    *,
    spans: Mapping[int, int],
    kind: Kind = "kappa",
    rolls: Rolls = "all",
) -> pd.DataFrame:
    """Agreement of `member` with each other member: rows are spans, columns countries, pooled over the years of the span.

    `spans` says to which span (any whole number, such as its first year) a year belongs; other years are left out.
    Spans with fewer than five common votes are missing. `kind` and `rolls` are those of votes.agreement.
    Raises NotCovered if `member` never voted.

    Example: `with_member(votes, resolutions, "RUS", spans={year: 2014 for year in range(2014, 2019)}).loc[2014, "PAK"]`
    """
    if kind not in votes.KINDS:
        raise MeasureError(f"kind = {kind!r} is unknown; give one of {', '.join(votes.KINDS)}.")
    years = votes.years_of(un_resolutions, rolls)
    span = years.map(dict(spans)).dropna().astype(int)
    cast = un_votes[un_votes["vote"].isin(CAST)]
    own = cast[cast["country"] == member].set_index("resolution_id")["vote"]
    if own.empty:
        raise NotCovered("no data", f"{member} has no vote in the General Assembly.")
    cast = cast[(cast["country"] != member) & cast["resolution_id"].isin(own.index.intersection(span.index))]
    place = {vote: at for at, vote in enumerate(CAST)}
    theirs = cast["vote"].astype(str).map(place).to_numpy(int)
    mine = own.astype(str).map(place).reindex(cast["resolution_id"]).to_numpy(int)
    country, members = pd.factorize(cast["country"].astype(str), sort=True)
    row, rows = pd.factorize(span.reindex(cast["resolution_id"]).to_numpy(int), sort=True)
    counts = np.zeros((len(CAST), len(CAST), len(rows), len(members)))
    np.add.at(counts, (mine, theirs, row, country), 1)
    found = pd.DataFrame(votes.agree_each(counts, kind), index=pd.Index(rows, name="year"), columns=pd.Index(members))
    found.attrs["unit"] = votes.KINDS[kind]
    return found
