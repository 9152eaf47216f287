"""Centre for Research on Energy and Clean Air (CREA): fuels from Russia by importer, 2016-2021, as importers report them."""

import pandas as pd

from analysis.sources.names import NO_COUNTRY

FUELS = {"coal": "coal", "oil": "crude", "oil_products": "products", "lng": "lng"}
LAST_COMPLETE_YEAR = 2021


def fuel_from_russia(table: pd.DataFrame) -> pd.DataFrame:
    """Tonnes, and months with an import, by importer and fuel; a month with a negative value, a correction, is left out."""
    table = table.assign(year=table["date"].str[:4].astype(int), tonnes=table["value"], months=1)
    kept = table["fuel"].isin(list(FUELS)) & (table["unit"] == "tonne") & (table["tonnes"] > 0)
    table = table[
        kept & (table["year"] <= LAST_COMPLETE_YEAR) & (table["importer"] != NO_COUNTRY)
    ]  # the EU, whose members have rows
    return table.replace({"fuel": FUELS})
