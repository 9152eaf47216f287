"""E. Voeten, United Nations General Assembly Voting Data: ideal points of members by year, July 2025."""

import pandas as pd

from analysis.sources.names import succeeded


def ideal_points(table: pd.DataFrame) -> pd.DataFrame:
    """Ideal points from votes on final passage, with the 5th and 95th percentiles of the posterior."""
    table = table.dropna(subset=["country", "ideal_point"])
    table = table.assign(country=succeeded(table["country"], table["year"]))
    return table.drop_duplicates(["country", "year"])
