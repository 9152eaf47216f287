"""The list that a reader searches: every claim, figure and event of a case, each with a link to where it is shown."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from analysis.claims.documents import in_words
from analysis.figures.timeline_lanes import acts
from analysis.study import Study


class Entry(NamedTuple):
    """One line of the list: where it leads, its words, and what stands behind them in brackets."""

    href: str
    words: str
    beside: str


def entries(study: Study, found: Mapping[str, Any], themes: Sequence[Mapping[str, Any]]) -> dict[str, list[Entry]]:
    """Lines by heading; an event leads to the claim that rests on it, or else to its source."""
    every = {
        "Claims": [
            Entry(one.get("href", f"#claim-{one['id'].lower()}"), f"{one['id']} {one['statement']}", one["verdict"])
            for theme in themes
            for one in theme["claims"]
        ],
        "Figures": [Entry(f"{one['page']}#{one['anchor']}", one["title"], "") for one in found["figures"]],
        "Events": _events(study, found["findings"]),
    }
    return {heading: lines for heading, lines in every.items() if lines}


def _events(study: Study, findings: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The acts of the timeline's lanes, and those that a claim of this case rests on, in order of date."""
    behind = {event["event_id"]: finding for finding in reversed(findings) for event in finding["events"]}
    lines = []
    for act in acts(study).to_dict("records"):
        finding = behind.get(act["event_id"])
        if finding is None and act["lane"] < 0:
            continue
        href = f"{finding['page']}#{finding['anchor']}" if finding else act["source_url"]
        beside = f"evidence for {finding['claim']}" if finding else "source"
        lines.append(Entry(href, f"{in_words(act['date'])}: {act['description']}", beside))
    return lines
