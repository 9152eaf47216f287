"""The chronology of a study: data/events.csv, and the events.csv beside the history of its case."""

import csv
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import countries, histories, tables
from analysis.dates import is_date
from analysis.errors import ParameterError
from analysis.study import Study

NO_COUNTRY = {"EU", "UN"}


def of(study: Study) -> pd.DataFrame:
    """All events of the chronology with those of the case's own history, in the columns of data/events.csv.

    ParameterError names the file, the line and the column of what is no event. Example: `of(Study())["description"]`.
    """
    path = histories.find(study.country, study.partner, study.history)
    own = path.with_name(histories.EVENTS) if path else None
    if own is None or not own.is_file():
        return tables.load("events")
    state = own.stat()
    return _with(own, state.st_mtime_ns, state.st_size, *tables.hashes("events"))


@lru_cache(maxsize=8)
def _with(path: Path, *_: object) -> pd.DataFrame:
    shipped = tables.load("events")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, columns = list(reader), list(reader.fieldnames or ())
    except (UnicodeDecodeError, csv.Error) as error:
        raise ParameterError(f"{histories.EVENTS} is no CSV file in UTF-8 ({error}); save it as one.") from None
    if columns != list(shipped.columns):
        raise ParameterError(f"{histories.EVENTS}, line 1: the columns are not {', '.join(shipped.columns)}.")
    seen = set(shipped["event_id"])
    for line, row in enumerate(rows, start=2):
        if wrong := _wrong(row, shipped, seen):
            raise ParameterError(f"{histories.EVENTS}, line {line}: {wrong}.")
        seen.add(row["event_id"])
    own = pd.DataFrame(rows, columns=shipped.columns)
    own = own.assign(year=own["date"].str[:4].astype(int)).replace("", None).astype({"year": shipped["year"].dtype})
    return pd.concat([shipped, own], ignore_index=True)


def _wrong(row: dict[str, str], shipped: pd.DataFrame, seen: set[str]) -> str:
    """What is wrong with an event, empty where nothing is."""
    categories = sorted(shipped["category"].unique())
    if None in row or None in row.values():
        return f"there are not {shipped.shape[1]} cells; put quotation marks around a text with a comma"
    unknown = [one for one in row["actors"].split(";") if one not in {*countries.codes(), *NO_COUNTRY}]
    checks = {
        f"event_id {row['event_id']!r} is empty or there twice": not row["event_id"] or row["event_id"] in seen,
        f"date {row['date']!r} is not written as 2014-06-02, 2014-06 or 2014": not is_date(row["date"]),
        f"year {row['year']!r} is not that of the date": row["year"] != row["date"][:4],
        f"category {row['category']!r} is unknown; give one of {', '.join(categories)}": row["category"] not in categories,
        f"actors: {', '.join(unknown)} is no country code": bool(unknown),
        "description, source_title or source_url is empty": not (row["description"] and row["source_title"] and row["source_url"]),
        f"source_url {row['source_url']!r} is no address": not row["source_url"].startswith("http"),
    }  # fmt: skip
    return next((words for words, found in checks.items() if found), "")
