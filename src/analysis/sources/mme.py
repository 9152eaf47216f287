"""Multinational Military Exercises 1980-2010 (D'Orazio and Galambos): yearly counts for Pakistan and India."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, to_iso3
from analysis.sources.spec import read

RAW = "arms/extracts/mme_exercises_PAK_IND_dyad_year_1980-2010.csv"


def exercises(raw: Path) -> pd.DataFrame:
    """Number of exercises with both states by year; unknown partners are left out."""
    table = read(raw, RAW, ["country_a", "country_b", "year", "n_exercises"])
    sides = {"country": "country_a", "partner": "country_b"}
    rows = table.assign(**{side: to_iso3(table[name].astype(str), raw, "MME") for side, name in sides.items()})
    rows = rows[rows["partner"] != NO_COUNTRY].rename(columns={"n_exercises": "exercises"})
    return rows.groupby(["country", "partner", "year"])[["exercises"]].sum().reset_index()
