"""ForeignAssistance.gov, Country Summary: US aid of all kinds by recipient and fiscal year, to 2024.

The vintage of December 2024 is inferred from its dollar base.
"""

import pandas as pd

from analysis.sources import usaid
from analysis.sources.names import NO_COUNTRY, known

FORMER = {"ANT": "ANT", "CS-KM": "XKX", "SDF": "SDN", "TIB": "CHN", "YUF": "YUG"}
UNCODED = {
    "Berlin, West": "DEU",
    "Czechoslovakia (former)": "CSK",
    "Germany (former East)": "DDR",
    "Soviet Union (former)": "RUS",
    "Vietnam (former South)": "VNM",
    "Yemen (former P.D.R.)": "YMD",
}


def us_aid_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Obligations and disbursements by recipient and fiscal year; the last year of the file, which was running, is left out."""
    codes = table["code"].where(table["code"].isin(set(known().values()))).fillna(table["code"].map(FORMER))
    recipient = codes.fillna(table["name"].map(UNCODED)).fillna(NO_COUNTRY)
    rows = usaid.fiscal_years(table).assign(recipient=recipient, transaction=table["transaction"].str.lower())
    whole = rows["fiscal_year"] < rows["fiscal_year"].max()
    return pd.DataFrame(rows[rows["transaction"].isin(["obligations", "disbursements"]) & whole])
