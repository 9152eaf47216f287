"""US Census Bureau, U.S. Trade in Goods by Country, 1985-2022.

Where: https://www.census.gov/foreign-trade/ (file of March 2023). Terms: US Government work.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, to_iso3
from analysis.sources.spec import TableSpec, read

RAW = "trade/us_census_goods_trade_by_country_annual_1985_2023.csv.gz"
FIRST_COUNTRY_CODE = 1000
WORLD = "World, Not Seasonally Adjusted"
LAST_FULL_YEAR = 2022


def build(raw: Path) -> pd.DataFrame:
    """US imports from and exports to every partner by year, the world as WLD; 2023, January only, is left out."""
    table = read(raw, RAW, ["year", "CTY_CODE", "CTYNAME", "us_imports_musd", "us_exports_musd"])
    table = table[table["year"] <= LAST_FULL_YEAR]
    world = table[table["CTYNAME"] == WORLD].assign(partner="WLD")
    countries = table[table["CTY_CODE"] >= FIRST_COUNTRY_CODE]
    countries = countries.assign(partner=to_iso3(countries["CTYNAME"], raw, "US Census Bureau"))
    rows = pd.concat([world, countries[countries["partner"] != NO_COUNTRY]])
    found = rows.groupby(["partner", "year"], as_index=False)[["us_imports_musd", "us_exports_musd"]].sum()
    return found.round(3)


TABLES = (
    TableSpec(
        name="us_trade",
        title="US goods trade by partner, 1985-2022",
        description="Imports and exports, census basis; WLD is the world.",
        build=build,
        raw=(RAW,),
        columns=(
            ("partner", "string", "ISO 3166-1 alpha-3", "partner; WLD for all partners"),
            ("year", "integer", "year", "calendar year"),
            ("us_imports_musd", "number", "million current US$", "US imports from the partner"),
            ("us_exports_musd", "number", "million current US$", "US exports to the partner"),
        ),
        key=("partner", "year"),
        publisher="US Census Bureau, U.S. Trade in Goods by Country",
        url="https://www.census.gov/foreign-trade/",
        vintage="March 2023",
        licence="public domain (US Government work)",
        licence_url="https://www.usa.gov/government-works",
        verdict="open",
        credit="U.S. Census Bureau, U.S. Trade in Goods by Country",
        remarks=("1985-1991 has only 81-84 countries.", "2023 holds January only and is left out."),
    ),
)
