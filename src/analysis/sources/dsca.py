"""DSCA Historical Sales Book: US foreign military sales by country, fiscal years 1950-2024."""

import pandas as pd

from analysis.sources.names import NO_COUNTRY, known, plain


def dsca_sales(table: pd.DataFrame) -> pd.DataFrame:
    """Authorised value by country, line and fiscal year; the publisher's sums over all years are left out."""
    long = table.melt(["recipient_name", "line"], var_name="period", value_name="value_usd").dropna(subset="value_usd")
    years = long["period"].str.extract(r"FY(\d{4})(?:-(\d{4}))?")
    return long.assign(
        recipient=long["recipient_name"].map(lambda name: known().get(plain(name), NO_COUNTRY)),
        fy_start=years[0].astype(int),
        fy_end=years[1].fillna(years[0]).astype(int),
        value_usd=long["value_usd"].astype("int64"),
    )
