"""Energy: Russia's exports, an extract of the Statistical Review, imports of fuel by origin, balances and prices.

The Energy Institute allows quotation, not extensive reproduction: so only Russia's exports by group of destinations and seven
series of nine countries are shipped.
"""

import tomllib
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import GEOGRAPHY, NO_COUNTRY, to_iso3
from analysis.sources.spec import parts, read

LABELS = tomllib.loads(files(__package__).joinpath("energy_labels.toml").read_text(encoding="utf-8"))
EXPORTS = "energy/ei_russia_exports_by_destination_2014_2025.csv"
COAL = "trade/ei_trade_movements_2020_2022_2023.csv.gz"

RUSSIA, TOTAL, TOLERANCE = "Russian Federation", "Total exports", 0.001
COAL_YEARS = (2020, 2022)  # the years of the second file that the first one lacks
LAST_NOT_STANDARDISED = 2016
BCM, UNSTANDARDISED = "billion cubic metres", "billion cubic metres, not standardised"

FUELS = {"crude+products": "crude and products", "LNG": "lng"}
COUNTRIES = ("PAK", "IND", "RUS", "CHN", "USA", "IRN", "SAU", "TUR", "UKR", "WLD")

# UN Comtrade, and CEPII BACI for 2015 and 2018: extracts for a few countries.
COMTRADE = "trade/comtrade_hs27_mineral_fuels_all_reporters_1988_2017.csv.gz"
BACI = "trade/baci_hs27_energy_bilateral_2015_2018.csv.gz"
UN, CEPII = "UN Comtrade", "CEPII BACI"
IMPORTERS = ("PAK", "IND")
FOCAL = ("PAK", "IND", "RUS", "USA", "CHN", "TUR", "SAU", "IRN")
FIRST_IMPORTS, FIRST_TRADE = 2003, 1996

# CREA, imports from Russia: 2022 is incomplete at source.
BOUGHT = {"coal": "coal", "oil": "crude", "oil_products": "products", "lng": "lng"}
LAST_WHOLE_YEAR = 2021

EUROSTAT = "energy/eurostat_eu27_imports_{fuel}_by_partner_2010_2020.csv"

HS_FUELS = {2709: "crude", 2701: "coal"}
PARTIAL_YEAR, MONTHS, MONTHS_TO_AUGUST = "2022-23", 12, 5


def gas_trade(table: pd.DataFrame) -> pd.DataFrame:
    """Russia's gas exports from the one consistent series: pipeline by destination, LNG undivided."""
    pipes = table[(table["region"] == RUSSIA) & (table["flow"] == "Pipeline exports")]
    china = table[(table["region"] == "China") & (table["destination"] == RUSSIA)].assign(destination="China")
    lng = table[(table["region"] == RUSSIA) & (table["flow"] == "LNG exports")].assign(destination="All destinations")
    parts = pd.concat([pipes.dropna(subset="destination"), china])
    totals = pipes[pipes["destination"].isna()].set_index("year")["value_bcm"]
    _agree(parts.groupby("year")["value_bcm"].sum(), totals, "gas_trade")
    rows = pd.concat([parts.assign(route="pipeline"), lng.assign(route="lng")])
    return rows.sort_values(["route", "destination", "year"], ascending=[False, True, True])


