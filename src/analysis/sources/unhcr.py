"""UNHCR Refugee Population Statistics: refugees by country of origin and of asylum, end of year, 1951-2025.

Where: https://www.unhcr.org/refugee-statistics. Terms: CC BY 4.0.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "events/unhcr_population_dyad_year.csv.gz"
UNKNOWN = "UNK"


def build(raw: Path) -> pd.DataFrame:
    """Refugees and others in need of protection by origin, asylum and year; all pairs of the source are kept."""
    table = read(raw, RAW, ["year", "coo_iso", "coa_iso", "refugees", "oip"])
    table = table.sort_values(["coo_iso", "coa_iso", "year"])
    return pd.DataFrame({
        "origin": table["coo_iso"].replace(UNKNOWN, "ZZZ").astype("category"),
        "asylum": table["coa_iso"].replace(UNKNOWN, "ZZZ").astype("category"),
        "year": table["year"].astype("int16"),
        "refugees": table["refugees"].astype("int32"),
        "oip": table["oip"].astype("float64"),
    })  # fmt: skip


TABLES = (
    TableSpec(
        name="refugees",
        title="Refugees by origin and country of asylum, 1951-2025",
        description="Stocks at the end of the year; all pairs for which UNHCR reports a person of concern.",
        build=build,
        raw=(RAW,),
        columns=(
            ("origin", "string", "ISO 3166-1 alpha-3", "country of origin; ZZZ where unknown"),
            ("asylum", "string", "ISO 3166-1 alpha-3", "country of asylum"),
            ("year", "integer", "year", "end of this year"),
            ("refugees", "integer", "persons", "refugees, with people in refugee-like situations"),
            ("oip", "number", "persons", "other people in need of international protection; empty where not reported"),
        ),
        key=("origin", "asylum", "year"),
        publisher="UNHCR, Refugee Population Statistics Database",
        url="https://www.unhcr.org/refugee-statistics",
        vintage="R package refugees 2025.12.1",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="open",
        credit="UNHCR, Refugee Population Statistics Database, CC BY 4.0",
        remarks=(
            "Breaks for Afghans: Pakistan 2006 to 2007 (1.04 to 2.03 million), Iran 2021 to 2022 (0.78 to 3.41) and 2024 to 2025 (3.48 to 0.76) are changes of coverage.",
            "From 2022 on read oip beside refugees: many in Iran count as oip in 2025.",
            "No row means that UNHCR reports nobody of concern; a zero stands where only asylum seekers or others are reported.",
            "Registered refugees only: unregistered Afghans are missing.",
        ),
        parquet=True,
    ),
)
