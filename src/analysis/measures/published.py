"""What anyone published on a pair since the tables of trade end: totals of goods trade, single cargoes and shipments of oil."""

import pandas as pd

from analysis import countries
from analysis.errors import NotCovered
from analysis.measures.grammar import Code, from_table
from analysis.measures.series import yearly

__all__ = ["cargoes", "shipments", "totals"]
COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@from_table
def totals(trade_published: pd.DataFrame, country: Code, *, partner: Code) -> pd.DataFrame:
    """Totals of the goods trade of two countries that anyone published for a whole year, on whatever basis, million US$.

    Columns year (the first of a fiscal year), fiscal, value, at_least (the publisher said "more than"), basis and period.

    >>> round(published.totals("PAK", partner="RUS").query("not at_least")["value"].max())
    946
    """
    sides = trade_published[["first", "second"]]
    pair = sides.isin([country, partner]).all(axis=1) & (sides["first"] != sides["second"])
    whole = trade_published["period_kind"].isin(["CY", "FY"]) & (trade_published["unit"] == "musd")
    rows = trade_published[pair & whole]
    least = pd.to_numeric(rows["total_text"].str.removeprefix(">"), errors="coerce")  # such as ">1000"
    found = rows[["year", "basis", "period"]].assign(
        fiscal=rows["period_kind"] == "FY",
        value=rows["total"].fillna(least),
        at_least=rows["total"].isna() & least.notna(),
    )
    return found.dropna(subset="value")


@from_table
def cargoes(trade_published: pd.DataFrame, country: Code, *, origin: Code) -> pd.Series:
    """What ports published of single cargoes of crude oil from `origin` for `country`, million tonnes by year: a lower bound.

    NotCovered where nothing is published.

    >>> print(energy.cargoes("PAK", origin="RUS").round(2).to_dict())
    {2023: 0.1}
    """
    rows = trade_published[(trade_published["first"] == country) & (trade_published["second"] == origin)]
    rows = rows[(rows["unit"] == "tonnes") & rows["period"].str.contains("crude")]
    # The row's number is its first cargo; its note names the tonnes of every one, in brackets.
    tonnes = rows["note"].str.extractall(r"\(([\d,]+) t\)")[0].str.replace(",", "").astype(float)
    if tonnes.empty:
        raise NotCovered(f"no cargo of crude oil for {countries.with_article(country)} is published.")
    by_year = (tonnes.groupby(level=0).sum() / 1e6).groupby(rows["year"]).sum()
    return yearly(by_year, name="crude oil in single cargoes", unit="million tonnes")


@from_table
def shipments(trade_published: pd.DataFrame, country: Code, *, origin: Code) -> pd.Series:
    """How many shipments of oil from `origin` have come to `country` in all, as one of the two said, by the year in which it did.

    NotCovered where neither did.

    >>> print(energy.shipments("PAK", origin="RUS").to_dict())
    {2024: 4.0}
    """
    rows = trade_published[(trade_published["first"] == country) & (trade_published["second"] == origin)]
    said = rows["note"].str.extract(r"(\w+) oil shipments so far", expand=False).map(COUNTED).dropna().astype(int)
    if said.empty:
        raise NotCovered(f"no count of shipments of oil to {countries.with_article(country)} is published.")
    by_year = said.groupby(rows.loc[said.index, "page_date"].str[:4].astype(int)).max()
    return yearly(by_year, name="shipments of oil", unit="shipments")
