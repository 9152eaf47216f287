"""Energy Institute (bp until 2022), Statistical Review of World Energy: Russia's exports, and a small extract.

Quotation is allowed, extensive reproduction is not: so only Russia's exports by group of destinations and seven series of nine
countries are shipped.
"""

from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.spec import read

EXPORTS = "energy/ei_russia_exports_by_destination_2014_2025.csv"
COAL = "trade/ei_trade_movements_2020_2022_2023.csv.gz"

RUSSIA, TOTAL, TOLERANCE = "Russian Federation", "Total exports", 0.001
COAL_YEARS = (2020, 2022)  # the years of the second file that the first one lacks
LAST_NOT_STANDARDISED = 2016
BCM, UNSTANDARDISED = "billion cubic metres", "billion cubic metres, not standardised"

# Disjoint labels only: a subtotal where the publisher prints one in all years, else its parts. What is left out are
# subtotals of parts that are here, or parts of subtotals that are here; the check on the printed total proves it.
DESTINATIONS = {
    "Europe": ("Europe", "Europe"),
    "Europe and Eurasia": ("Europe", "Europe"),
    "Ukraine": ("Europe", "Europe"),
    "Belarus": ("CIS", "CIS"),
    "Kazakhstan": ("CIS", "CIS"),
    "Other CIS": ("CIS", "CIS"),
    "Other Former Soviet Union": ("CIS", "CIS"),
    "China": ("CHN", "Asia"),
    "India": ("IND", "Asia"),
    "Pakistan": ("PAK", "Asia"),
    "Japan": ("Asia Pacific, by name", "Asia"),
    "South Korea": ("Asia Pacific, by name", "Asia"),
    "Singapore": ("Asia Pacific, by name", "Asia"),
    "Taiwan": ("Asia Pacific, by name", "Asia"),
    "Thailand": ("Asia Pacific, by name", "Asia"),
    "Malaysia": ("Asia Pacific, by name", "Asia"),
    "Australasia": ("Asia Pacific, by name", "Asia"),
    "Other Asia Pacific": ("Other Asia Pacific", "Asia"),
    "US": ("USA", "Other"),
    "Canada": ("Other Americas", "Other"),
    "Mexico": ("Other Americas", "Other"),
    "S. & Cent. America": ("Other Americas", "Other"),
    "Middle East": ("Middle East and Africa", "Other"),
    "Africa": ("Middle East and Africa", "Other"),
    "Middle East & Africa": ("Middle East and Africa", "Other"),
}
FUELS = {"crude+products": "crude and products", "LNG": "lng"}
REVIEWED = {
    "Gas Production - Bcm": ("gas_production", BCM),
    "Gas Consumption - Bcm": ("gas_consumption", BCM),
    "Gas - LNG imports bcm": ("lng_imports", BCM),
    "Oil Consumption - Tonnes": ("oil_consumption", "million tonnes"),
    "Coal Consumption - EJ": ("coal_consumption", "exajoules"),
    "Total Energy Supply (TES) -EJ": ("energy_supply", "exajoules"),
    "TES per Capita": ("energy_supply_per_head", "gigajoules per head"),
}
COUNTRIES = ("PAK", "IND", "RUS", "CHN", "USA", "IRN", "SAU", "TUR", "UKR", "WLD")


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
    groups = pd.DataFrame.from_dict(DESTINATIONS, "index", columns=["destination", "destination_group"])
    parts = flows.join(groups, on="to", how="inner")
    totals = flows[flows["to"] == TOTAL].set_index(["fuel", "year"])["value"]
    _agree(parts.groupby(["fuel", "year"])["value"].sum(), totals, EXPORTS)
    return parts


def energy_review(table: pd.DataFrame) -> pd.DataFrame:
    """The extract: seven yearly series for nine countries and the world."""
    table = table.assign(country=table["country"].mask(table["entity"] == "Total World", "WLD"))
    rows = table[table["country"].isin(COUNTRIES) & table["table"].isin(REVIEWED)]
    return rows.join(pd.DataFrame.from_dict(REVIEWED, "index", columns=["indicator", "unit"]), on="table")


def _agree(parts: pd.Series, totals: pd.Series, name: str) -> None:
    gap = (parts / totals - 1).abs()
    if gap.isna().any() or (gap > TOLERANCE).any():
        wrong = ", ".join(str(key) for key in gap[gap.isna() | (gap > TOLERANCE)].index[:5])
        raise SourceError(f"{name}: the destinations do not add up to the printed total ({wrong}); check its labels.")
