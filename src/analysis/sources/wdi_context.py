"""World Bank, World Development Indicators: gross domestic product and population of countries, 1960-2024.

Where: https://data.worldbank.org/indicator/NY.GDP.MKTP.CD. Terms: CC BY 4.0.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import GEOGRAPHY
from analysis.sources.spec import TableSpec, read

GDP = "energy/wdi_gdp_current_usd.csv"
POPULATION = "energy/wdi_population_total.csv"
INDICATORS = {"gdp_usd": GDP, "population": POPULATION}
KOSOVO = "XKX"
LEAST_PER_HEAD = 1  # US$; below it the value is an error at source (Georgia 1987-89)


def build(raw: Path) -> pd.DataFrame:
    """GDP and population by country and year; the World Bank's groups of countries are left out."""
    countries = set(read(raw, GEOGRAPHY, ["iso3"])["iso3"]) | {KOSOVO}
    found = []
    for name, file in INDICATORS.items():
        table = read(raw, file, ["Country Code", "Year", "Value"]).dropna(subset="Value")
        table = table[table["Country Code"].isin(countries)]
        keys = {"Country Code": "country", "Year": "year", "Value": name}
        found.append(table.rename(columns=keys).set_index(["country", "year"])[name])
    rows = pd.concat(found, axis=1).round({"gdp_usd": 0, "population": 0})
    wrong = rows["gdp_usd"] / rows["population"] < LEAST_PER_HEAD
    rows["gdp_usd"] = rows["gdp_usd"].mask(wrong)
    return rows.reset_index().sort_values(["country", "year"])


TABLES = (
    TableSpec(
        name="population_gdp",
        title="Population and gross domestic product by country, 1960-2024",
        description="GDP in current US$ (NY.GDP.MKTP.CD, to 2023) and total population (SP.POP.TOTL, to 2024).",
        build=build,
        raw=(GDP, POPULATION),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "country"),
            ("year", "integer", "year", "year"),
            ("gdp_usd", "number", "current US$", "gross domestic product; empty where not reported"),
            ("population", "number", "persons", "mid-year population"),
        ),
        key=("country", "year"),
        publisher="World Bank, World Development Indicators",
        url="https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
        vintage="copies in github.com/datasets/gdp and /population, to 2023 and 2024",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="open",
        credit="World Bank, World Development Indicators (NY.GDP.MKTP.CD, SP.POP.TOTL), CC BY 4.0",
        remarks=(
            "GDP ends in 2023; the two series are of different releases.",
            "GDP of the Soviet Union is missing: Russia begins in 1988.",
            "GDP of Georgia 1987-89 is left out: the file gives less than one cent a head.",
            "Taiwan is not in World Bank data.",
        ),
    ),
)
