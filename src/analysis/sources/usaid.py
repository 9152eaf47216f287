"""USAID, U.S. Overseas Loans and Grants ("Greenbook"): obligations by recipient, fiscal year and category, to 2020."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import read

RAW = "usties/aid/greenbook_country_year_category_1946_2020.csv"


def us_aid(raw: Path) -> pd.DataFrame:
    """Obligations by recipient, fiscal year and category; regions and unallocated aid are recipient ZZZ."""
    columns = {
        "fiscal_year": "label", "country": "country", "assistance_category": "category",
        "obligations_current_usd": "current_usd", "obligations_constant_2020_usd": "constant_2020_usd",
    }  # fmt: skip
    table = read(raw, RAW, columns, dtype={"fiscal_year": str})
    rows = table.assign(
        recipient=to_iso3(table["country"], raw, "USAID"),
        fiscal_year=table["label"].str[:4].astype(int),
        transition_quarter=table["label"].str.endswith("tq"),
        category=table["category"].str.lower(),
    )
    keys = ["recipient", "fiscal_year", "transition_quarter", "category"]
    return rows.groupby(keys, as_index=False)[["current_usd", "constant_2020_usd"]].sum()
