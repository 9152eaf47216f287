"""E. Voeten, United Nations General Assembly Voting Data: ideal points of members by year, July 2025."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import succeeded
from analysis.sources.spec import read

RAW = "unvotes/reference/voeten_IdealpointsJuly2025.csv.gz"
COLUMNS = {
    "iso3c": "country", "year": "year", "idealpointfp": "ideal_point", "q5fp": "q5", "q95fp": "q95", "nvotesfp": "votes",
}  # fmt: skip


def ideal_points(raw: Path) -> pd.DataFrame:
    """Ideal points from votes on final passage, with the 5th and 95th percentiles of the posterior."""
    table = read(raw, RAW, COLUMNS).dropna(subset=["country", "ideal_point"])
    table = table.assign(country=succeeded(table["country"], table["year"]))
    return table.astype({"year": int, "votes": int}).drop_duplicates(["country", "year"])
