"""UNHCR Refugee Population Statistics: refugees by country of origin and of asylum, end of year, 1951-2025."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "events/unhcr_population_dyad_year.csv.gz"
UNKNOWN = {"UNK": "ZZZ"}


def refugees(raw: Path) -> pd.DataFrame:
    """Refugees and others in need of protection by origin, asylum and year; all pairs of the source are kept."""
    kept = {"year": "year", "refugees": "refugees", "oip": "oip"}
    table = read(raw, RAW, {"coo_iso": "origin", "coa_iso": "asylum"} | kept)
    return table.sort_values(["origin", "asylum", "year"]).replace({"origin": UNKNOWN, "asylum": UNKNOWN})
