"""The project's own chronology: dated events with a source.

Where: compiled from the pages named in each row. Terms: facts in the project's own words; the pages keep their terms.
The acts of a later search, by one protocol for every year, stand beside this module in searched_events.csv.
"""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.spec import TableSpec, read

CHRONOLOGY = "events/events.csv"
SEARCHED = "searched_events.csv"
# The first letter of an event's number says which of the two lists it is from, so that neither can take a number of the other.
SERIES = {CHRONOLOGY: "E", SEARCHED: "S"}
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
    """Verified events of the selection and the acts of the search, in order of date.

    Raises SourceError if a file is missing or strange, or if an event's number is not of the series of its list.
    """
    selected = _listed(raw, CHRONOLOGY, [*COLUMNS, "verified"])
    with as_file(files("analysis.sources")) as own:
        searched = _listed(own, SEARCHED, COLUMNS)
    table = pd.concat([selected[selected["verified"] == "yes"][COLUMNS], searched[COLUMNS]])
    table.insert(4, "year", table["date"].str[:4].astype(int))
    return table.sort_values(["date", "event_id"])


def _listed(folder: Path, name: str, columns: list[str]) -> pd.DataFrame:
    table = read(folder, name, columns, dtype="str")
    if strange := sorted(table.loc[~table["event_id"].str.fullmatch(SERIES[name] + r"\d+"), "event_id"]):
        raise SourceError(f"{name} numbers its events {SERIES[name]}001 and so on; not so {', '.join(strange)}.")
    return table


SELECTION = "A purposive selection: never count its rows as a measure of closeness."
SEARCH = (
    "Rows S001 to S011 are from a search of stored public pages on 28 November 2026 for acts of Pakistan and Russia: for every year "
    'from 2003 to 2025 the same two queries, 46 in all ("Pakistan Russia <year> agreement memorandum signed Moscow Islamabad" and '
    '"Pakistan Russia <year> minister visit joint commission military exercise"), every answer read, at most eight a query. An act was '
    "taken if the page itself gives it and at least its month: 1 of 2012, 2 of 2017, 2 of 2018, 1 of 2021, 1 of 2023 (announced only), 3 of "
    "2024, 1 of 2025, none of any other year."
)
UNEVEN = (
    "Every year was searched alike, but the pages are not spread alike: the queries for 2003 to 2013 were mostly answered with pages of "
    "2014 and later, and of long pages only the opening could be read. That few acts before 2014 were found does not show that there were few."
)

TABLES = (
    TableSpec(
        name="events",
        title="Chronology of Pakistan, Russia, India and the United States, 1948-2025",
        description="Verified dated events with their sources.",
        build=chronology,
        raw=(CHRONOLOGY,),
        columns=(
            ("event_id", "string", "", "number of the event: E of the selection, S of the search"),
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
        remarks=(SELECTION, "Rows whose source could not be read are left out.", SEARCH, UNEVEN),
        **COMMON,
    ),
)
