"""AidData, Global Chinese Development Finance 3.0: China's commitments to the countries of the ready cases, 2000-2021.

The licence of release 3.0 is not confirmed, so yearly sums are shipped for the countries of the ready cases only; of all others
there are only the number, and the total within the share.
"""

import pandas as pd

# Roles of the cases in notebooks/parameters (a test compares); of these Saudi Arabia, Greece and the United States have no row.
CASES = ("EGY", "GRC", "IND", "IRN", "ISR", "PAK", "RUS", "SAU", "TUR", "USA", "VNM")
KINDS = ["oda_like", "other_official", "vague"]


def china_commitments(table: pd.DataFrame) -> pd.DataFrame:
    """Commitments by kind, with the share of all commitments of the year and the rank among recipients."""
    total = table[KINDS].sum(axis=1)
    by_year = total.groupby(table["year"])
    table[KINDS] = table[KINDS] / 1e6
    table["share"] = 100 * total / by_year.transform("sum")
    table["rank"] = by_year.rank(ascending=False, method="min").where(total > 0).astype("Int64")
    table["recipients"] = (total > 0).groupby(table["year"]).transform("sum")
    return table[table["recipient"].isin(CASES)]
