"""Hedging between two powers: how evenly a country spreads a tie over them, and the mean over several kinds of tie.

Definition of this project: a tie that is half with each scores 100, one that is all with one scores 0; the index is the
mean over the domains with data in the year. It says how even a balance is, not what the country intends.
"""

import pandas as pd

from analysis.measures.series import yearly


def evenness(patron_share: pd.Series) -> pd.Series:
    """From the patron's share in what patron and partner have together (per cent) to evenness, 0 to 100."""
    return yearly(100 - (2 * patron_share - 100).abs(), name="evenness", unit="per cent")


def index(patron_shares: pd.DataFrame, *, minimum: int = 2) -> pd.Series:
    """Mean evenness over domains (columns: the patron's share in per cent), years with fewer than `minimum` domains left out."""
    even = patron_shares.apply(evenness)
    kept = even[even.notna().sum(axis=1) >= minimum]
    return yearly(kept.mean(axis=1), name="hedging index", unit="index from 0 to 100")


def vote_share(lean: pd.Series) -> pd.Series:
    """From `ideal_points.lean` (-100 at the partner's, 100 at the patron's) to the patron's share, 0 to 100."""
    return yearly(50 + lean / 2, name="share of the patron in votes", unit="per cent")
