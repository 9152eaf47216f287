"""The Bureau of Investigative Journalism: US drone strikes in Pakistan, counted by year."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "usties/drones/tbij_pakistan_drone_strikes_by_year_2004_2018.csv"


def drone_strikes(raw: Path) -> pd.DataFrame:
    """Strikes and people killed (least and most reported) by year."""
    killed = {"minimum_total_people_killed": "killed_min", "maximum_total_people_killed": "killed_max"}
    return read(raw, RAW, {"year": "year", "strikes": "strikes"} | killed).assign(country="PAK")
