"""US Census Bureau, U.S. Trade in Goods by Country, 1985-2022."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, to_iso3
from analysis.sources.spec import read

RAW = "trade/us_census_goods_trade_by_country_annual_1985_2023.csv.gz"
FIRST_COUNTRY_CODE = 1000
WORLD = "World, Not Seasonally Adjusted"
LAST_FULL_YEAR = 2022


def us_trade(raw: Path) -> pd.DataFrame:
    """US imports from and exports to every partner by year, the world as WLD; 2023, January only, is left out."""
    table = read(raw, RAW, ["year", "CTY_CODE", "CTYNAME", "us_imports_musd", "us_exports_musd"])
    table = table[table["year"] <= LAST_FULL_YEAR]
    world = table[table["CTYNAME"] == WORLD].assign(partner="WLD")
    countries = table[table["CTY_CODE"] >= FIRST_COUNTRY_CODE]
    countries = countries.assign(partner=to_iso3(countries["CTYNAME"], raw, "US Census Bureau"))
    rows = pd.concat([world, countries[countries["partner"] != NO_COUNTRY]])
    return rows.groupby(["partner", "year"], as_index=False)[["us_imports_musd", "us_exports_musd"]].sum()
