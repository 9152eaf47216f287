"""US aid: obligations by fiscal year, share of all aid, rank among recipients; development aid of other donors; China's commitments.

Source of the method: USAID, U.S. Overseas Loans and Grants. Obligations are commitments, not spending; fiscal years run
from July to June up to 1976 and from October to September since; the transition quarter of 1976 is added to 1976. The OECD counts
disbursements by calendar year, AidData commitments: the three are never joined.
"""

from typing import Literal, get_args

import pandas as pd

from analysis import countries
from analysis.errors import NotCovered
from analysis.measures.grammar import Code, from_table, from_tables
from analysis.measures.series import no_data, ratio, stated, yearly

__all__ = [
    "by_category", "by_recipient", "coalition_support", "from_china", "from_donor", "obligations", "of_donor", "rank", "share",
    "total_obligations", "totals",
]  # fmt: skip
SUPPORT_NOTE = (
    "Diamonds: Coalition Support Funds, reimbursements outside the aid statistics, for the fiscal years that were published "
    "one by one; those of 2002-07 are known as one sum only and not drawn."
)
Category = Literal["economic", "military"]
Transaction = Literal["obligations", "disbursements"]
Kind = Literal["gross", "net", "grants"]
CATEGORIES = get_args(Category)
LARGEST = 8  # donors that are named where another one is missing
COLUMNS: dict[Kind, str] = {"gross": "oda_gross", "net": "oda_net", "grants": "grants"}


@from_table
def obligations(us_aid: pd.DataFrame, recipient: Code, *, category: Category | None = None) -> pd.Series:
    """Obligations to `recipient`, million constant 2020 US$, by fiscal year; a year without a row is zero.

    `category` is "economic", "military" or None for both. Raises NotCovered if the recipient is not in the table.

    >>> round(aid.obligations("PAK", category="military")[2010])
    1100
    """
    amounts = by_recipient(us_aid, category, "constant_2020_usd") / 1e6
    return yearly(_of(amounts, recipient), name="obligations", unit="million constant 2020 US$")


@from_table
def share(us_aid: pd.DataFrame, recipient: Code, *, category: Category | None = None) -> pd.Series:
    """Share of `recipient` in all obligations of the year (regional and unallocated aid included), per cent.

    >>> print(round(aid.share("PAK")[2010], 2))
    5.54
    """
    amounts = by_recipient(us_aid, category, "current_usd")
    return ratio(_of(amounts, recipient), amounts.sum(axis=1), name="share of all aid")


@from_table
def rank(us_aid: pd.DataFrame, recipient: Code) -> pd.Series:
    """Rank of `recipient` among countries by obligations of the year (1 is the largest); missing where it had none.

    >>> round(aid.rank("PAK")[2010])
    3
    """
    amounts = by_recipient(us_aid, None, "current_usd").drop(columns="ZZZ", errors="ignore")
    ranks = amounts.rank(axis=1, ascending=False, method="min")
    return yearly(_of(ranks, recipient).where(_of(amounts, recipient) > 0), name="rank among recipients", unit="rank")


@from_table
def by_category(us_aid: pd.DataFrame, recipient: Code) -> pd.DataFrame:
    """Obligations to `recipient` by fiscal year, columns economic and military, million constant 2020 US$.

    >>> round(aid.by_category("PAK").loc[2010, "economic"])
    2073
    """
    return pd.DataFrame({category: obligations(us_aid, recipient, category=category) for category in CATEGORIES})


@from_table
def total_obligations(
    us_aid_totals: pd.DataFrame, recipient: Code, *, transaction: Transaction = "obligations"
) -> pd.Series:
    """Aid of all kinds to `recipient`, million constant 2023 US$, by fiscal year, from the file that reaches 2024.

    `transaction` is "obligations" or "disbursements". Never joined with `obligations`: another dollar base and release.

    >>> round(aid.total_obligations("PAK")[2024])
    133
    """
    amounts = totals(us_aid_totals, transaction)
    return yearly(_of(amounts, recipient), name=f"total {transaction}", unit="million constant 2023 US$")


@from_tables
def coalition_support(coalition_support: pd.DataFrame, us_aid: pd.DataFrame, recipient: Code) -> pd.Series:
    """Coalition Support Funds to `recipient`, million constant 2020 US$, by fiscal year; empty for other recipients.

    Deflated by the ratio of constant to current dollars of all aid in the year. Years published only as a sum are left
    out, not spread.

    >>> round(aid.coalition_support("PAK")[2010])
    1774
    """
    rows = coalition_support[coalition_support["recipient"] == recipient].dropna(subset="csf_musd")
    support = rows[rows["fy_start"] == rows["fy_end"]].set_index("fy_start")["csf_musd"]
    totals = us_aid.groupby("fiscal_year")[["constant_2020_usd", "current_usd"]].sum()
    deflator = totals["constant_2020_usd"] / totals["current_usd"]
    return yearly((support * deflator).dropna(), name="Coalition Support Funds", unit="million constant 2020 US$")


