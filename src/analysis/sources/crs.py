"""Congressional Research Service: Coalition Support Funds and appropriations for Pakistan, FY2002-2018.

Transcribed from the tables of three years.
"""

import pandas as pd

AMOUNTS = ["csf_musd", "security_musd", "economic_musd", "total_musd"]


def coalition_support(table: pd.DataFrame) -> pd.DataFrame:
    """Reimbursements and appropriations by fiscal year; FY2002-07 is one row, as published."""
    table[AMOUNTS] = table[AMOUNTS].apply(pd.to_numeric, errors="coerce").astype("Int64")
    return table
