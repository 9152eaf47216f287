"""Multinational Military Exercises 1980-2010 (D'Orazio and Galambos): yearly counts for Pakistan and India."""

import pandas as pd

from analysis.sources.names import NO_COUNTRY


def exercises(table: pd.DataFrame) -> pd.DataFrame:
    """Number of exercises with both states by year; unknown partners are left out."""
    return table[table["partner"] != NO_COUNTRY]
