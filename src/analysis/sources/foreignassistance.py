"""ForeignAssistance.gov, Country Summary: US aid of all kinds by recipient and fiscal year, to 2024.

The vintage of December 2024 is inferred from its dollar base.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, known
from analysis.sources.spec import read

RAW = "usties/aid/us_foreign_aid_country_2024-12-19.csv.gz"
FORMER = {"ANT": "ANT", "CS-KM": "XKX", "SDF": "SDN", "TIB": "CHN", "YUF": "YUG"}
UNCODED = {
    "Berlin, West": "DEU",
    "Czechoslovakia (former)": "CSK",
    "Germany (former East)": "DDR",
    "Soviet Union (former)": "RUS",
    "Vietnam (former South)": "VNM",
    "Yemen (former P.D.R.)": "YMD",
}


def us_aid_totals(raw: Path) -> pd.DataFrame:
    """Obligations and disbursements by recipient and fiscal year; the last year of the file, which was running, is left out."""
    columns = {
        "Country Code": "code", "Country Name": "name", "Transaction Type Name": "transaction", "Fiscal Year": "label",
        "current_amount": "current_usd", "constant_amount": "constant_2023_usd",
    }  # fmt: skip
    table = read(raw, RAW, columns, dtype={"Fiscal Year": str})
    codes = table["code"].where(table["code"].isin(set(known(raw).values()))).fillna(table["code"].map(FORMER))
    rows = table.assign(
        recipient=codes.fillna(table["name"].map(UNCODED)).fillna(NO_COUNTRY),
        fiscal_year=table["label"].str[:4].astype(int),
        transition_quarter=table["label"].str.endswith("tq"),
        transaction=table["transaction"].str.lower(),
    )
    whole = rows["fiscal_year"] < rows["fiscal_year"].max()
    rows = pd.DataFrame(rows[rows["transaction"].isin(["obligations", "disbursements"]) & whole])
    keys = ["recipient", "fiscal_year", "transition_quarter", "transaction"]
    return rows.groupby(keys, as_index=False)[["current_usd", "constant_2023_usd"]].sum()
