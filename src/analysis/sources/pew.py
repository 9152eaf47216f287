"""Pew Research Center, Global Attitudes Surveys: how people in one country see another, 2002-2023.

Where: https://www.pewresearch.org, harmonised by C. Grasland (worldregio/pew_opi). Terms: cite; no microdata here.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "usties/opinion/pew_gas_favourability_country_year_2002_2023.csv"
COLUMNS = {
    "country": "country",
    "rated": "rated",
    "year": "year",
    "n": "respondents",
    "favourable_pct": "favourable_pct",
    "unfavourable_pct": "unfavourable_pct",
    "dk_refused_pct": "no_answer_pct",
}


def build(raw: Path) -> pd.DataFrame:
    """Percentages by country asked, country rated and year; items flagged as mis-coded at source are left out."""
    table = read(raw, RAW, [*COLUMNS, "flag"])
    table = table[~table["flag"].fillna("").str.contains("DO NOT USE")]
    table = table[list(COLUMNS)].rename(columns=COLUMNS)
    return table.replace({"country": {"PLS": "PSE"}}).sort_values(["country", "rated", "year"])


TABLES = (
    TableSpec(
        name="favourability",
        title="Views of other countries, by country and year, 2002-2023",
        description="Weighted percentages of respondents; those without an answer are in the base.",
        build=build,
        raw=(RAW,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "where the question was asked"),
            ("rated", "string", "ISO 3166-1 alpha-3, EU or UN", "whom the question was about"),
            ("year", "integer", "year", "year of the survey"),
            ("respondents", "integer", "persons", "respondents"),
            ("favourable_pct", "number", "per cent", "very or somewhat favourable"),
            ("unfavourable_pct", "number", "per cent", "very or somewhat unfavourable"),
            ("no_answer_pct", "number", "per cent", "don't know or refused"),
        ),
        key=("country", "rated", "year"),
        publisher="Pew Research Center, Global Attitudes Surveys",
        url="https://www.pewresearch.org/dataset/",
        vintage="surveys 2002-2023",
        licence="cite Pew Research Center; percentages only",
        licence_url="https://www.pewresearch.org/about/terms-and-conditions/",
        verdict="attribution-terms",
        credit="Pew Research Center, Global Attitudes Surveys, harmonised by C. Grasland (worldregio/pew_opi); percentages are authors' calculations, for which Pew bears no responsibility",
        remarks=(
            "Pakistan was last asked in 2015; India has no survey in 2013.",
            "In Pakistan 40 to 61 per cent give no answer about Russia.",
            "The 2013 question about China is mis-coded at source and left out.",
        ),
    ),
)
