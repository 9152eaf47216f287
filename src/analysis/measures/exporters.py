"""The other side of arms transfers: an exporter's customers, from derived yearly figures (SIPRI's rows are not shipped)."""

import pandas as pd

from analysis.errors import NotCovered
from analysis.measures.arms import deliveries
from analysis.measures.grammar import Code, from_table, from_tables
from analysis.measures.series import ratio, rows_of, yearly

__all__ = ["customer_concentration", "customer_rank", "customer_share", "customers", "no_customer"]
LICENCE = (
    "SIPRI's terms keep its rows from being passed on, and the figures derived from them are of the exports of Russia and the United States; with "
    "your own copy of SIPRI's yearly figures (analysis data add sipri FILE) the measure covers every country."
)
BELOW_TOP_FIVE = 6


@from_table
def customers(arms_customers: pd.DataFrame, supplier: Code, *, window_last: int) -> pd.DataFrame:
    """The five largest recipients of `supplier` in the five years to `window_last`: rank, recipient, share in per cent.

    Empty where it delivered nothing in these years; NotCovered for years that the table does not reach.

    >>> print(round(exporters.customers("RUS", window_last=2021)["share"].iloc[0], 1))
    24.8
    """
    rows, last = _of(arms_customers, supplier), arms_customers["window_last"]
    if not last.min() <= window_last <= last.max():
        raise NotCovered(
            f"window_last = {window_last} is not in the table; give a year from {last.min()} to {last.max()}."
        )
    rows = rows[rows["window_last"] == window_last].sort_values("rank")
    return pd.DataFrame({"rank": rows["rank"], "recipient": rows["recipient"], "share": 100 * rows["share"]})


@from_table
def customer_rank(arms_customers: pd.DataFrame, supplier: Code, *, recipient: Code) -> pd.Series:
    """Rank of `recipient` among `supplier`'s customers in five-year windows, by the window's last year.

    The table holds the first five; 6 stands for every rank below.

    >>> round(exporters.customer_rank("RUS", recipient="IND")[2021])
    1
    """
    rows = _of(arms_customers, supplier)
    windows = sorted(rows["window_last"].unique())
    own = rows[rows["recipient"] == recipient].set_index("window_last")["rank"]
    ranks, beyond = own.reindex(windows).fillna(BELOW_TOP_FIVE), (BELOW_TOP_FIVE, "not among the first five")
    return yearly(ranks, name="rank among customers", unit="rank", beyond=beyond)


@from_table
def no_customer(arms_deliveries: pd.DataFrame, supplier: Code, *, recipient: Code) -> pd.Series:
    """Rank of a `recipient` to which `supplier` delivered nothing in the five years to each, where no more than that is known: 6.

    The rank of one that took something needs the other customers, so these windows are left out; NotCovered where none is left.

    >>> exporters.no_customer("CHN", recipient="IND").attrs["beyond"]
    (6, 'no delivery')
    """
    try:
        taken = deliveries(arms_deliveries, recipient, supplier=supplier, window=5)
    except NotCovered:
        raise NotCovered(LICENCE, "licence") from None
    if (taken > 0).all():
        raise NotCovered(LICENCE, "licence")
    ranks, beyond = taken[taken == 0] + BELOW_TOP_FIVE, (BELOW_TOP_FIVE, "no delivery")
    return yearly(ranks, name="rank among customers", unit="rank", beyond=beyond)


@from_table
def customer_concentration(arms_exporters: pd.DataFrame, supplier: Code) -> pd.Series:
    """Herfindahl-Hirschman index of `supplier`'s arms exports over recipients, by year, from 0 to 1.

    >>> print(round(exporters.customer_concentration("RUS")[2021], 3))
    0.328
    """
    rows = _of(arms_exporters, supplier).set_index("year")
    return yearly(rows["hhi"], name="concentration of customers", unit="index from 0 to 1")


@from_tables
def customer_share(
    arms_exporters: pd.DataFrame, arms_deliveries: pd.DataFrame, supplier: Code, *, recipient: Code
) -> pd.Series:
    """Share of `recipient` in `supplier`'s arms exports, per cent, by year.

    >>> print(round(exporters.customer_share("RUS", recipient="IND")[2021], 1))
    52.9
    """
    total = _of(arms_exporters, supplier).set_index("year")["tiv_total"]
    own = deliveries(arms_deliveries, recipient, supplier=supplier)
    return ratio(own, total, name="share of arms exports")


def _of(table: pd.DataFrame, supplier: str) -> pd.DataFrame:
    return rows_of(table, LICENCE, code="licence", supplier=supplier)
