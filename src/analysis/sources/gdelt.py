"""GDELT: where a pair of countries stands among all pairs by how friendly its reported events are, 2018-2023.

Levels depend on what the press covers and how actors are coded, so only ranks are kept.
"""

import pandas as pd

LEAST_DAYS = 100
LAST_YEAR = 2023  # of 2024 there are 54 days


def event_tone(table: pd.DataFrame) -> pd.DataFrame:
    """Rank of the pair's net over gross score among all pairs with events on a hundred days or more of the year."""
    table = table[(table["days_with_events"] >= LEAST_DAYS) & (table["year"] <= LAST_YEAR)]
    net, gross = table["positive_sum"] + table["negative_sum"], table["positive_sum"] - table["negative_sum"]
    by_year = (net / gross).groupby(table["year"])
    return table.assign(
        a=table[["first", "second"]].min(axis=1),
        b=table[["first", "second"]].max(axis=1),
        rank=by_year.rank(ascending=False, method="min").astype(int),
        pairs=by_year.transform("size"),
    )
