"""The project's own chronology: dated events with a source, SCO accessions, and military events from the press.

Where: compiled from the pages named in each row. Terms: facts in the project's own words; the pages keep their terms.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.spec import TableSpec, read

CHRONOLOGY = "events/events.csv"
SCO = "events/sco_membership.csv"
PRESS = "arms/exercises/pak_rus_military_events_press_2014-2024.csv"
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


def sco(raw: Path) -> pd.DataFrame:
    """Accessions to the Shanghai Cooperation Organisation."""
    table = read(raw, SCO, ["iso3", "status", "from", "source_url"]).rename(columns={"iso3": "country", "from": "date"})
    return table[["country", "status", "date", "source_url"]].sort_values(["date", "country"])


def press(raw: Path) -> pd.DataFrame:
    """Military events of Pakistan and Russia as reported by the press."""
    columns = ["date", "event", "place", "detail", "source_url", "confidence"]
    table = read(raw, PRESS, columns)[columns].sort_values(["date", "event"])
    return table.assign(item=range(1, len(table) + 1))[["item", *columns]]


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
    TableSpec(
        name="sco_membership",
        title="Accessions to the Shanghai Cooperation Organisation, 2001-2017",
        description="Members and observers with dates.",
        build=sco,
        raw=(SCO,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "state"),
            ("status", "string", "", "member or observer"),
            ("date", "string", "ISO date", "date of accession"),
            ("source_url", "string", "", "address of the source"),
        ),
        key=("country", "status"),
        remarks=("Accessions after 2017 are not in it.",),
        **COMMON,
    ),
    TableSpec(
        name="pak_rus_military_events",
        title="Military events of Pakistan and Russia in the press, 2014-2024",
        description="Statements, agreements and exercises with their sources.",
        build=press,
        raw=(PRESS,),
        columns=(
            ("item", "integer", "", "number of the row"),
            ("date", "string", "ISO date, month or year", "date"),
            ("event", "string", "", "what happened"),
            ("place", "string", "", "where"),
            ("detail", "string", "", "details"),
            ("source_url", "string", "", "address of the source"),
            ("confidence", "string", "", "how sure the date is"),
        ),
        key=("item",),
        remarks=(SELECTION, "Prefer the chronology where both have an event."),
        **COMMON,
    ),
)
