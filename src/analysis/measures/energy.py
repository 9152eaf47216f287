"""Energy: exports of a fuel and where they go, balances, prices, fuel imports by origin, pipelines."""

from typing import Literal

import pandas as pd

from analysis import countries
from analysis.errors import MeasureError, NotCovered
from analysis.measures.fuel_imports import (
    crude_share,
    from_russia,
    fuel_balance,
    fuel_from,
    origin_share,
    origin_shares,
)
from analysis.measures.grammar import Code, Pattern, from_table
from analysis.measures.published import cargoes, shipments
from analysis.measures.series import covering, no_data, ratio, rows_of, yearly

__all__ = [
    "by_destination", "cargoes", "crude_share", "destination_share", "eu_share", "exports", "from_russia", "fuel_balance", "fuel_from",
    "gas_production", "import_dependence", "lng_imports", "origin_share", "origin_shares", "pipeline_operating", "price",
    "shipments", "use_per_head", "use_percentile",
]  # fmt: skip
LICENCE = (
    "the Energy Institute's terms allow a small extract to be passed on, and it holds Russia's exports and nine countries; "
    "with the publisher's own workbook the measure covers every country."
)
ROUTES, GAS = {"pipeline": "pipeline gas", "lng": "lng"}, ("pipeline gas", "lng")
Fuel = Literal["gas", "pipeline gas", "lng", "crude", "products", "crude and products", "coal"]
Undivided = Literal["left out", "elsewhere"]
UNDIVIDED, WELL_COVERED, OPERATING = "All destinations", 0.9, "operating"


@from_table
def exports(gas_trade: pd.DataFrame, exporter: Code, *, fuel: Fuel) -> pd.Series:
    """Exports of `fuel` to all destinations by year, in the table's unit (gas: billion cubic metres).

    `gas_trade` may be `energy_exports` too. `fuel` is "gas" (pipeline gas and LNG), "pipeline gas", "lng", or another fuel
    of the table. Raises NotCovered for an exporter that the table lacks, MeasureError for an unknown fuel or where the
    years are in different units.

    >>> round(energy.exports("RUS", fuel="gas")[2021])
    241
    """
    rows = _flows(gas_trade, exporter, fuel)
    units = sorted(rows["unit"].unique())
    if len(units) > 1:
        raise MeasureError(f"{fuel} is in {' and in '.join(units)}, not to be compared over time; use gas_trade.")
    return yearly(rows.groupby("year")["value"].sum(), name=f"{fuel} exports", unit=units[0])


@from_table
def destination_share(
    table: pd.DataFrame, exporter: Code, *, fuel: Fuel, destination: str, undivided: Undivided = "left out"
) -> pd.Series:
    """Share of `destination` in the exports of `fuel`, per cent, by year.

    `table` is `gas_trade` or `energy_exports`; `destination` is a destination or a group of destinations of it.
    LNG has no destinations in `gas_trade`: with `undivided` = "left out" the share is of pipeline gas; with "elsewhere" all
    LNG counts as not going to `destination`, which gives the lowest share that is possible.

    >>> print(round(energy.destination_share(load("gas_trade"), "RUS", fuel="pipeline gas", destination="Europe")[2021], 1))
    83.3
    """
    rows = _flows(table, exporter, fuel)
    if undivided == "left out":
        rows = rows[rows["destination"] != UNDIVIDED]
    if rows.empty:
        raise NotCovered(f"the table does not divide {fuel} by destination; take energy_exports.")
    chosen = rows[(rows["destination"] == destination) | (rows["destination_group"] == destination)]
    if chosen.empty:
        known = sorted({*rows["destination"], *rows["destination_group"]} - {UNDIVIDED})
        raise MeasureError(f"destination = {destination!r} is not in the table; give one of {', '.join(known)}.")
    total = rows.groupby("year")["value"].sum()
    own = chosen.groupby("year")["value"].sum().reindex(total.index, fill_value=0)
    counted = "pipeline gas" if fuel == "gas" and set(rows["fuel"]) == {"pipeline gas"} else fuel
    return ratio(own, total, name=f"share of {counted} exports")


@from_table
def by_destination(table: pd.DataFrame, exporter: Code, *, fuel: Fuel) -> pd.DataFrame:
    """Exports of one fuel by year (rows) and destination (columns: country codes and groups), in the table's unit.

    A destination that the publisher does not name in a year is missing, not zero. NotCovered for an exporter without rows.

    >>> print(round(energy.by_destination(load("energy_exports"), "RUS", fuel="crude").loc[2021, "CHN"], 1))
    79.6
    """
    covering(table, f"exports of {fuel}", exporter=exporter)
    rows = rows_of(table, f"the table has no exports of {fuel} by {{}}.", exporter=exporter, fuel=fuel)
    found = rows.pivot_table(index="year", columns="destination", values="value", aggfunc="sum", observed=True)
    found.columns = pd.Index(found.columns.astype(str), name=None)
    found.attrs["unit"] = str(rows["unit"].iloc[0])
    return found


@from_table
def import_dependence(energy_balances: pd.DataFrame, country: Code) -> pd.Series:
    """Net energy imports as a share of energy use, per cent, by year; negative for a net exporter.

    >>> print(round(energy.import_dependence("PAK")[2014], 1))
    26.3
    """
    return _indicator(energy_balances, country, "net_energy_imports", name="net energy imports", unit="per cent")


@from_table
def use_per_head(energy_balances: pd.DataFrame, country: Code) -> pd.Series:
    """Energy use per head, kg of oil equivalent, by year.

    >>> round(energy.use_per_head("PAK")[2014])
    433
    """
    return _indicator(energy_balances, country, "energy_use_per_head", name="energy use per head")