@from_table
def from_donor(oda_by_donor: pd.DataFrame, recipient: Code, *, donor: Code, kind: Kind = "gross") -> pd.Series:
    """Development aid of `donor` to `recipient`, million constant 2022 US$, by calendar year; a year without a row is missing.

    `kind`: "gross" disbursements, "net" of repayments (missing where these were larger), or "grants" alone. No military aid.
    Raises NotCovered for a donor or a recipient that the table does not have.

    >>> round(aid.from_donor("PAK", donor="JPN")[2015])
    165
    """
    amounts = of_donor(oda_by_donor, donor, kind)
    if recipient not in amounts.columns:
        span = f"{amounts.index.min()} to {amounts.index.max()}"
        raise no_data(
            f"the OECD's table of development aid has none from {{}} to {{}} in its years, {span}.", donor, recipient
        )
    return yearly(amounts[recipient].dropna(), name=f"aid, {kind}", unit="million constant 2022 US$")


@from_table
def from_china(china_commitments: pd.DataFrame, recipient: Code) -> pd.Series:
    """China's commitments of aid and credit to `recipient`, million constant 2021 US$, by year; a year without a row is missing.

    Raises NotCovered for a recipient that the table does not have.

    >>> round(aid.from_china("PAK")[2015])
    12351
    """
    rows = china_commitments[china_commitments["recipient"] == recipient].set_index("year")
    if rows.empty:
        held = countries.listed(china_commitments["recipient"].unique())
        raise NotCovered(
            f"AidData's licence is not confirmed, so China's commitments are here for {held} only; AidData's own file of all "
            f"recipients would be needed for {countries.with_article(recipient)}."
        )
    amounts = rows[["oda_like", "other_official", "vague"]].sum(axis=1)
    return yearly(amounts, name="commitments of China", unit="million constant 2021 US$")


def by_recipient(us_aid: pd.DataFrame, category: Category | None, column: str) -> pd.DataFrame:
    """Obligations by fiscal year, in the columns every recipient of the table, regions too (see `panels.aid_obligations`).

    >>> round(aid.by_recipient(load("us_aid"), None, "constant_2020_usd").loc[2010, "PAK"] / 1e6)
    3172
    """
    rows = us_aid if category is None else us_aid[us_aid["category"] == category]
    table = rows.pivot_table(index="fiscal_year", columns="recipient", values=column, aggfunc="sum", observed=True)
    return stated(table.fillna(0))


def totals(us_aid_totals: pd.DataFrame, transaction: Transaction) -> pd.DataFrame:
    """Aid of all kinds by fiscal year, in the columns every recipient (see `panels.aid_total_obligations`).

    >>> round(aid.totals(load("us_aid_totals"), "obligations").loc[2024, "PAK"])
    133
    """
    rows = us_aid_totals[us_aid_totals["transaction"] == transaction]
    amounts = rows.pivot_table(index="fiscal_year", columns="recipient", values="constant_2023_usd", aggfunc="sum")
    return stated(amounts.fillna(0)) / 1e6


def of_donor(oda_by_donor: pd.DataFrame, donor: str, kind: Kind) -> pd.DataFrame:
    """Development aid of `donor`, in the columns every recipient that it names (see `panels.aid_from_donor`).

    >>> round(aid.of_donor(load("oda_by_donor"), "JPN", "gross").loc[2015, "PAK"])
    165
    """
    rows = oda_by_donor[oda_by_donor["donor"] == donor]
    if rows.empty:
        years, given = oda_by_donor["year"], oda_by_donor.groupby("donor", observed=True)["oda_gross"].sum()
        largest = ", ".join(countries.with_article(str(code)) for code in given.nlargest(LARGEST).index)
        raise NotCovered(
            f"the OECD's table of development aid has none from {countries.with_article(donor)}; it has that of {len(given)} "
            f"donors, {years.min()} to {years.max()}, the largest {largest}. A fuller edition of DAC table 2a would be needed, or the donor's own figures."
        )
    # Not a table of sums, which would make nought of what is missing.
    return rows.astype({"recipient": "str"}).pivot(index="year", columns="recipient", values=COLUMNS[kind])


def _of(amounts: pd.DataFrame, recipient: str) -> pd.Series:
    if recipient not in amounts.columns:
        raise no_data("the aid table has no row for {}.", recipient)
    return amounts[recipient]
