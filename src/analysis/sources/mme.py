"""Multinational Military Exercises 1980-2010 (D'Orazio and Galambos): yearly counts for Pakistan and India.

Where: https://doi.org/10.7910/DVN/KHFODX. Terms: licence of the data not confirmed; yearly counts with citation.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import TableSpec, read

RAW = "arms/extracts/mme_exercises_PAK_IND_dyad_year_1980-2010.csv"


def build(raw: Path) -> pd.DataFrame:
    """Number of exercises with both states by year; unknown partners are left out."""
    table = read(raw, RAW, ["country_a", "country_b", "year", "n_exercises"])
    rows = pd.DataFrame({
        "country": to_iso3(table["country_a"], raw, "MME"),
        "partner": to_iso3(table["country_b"].astype(str), raw, "MME"),
        "year": table["year"],
        "exercises": table["n_exercises"],
    })  # fmt: skip
    rows = rows[rows["partner"] != "ZZZ"]
    return rows.groupby(["country", "partner", "year"])[["exercises"]].sum().reset_index()


TABLES = (
    TableSpec(
        name="exercises",
        title="Multinational military exercises of Pakistan and India by partner and year, 1992-2010",
        description="Exercises in which both states took part, as reported in English-language news.",
        build=build,
        raw=(RAW,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "PAK or IND"),
            ("partner", "string", "ISO 3166-1 alpha-3", "the other participant"),
            ("year", "integer", "year", "year of the exercise"),
            ("exercises", "integer", "exercises", "exercises with both"),
        ),
        key=("country", "partner", "year"),
        publisher="D'Orazio and Galambos, Multinational Military Exercises",
        url="https://doi.org/10.7910/DVN/KHFODX",
        vintage="version 7 (1980-2010)",
        licence="licence not confirmed; derived counts with citation",
        licence_url="https://doi.org/10.7910/DVN/KHFODX",
        verdict="attribution-terms",
        credit="D'Orazio and Galambos, Multinational Military Exercises 1980-2010 (v7), Harvard Dataverse, doi:10.7910/DVN/KHFODX; counts are authors' calculations",
        remarks=("Ends in 2010: no test of anything later.", "No row means no exercise found in the news."),
    ),
)
