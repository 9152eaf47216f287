"""GeoNames: capitals and their places, with the World Bank's regions, for distances between countries; and land borders."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "trade/geography.csv"
REGIONS = "energy/wdi_panel_2025-06_1990_2024.csv.gz"
BORDERS = "wider/land_borders_open.csv"


def geography(raw: Path) -> pd.DataFrame:
    """One row per country: capital, latitude, longitude, region."""
    kept = {column: column for column in ("iso3", "capital", "latitude", "longitude")}
    table = read(raw, RAW, kept | {"country": "name"})
    regions = read(raw, REGIONS, ["iso3c", "region"]).drop_duplicates("iso3c").set_index("iso3c")["region"]
    return table.assign(region=table["iso3"].map(regions))


def borders(raw: Path) -> pd.DataFrame:
    """One row per pair of neighbours by land, and which of the two sources names it."""
    columns = {"iso3_a": "a", "iso3_b": "b", "geonames": "geonames", "natural_earth_10m": "natural_earth"}
    return read(raw, BORDERS, columns).astype({"geonames": bool, "natural_earth": bool})
