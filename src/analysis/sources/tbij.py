"""The Bureau of Investigative Journalism: US drone strikes in Pakistan, counted by year.

Where: https://www.thebureauinvestigates.com. Terms: the workbook is CC BY-NC-ND 3.0 and is not shipped; yearly counts are
the authors' own.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "usties/drones/tbij_pakistan_drone_strikes_by_year_2004_2018.csv"
COLUMNS = {
    "year": "year",
    "strikes": "strikes",
    "minimum_total_people_killed": "killed_min",
    "maximum_total_people_killed": "killed_max",
}


def build(raw: Path) -> pd.DataFrame:
    """Strikes and people killed (least and most reported) by year."""
    table = read(raw, RAW, list(COLUMNS))[list(COLUMNS)].rename(columns=COLUMNS)
    table.insert(0, "country", "PAK")
    return table.sort_values("year")


TABLES = (
    TableSpec(
        name="drone_strikes",
        title="US drone strikes in Pakistan by year, 2004-2018",
        description="Yearly counts from the Bureau's list of strikes.",
        build=build,
        raw=(RAW,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "PAK"),
            ("year", "integer", "year", "year"),
            ("strikes", "integer", "strikes", "strikes reported"),
            ("killed_min", "integer", "persons", "people killed, least reported"),
            ("killed_max", "integer", "persons", "people killed, most reported"),
        ),
        key=("country", "year"),
        publisher="The Bureau of Investigative Journalism",
        url="https://www.thebureauinvestigates.com/projects/drone-war",
        vintage="strikes to January 2018",
        licence="yearly counts by the authors; source CC BY-NC-ND 3.0",
        licence_url="https://creativecommons.org/licenses/by-nc-nd/3.0/",
        verdict="attribution-terms",
        credit="The Bureau of Investigative Journalism, US drone strikes in Pakistan; yearly counts by the authors",
        remarks=("Covert strikes are counted from reports: a lower bound.",),
    ),
)