@from_table
def use_percentile(energy_balances: pd.DataFrame, country: Code) -> pd.Series:
    """Per cent of countries that use less energy per head than `country`, by year.

    Compared are countries with a value in nine of ten years, so that the company hardly changes; years in which fewer
    than nine of ten of them have one are left out. `attrs["countries"]` holds the number of countries by year.

    >>> print(round(energy.use_percentile("PAK")[2014], 1))
    15.5
    """
    rows = energy_balances[energy_balances["indicator"] == "energy_use_per_head"]
    use = rows.pivot(index="year", columns="country", values="value")
    if country not in use:
        raise no_data("the table has no energy use per head of {}.", country)
    steady = use.notna().sum() >= WELL_COVERED * len(use)
    company = use.loc[:, steady | (use.columns == country)]
    present = company.notna().sum(axis=1)
    company = company[(present >= WELL_COVERED * present.max()) & company[country].notna()]
    less = company.lt(company[country], axis=0).sum(axis=1)
    others = company.notna().sum(axis=1) - 1
    name, unit = "countries that use less energy per head", "per cent of countries"
    compared = {int(year): int(number) + 1 for year, number in others.items()}
    return yearly(100 * less / others, name=name, unit=unit, countries=compared)


@from_table
def gas_production(energy_review: pd.DataFrame, country: Code) -> pd.Series:
    """Natural gas production, billion cubic metres (40 MJ per cubic metre), by year.

    >>> print(round(energy.gas_production("PAK")[2021], 1))
    32.7
    """
    return _indicator(energy_review, country, "gas_production", name="gas production")


@from_table
def lng_imports(energy_review: pd.DataFrame, country: Code) -> pd.Series:
    """Imports of liquefied natural gas, billion cubic metres, by year.

    >>> print(round(energy.lng_imports("PAK")[2021], 1))
    12.2
    """
    return _indicator(energy_review, country, "lng_imports", name="LNG imports")


@from_table
def price(energy_prices: pd.DataFrame, series: str) -> pd.Series:
    """Mean price of complete years, nominal, in the unit of the series ("brent", "gas_europe", ...).

    >>> print(round(energy.price("brent")[2021], 1))
    70.7
    """
    rows = energy_prices[(energy_prices["series"] == series) & energy_prices["complete"]]
    if rows.empty:
        known = ", ".join(sorted(energy_prices["series"].unique()))
        raise MeasureError(f"series = {series!r} is unknown; give one of {known}.")
    return yearly(rows.set_index("year")["value"], name=f"price of {series}", unit=rows["unit"].iloc[0])


@from_table
def eu_share(eu_energy_imports: pd.DataFrame, partner: Code, *, fuel: Literal["oil", "gas", "solid"]) -> pd.Series:
    """Share of `partner` in the European Union's imports of `fuel` ("oil", "gas" or "solid") from outside, per cent.

    >>> print(round(energy.eu_share("RUS", fuel="gas")[2020], 1))
    43.6
    """
    rows = eu_energy_imports[eu_energy_imports["fuel"] == fuel]
    none = "the table of the European Union's energy imports has no row for {}."
    own = rows_of(rows, none, partner=partner).set_index("year")["value"]
    return ratio(own, rows.groupby("year")["value"].sum(), name=f"share of EU {fuel} imports")


@from_table
def pipeline_operating(pipelines: pd.DataFrame, *, project: Pattern) -> pd.Series:
    """Kilometres in operation of the pipelines whose name matches the regular expression `project`, by year of release.

    0 where they are known but none operates; missing where the length of an operating one is not known.

    >>> round(energy.pipeline_operating(project="Pakistan Stream")[2024])
    0
    """
    rows = pipelines[pipelines["kind"] == "pipeline"]
    rows = rows[rows["name"].str.contains(project, case=False, regex=True)]
    if rows.empty:
        raise NotCovered(f"the tracker's extract has no pipeline whose name matches {project!r}.")
    length = rows["length_km"].where(rows["status"] == OPERATING, 0.0)
    by_release = length.groupby(rows["release"].str[:4]).agg(lambda values: values.sum(skipna=False))
    return yearly(by_release, name="pipeline in operation", unit="km")


def _flows(table: pd.DataFrame, exporter: str, fuel: Fuel) -> pd.DataFrame:
    """Rows of an exporter and fuel with the columns of `energy_exports`, from it or from `gas_trade`."""
    rows = rows_of(table, LICENCE, code="licence", exporter=exporter)
    if "route" in rows:
        rows = rows.assign(fuel=rows["route"].map(ROUTES), destination_group=rows["destination"])
        rows = rows.rename(columns={"value_bcm": "value"}).assign(unit="billion cubic metres")
    found = rows[rows["fuel"].isin(GAS if fuel == "gas" else (fuel,))]
    if found.empty:
        known = ", ".join(sorted(set(rows["fuel"])))
        raise MeasureError(f"fuel = {fuel!r} is not in the table; give gas or one of {known}.")
    return found


def _indicator(table: pd.DataFrame, country: str, indicator: str, *, name: str, unit: str = "") -> pd.Series:
    """A series of a long table with the columns country, year, indicator, value and unit."""
    all_of_it = table[table["indicator"] == indicator]
    if all_of_it.empty:
        known = ", ".join(sorted(table["indicator"].unique()))
        raise MeasureError(f"the table has no indicator {indicator}, only {known}; give the measure's own table.")
    known = countries.listed(all_of_it["country"].unique())
    rows = rows_of(all_of_it, f"the table holds no {name} of {{}}; it holds {known}.", country=country)
    return yearly(rows.set_index("year")["value"], name=name, unit=unit or rows["unit"].iloc[0])
