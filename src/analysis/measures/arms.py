"""Arms transfers in SIPRI's trend-indicator value (TIV): a measure of volume in millions, never dollars.

Sums and shares are authors' calculations from SIPRI data. A year without a delivery row is a year without a recorded
delivery, so it counts as zero. The Soviet Union is counted as Russia (RUS).
"""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from analysis import countries
from analysis.errors import MeasureError, NotCovered
from analysis.measures.grammar import Code, Codes, Pattern, Span, Window, from_table
from analysis.measures.series import herfindahl, ratio, rolling_sum, rows_of, share_of_first, yearly, years_in

__all__ = [
    "by_supplier", "class_changes", "class_shares", "concentration", "deliveries", "effective_suppliers", "pieces",
    "recipient_balance", "supplier_rank", "supplier_share", "supplier_shares",
]  # fmt: skip
LICENCE = (
    "SIPRI's terms allow less than a tenth of its data to be passed on, and what comes with the project are the deliveries to "
    "Pakistan and India; with your own copy of SIPRI's yearly figures (analysis data add sipri FILE) the measure covers every country."
)
WeaponClass = Literal[
    "sensors", "engines", "missiles", "air defence", "helicopters", "aircraft", "armour", "artillery", "ships", "other"
]  # fmt: skip
# Behind every supplier of something.
NO_DELIVERY = 999


@from_table
def by_supplier(
    arms_deliveries: pd.DataFrame, recipient: Code, *, window: Window = 1, without: WeaponClass | None = None
) -> pd.DataFrame:
    """Deliveries to `recipient` by year (rows) and supplier (columns), million TIV.

    `window` sums the years up to and including each; `without` leaves out a class of weapons, such as "engines", which are
    booked to their maker whoever builds the aircraft. Raises NotCovered for a recipient that is not in the table.

    >>> round(arms.by_supplier("PAK", window=5).loc[2021, "CHN"])
    3029
    """
    rows = _received(arms_deliveries, recipient)
    rows = rows if without is None else _leave_out(rows, without)
    table = rows.pivot_table(index="year", columns="supplier", values="tiv", aggfunc="sum", observed=True)
    begun, years = min(countries.since().get(recipient, 0), int(rows["year"].min())), years_in(arms_deliveries)
    return rolling_sum(table.reindex([year for year in years if year >= begun]).fillna(0), window)


@from_table
def deliveries(
    arms_deliveries: pd.DataFrame,
    recipient: Code,
    *,
    supplier: Codes,
    window: Window = 1,
    without: WeaponClass | None = None,
) -> pd.Series:
    """Deliveries from `supplier` (one or several) to `recipient`, million TIV, by year; `without` as in `by_supplier`.

    >>> round(arms.deliveries("PAK", supplier=["USA", "RUS"])[2010])
    1061
    """
    table = by_supplier(arms_deliveries, recipient, window=window, without=without)
    return yearly(_from(table, supplier), name="deliveries", unit="million TIV")


@from_table
def supplier_share(
    arms_deliveries: pd.DataFrame,
    recipient: Code,
    *,
    supplier: Codes,
    window: Window = 1,
    without: WeaponClass | None = None,
) -> pd.Series:
    """Share of `supplier` (one or several, together) in all deliveries to `recipient`, per cent; `without` as in `by_supplier`.

    Years (windows) without any delivery are missing, not zero. With window=5 these are SIPRI's five-year shares.

    >>> print(round(arms.supplier_share("IND", supplier="RUS", window=5)[2013], 1))
    76.3
    """
    table = by_supplier(arms_deliveries, recipient, without=without)
    return ratio(_from(table, supplier), table.sum(axis=1), name="share of arms imports", window=window)


@from_table
def supplier_shares(arms_deliveries: pd.DataFrame, recipient: Code, *, window: Window) -> pd.DataFrame:
    """Shares of all suppliers in deliveries to `recipient` over windows of years, per cent; columns by size.

    >>> print(round(arms.supplier_shares("PAK", window=5).loc[2025, "CHN"], 1))
    80.4
    """
    table = by_supplier(arms_deliveries, recipient, window=window)
    shares = (100 * table.div(table.sum(axis=1), axis=0)).dropna(how="all")
    return shares[shares.sum().sort_values(ascending=False).index]


@from_table
def supplier_rank(
    arms_deliveries: pd.DataFrame,
    recipient: Code,
    *,
    supplier: Code,
    window: Window,
    without: WeaponClass | None = None,
) -> pd.Series:
    """Rank of `supplier` by deliveries over windows of years (1 is the largest); `without` as in `by_supplier`.

    Windows without any delivery are missing. A supplier of nothing ranks behind all: `attrs["beyond"]` says so in words.

    >>> round(arms.supplier_rank("PAK", supplier="RUS", window=5)[2021])
    2
    """
    table = by_supplier(arms_deliveries, recipient, window=window, without=without)
    own = _from(table, supplier)
    ranks = (table.gt(own, axis=0).sum(axis=1) + 1).where(own > 0, NO_DELIVERY)
    known, beyond = ranks[table.sum(axis=1) > 0], (NO_DELIVERY, "no delivery")
    return yearly(known, name="rank among suppliers", unit="rank", beyond=beyond)


