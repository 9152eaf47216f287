"""AidData, Global Chinese Development Finance 3.0: China's commitments to the countries of the ready cases, 2000-2021.

The licence of release 3.0 is not confirmed, so yearly sums are shipped for the countries of the ready cases only; of all others
there are only the number, and the total within the share.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "wider/aiddata_gcdf3_china_commitments_by_recipient_2000_2021.csv.gz"
# Roles of the cases in notebooks/parameters (a test compares); of these Saudi Arabia, Greece and the United States have no row.
CASES = ("EGY", "GRC", "IND", "IRN", "ISR", "PAK", "RUS", "SAU", "TUR", "USA", "VNM")
KINDS = {"oda_like_adjusted": "oda_like", "oof_like_adjusted": "other_official", "vague_adjusted": "vague"}


def china_commitments(raw: Path) -> pd.DataFrame:
    """Commitments by kind, with the share of all commitments of the year and the rank among recipients."""
    table = read(raw, RAW, {"iso3": "recipient", "year": "year"} | KINDS)
    kinds = list(KINDS.values())
    total = table[kinds].sum(axis=1)
    by_year = total.groupby(table["year"])
    table[kinds] = table[kinds] / 1e6
    table["share"] = 100 * total / by_year.transform("sum")
    table["rank"] = by_year.rank(ascending=False, method="min").where(total > 0).astype("Int64")
    table["recipients"] = (total > 0).groupby(table["year"]).transform("sum")
    return table[table["recipient"].isin(CASES)]
