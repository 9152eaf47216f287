"""US Census Bureau, U.S. Trade in Goods by Country, 1985-2022."""

import pandas as pd

from analysis.sources.names import NO_COUNTRY, to_iso3

FIRST_COUNTRY_CODE = 1000
WORLD = "World, Not Seasonally Adjusted"
LAST_FULL_YEAR = 2022


def us_trade(table: pd.DataFrame) -> pd.DataFrame:
    """US imports from and exports to every partner by year, the world as WLD; 2023, January only, is left out."""
    table = table[table["year"] <= LAST_FULL_YEAR]
    world = table[table["partner"] == WORLD].assign(partner="WLD")
    countries = table[table["number"] >= FIRST_COUNTRY_CODE]
    countries = countries.assign(partner=to_iso3(countries["partner"], "US Census Bureau"))
    return pd.concat([world, countries[countries["partner"] != NO_COUNTRY]])
