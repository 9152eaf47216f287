"""USAID, U.S. Overseas Loans and Grants ("Greenbook"): obligations by recipient, fiscal year and category, to 2020."""

import pandas as pd


def us_aid(table: pd.DataFrame) -> pd.DataFrame:
    """Obligations by recipient, fiscal year and category; regions and unallocated aid are recipient ZZZ."""
    return fiscal_years(table).assign(category=table["category"].str.lower())


def fiscal_years(table: pd.DataFrame) -> pd.DataFrame:
    """The table with `fiscal_year` as a number: the quarter of 1976 that is of no fiscal year is written 1976tq."""
    label = table["fiscal_year"]
    return table.assign(fiscal_year=label.str[:4].astype(int), transition_quarter=label.str.endswith("tq"))
