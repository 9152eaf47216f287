"""US Defense Manpower Data Center: active-duty troops by country, as digitised in the R package troopdata."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "usties/troops/us_troops_country_year_1950_2025_from_dmdc_reports.csv"


def us_troops(raw: Path) -> pd.DataFrame:
    """Active-duty troops by country and year: the September report, else the last one of the year."""
    return read(raw, RAW, {"iso3c": "country", "year": "year", "troops_ad": "troops", "source": "report"})
