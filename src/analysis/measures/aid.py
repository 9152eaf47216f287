"""US aid: obligations by fiscal year, share of all aid, rank among recipients.

Source of the method: USAID, U.S. Overseas Loans and Grants. Obligations are commitments, not spending; fiscal years run
from July to June up to 1976 and from October to September since; the transition quarter of 1976 is added to 1976.
"""

from typing import Literal, get_args

import pandas as pd

from analysis.errors import MeasureError, NotCovered
from analysis.measures.series import ratio, yearly

SUPPORT_NOTE = (
    "Diamonds: Coalition Support Funds, reimbursements outside the aid statistics, for the fiscal years that were published "
    "one by one; those of 2002-07 are known as one sum only and not drawn."
)
Category = Literal["economic", "military"]
Transaction = Literal["obligations", "disbursements"]
CATEGORIES = get_args(Category)


def obligations(us_aid: pd.DataFrame, recipient: str, *, category: Category | None = None) -> pd.Series:
    """Obligations to `recipient`, million constant 2020 US$, by fiscal year; a year without a row is zero.

    `category` is "economic", "military" or None for both. Raises NotCovered if the recipient is not in the table.
    """
    amounts = obligations_all(us_aid, category=category)
    return yearly(_of(amounts, recipient), name="obligations", unit="million constant 2020 US$")


def obligations_all(us_aid: pd.DataFrame, *, category: Category | None = None) -> pd.DataFrame:
    """Obligations by fiscal year (rows) to every recipient of the table (columns), as in obligations()."""
    return _by_year(us_aid, category, "constant_2020_usd") / 1e6


def share(us_aid: pd.DataFrame, recipient: str, *, category: Category | None = None) -> pd.Series:
    """Share of `recipient` in all obligations of the year (regional and unallocated aid included), per cent."""
    amounts = _by_year(us_aid, category, "current_usd")
    return ratio(_of(amounts, recipient), amounts.sum(axis=1), name="share of all aid", unit="per cent")


def share_all(us_aid: pd.DataFrame, *, category: Category | None = None) -> pd.DataFrame:
    """Share of every recipient of the table (columns) in all obligations of the year (rows), per cent."""
    amounts = _by_year(us_aid, category, "current_usd")
    return (100 * amounts).div(amounts.sum(axis=1), axis=0)


def rank(us_aid: pd.DataFrame, recipient: str) -> pd.Series:
    """Rank of `recipient` among countries by obligations of the year (1 is the largest); missing where it had none."""
    amounts = _by_year(us_aid, None, "current_usd").drop(columns="ZZZ", errors="ignore")
    ranks = amounts.rank(axis=1, ascending=False, method="min")
    return yearly(_of(ranks, recipient).where(_of(amounts, recipient) > 0), name="rank among recipients", unit="rank")


def by_category(us_aid: pd.DataFrame, recipient: str) -> pd.DataFrame:
    """Obligations to `recipient` by fiscal year, columns economic and military, million constant 2020 US$."""
    return pd.DataFrame({category: obligations(us_aid, recipient, category=category) for category in CATEGORIES})


def total_obligations(
    us_aid_totals: pd.DataFrame, recipient: str, *, transaction: Transaction = "obligations"
) -> pd.Series:
    """Aid of all kinds to `recipient`, million constant 2023 US$, by fiscal year, from the file that reaches 2024.

    `transaction` is "obligations" or "disbursements". Never joined with `obligations`: another dollar base and release.
    """
    amounts = total_obligations_all(us_aid_totals, transaction=transaction)
    return yearly(_of(amounts, recipient), name=f"total {transaction}", unit="million constant 2023 US$")


def total_obligations_all(us_aid_totals: pd.DataFrame, *, transaction: Transaction = "obligations") -> pd.DataFrame:
    """Aid of all kinds by fiscal year (rows) to every recipient of the table (columns), as in total_obligations()."""
    allowed = sorted(us_aid_totals["transaction"].unique())
    if transaction not in allowed:
        raise MeasureError(f"transaction = {transaction!r} is not in the table; give one of {', '.join(allowed)}.")
    rows = us_aid_totals[us_aid_totals["transaction"] == transaction]
    amounts = rows.pivot_table(index="fiscal_year", columns="recipient", values="constant_2023_usd", aggfunc="sum")
    return amounts.fillna(0) / 1e6


def coalition_support(coalition_support: pd.DataFrame, us_aid: pd.DataFrame, recipient: str) -> pd.Series:
    """Coalition Support Funds to `recipient`, million constant 2020 US$, by fiscal year; empty for other recipients.

    Deflated by the ratio of constant to current dollars of all aid in the year. Years published only as a sum are left
    out, not spread.
    """
    rows = coalition_support[coalition_support["recipient"] == recipient].dropna(subset="csf_musd")
    support = rows[rows["fy_start"] == rows["fy_end"]].set_index("fy_start")["csf_musd"]
    totals = us_aid.groupby("fiscal_year")[["constant_2020_usd", "current_usd"]].sum()
    deflator = totals["constant_2020_usd"] / totals["current_usd"]
    return yearly((support * deflator).dropna(), name="Coalition Support Funds", unit="million constant 2020 US$")


def _by_year(us_aid: pd.DataFrame, category: Category | None, column: str) -> pd.DataFrame:
    if category is not None and category not in CATEGORIES:
        raise MeasureError(f"category = {category!r} is unknown; give one of {', '.join(CATEGORIES)} or None.")
    rows = us_aid if category is None else us_aid[us_aid["category"] == category]
    table = rows.pivot_table(index="fiscal_year", columns="recipient", values=column, aggfunc="sum", observed=True)
    return table.fillna(0)


def _of(amounts: pd.DataFrame, recipient: str) -> pd.Series:
    if recipient not in amounts.columns:
        raise NotCovered("no data", f"the aid table has no row for {recipient}.")
    return amounts[recipient]
