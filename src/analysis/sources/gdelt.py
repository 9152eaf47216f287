"""GDELT: where a pair of countries stands among all pairs by how friendly its reported events are, 2018-2023.

Levels depend on what the press covers and how actors are coded, so only ranks are kept.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "wider/gdelt_goldstein_by_pair_2018_2024.csv.gz"
LEAST_DAYS = 100
LAST_YEAR = 2023  # of 2024 there are 54 days


def event_tone(raw: Path) -> pd.DataFrame:
    """Rank of the pair's net over gross score among all pairs with events on a hundred days or more of the year."""
    needed = ["year", "iso3_a", "iso3_b", "days_in_year_covered", "days_with_events", "positive_sum", "negative_sum"]
    table = read(raw, RAW, needed)
    table = table[(table["days_with_events"] >= LEAST_DAYS) & (table["year"] <= LAST_YEAR)]
    net, gross = table["positive_sum"] + table["negative_sum"], table["positive_sum"] - table["negative_sum"]
    by_year = (net / gross).groupby(table["year"])
    return table.rename(columns={"days_in_year_covered": "days_covered"}).assign(
        a=table[["iso3_a", "iso3_b"]].min(axis=1),
        b=table[["iso3_a", "iso3_b"]].max(axis=1),
        rank=by_year.rank(ascending=False, method="min").astype(int),
        pairs=by_year.transform("size"),
    )
