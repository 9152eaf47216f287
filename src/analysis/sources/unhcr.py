"""UNHCR Refugee Population Statistics: refugees by country of origin and of asylum, end of year, 1951-2025."""

import pandas as pd

UNKNOWN = {"UNK": "ZZZ"}


def refugees(table: pd.DataFrame) -> pd.DataFrame:
    """Refugees and others in need of protection by origin, asylum and year; all pairs of the source, in its order of codes."""
    return table.sort_values(["origin", "asylum", "year"]).replace({"origin": UNKNOWN, "asylum": UNKNOWN})
