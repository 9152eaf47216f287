"""Documentary evidence: dated events with a source, events that would refute a claim, and counts of the chronology's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import pandas as pd

from analysis.claims import chronology
from analysis.claims.kinds import At
from analysis.claims.spec import Spec, Test
from analysis.errors import NotCovered
from analysis.measures import events
from analysis.study import Study

SHOWN = ("event_id", "date", "description", "source_title", "source_url", "note")
# Not of the `calendar` module, which speaks the language of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ALL = {2: "both", 3: "all three", 4: "all four", 5: "all five", 6: "all six"}
YES, NO = "yes", "no"
EVENT = re.compile(r"\{([A-Z]\w*\d)\}")


@dataclass(frozen=True)
class Documented:
    """answer: yes (all of them, and none refuted), or no. found of listed; lower_bound where the chronology's own count decides.

    refuted: descriptions of the events that refute it. years: first and last. words: what was found, after the subject.
    """

    answer: str
    found: int
    listed: int
    words: str
    years: tuple[int, int] | None = None
    refuted: tuple[str, ...] = ()
    lower_bound: bool = False


def ask(spec: Spec, study: Study) -> Documented:
    """How many of the listed events are in the chronology, and whether another one refutes them; or its own count."""
    if spec.test != Test.DOCUMENTS:
        return _counted(spec, study)
    table = chronology.of(study)
    known, against = events.named(table, spec.confirmed_by), refuting(spec, study)
    found, against = (rows[rows["year"].between(study.first_year, study.last_year)] for rows in (known, against))
    if len(against) == 0 and len(found) < len(known):
        # An event that the chosen years leave out is not one that did not take place.
        left = f"{len(known) - len(found)} of its {len(known)} dated events" if len(known) > 1 else "its dated event"
        raise NotCovered(f"{left} lie{'s' if len(known) == 1 else ''} outside the chosen years.")
    listed = len(spec.confirmed_by)
    years = (int(found["year"].min()), int(found["year"].max())) if len(found) else None
    if len(against):
        days = ", ".join(dict.fromkeys(against.sort_values("date")["date"].map(in_words)))
        told = f": against it stands what is dated {days}"
        return Documented(NO, len(found), listed, told, years, tuple(against["description"]))
    dates = ", ".join(in_words(date) for date in found["date"])
    every = ALL.get(listed, f"all {listed}") if listed > 1 else ""
    share = every if len(found) == listed else f"{len(found)} of {listed}"
    told = f": {share + ' ' if share else ''}documented ({dates})"
    return Documented(YES if len(found) == listed else NO, len(found), listed, told, years)


def _counted(spec: Spec, study: Study) -> Documented:
    """Years with an event: a selection of sources can only show too few."""
    reading = At().read(spec, study)
    of = int(spec.args["window"])
    years = (spec.at - of + 1, spec.at)
    n = int(reading.value)
    told = f": at least {n} of {of} years, {years[0]}–{years[1]}"
    if spec.minus is not None:
        more = f"at least {n} more" if n > 0 else f"{-n} fewer" if n < 0 else "as many"
        told = f": {more} (the limit is {spec.threshold:g})"
    return Documented(YES if reading.sign == "for" else NO, n, of, told, years, lower_bound=True)


def acted(act: str, spec: Spec, study: Study) -> bool:
    """Whether a dated act is in the chronology, and is one of the very countries that the measure names."""
    found = events.named(chronology.of(study), [act])
    named = {value for value in spec.args.values() if isinstance(value, str)} & study.roles()
    return bool(found["actors"].map(lambda actors: named <= set(actors.split(";"))).any())


def refuting(spec: Spec, study: Study) -> pd.DataFrame:
    """The events of the chronology that `refuted_by` describes; none where the rule has no such entry."""
    rule, table = spec.refuted_by, chronology.of(study)
    if rule is None:
        return table.head(0)
    actors = [study.code(actor) for actor in rule.actors]
    return events.matching(table, actors, category=rule.category, text=rule.text, span=rule.between)


def listed(ids: tuple[str, ...], study: Study) -> tuple[dict[str, Any], ...]:
    """Events by number, in order of date, as a page shows them: date in words, description, source and its address, note."""
    rows = events.named(chronology.of(study), ids).fillna("")
    return tuple({name: row[name] for name in SHOWN} | {"when": when(row)} for row in rows.to_dict("records"))


def when(row: Mapping[Any, Any]) -> str:
    """The date of an event, or its first and last day: "17 to 21 April 1968", "30 November to 1 December 2017"."""
    first = in_words(row["date"]).split()
    if not isinstance(row["end_date"], str) or not row["end_date"]:
        return " ".join(first)
    last = in_words(row["end_date"]).split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first[::-1], last[::-1], strict=False)))
    return f"{' '.join(first[: len(first) - same])} to {' '.join(last)}"


def dated(text: str, study: Study) -> str:
    """`text` with the number of an event in braces, such as {E161}, replaced by its date in words."""
    rows = chronology.of(study).set_index("event_id")
    return EVENT.sub(lambda found: when(rows.loc[found[1]].to_dict()), text)


def in_words(date: str) -> str:
    """A date of the chronology as a reader writes it: "2 June 2014", "June 2014" or "2014"."""
    year, month, day = (*str(date).split("-"), "", "")[:3]
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month) - 1] if month else "", year) if part)
