"""USAID, U.S. Overseas Loans and Grants ("Greenbook"): obligations by recipient, fiscal year and category, to 2020.

Where: https://www.usaid.gov (prepared 9 August 2022). Terms: US Government work, public domain in the US (17 USC 105).
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import TableSpec, read

RAW = "usties/aid/greenbook_country_year_category_1946_2020.csv"
PUBLISHER = "USAID, U.S. Overseas Loans and Grants (Greenbook)"


def build(raw: Path) -> pd.DataFrame:
    """Obligations by recipient, fiscal year and category; regions and unallocated aid are recipient ZZZ."""
    amounts = ["obligations_current_usd", "obligations_constant_2020_usd"]
    table = read(raw, RAW, ["fiscal_year", "country", "assistance_category", *amounts], dtype={"fiscal_year": str})
    rows = pd.DataFrame({
        "recipient": to_iso3(table["country"], raw, PUBLISHER),
        "fiscal_year": table["fiscal_year"].str[:4].astype(int),
        "transition_quarter": table["fiscal_year"].str.endswith("tq"),
        "category": table["assistance_category"].str.lower(),
        "current_usd": table["obligations_current_usd"],
        "constant_2020_usd": table["obligations_constant_2020_usd"],
    })  # fmt: skip
    keys = ["recipient", "fiscal_year", "transition_quarter", "category"]
    return rows.groupby(keys, as_index=False)[["current_usd", "constant_2020_usd"]].sum()


TABLES = (
    TableSpec(
        name="us_aid",
        title="US aid obligations by recipient, fiscal year and category, 1946-2020",
        description="Economic and military obligations of all US agencies, without Coalition Support Funds.",
        build=build,
        raw=(RAW,),
        columns=(
            ("recipient", "string", "ISO 3166-1 alpha-3", "recipient; ZZZ for regions and unallocated aid"),
            ("fiscal_year", "integer", "US fiscal year", "July to June up to 1976, October to September from 1977"),
            (
                "transition_quarter",
                "boolean",
                "",
                "true for July to September 1976, between fiscal years 1976 and 1977",
            ),
            ("category", "string", "", "economic or military"),
            ("current_usd", "integer", "current US$", "obligations"),
            ("constant_2020_usd", "integer", "constant US$ of fiscal year 2020", "obligations"),
        ),
        key=("recipient", "fiscal_year", "transition_quarter", "category"),
        publisher=PUBLISHER,
        url="https://s3.amazonaws.com/files.explorer.devtechlab.com/us_foreignaid_greenbook.xlsx",
        vintage="prepared 9 August 2022",
        licence="public domain (US Government work)",
        licence_url="https://www.usa.gov/government-works",
        verdict="open",
        credit="USAID, U.S. Overseas Loans and Grants (Greenbook), FY1946-2020, prepared 9 August 2022; sums by the authors",
        remarks=(
            "Obligations, not spending, in US fiscal years: never mix them with calendar years unmarked.",
            "Coalition Support Funds are reimbursements and are not in it (see coalition_support).",
            "Narcotics and law-enforcement aid counts as economic, counter-insurgency funds as military.",
            "No row means that no obligation was reported.",
        ),
    ),
)
