"""DSCA Historical Sales Book: US foreign military sales by country, fiscal years 1950-2024."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, known, plain
from analysis.sources.spec import read

RAW = "usties/military/dsca_historical_sales_book_fy2024.csv"
BEFORE = "FY1950-2019"
YEARS = ("FY2020", "FY2021", "FY2022", "FY2023", "FY2024")
LINES = {"FMS": "sales", "FMF": "financed", "Total": "total"}


def dsca_sales(raw: Path) -> pd.DataFrame:
    """Authorised value by country, line and fiscal year; the publisher's sums over all years are left out."""
    table = read(raw, RAW, ["country", "line", BEFORE, *YEARS])
    codes = known(raw)
    long = table.melt(["country", "line"], [BEFORE, *YEARS], "period", "value_usd").dropna(subset="value_usd")
    years = long["period"].str.extract(r"FY(\d{4})(?:-(\d{4}))?")
    return long.rename(columns={"country": "recipient_name"}).assign(
        recipient=long["country"].map(lambda name: codes.get(plain(name), NO_COUNTRY)),
        line=long["line"].map(LINES),
        fy_start=years[0].astype(int),
        fy_end=years[1].fillna(years[0]).astype(int),
        value_usd=long["value_usd"].astype("int64"),
    )
