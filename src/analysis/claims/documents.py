"""Documentary evidence: events that the chronology holds with a source, and events that would refute a claim."""

import re
from typing import Any

import pandas as pd

from analysis.claims.rules import Rule
from analysis.inference.estimate import Estimate
from analysis.measures import events
from analysis.study import Study
from analysis.tables import load

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
SHOWN = ("event_id", "date", "description", "source_title", "source_url", "note")


def estimate(spec: Rule, study: Study, _: float) -> Estimate:
    """How many of the listed events are in the chronology; minus the number that refute the claim, where there are any.

    A complete count: `n` is the number of events listed, `note` names their dates.
    """
    found = events.named(load("events"), spec["confirmed_by"])
    against = refuting(spec, study)
    value = -len(against) if len(against) else len(found)
    years = (int(found["year"].min()), int(found["year"].max())) if len(found) else None
    dates = ", ".join(in_words(date) for date in found["date"])
    note = f"refuted by {'; '.join(against['description'])}" if len(against) else dates
    method = "dated events with a source; complete count"
    return Estimate(float(value), None, None, None, "events", len(spec["confirmed_by"]), years, method, note=note)


def refuting(spec: Rule, study: Study) -> pd.DataFrame:
    """The events of the chronology that `refuted_by` describes; none where the rule has no such entry."""
    rule = spec.get("refuted_by")
    table = load("events")
    if not rule:
        return table.head(0)
    actors = [study.code(actor) for actor in rule["actors"]]
    return events.matching(table, actors, category=rule["category"], text=rule["text"], span=tuple(rule["between"]))


def listed(ids: list[str], *, actor: str = "") -> tuple[dict[str, Any], ...]:
    """Events by number, in order of date, as a page shows them: date in words, description, source and its address, note.

    With `actor` only events in which that country took part.
    """
    found = events.named(load("events"), ids)
    rows = found[found["actors"].str.contains(actor)][list(SHOWN)].fillna("")
    records = [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
    return tuple(row | {"when": in_words(row["date"])} for row in records)


def in_words(date: str) -> str:
    """A date of the chronology as a reader writes it: "2 June 2014", "June 2014" or "2014"."""
    year, month, day = (*re.split("-", str(date)), "", "")[:3]
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month) - 1] if month else "", year) if part)