@from_table
def concentration(arms_deliveries: pd.DataFrame, recipient: Code, *, window: Window = 1) -> pd.Series:
    """Herfindahl-Hirschman index of suppliers: sum of squared shares, from 1/n (even) to 1 (one supplier).

    >>> print(round(arms.concentration("PAK", window=5)[2025], 3))
    0.654
    """
    table = by_supplier(arms_deliveries, recipient)
    index = herfindahl(rolling_sum(table, window))

    def over(first: int, last: int) -> float:
        return float(herfindahl(table.loc[first - window + 1 : last].sum().to_frame().T).max())

    return yearly(index, name="Herfindahl-Hirschman index", unit="index from 0 to 1", pooled=over)


@from_table
def effective_suppliers(arms_deliveries: pd.DataFrame, recipient: Code, *, window: Window = 1) -> pd.Series:
    """Effective number of suppliers: one over the Herfindahl-Hirschman index (Laakso and Taagepera 1979).

    >>> print(round(arms.effective_suppliers("PAK", window=5)[2025], 2))
    1.53
    """
    index = concentration(arms_deliveries, recipient, window=window)
    over = index.attrs["pooled"]
    return yearly(1 / index, name="effective suppliers", unit="suppliers", pooled=lambda *years: 1 / over(*years))


@from_table
def class_shares(arms_deliveries: pd.DataFrame, recipient: Code, *, supplier: Code, years: Span) -> pd.Series:
    """Share of `supplier` in deliveries to `recipient` by class of weapons over `years` (first, last), per cent.

    >>> print(round(arms.class_shares("PAK", supplier="RUS", years=(2014, 2021))["engines"], 1))
    75.6
    """
    rows = _received(arms_deliveries, recipient)
    rows = rows[rows["year"].between(*years)]
    total = rows.groupby("weapon_class", observed=True)["tiv"].sum()
    own = rows[rows["supplier"] == supplier].groupby("weapon_class", observed=True)["tiv"].sum()
    return (100 * own.reindex(total.index).fillna(0) / total)[total > 0]


@from_table
def class_changes(
    arms_deliveries: pd.DataFrame, recipient: Code, *, supplier: Code, before: Span, after: Span
) -> pd.Series:
    """Change of `supplier`'s share by class of weapons, percentage points; classes delivered in both spans only.

    Classes in which the supplier had no share in either span say nothing about it and are left out.

    >>> print(round(arms.class_changes("PAK", supplier="USA", before=(2005, 2013), after=(2014, 2021))["aircraft"], 1))
    -42.4
    """
    first, second = (
        class_shares(arms_deliveries, recipient, supplier=supplier, years=span) for span in (before, after)
    )
    change = (second - first).dropna()
    change = change[(first.reindex(change.index) > 0) | (second.reindex(change.index) > 0)]
    change.name = "change of share"
    change.attrs["unit"] = "percentage points"
    return change


@from_table
def recipient_balance(
    arms_deliveries: pd.DataFrame, supplier: Code, *, first: Code, second: Code, window: Window = 1
) -> pd.Series:
    """Share of `first` in `supplier`'s deliveries to `first` and `second` together, per cent; years without any are missing.

    >>> print(round(arms.recipient_balance("RUS", first="PAK", second="IND", window=5)[2021], 2))
    3.43
    """
    one, two = (deliveries(arms_deliveries, code, supplier=supplier) for code in (first, second))
    return share_of_first(one, two, window)


@from_table
def pieces(
    arms_deliveries: pd.DataFrame, recipient: Code, *, supplier: Code, designation: Pattern, first: int = 1950
) -> pd.Series:
    """Pieces whose designation matches the regular expression, delivered by `supplier` from `first` on, added up to each year.

    A row without a known number counts as none, so the sum is a lower bound.

    >>> round(arms.pieces("PAK", supplier="RUS", designation="Mi-35M")[2020])
    4
    """
    rows = _received(arms_deliveries, recipient)
    chosen = (rows["supplier"] == supplier) & rows["designation"].str.contains(designation) & (rows["year"] >= first)
    numbers = rows[chosen].groupby("year")["number"].sum()
    total = numbers.reindex(years_in(arms_deliveries), fill_value=0).cumsum()
    return yearly(total, name="pieces delivered", unit="pieces", period="by {year}")


def _received(arms_deliveries: pd.DataFrame, recipient: str) -> pd.DataFrame:
    return rows_of(arms_deliveries, LICENCE, code="licence", recipient=recipient)


def _leave_out(rows: pd.DataFrame, weapon_class: str) -> pd.DataFrame:
    classes = rows["weapon_class"] if "weapon_class" in rows else pd.Series(dtype=object)
    if classes.dropna().empty:
        raise NotCovered("the deliveries of this recipient are not divided by class of weapons.")
    return rows[classes != weapon_class]


def _from(table: pd.DataFrame, supplier: str | Sequence[str]) -> pd.Series:
    suppliers = [supplier] if isinstance(supplier, str) else list(dict.fromkeys(supplier))  # each once
    if not suppliers:
        raise MeasureError("supplier is empty; give one or more country codes.")
    return table.reindex(columns=suppliers).fillna(0).sum(axis=1)
