"""Congressional Research Service: Coalition Support Funds and appropriations for Pakistan, FY2002-2018.

Transcribed from the tables of three years.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "usties/aid/crs_pakistan_aid_and_csf_fy2002_2018.csv"
COLUMNS = {
    "fy_start": "fy_start", "fy_end": "fy_end", "csf_reimbursements": "csf_musd", "security_related": "security_musd",
    "economic_related": "economic_musd", "grand_total": "total_musd", "status": "status", "crs_table_date": "table_date",
    "note": "note",
}  # fmt: skip


def coalition_support(raw: Path) -> pd.DataFrame:
    """Reimbursements and appropriations by fiscal year; FY2002-07 is one row, as published."""
    table = read(raw, RAW, COLUMNS)
    amounts = ["csf_musd", "security_musd", "economic_musd", "total_musd"]
    table[amounts] = table[amounts].apply(pd.to_numeric, errors="coerce").astype("Int64")
    return table.assign(recipient="PAK")
