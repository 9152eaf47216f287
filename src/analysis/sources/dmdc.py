"""US Defense Manpower Data Center: active-duty troops by country, as digitised in the R package troopdata.

Where: https://doi.org/10.1177/07388942211030885 (M. Flynn et al.). Terms: package GPL-3 or later, cite; the reports are US
Government works.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "usties/troops/us_troops_country_year_1950_2025_from_dmdc_reports.csv"
COLUMNS = {"iso3c": "country", "year": "year", "troops_ad": "troops", "source": "report"}


def build(raw: Path) -> pd.DataFrame:
    """Active-duty troops by country and year: the September report, else the last one of the year."""
    return read(raw, RAW, list(COLUMNS))[list(COLUMNS)].rename(columns=COLUMNS).sort_values(["country", "year"])


TABLES = (
    TableSpec(
        name="us_troops",
        title="US troops abroad by country, 1950-2025",
        description="Active-duty personnel by the September report of the year, else its last report.",
        build=build,
        raw=(RAW,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "country of station"),
            ("year", "integer", "year", "year of the report"),
            ("troops", "integer", "persons", "active-duty troops"),
            ("report", "string", "", "the report"),
        ),
        key=("country", "year"),
        publisher="US Defense Manpower Data Center, digitised by M. Flynn et al. (troopdata)",
        url="https://doi.org/10.1177/07388942211030885",
        vintage="reports to 2025",
        licence="GPL-3 or later (package), cite",
        licence_url="https://www.gnu.org/licenses/gpl-3.0.html",
        verdict="attribution-terms",
        credit="US Defense Manpower Data Center reports, as digitised in troopdata (doi:10.1177/07388942211030885)",
        remarks=(
            "1951 and 1952 are missing for all countries.",
            "Afghanistan is missing or zero in 1989-2005 and 2018-20, when troops were counted elsewhere.",
        ),
    ),
)
