"""GeoNames: capitals and their places, with the World Bank's regions, for distances between countries."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import GEOGRAPHY
from analysis.sources.spec import read

REGIONS = "energy/wdi_panel_2025-06_1990_2024.csv.gz"


def geography(raw: Path) -> pd.DataFrame:
    """One row per country: capital, latitude, longitude, region."""
    table = read(raw, GEOGRAPHY, ["iso3", "capital", "latitude", "longitude", "country"])
    regions = read(raw, REGIONS, ["iso3c", "region"]).drop_duplicates("iso3c").set_index("iso3c")["region"]
    return table.rename(columns={"country": "name"}).assign(region=table["iso3"].map(regions))
