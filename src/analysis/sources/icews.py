"""ICEWS event counts, 2002-2014: shares of the focal pairs in all events between states.

Where: doi:10.7910/DVN/28075 (Boschee and others 2015), aggregated by Dorff and Minhas (R package netify). Terms: not
confirmed, so the counts are not shipped; shares in the world total are the authors' calculations.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "events/icews_dyad_year_2002_2014.csv.gz"
FOCAL = ("AFG", "CHN", "IND", "PAK", "RUS", "USA")
KINDS = {
    "verbCoop": "verbal_cooperation",
    "matlCoop": "material_cooperation",
    "verbConf": "verbal_conflict",
    "matlConf": "material_conflict",
}
DIGITS = 4


def build(raw: Path) -> pd.DataFrame:
    """Share of each focal pair, by direction and kind of event, in the events of all pairs of states that year."""
    table = read(raw, RAW, ["i_iso3c", "j_iso3c", "year", *KINDS]).rename(columns=KINDS)
    names = list(KINDS.values())
    world = table.groupby("year")[names].transform("sum")
    shares = (1e6 * table[names] / world).round(DIGITS)
    rows = shares.assign(source=table["i_iso3c"], target=table["j_iso3c"], year=table["year"])
    rows = rows[rows["source"].isin(FOCAL) & rows["target"].isin(FOCAL)]
    return rows[["source", "target", "year", *names]].sort_values(["source", "target", "year"])


TABLES = (
    TableSpec(
        name="event_counts",
        title="Events between six states as shares of all events, 2002-2014",
        description="Machine-coded news events of four kinds, per million events of that kind between all states in the year.",
        build=build,
        raw=(RAW,),
        columns=(
            ("source", "string", "ISO 3166-1 alpha-3", "who acts"),
            ("target", "string", "ISO 3166-1 alpha-3", "towards whom"),
            ("year", "integer", "year", "year"),
            *((name, "number", "per million events", name.replace("_", " ")) for name in KINDS.values()),
        ),
        key=("source", "target", "year"),
        publisher="ICEWS Coded Event Data, aggregated by Dorff and Minhas",
        url="https://doi.org/10.7910/DVN/28075",
        vintage="2002-2014 (R package netify)",
        licence="ICEWS terms not confirmed; shares are authors' calculations",
        licence_url="https://doi.org/10.7910/DVN/28075",
        verdict="reference-only source, derived figures",
        credit="Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward (2015), ICEWS Coded Event Data, doi:10.7910/DVN/28075, aggregated in R package netify (Dorff and Minhas); shares are authors' calculations",
        remarks=(
            "Driven by the volume of news: only shares can be compared between years.",
            "Ends in 2014, so it cannot show what followed.",
            "One year of a pair can be one story (Pakistan-Russia 2012: a cancelled visit).",
        ),
    ),
)
