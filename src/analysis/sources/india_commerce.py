"""India, Department of Commerce: imports of crude oil and coal by origin in financial years."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import read

RAW = "trade/india_imports_hs2709_hs2701_by_country_fy2018_fy2023.csv"
FUELS = {2709: "crude", 2701: "coal"}
SUMS = r"^Total$|^India's Total Import|^%Share$"
PARTIAL_YEAR, MONTHS, MONTHS_TO_AUGUST = "2022-23", 12, 5


def crude_imports(raw: Path) -> pd.DataFrame:
    """Imports by fuel, origin and financial year; printed totals are left out, 2022-23 is April to August."""
    columns = {"hs4": "hs4", "sheet": "fiscal_year", "country": "country", "musd": "value_musd"}
    table = read(raw, RAW, columns).dropna(subset="value_musd")
    table = table[~table["country"].str.contains(SUMS)]
    rows = table.assign(
        importer="IND",
        origin=to_iso3(table["country"], raw, "Department of Commerce, India"),
        fuel=table["hs4"].map(FUELS),
        fy_start=table["fiscal_year"].str[:4].astype(int),
        months=table["fiscal_year"].eq(PARTIAL_YEAR).map({True: MONTHS_TO_AUGUST, False: MONTHS}),
        value_musd=table["value_musd"].astype(float),
    )
    keys = ["importer", "origin", "fuel", "fiscal_year", "fy_start", "months"]
    return rows.groupby(keys, as_index=False)[["value_musd"]].sum()
