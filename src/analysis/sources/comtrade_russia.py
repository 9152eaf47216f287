"""UN Comtrade, Russia's own declarations 2000-2020, and Russian wheat, fertiliser and gas to Pakistan and India 2020-2024."""

import pandas as pd

from analysis.sources.names import NO_COUNTRY

PARTNERS = ("PAK", "IND", "CHN", "USA", "TUR", "SAU", "IRN", "UKR", "DEU", "WLD", NO_COUNTRY)
NOT_SPECIFIED = 899
IMPORTERS = ("PAK", "IND")
LAST_COMPLETE_YEAR = 2024  # importers report late: the file holds parts of 2025 and 2026, and does not say which
MILLION = 1e6


def trade_declared(table: pd.DataFrame) -> pd.DataFrame:
    """Russia's declared imports and exports by partner and year, million US$."""
    table["partner"] = table["partner"].mask(table["number"] == NOT_SPECIFIED, NO_COUNTRY)
    table = table[table["partner"].isin(PARTNERS) & table["flow"].isin(["imports", "exports"])]
    return table.assign(value_musd=table["value_usd"] / MILLION, estimated=table["flag"] != 0)


def wheat_trade(table: pd.DataFrame) -> pd.DataFrame:
    """Imports of five goods from Russia by Pakistan and India, and Russia's share in the importer's imports of the good."""
    table = table[table["importer"].isin(IMPORTERS) & (table["year"] <= LAST_COMPLETE_YEAR)]
    whole = table.groupby(["importer", "product", "year"])["value_usd"].transform("sum")
    table = table.assign(share=table["value_usd"] / whole, value_musd=table["value_usd"] / MILLION)
    return table[table["exporter"] == "RUS"]
