"""What is shipped and no page uses: tables and events of the chronology. Whoever adds one names the page, or the reason why it stays."""

import json
import re

from analysis import Study, load
from analysis.claims import rules
from analysis.figures import acts, timeline
from analysis.measures import events
from analysis.tables import data_dir

# None today: a table that feeds nothing is dropped with its builder.
TABLES_KEPT: dict[str, str] = {}
EVENTS_KEPT = {
    "E046": "India's tests of 1998; the sanctions that answered them are told (E047)",
    "E048": "Pakistan's tests of 1998; the sanctions that answered them are told (E049)",
    "E055": "the founding of the SCO by six other states; what concerns the roles is told (E068, E106)",
}


def unused_tables(root):
    """Tables and maps that neither the rules nor any module after `sources` names, be it as a measure's own table."""
    package = root / "src" / "analysis"
    readers = [
        path for kind in ("*.py", "*.toml") for path in package.rglob(kind) if package / "sources" not in path.parents
    ]
    readers += sorted((root / "notebooks" / "parameters").rglob("*.toml"))
    text = "\n".join(path.read_text() for path in readers)
    shipped = json.loads((data_dir() / "datapackage.json").read_text())["resources"]
    return {one["name"] for one in shipped if not re.search(rf'"{one["name"]}"|\b{one["name"]}: pd.DataFrame', text)}


def unused_events(study):
    """Events that stand in no chapter's acts, under no claim, in no list of visits or exercises and in no lane of the timeline."""
    told = {event for found in acts.chapters(study).values() for event in found}
    for claim in rules.all_claims():
        told |= {*claim.beside, *claim.after}
        told |= {event for part in claim.parts for event in (*part.confirmed_by, part.act, part.event) if event}
    table, pair = load("events"), [study.country, study.partner]
    for category in ("visit", "exercise"):
        told |= set(events.between(table, pair, category=category)["event_id"])
    lanes = timeline.acts(study)
    return set(table["event_id"]) - told - set(lanes.loc[lanes["lane"] >= 0, "event_id"])


def test_every_table_feeds_a_claim_or_a_figure(root):
    assert unused_tables(root) == set(TABLES_KEPT)


def test_every_event_stands_on_a_page(study):
    assert unused_events(study) == set(EVENTS_KEPT)


def test_the_chronology_reaches_the_turn_of_2025():
    """166 verified events of the selection, 11 of the search, 4 named sanctions of 2022, 3 sessions of the commission, a visit to India, a tariff, 3 acts on aid and arms, 2 more that readers named; E161-E169 and the acts of the search are on a page each."""
    table = load("events")
    assert len(table) == 166 + 11 + 4 + 3 + 2 + 5 and not {"E006", "E051", "E103"} & set(table["event_id"])
    later = {f"E{n}" for n in range(161, 170)} | {f"S{n:03}" for n in range(1, 26)}
    assert later <= set(table["event_id"]) - unused_events(Study())
