"""World Bank: energy balances (World Development Indicators) and yearly prices (Pink Sheet, with Brent of the US EIA).

Brent is from https://www.eia.gov/dnav/pet/hist/RBRTED.htm.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import GEOGRAPHY
from analysis.sources.spec import read

GAPMINDER = "energy/wdi_via_gapminder_sg_long.csv.gz"
PANEL = "energy/wdi_panel_2025-06_1990_2024.csv.gz"
IMPORTS = "energy/wdi_eg_imp_cons_zs_selected_transcribed.csv"
PINK_SHEET = "energy/worldbank_pinksheet_energy_monthly.csv"
BRENT = "energy/eia_brent_monthly.csv"

USE = {
    "EG.USE.PCAP.KG.OE": ("energy_use_per_head", "kg of oil equivalent per head"),
    "EG.USE.ELEC.KH.PC": ("electricity_use_per_head", "kWh per head"),
}
ACCESS = "EG.ELC.ACCS.ZS"
PRICES = {
    "Natural gas, Europe ($/mmbtu)": ("gas_europe", "US$ per million Btu"),
    "Liquefied natural gas, Japan ($/mmbtu)": ("lng_japan", "US$ per million Btu"),
    "Coal, Australian ($/mt)": ("coal_australia", "US$ per tonne"),
    "Coal, South African ($/mt)": ("coal_south_africa", "US$ per tonne"),
}
MONTHS = 12


def energy_balances(raw: Path) -> pd.DataFrame:
    """Energy use and net imports, electricity use and access by country and year; every indicator is of one release."""
    use = read(raw, GAPMINDER, {"wdi_code": "wdi_code", "iso3": "country", "year": "year", "value": "value"})
    named = pd.DataFrame.from_dict(USE, "index", columns=["indicator", "unit"])
    use = use.join(named, on="wdi_code", how="inner").assign(release="2026-02")
    access = read(raw, PANEL, {"iso3c": "country", "year": "year", ACCESS: "value"})
    access = access.assign(indicator="electricity_access", unit="per cent of people", release="2025-06")
    imports = read(raw, IMPORTS, {"iso3": "country", "year": "year", "value": "value"})
    imports = imports.assign(indicator="net_energy_imports", unit="per cent of energy use", release="2025 or later")
    rows = pd.concat([use, access, imports]).dropna(subset=["country", "value"])
    return rows[rows["country"].isin(read(raw, GEOGRAPHY, ["iso3"])["iso3"])]  # the files hold groups of countries too


def energy_prices(raw: Path) -> pd.DataFrame:
    """Means of the monthly prices of every year, with the number of months behind each."""
    sheet = read(raw, PINK_SHEET, ["month", *PRICES]).rename(columns={"month": "date"})
    found = [_yearly(sheet, column, *PRICES[column], "World Bank Pink Sheet") for column in PRICES]
    brent = read(raw, BRENT, ["Date", "Price"]).rename(columns={"Date": "date"})
    found.append(_yearly(brent, "Price", "brent", "US$ per barrel", "US EIA"))
    return pd.concat(found)


def _yearly(monthly: pd.DataFrame, column: str, series: str, unit: str, source: str) -> pd.DataFrame:
    prices = monthly.dropna(subset=column).groupby(monthly["date"].str[:4].astype(int))[column]
    table = pd.DataFrame({"value": prices.mean().round(3), "months": prices.size()})
    table = table.rename_axis("year").reset_index()
    return table.assign(series=series, unit=unit, complete=table["months"] == MONTHS, source=source)
