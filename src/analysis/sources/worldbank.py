"""World Bank: energy balances (World Development Indicators) and yearly prices (Pink Sheet, with Brent of the US EIA).

Where: https://databank.worldbank.org/source/world-development-indicators, https://www.worldbank.org/en/research/commodity-markets,
https://www.eia.gov/dnav/pet/hist/RBRTED.htm. Terms: CC BY 4.0; EIA public domain.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import GEOGRAPHY
from analysis.sources.spec import TableSpec, read

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
COLUMNS = ["country", "year", "indicator", "value", "unit", "release"]
MONTHS = 12


def energy_balances(raw: Path) -> pd.DataFrame:
    """Energy use and net imports, electricity use and access by country and year; every indicator is of one release."""
    use = read(raw, GAPMINDER, ["wdi_code", "iso3", "year", "value"]).rename(columns={"iso3": "country"})
    use = use[use["wdi_code"].isin(USE)]
    use = use.assign(
        indicator=use["wdi_code"].map(lambda code: USE[code][0]),
        unit=use["wdi_code"].map(lambda code: USE[code][1]),
        release="2026-02",
    )
    access = read(raw, PANEL, ["iso3c", "year", ACCESS])[["iso3c", "year", ACCESS]]
    access = access.rename(columns={"iso3c": "country", ACCESS: "value"})
    access = access.assign(indicator="electricity_access", unit="per cent of people", release="2025-06")
    imports = read(raw, IMPORTS, ["iso3", "year", "value"]).rename(columns={"iso3": "country"})
    imports = imports.assign(indicator="net_energy_imports", unit="per cent of energy use", release="2025 or later")
    rows = pd.concat([use, access, imports])[COLUMNS].dropna()
    countries = read(raw, GEOGRAPHY, ["iso3"])["iso3"]  # the files hold groups of countries too
    rows = rows[rows["country"].isin(countries)].round({"value": 3})
    return rows.sort_values(["indicator", "country", "year"])


def energy_prices(raw: Path) -> pd.DataFrame:
    """Means of the monthly prices of every year, with the number of months behind each."""
    sheet = read(raw, PINK_SHEET, ["month", *PRICES]).rename(columns={"month": "date"})
    found = [_yearly(sheet, column, *PRICES[column], "World Bank Pink Sheet") for column in PRICES]
    brent = read(raw, BRENT, ["Date", "Price"]).rename(columns={"Date": "date"})
    found.append(_yearly(brent, "Price", "brent", "US$ per barrel", "US EIA"))
    return pd.concat(found).sort_values(["series", "year"])


def _yearly(monthly: pd.DataFrame, column: str, series: str, unit: str, source: str) -> pd.DataFrame:
    prices = monthly.dropna(subset=column).groupby(monthly["date"].str[:4].astype(int))[column]
    table = pd.DataFrame({"value": prices.mean().round(3), "months": prices.size()})
    table = table.rename_axis("year").reset_index()
    return table.assign(series=series, unit=unit, complete=table["months"] == MONTHS, source=source)[
        ["series", "year", "value", "unit", "months", "complete", "source"]
    ]


TABLES = (
    TableSpec(
        name="energy_balances",
        title="Energy use, net energy imports and access to electricity, 1990-2024",
        description="World Development Indicators of all countries; net energy imports of thirteen.",
        build=energy_balances,
        raw=(GAPMINDER, PANEL, IMPORTS),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "country"),
            ("year", "integer", "year", "calendar year"),
            (
                "indicator",
                "string",
                "",
                "energy_use_per_head, net_energy_imports, electricity_use_per_head or electricity_access",
            ),
            ("value", "number", "", "value in the unit of the row"),
            ("unit", "string", "", "unit of the row"),
            ("release", "string", "", "release of the indicators"),
        ),
        key=("country", "year", "indicator"),
        publisher="World Bank, World Development Indicators",
        url="https://databank.worldbank.org/source/world-development-indicators",
        vintage="energy and electricity use 2026-02-23, access 2025-06-05, net imports 2025 or later",
        licence="CC BY 4.0; energy use and net imports originate with the International Energy Agency",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="open",
        credit="World Bank, World Development Indicators (EG.USE.PCAP.KG.OE, EG.USE.ELEC.KH.PC, EG.ELC.ACCS.ZS, EG.IMP.CONS.ZS), CC BY 4.0; energy and electricity use via Gapminder",
        remarks=(
            "Each indicator is of one release; the releases of different indicators differ.",
            "Net energy imports are of 13 countries; negative means a net exporter. Older releases of it are not shipped.",
            "Energy use ends in 2022 for countries outside the OECD; 2004-2007 and 1990 cover more small states than other years.",
        ),
        parquet=True,
    ),
    TableSpec(
        name="energy_prices",
        title="Yearly prices of oil, gas, LNG and coal, 1960-2026",
        description="Means of monthly prices in current US$.",
        build=energy_prices,
        raw=(PINK_SHEET, BRENT),
        columns=(
            ("series", "string", "", "brent, gas_europe, lng_japan, coal_australia or coal_south_africa"),
            ("year", "integer", "year", "calendar year"),
            ("value", "number", "", "mean price in the unit of the row"),
            ("unit", "string", "", "unit of the row"),
            ("months", "integer", "months", "months behind the mean"),
            ("complete", "boolean", "", "whether all twelve months are there"),
            ("source", "string", "", "World Bank Pink Sheet or US EIA"),
        ),
        key=("series", "year"),
        publisher="World Bank, Commodity Price Data (The Pink Sheet); US Energy Information Administration",
        url="https://www.worldbank.org/en/research/commodity-markets",
        vintage="Pink Sheet of 2 June 2026; EIA to July 2026",
        licence="CC BY 4.0 (World Bank); public domain (EIA)",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="open",
        credit="World Bank, Commodity Price Data (The Pink Sheet), CC BY 4.0; U.S. Energy Information Administration",
        remarks=(
            "Years with fewer than twelve months are marked: Brent 1987, all series in 2026.",
            "Prices are nominal.",
            "The mean of months differs from EIA's mean of days by up to one US$.",
        ),
    ),
)
