"""DSCA Historical Sales Book: US foreign military sales by country, fiscal years 1950-2024.

Where: https://www.dsca.mil (PDF of 26 June 2025). Terms: US Government work.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import known, plain
from analysis.sources.spec import TableSpec, read

RAW = "usties/military/dsca_historical_sales_book_fy2024.csv"
BEFORE = "FY1950-2019"
YEARS = ("FY2020", "FY2021", "FY2022", "FY2023", "FY2024")
OWN_NAMES = {"Congo, Dem. Rep. of": "COD", "Slovak Republic": "SVK", "Vanautu": "VUT"}
LINES = {"FMS": "sales", "FMF": "financed", "Total": "total"}


def build(raw: Path) -> pd.DataFrame:
    """Authorised value by country, line and fiscal year; the publisher's sums over all years are left out."""
    table = read(raw, RAW, ["country", "line", BEFORE, *YEARS])
    codes = known(raw)
    long = table.melt(["country", "line"], [BEFORE, *YEARS], "period", "value_usd").dropna(subset="value_usd")
    years = long["period"].str.extract(r"FY(\d{4})(?:-(\d{4}))?")
    rows = pd.DataFrame({
        "recipient": long["country"].map(lambda name: OWN_NAMES.get(name, codes.get(plain(name), "ZZZ"))),
        "recipient_name": long["country"],
        "line": long["line"].map(LINES),
        "fy_start": years[0].astype(int),
        "fy_end": years[1].fillna(years[0]).astype(int),
        "value_usd": long["value_usd"].astype("int64"),
    })  # fmt: skip
    return rows.sort_values(["recipient_name", "line", "fy_start"])


TABLES = (
    TableSpec(
        name="dsca_sales",
        title="US foreign military sales by country, fiscal years 1950-2024",
        description="Authorised value of implemented cases: one sum for 1950-2019, then five years.",
        build=build,
        raw=(RAW,),
        columns=(
            ("recipient", "string", "ISO 3166-1 alpha-3", "buyer; ZZZ for organisations and totals"),
            ("recipient_name", "string", "", "buyer as the publisher names it"),
            ("line", "string", "", "sales (foreign military sales), financed (by US military financing) or total"),
            ("fy_start", "integer", "year", "first fiscal year"),
            ("fy_end", "integer", "year", "last fiscal year"),
            ("value_usd", "integer", "current US$", "authorised value; negative is a downward amendment"),
        ),
        key=("recipient_name", "line", "fy_start"),
        publisher="Defense Security Cooperation Agency, Historical Sales Book",
        url="https://www.dsca.mil",
        vintage="26 June 2025",
        licence="public domain (US Government work)",
        licence_url="https://www.usa.gov/government-works",
        verdict="open",
        credit="Defense Security Cooperation Agency, Historical Sales Book, Fiscal Years 1950-2024",
        remarks=(
            "1950-2019 is one sum, of line total only: there are no yearly values before 2020.",
            "Never add it to a series by year.",
            "Sales through the government only: commercial sales are not in it.",
        ),
    ),
)
