"""Pew Research Center, Global Attitudes Surveys: how people in one country see another, 2002-2023."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "usties/opinion/pew_gas_favourability_country_year_2002_2023.csv"
COLUMNS = {
    "country": "country", "rated": "rated", "year": "year", "n": "respondents", "favourable_pct": "favourable_pct",
    "unfavourable_pct": "unfavourable_pct", "dk_refused_pct": "no_answer_pct", "flag": "flag",
}  # fmt: skip


def favourability(raw: Path) -> pd.DataFrame:
    """Percentages by country asked, country rated and year; items flagged as mis-coded at source are left out."""
    table = read(raw, RAW, COLUMNS)
    return table[~table["flag"].fillna("").str.contains("DO NOT USE")].replace({"country": {"PLS": "PSE"}})
