"""GDELT: where a pair of countries stands among all pairs by how friendly its reported events are, 2018-2023.

Where: https://www.gdeltproject.org (daily matrices of Goldstein scores kept in gdelt-graph-data, summed by year). Terms: free and open,
cite GDELT. Levels depend on what the press covers and how actors are coded, so only ranks are kept.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "wider/gdelt_goldstein_by_pair_2018_2024.csv.gz"
LEAST_DAYS = 100
LAST_YEAR = 2023  # of 2024 there are 54 days


def build(raw: Path) -> pd.DataFrame:
    """Rank of the pair's net over gross score among all pairs with events on a hundred days or more of the year."""
    needed = ["year", "iso3_a", "iso3_b", "days_in_year_covered", "days_with_events", "positive_sum", "negative_sum"]
    table = read(raw, RAW, needed)
    table = table[(table["days_with_events"] >= LEAST_DAYS) & (table["year"] <= LAST_YEAR)]
    net, gross = table["positive_sum"] + table["negative_sum"], table["positive_sum"] - table["negative_sum"]
    by_year = (net / gross).groupby(table["year"])
    found = pd.DataFrame({
        "a": table[["iso3_a", "iso3_b"]].min(axis=1),
        "b": table[["iso3_a", "iso3_b"]].max(axis=1),
        "year": table["year"],
        "rank": by_year.rank(ascending=False, method="min").astype(int),
        "pairs": by_year.transform("size"),
        "days_covered": table["days_in_year_covered"],
    })  # fmt: skip
    found = found.sort_values(["a", "b", "year"])
    return found.astype({"a": "category", "b": "category", "year": "int16"})


TABLES = (
    TableSpec(
        name="event_tone",
        title="Rank of pairs of countries by how friendly their reported events are, 2018-2023",
        description="Rank by the share of friendly over hostile Goldstein scores, among pairs with reported events on 100 days of the year or more.",
        build=build,
        raw=(RAW,),
        columns=(
            ("a", "string", "ISO 3166-1 alpha-3", "one country, the first by code"),
            ("b", "string", "ISO 3166-1 alpha-3", "the other"),
            ("year", "integer", "year", "calendar year"),
            ("rank", "integer", "", "1 is the friendliest"),
            ("pairs", "integer", "", "pairs ranked in the year"),
            ("days_covered", "integer", "days", "days of the year that the copy holds"),
        ),
        key=("a", "b", "year"),
        publisher="GDELT Project",
        url="https://www.gdeltproject.org",
        vintage="daily matrices of 2018 to February 2024",
        licence="free and open with citation",
        licence_url="https://www.gdeltproject.org/about.html#termsofuse",
        verdict="attribution-terms",
        credit="The GDELT Project, https://www.gdeltproject.org, daily matrices as kept in github.com/gzemo/gdelt-graph-data; ranks are authors' calculations",
        remarks=(
            "Begins in 2018: no test of anything before.",
            "What is ranked is the sum of friendly less hostile scores over the sum of both, never how much was reported: the volume follows the news.",
            "Only actors that were coded as a bare country are in.",
            "2023 has 297 days; 2024, of which 54 are known, is left out.",
        ),
        parquet=True,
        constraints={"rank": {"minimum": 1}},
    ),
)
