"""US Department of State, Office of the Historian: travels of presidents and secretaries, visits of foreign leaders."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import open_year, read

TRAVELS = "usties/travel/us_president_secretary_travels.csv"
VISITS = "usties/travel/foreign_leader_visits_to_us.csv"


def visits(raw: Path) -> pd.DataFrame:
    """One row per visit or country stop, both directions; a last year that ends before December is left out."""
    days = {"id": "id", "start_date": "start_date", "end_date": "end_date"}
    stops = {"role": "role", "name": "person", "country_id": "label", "locale": "place", "remarks": "description"}
    guests = {"visitor": "person", "from_id": "label", "description": "description"}
    out = read(raw, TRAVELS, days | stops).assign(direction="from_us")
    home = read(raw, VISITS, days | guests).assign(direction="to_us", role="leader", place="")
    rows = pd.concat([out, home], ignore_index=True)
    dates = rows["start_date"].astype(str)
    rows = rows[dates.str[:4] < open_year(dates)].reset_index(drop=True)
    return rows.assign(
        visit_id=rows["direction"].str[:4].str.rstrip("_") + "-" + rows["id"].astype(str),
        country=to_iso3(rows["label"].astype(str).str.replace("-", " "), "US Department of State"),
    ).drop_duplicates()
