"""US Department of State, Office of the Historian: travels of presidents and secretaries, visits of foreign leaders.

Where: https://history.state.gov (HistoryAtState/travels and HistoryAtState/visits). Terms: US Government work, CC0 1.0.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import TableSpec, read

TRAVELS = "usties/travel/us_president_secretary_travels.csv"
VISITS = "usties/travel/foreign_leader_visits_to_us.csv"
PUBLISHER = "US Department of State, Office of the Historian"
LAST_FULL_YEAR = "2024"


def build(raw: Path) -> pd.DataFrame:
    """One row per visit or country stop, both directions; 2025, which is incomplete, is left out."""
    out = read(raw, TRAVELS, ["id", "role", "name", "start_date", "end_date", "country_id", "locale", "remarks"])
    out = out.assign(direction="from_us", label=out["country_id"], text=out["remarks"], place=out["locale"])
    home = read(raw, VISITS, ["id", "start_date", "end_date", "visitor", "from_id", "description"])
    home = home.assign(direction="to_us", role="leader", label=home["from_id"], text=home["description"], place="")
    home = home.rename(columns={"visitor": "name"})
    rows = pd.concat([out, home], ignore_index=True)
    rows = rows[rows["start_date"].astype(str).str[:4] <= LAST_FULL_YEAR].reset_index(drop=True)
    table = pd.DataFrame({
        "visit_id": rows["direction"].str[:4].str.rstrip("_") + "-" + rows["id"].astype(str),
        "direction": rows["direction"],
        "role": rows["role"],
        "person": rows["name"],
        "country": to_iso3(rows["label"].astype(str).str.replace("-", " "), raw, PUBLISHER),
        "start_date": rows["start_date"],
        "end_date": rows["end_date"],
        "place": rows["place"],
        "description": rows["text"],
    })  # fmt: skip
    return table.sort_values(["start_date", "visit_id"]).drop_duplicates()


TABLES = (
    TableSpec(
        name="visits",
        title="High-level visits between the United States and other countries, 1866-2024",
        description="Stops abroad of the president and the secretary of state, and visits of heads of state and government to the US.",
        build=build,
        raw=(TRAVELS, VISITS),
        columns=(
            ("visit_id", "string", "", "direction and number of the record at the publisher"),
            ("direction", "string", "", "from_us (president or secretary abroad) or to_us (foreign leader in the US)"),
            ("role", "string", "", "president, secretary or leader"),
            ("person", "string", "", "who travelled"),
            (
                "country",
                "string",
                "ISO 3166-1 alpha-3",
                "country visited, or country of the visitor; ZZZ for none of today's",
            ),
            ("start_date", "string", "ISO date", "first day"),
            ("end_date", "string", "ISO date", "last day"),
            ("place", "string", "", "place abroad; empty for visits to the US"),
            ("description", "string", "", "the publisher's remarks"),
        ),
        key=("visit_id",),
        publisher=PUBLISHER,
        url="https://history.state.gov/departmenthistory/travels",
        vintage="data of April 2025",
        licence="CC0 1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
        verdict="open",
        credit="U.S. Department of State, Office of the Historian, Travels Abroad of the President and of the Secretary of State; Visits by Foreign Leaders",
        remarks=(
            "Heads of state and government only on the US side of visits: no army chiefs, no foreign ministers.",
            "Stops at multilateral meetings, and meetings at the United Nations, count; multilateral summits inflate recent years.",
            "The publisher files the Soviet Union under Russia.",
        ),
        parquet=True,
    ),
)
