"""UN Comtrade, Russia's own declarations 2000-2020, and Russian wheat, fertiliser and gas to Pakistan and India 2020-2024."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY
from analysis.sources.spec import read

DECLARED = "trade/comtrade_russia_reporter_total_all_partners_2000_2020.csv.gz"
GOODS = "trade/comtrade_wheat_fertiliser_lpg_by_pair_2020_2026.csv.gz"
PARTNERS = ("PAK", "IND", "CHN", "USA", "TUR", "SAU", "IRN", "UKR", "DEU", "WLD")
NOT_SPECIFIED = 899
FLOWS = {"Import": "imports", "Export": "exports"}
PRODUCTS = {"wheat": "wheat", "ammonia": "ammonia", "urea": "urea", "lpg_propane": "propane", "lpg_butane": "butane"}
IMPORTERS = ("PAK", "IND")
LAST_COMPLETE_YEAR = 2024  # importers report late: the file holds parts of 2025 and 2026, and does not say which
MILLION = 1e6


def trade_declared(raw: Path) -> pd.DataFrame:
    """Russia's declared imports and exports by partner and year, million US$."""
    columns = {
        "Year": "year", "Trade Flow": "label", "Partner Code": "number", "Partner ISO": "partner",
        "Trade Value (US$)": "value_usd", "Flag": "flag",
    }  # fmt: skip
    table = read(raw, DECLARED, columns)
    table["partner"] = table["partner"].mask(table["number"] == NOT_SPECIFIED, NO_COUNTRY)
    table = table[table["partner"].isin((*PARTNERS, NO_COUNTRY)) & table["label"].isin(FLOWS)]
    flow, value = table["label"].map(FLOWS), table["value_usd"] / MILLION
    return table.assign(reporter="RUS", flow=flow, value_musd=value, estimated=table["flag"] != 0)


def wheat_trade(raw: Path) -> pd.DataFrame:
    """Imports of five goods from Russia by Pakistan and India, and Russia's share in the importer's imports of the good."""
    table = read(raw, GOODS, ["refYear", "layer", "exporter", "importer", "value_usd"])
    table = table[table["importer"].isin(IMPORTERS) & (table["refYear"] <= LAST_COMPLETE_YEAR)]
    table["share"] = table["value_usd"] / table.groupby(["importer", "layer", "refYear"])["value_usd"].transform("sum")
    rows = table[table["exporter"] == "RUS"].rename(columns={"refYear": "year"})
    return rows.assign(product=rows["layer"].map(PRODUCTS), value_musd=rows["value_usd"] / MILLION)
