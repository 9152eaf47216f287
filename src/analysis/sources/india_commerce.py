"""India, Department of Commerce: imports of crude oil and coal by origin in financial years."""

import pandas as pd

from analysis.sources.names import to_iso3

FUELS = {2709: "crude", 2701: "coal"}
SUMS = r"^Total$|^India's Total Import|^%Share$"
PARTIAL_YEAR, MONTHS, MONTHS_TO_AUGUST = "2022-23", 12, 5


def crude_imports(table: pd.DataFrame) -> pd.DataFrame:
    """Imports by fuel, origin and financial year; printed totals are left out, 2022-23 is April to August."""
    table = table.dropna(subset="value_musd")
    table = table[~table["origin"].str.contains(SUMS)]
    return table.assign(
        origin=to_iso3(table["origin"], "Department of Commerce, India"),
        fuel=table["fuel"].map(FUELS),
        fy_start=table["fiscal_year"].str[:4].astype(int),
        months=table["fiscal_year"].eq(PARTIAL_YEAR).map({True: MONTHS_TO_AUGUST, False: MONTHS}),
        value_musd=table["value_musd"].astype(float),
    )
