"""ForeignAssistance.gov, Country Summary: US aid of all kinds by recipient and fiscal year, to 2024.

Where: https://foreignassistance.gov (vintage of December 2024, inferred from its dollar base). Terms: US Government work.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, known
from analysis.sources.spec import TableSpec, read

RAW = "usties/aid/us_foreign_aid_country_2024-12-19.csv.gz"
PUBLISHER = "ForeignAssistance.gov, Country Summary"
FORMER = {"ANT": "ANT", "CS-KM": "XKX", "SDF": "SDN", "TIB": "CHN", "YUF": "YUG"}
UNCODED = {
    "Berlin, West": "DEU",
    "Czechoslovakia (former)": "CSK",
    "Germany (former East)": "DDR",
    "Soviet Union (former)": "RUS",
    "Vietnam (former South)": "VNM",
    "Yemen (former P.D.R.)": "YMD",
}
LAST_FULL_YEAR = 2024


def build(raw: Path) -> pd.DataFrame:
    """Obligations and disbursements by recipient and fiscal year; FY2025, a few weeks only, is left out."""
    needed = [
        "Country Code",
        "Country Name",
        "Transaction Type Name",
        "Fiscal Year",
        "current_amount",
        "constant_amount",
    ]
    table = read(raw, RAW, needed, dtype={"Fiscal Year": str})
    valid = set(known(raw).values())
    codes = table["Country Code"].where(table["Country Code"].isin(valid)).fillna(table["Country Code"].map(FORMER))
    rows = pd.DataFrame({
        "recipient": codes.fillna(table["Country Name"].map(UNCODED)).fillna(NO_COUNTRY),
        "fiscal_year": table["Fiscal Year"].str[:4].astype(int),
        "transition_quarter": table["Fiscal Year"].str.endswith("tq"),
        "transaction": table["Transaction Type Name"].str.lower(),
        "current_usd": table["current_amount"],
        "constant_2023_usd": table["constant_amount"],
    })  # fmt: skip
    rows = rows[rows["transaction"].isin(["obligations", "disbursements"]) & (rows["fiscal_year"] <= LAST_FULL_YEAR)]
    keys = ["recipient", "fiscal_year", "transition_quarter", "transaction"]
    return rows.groupby(keys, as_index=False)[["current_usd", "constant_2023_usd"]].sum()


TABLES = (
    TableSpec(
        name="us_aid_totals",
        title="US aid of all kinds by recipient and fiscal year, 1946-2024",
        description="Obligations (from 1946) and disbursements (from 2001), without a split by kind.",
        build=build,
        raw=(RAW,),
        columns=(
            ("recipient", "string", "ISO 3166-1 alpha-3", "recipient; ZZZ for regions and unallocated aid"),
            ("fiscal_year", "integer", "US fiscal year", "July to June up to 1976, October to September from 1977"),
            ("transition_quarter", "boolean", "", "true for July to September 1976"),
            ("transaction", "string", "", "obligations or disbursements"),
            ("current_usd", "integer", "current US$", "amount"),
            ("constant_2023_usd", "integer", "constant US$ of fiscal year 2023", "amount"),
        ),
        key=("recipient", "fiscal_year", "transition_quarter", "transaction"),
        publisher=PUBLISHER,
        url="https://s3.amazonaws.com/files.explorer.devtechlab.com/us_foreign_aid_country.csv",
        vintage="December 2024",
        licence="public domain (US Government work)",
        licence_url="https://www.usa.gov/government-works",
        verdict="open",
        credit="ForeignAssistance.gov, Country Summary, December 2024",
        remarks=(
            "Constant dollars of fiscal year 2023: never join it with us_aid, whose base is 2020.",
            "No economic/military split. Fiscal year 2024 is not final; 2025 is left out.",
        ),
    ),
)
