"""E. Voeten, United Nations General Assembly Voting Data: ideal points of members by year, July 2025.

Where: Harvard Dataverse, https://doi.org/10.7910/DVN/LEJUQZ. Terms: CC0 1.0.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "unvotes/reference/voeten_IdealpointsJuly2025.csv.gz"
COLUMNS = {
    "iso3c": "country",
    "year": "year",
    "idealpointfp": "ideal_point",
    "q5fp": "q5",
    "q95fp": "q95",
    "nvotesfp": "votes",
}


def build(raw: Path) -> pd.DataFrame:
    """Ideal points from votes on final passage, with the 5th and 95th percentiles of the posterior."""
    table = read(raw, RAW, list(COLUMNS))[list(COLUMNS)].rename(columns=COLUMNS)
    table = table.dropna(subset=["country", "ideal_point"]).astype({"year": int, "votes": int})
    return (
        table.round({"ideal_point": 6, "q5": 6, "q95": 6})
        .sort_values(["country", "year"])
        .drop_duplicates(["country", "year"])
    )


TABLES = (
    TableSpec(
        name="ideal_points",
        title="Ideal points of UN members by year, 1946-2024",
        description="One dimension from votes on final passage; higher is closer to the United States.",
        build=build,
        raw=(RAW,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "member"),
            ("year", "integer", "year", "year in which the session opened"),
            ("ideal_point", "number", "standard deviations", "posterior mean"),
            ("q5", "number", "standard deviations", "5th percentile of the posterior"),
            ("q95", "number", "standard deviations", "95th percentile of the posterior"),
            ("votes", "integer", "votes", "votes the estimate rests on"),
        ),
        key=("country", "year"),
        publisher="E. Voeten, United Nations General Assembly Voting Data",
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        vintage="July 2025",
        licence="CC0 1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
        verdict="open",
        credit="Voeten, United Nations General Assembly Voting Data, Harvard Dataverse, doi:10.7910/DVN/LEJUQZ (ideal points, July 2025)",
        remarks=("No estimate for 1964, a session without votes.",),
    ),
)
