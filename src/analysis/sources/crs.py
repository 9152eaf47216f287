"""Congressional Research Service: Coalition Support Funds and appropriations for Pakistan, FY2002-2018.

Where: CRS tables "Direct Overt U.S. Aid Appropriations for and Military Reimbursements to Pakistan" of 2013, 2014 and
2019, transcribed. Terms: US Government work.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "usties/aid/crs_pakistan_aid_and_csf_fy2002_2018.csv"
COLUMNS = {
    "fy_start": "fy_start",
    "fy_end": "fy_end",
    "csf_reimbursements": "csf_musd",
    "security_related": "security_musd",
    "economic_related": "economic_musd",
    "grand_total": "total_musd",
    "status": "status",
    "crs_table_date": "table_date",
    "note": "note",
}


def build(raw: Path) -> pd.DataFrame:
    """Reimbursements and appropriations by fiscal year; FY2002-07 is one row, as published."""
    table = read(raw, RAW, list(COLUMNS))[list(COLUMNS)].rename(columns=COLUMNS)
    amounts = ["csf_musd", "security_musd", "economic_musd", "total_musd"]
    table[amounts] = table[amounts].apply(pd.to_numeric, errors="coerce").astype("Int64")
    return table.assign(recipient="PAK")[["recipient", *COLUMNS.values()]]


TABLES = (
    TableSpec(
        name="coalition_support",
        title="Coalition Support Funds and aid appropriations for Pakistan, FY2002-2018",
        description="Reimbursements from the Pentagon's budget, which are not aid, beside appropriations.",
        build=build,
        raw=(RAW,),
        columns=(
            ("recipient", "string", "ISO 3166-1 alpha-3", "recipient"),
            ("fy_start", "integer", "US fiscal year", "first fiscal year of the row"),
            ("fy_end", "integer", "US fiscal year", "last fiscal year of the row"),
            ("csf_musd", "integer", "million current US$", "Coalition Support Funds; empty where none is printed"),
            ("security_musd", "integer", "million current US$", "security-related appropriations"),
            ("economic_musd", "integer", "million current US$", "economic-related appropriations"),
            ("total_musd", "integer", "million current US$", "total as printed"),
            ("status", "string", "", "printed, or derived from two tables"),
            ("table_date", "string", "ISO date", "date of the CRS table"),
            ("note", "string", "", "how a derived value came about"),
        ),
        key=("recipient", "fy_start"),
        publisher="Congressional Research Service",
        url="https://www.everycrsreport.com/reports/ZZZ25B97F35E5366F42.html",
        vintage="tables of 24 October 2013, 6 March 2014 and 12 March 2019",
        licence="public domain (US Government work)",
        licence_url="https://www.usa.gov/government-works",
        verdict="open",
        credit="Congressional Research Service, Direct Overt U.S. Aid Appropriations for and Military Reimbursements to Pakistan (2013, 2014, 2019)",
        remarks=(
            "FY2002-2007 is known as one six-year sum only and must not be spread over its years.",
            "Appropriations differ from the obligations in us_aid.",
        ),
    ),
)
