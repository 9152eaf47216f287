"""Pew Research Center, Global Attitudes Surveys: how people in one country see another, 2002-2023."""

import pandas as pd


def favourability(table: pd.DataFrame) -> pd.DataFrame:
    """Percentages by country asked, country rated and year; items flagged as mis-coded at source are left out."""
    return table[~table["flag"].fillna("").str.contains("DO NOT USE")]
