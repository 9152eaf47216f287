"""How alike two sets of votes are: coefficients of agreement from counts of yes, abstain and no."""

from typing import Literal

import numpy as np

__all__ = ["CAST", "FEW_VOTES", "KINDS", "agree_each"]
Kind = Literal["share", "kappa", "pi", "s"]
KINDS = {
    "share": "share of identical votes",
    "kappa": "Cohen's kappa",
    "pi": "Scott's pi",
    "s": "Signorino and Ritter's S",
}
CAST = ("Y", "A", "N")
FEW_VOTES = 5
# How far apart two votes are, in steps from yes over abstain to no.
APART = np.abs(np.subtract.outer(np.arange(3), np.arange(3))).astype(float)


def agree_each(counts: np.ndarray, kind: Kind) -> np.ndarray:
    """Agreement in every table of counts, shape (3, 3, ...), or in one, (3, 3): votes of one side first, of the other second (yes, abstain, no).

    Missing where a table has fewer than five votes, or where chance alone would give full agreement. `kind` as in `agreement`.
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