def energy_exports(raw: Path) -> pd.DataFrame:
    """Russia's exports by fuel and group of destinations; SourceError where the parts miss the printed total."""
    flows, coal = (read(raw, name, ["year", "commodity", "from", "to", "value", "unit"]) for name in (EXPORTS, COAL))
    coal = coal[(coal["commodity"] == "coal") & (coal["from"] == RUSSIA) & coal["year"].isin(COAL_YEARS)]
    flows = pd.concat([flows, coal.replace({"to": {"Total": TOTAL}})])
    flows["fuel"] = flows["commodity"].replace(FUELS)
    # Coal has no parts of the CIS; for pipeline gas the CIS is a subtotal of parts that are here.
    flows.loc[(flows["fuel"] == "coal") & (flows["to"] == "CIS"), "to"] = "Other CIS"
    flows["unit"] = flows["unit"].str.lower()
    flows.loc[(flows["unit"] == BCM) & (flows["year"] <= LAST_NOT_STANDARDISED), "unit"] = UNSTANDARDISED
    flows["exporter"] = flows["from"].map({RUSSIA: "RUS"}).fillna("ZZZ")
    places = [
        (to, place, group)
        for group, named in LABELS["destinations"].items()
        for place, of in named.items()
        for to in of
    ]
    groups = pd.DataFrame(places, columns=["to", "destination", "destination_group"])
    parts = flows.join(groups.set_index("to"), on="to", how="inner")
    totals = flows[flows["to"] == TOTAL].set_index(["fuel", "year"])["value"]
    _agree(parts.groupby(["fuel", "year"])["value"].sum(), totals, EXPORTS)
    return parts


def energy_review(table: pd.DataFrame) -> pd.DataFrame:
    """The extract: seven yearly series for nine countries and the world."""
    table = table.assign(country=table["country"].mask(table["entity"] == "Total World", "WLD"))
    rows = table[table["country"].isin(COUNTRIES) & table["table"].isin(LABELS["reviewed"])]
    return rows.join(_indicators("reviewed"), on="table")


def _indicators(part: str) -> pd.DataFrame:
    """Indicator and unit by a publisher's label."""
    return pd.DataFrame.from_dict(LABELS[part], "index", columns=["indicator", "unit"])


def _agree(parts: pd.Series, totals: pd.Series, name: str) -> None:
    gap = (parts / totals - 1).abs()
    if gap.isna().any() or (gap > TOLERANCE).any():
        wrong = ", ".join(str(key) for key in gap[gap.isna() | (gap > TOLERANCE)].index[:5])
        raise SourceError(f"{name}: the destinations do not add up to the printed total ({wrong}); check its labels.")


def fuel_from_russia(table: pd.DataFrame) -> pd.DataFrame:
    """Tonnes, and months with an import, by importer and fuel; a month with a negative value, a correction, is left out."""
    table = table.assign(year=table["date"].str[:4].astype(int), tonnes=table["value"], months=1)
    kept = table["fuel"].isin(list(BOUGHT)) & (table["unit"] == "tonne") & (table["tonnes"] > 0)
    table = table[
        kept & (table["year"] <= LAST_WHOLE_YEAR) & (table["importer"] != NO_COUNTRY)
    ]  # the EU is its members
    return table.replace({"fuel": BOUGHT})


def fuel_imports(raw: Path) -> pd.DataFrame:
    """Fuel imports of Pakistan and India by origin: their own reports to 2017, BACI's for 2015 and 2018."""
    reported = _comtrade(raw, IMPORTERS, FIRST_IMPORTS)
    reported = reported[(reported["flow"] == "Import") & (reported["partner_iso"] != "WLD")]
    own = reported.rename(columns={"reporter_iso": "importer", "partner_iso": "origin"}).assign(source=UN)
    baci = _baci(raw).rename(columns={"exporter": "origin"})
    baci = baci[baci["importer"].isin(IMPORTERS)].assign(source=CEPII)
    return pd.concat([own, baci])


def fuel_trade(raw: Path) -> pd.DataFrame:
    """Fuel trade among eight countries as importer and exporter report it, and as BACI reconciles it.

    A reporter's year lists all its partners, so a partner that is not listed is a zero; a year without report is missing.
    """
    reported = _comtrade(raw, FOCAL, FIRST_TRADE)
    years = reported[["reporter_iso", "flow", "year"]].drop_duplicates()
    pairs = years.merge(pd.DataFrame({"partner_iso": FOCAL}), how="cross").query("reporter_iso != partner_iso")
    rows = pairs.merge(reported, on=["reporter_iso", "flow", "year", "partner_iso"], how="left")
    rows = rows.fillna({"value_kusd": 0.0})
    buys = rows[rows["flow"] == "Import"].rename(columns={"reporter_iso": "importer", "partner_iso": "exporter"})
    sells = rows[rows["flow"] == "Export"].rename(columns={"reporter_iso": "exporter", "partner_iso": "importer"})
    baci = _baci(raw)
    baci = baci[baci["exporter"].isin(FOCAL) & baci["importer"].isin(FOCAL)]
    reports = [buys.assign(source=UN, reporter="importer"), sells.assign(source=UN, reporter="exporter")]
    return pd.concat([*reports, baci.assign(source=CEPII, reporter="reconciled")])


