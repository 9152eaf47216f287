"""How alike two sets of votes are, and agreement of one member with every other over spans of years: a table for all countries at once.

The same counts and corrections as in votes.py, from which every cell can be had one by one.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures import roll_calls
from analysis.measures.grammar import Code, from_tables
from analysis.measures.roll_calls import CAST, Rolls
from analysis.measures.series import rows_of

__all__ = ["Counts", "agree_each", "counts_with", "pooled"]
Kind = Literal["share", "kappa", "pi", "s"]
KINDS = {
    "share": "share of identical votes",
    "kappa": "Cohen's kappa",
    "pi": "Scott's pi",
    "s": "Signorino and Ritter's S",
}
FEW_VOTES = 5
# How far apart two votes are, in steps from yes over abstain to no.
APART = np.abs(np.subtract.outer(np.arange(3), np.arange(3))).astype(float)


def agree_each(counts: np.ndarray, kind: Kind) -> np.ndarray:
    """Agreement in every table of counts, shape (3, 3, ...), or in one, (3, 3): votes of one side first, of the other second (yes, abstain, no).

    Missing where a table has fewer than five votes, or where chance alone would give full agreement. `kind` as in `agreement`.

    >>> print(vote_panels.agree_each(np.array([[4.0, 0, 0], [0, 2, 0], [2, 0, 0]]), "share"))
    0.75
    """
    total = counts.sum(axis=(0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = np.einsum("ii...->...", counts) / total
        if kind in ("share", "s"):
            found = observed if kind == "share" else 1 - np.einsum("ij,ij...->...", APART, counts) / total
            return np.where(total < FEW_VOTES, np.nan, found)
        mine, theirs = counts.sum(axis=1) / total, counts.sum(axis=0) / total
        shares = mine * theirs if kind == "kappa" else ((mine + theirs) / 2) ** 2
        expected = shares.sum(axis=0)
        agreed = (observed - expected) / (1 - expected)
    return np.where((total >= FEW_VOTES) & (expected < 1), agreed, np.nan)


class Counts(NamedTuple):
    """Pairs of votes, member's by other's, for each year and country: an array votes x votes x years x countries."""

    counts: np.ndarray
    years: pd.Index
    countries: pd.Index

    def over(self, span: tuple[int, int]) -> np.ndarray:
        """The counts added up over a span of years, votes x votes x countries."""
        found: np.ndarray = self.counts[:, :, (self.years >= span[0]) & (self.years <= span[1])].sum(axis=2)
        return found


@from_tables
def counts_with(un_votes: pd.DataFrame, un_resolutions: pd.DataFrame, member: Code, *, rolls: Rolls = "all") -> Counts:
    """How often `member` and each other member cast which pair of votes in a year, from which any span is added up.

    >>> vote_panels.counts_with("RUS").counts.shape[:2]
    (3, 3)
    """
    years = roll_calls.years_of(un_resolutions, rolls, un_votes)
    cast = un_votes[un_votes["vote"].isin(CAST)]
    own = rows_of(cast, "{} has no vote in the General Assembly.", country=member).set_index("resolution_id")["vote"]
    cast = cast[(cast["country"] != member) & cast["resolution_id"].isin(own.index.intersection(years.index))]
    place = {vote: at for at, vote in enumerate(CAST)}
    theirs = cast["vote"].map(place).to_numpy(int)
    mine = own.map(place).reindex(cast["resolution_id"]).to_numpy(int)
    members = pd.Index(sorted(cast["country"].unique()))
    country = members.get_indexer(pd.Index(cast["country"]))
    row, rows = pd.factorize(years.reindex(cast["resolution_id"]).to_numpy(int), sort=True)
    shape = (len(CAST), len(CAST), len(rows), len(members))
    flat = np.bincount(np.ravel_multi_index((mine, theirs, row, country), shape), minlength=int(np.prod(shape)))
    return Counts(flat.reshape(shape).astype(float), pd.Index(rows), members)


def pooled(found: Counts, spans: Mapping[int, int], kind: Kind = "kappa") -> pd.DataFrame:
    """Agreement of a member with each other, pooled over spans of years: rows are spans, columns countries; MeasureError for a kind that is none.

    `spans` says to which span (any whole number, such as its first year) a year belongs; other years are left out. Spans with
    fewer than five common votes are missing.

    >>> counts = vote_panels.counts_with("RUS")
    >>> print(round(vote_panels.pooled(counts, {2019: 0, 2020: 0}, "share").loc[0, "PAK"], 3))
    0.688
    """
    if kind not in KINDS:
        raise MeasureError(f"kind = {kind!r} is unknown; give one of {', '.join(KINDS)}.")
    span = found.years.to_series().map(dict(spans))
    inside = span.notna().to_numpy()
    row, rows = pd.factorize(span[inside].to_numpy(int), sort=True)
    sums = np.zeros((*found.counts.shape[:2], len(rows), found.counts.shape[3]))
    for at in range(len(rows)):
        sums[:, :, at] = found.counts[:, :, inside][:, :, row == at].sum(axis=2)
    table = pd.DataFrame(agree_each(sums, kind), index=pd.Index(rows, name="year"), columns=found.countries)
    table.attrs["unit"] = KINDS[kind]
    return table
