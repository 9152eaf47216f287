"""The project's own chronology: dated events with a source.

The acts of a later search, by one protocol for every year, stand beside this module in searched_events.csv.
"""

from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.spec import read

CHRONOLOGY = "events/events.csv"
SEARCHED = "searched_events.csv"
# The first letter of an event's number says which of the two lists it is from, so that neither can take a number of the other.
SERIES = {CHRONOLOGY: "E", SEARCHED: "S"}
# What the selection says of an event in words that need the event before it, said anew.
REWORDED = {"E049": "US applies to Pakistan the sanctions for nuclear tests that it had imposed on India on 13 May."}
COLUMNS = [
    "event_id", "date", "end_date", "date_precision", "category", "subtype", "actors", "theme", "description",
    "source_title", "source_url", "source_type", "evidence", "note",
]  # fmt: skip


def events(raw: Path) -> pd.DataFrame:
    """Verified events of the selection and the acts of the search, in order of date.

    Raises SourceError if a file is missing or strange, or if an event's number is not of the series of its list.
    """
    selected = _listed(raw, CHRONOLOGY, [*COLUMNS, "verified"])
    selected["description"] = selected["event_id"].map(REWORDED).fillna(selected["description"])
    with as_file(files("analysis.sources")) as own:
        searched = _listed(own, SEARCHED, COLUMNS)
    table = pd.concat([selected[selected["verified"] == "yes"][COLUMNS], searched[COLUMNS]])
    return table.assign(year=table["date"].str[:4].astype(int))


def _listed(folder: Path, name: str, columns: list[str]) -> pd.DataFrame:
    table = read(folder, name, columns, dtype="str")
    if strange := sorted(table.loc[~table["event_id"].str.fullmatch(SERIES[name] + r"\d+"), "event_id"]):
        raise SourceError(f"{name} numbers its events {SERIES[name]}001 and so on; not so {', '.join(strange)}.")
    return table