def _comtrade(raw: Path, reporters: tuple[str, ...], first: int) -> pd.DataFrame:
    table = read(raw, COMTRADE, ["year", "flow", "reporter_iso", "partner_iso", "value_usd"], low_memory=False)
    table = table[table["reporter_iso"].isin(reporters) & table["flow"].isin(["Import", "Export"])]
    table = table[table["year"] >= first]
    table = table.assign(partner_iso=table["partner_iso"].fillna("ZZZ"), value_kusd=table["value_usd"] / 1e3)
    keys = ["year", "flow", "reporter_iso", "partner_iso"]
    return table.groupby(keys, as_index=False)[["value_kusd"]].sum()


def _baci(raw: Path) -> pd.DataFrame:
    return read(raw, BACI, ["year", "exporter", "importer", "value_kusd"])


def eu_energy_imports(raw: Path) -> pd.DataFrame:
    """Imports of the 27 members by partner, fuel and year; what is not one country is added up as ZZZ."""
    columns = ["partner", "year", "value", "unit"]
    fuels = ("oil", "gas", "solid")
    table = pd.concat([read(raw, EUROSTAT.format(fuel=fuel), columns).assign(fuel=fuel) for fuel in fuels])
    return table.assign(partner=to_iso3(table["partner"], "Eurostat"))


def crude_imports(table: pd.DataFrame) -> pd.DataFrame:
    """Imports by fuel, origin and financial year; 2022-23 is April to August."""
    table = table.dropna(subset="value_musd")
    return table.assign(
        fuel=table["fuel"].map(HS_FUELS),
        fy_start=table["fiscal_year"].str[:4].astype(int),
        months=table["fiscal_year"].eq(PARTIAL_YEAR).map({True: MONTHS_TO_AUGUST, False: MONTHS}),
        value_musd=table["value_musd"].astype(float),
    )


def energy_balances(raw: Path) -> pd.DataFrame:
    """Energy use and net imports, electricity use and access by country and year; every indicator is of one release."""
    use, access, imports = parts(raw, "worldbank", "energy_balances")
    use = use.join(_indicators("use"), on="wdi_code", how="inner").assign(release="2026-02")
    access = access.assign(indicator="electricity_access", unit="per cent of people", release="2025-06")
    imports = imports.assign(indicator="net_energy_imports", unit="per cent of energy use", release="2025 or later")
    rows = pd.concat([use, access, imports]).dropna(subset=["country", "value"])
    return rows[rows["country"].isin(read(raw, GEOGRAPHY, ["iso3"])["iso3"])]  # the files hold groups of countries too


def energy_prices(raw: Path) -> pd.DataFrame:
    """Means of the monthly prices of every year, with the number of months behind each."""
    sheet, brent = parts(raw, "worldbank", "energy_prices")
    found = [_yearly(sheet, series, unit, "World Bank Pink Sheet") for series, unit in LABELS["prices"].items()]
    return pd.concat([*found, _yearly(brent, "brent", "US$ per barrel", "US EIA")])


def _yearly(monthly: pd.DataFrame, series: str, unit: str, source: str) -> pd.DataFrame:
    prices = monthly.dropna(subset=series).groupby(monthly["date"].str[:4].astype(int))[series]
    table = pd.DataFrame({"value": prices.mean().round(3), "months": prices.size()})
    table = table.rename_axis("year").reset_index()
    return table.assign(series=series, unit=unit, complete=table["months"] == MONTHS, source=source)
