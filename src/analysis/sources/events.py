"""The project's own chronology: dated events with a source.

Where: compiled from the pages named in each row. Terms: facts in the project's own words; the pages keep their terms.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.spec import TableSpec, read

CHRONOLOGY = "events/events.csv"
COLUMNS = [
    "event_id", "date", "end_date", "date_precision", "category", "subtype", "actors", "theme", "description",
    "source_title", "source_url", "source_type", "evidence", "note",
]  # fmt: skip
COMMON: dict[str, Any] = {
    "publisher": "the authors' chronology",
    "url": "https://history.state.gov",
    "vintage": "2026",
    "licence": "CC BY 4.0 (own compilation of facts)",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "verdict": "open",
    "credit": "compiled from the sources named in each row",
}


def chronology(raw: Path) -> pd.DataFrame:
    """Verified events only, in order of date."""
    table = read(raw, CHRONOLOGY, [*COLUMNS, "verified"])
    table = table[table["verified"] == "yes"][COLUMNS]
    table.insert(4, "year", table["date"].astype(str).str[:4].astype(int))
    return table.sort_values(["date", "event_id"])


SELECTION = "A purposive selection: never count its rows as a measure of closeness."

TABLES = (
    TableSpec(
        name="events",
        title="Chronology of Pakistan, Russia, India and the United States, 1948-2025",
        description="Verified dated events with their sources.",
        build=chronology,
        raw=(CHRONOLOGY,),
        columns=(
            ("event_id", "string", "", "number of the event"),
            ("date", "string", "ISO date, month or year", "first day"),
            ("end_date", "string", "ISO date", "last day, where known"),
            ("date_precision", "string", "", "day, month or year"),
            ("year", "integer", "year", "year of the date"),
            (
                "category",
                "string",
                "",
                "agreement, visit, Afghanistan, exercise, multilateral, crisis, energy, arms or sanction",
            ),
            ("subtype", "string", "", "finer kind, where needed"),
            ("actors", "string", "ISO 3166-1 alpha-3", "actors, separated by semicolons"),
            ("theme", "string", "", "theme"),
            ("description", "string", "", "what happened"),
            ("source_title", "string", "", "title of the source"),
            ("source_url", "string", "", "address of the source"),
            ("source_type", "string", "", "kind of source"),
            ("evidence", "string", "", "what the source says, paraphrased"),
            ("note", "string", "", "doubts"),
        ),
        key=("event_id",),
        remarks=(SELECTION, "Rows whose source could not be read are left out."),
        **COMMON,
    ),
)
