"""The acts of the search: what the descriptor tells of them, and numbers that no other list can take."""

import re

import pytest

from analysis.errors import SourceError
from analysis.sources import events
from analysis.tables import describe, load


@pytest.fixture
def own():
    table = load("events")
    return table[table["event_id"].str.startswith("S")]


@pytest.fixture
def searched(own):
    """Those of the search by years; the others were looked for by name."""
    return own[own["event_id"] <= "S011"]


def test_the_acts_are_of_the_two_states_in_the_years_of_the_search(searched):
    assert set(searched["actors"]) == {"PAK;RUS"} and searched["year"].between(2003, 2025).all()


def test_what_was_looked_for_by_name_is_told_apart(own, searched):
    rest = own.drop(searched.index)
    single = rest["category"].isin(["visit", "energy"]) | (rest["event_id"] > "S020")
    for event in rest.loc[single, "event_id"]:
        assert any(one.startswith(f"Row {event}, ") for one in describe("events")["remarks"])
    rest = rest[~single]
    sanctions, sessions = rest[rest["category"] == "sanction"], rest[rest["category"] == "agreement"]
    assert len(sanctions) + len(sessions) == len(rest) and set(sanctions["year"]) == {2022}
    assert sessions["description"].str.contains("Inter-Governmental Commission").all()
    for found, words in ((sanctions, "by name"), (sessions, "one query for each number")):
        span = f"{found['event_id'].min()} to {found['event_id'].max()}"
        assert any(span in one and words in one for one in describe("events")["remarks"])


def test_own_acts_are_dated_and_carry_their_evidence(own):
    assert set(own["date_precision"]) <= {"day", "month"}
    for row in own.itertuples():
        assert len(row.date) == {"day": 10, "month": 7}[row.date_precision]
        assert row.source_url.startswith("https://") and 0 < len(row.evidence.split()) <= 20


def test_the_descriptor_counts_them_by_year(searched):
    told = next(one for one in describe("events")["remarks"] if "queries" in one)
    counted = {int(year): int(number) for number, year in re.findall(r"(\d) of (\d{4})", told)}
    assert counted == searched["year"].value_counts().to_dict()
    assert f"{searched['event_id'].min()} to {searched['event_id'].max()}" in told


def test_an_own_act_is_no_act_of_the_selection(own):
    """Same day and same kind of act would be one act twice."""
    selected = load("events").drop(own.index)
    days = set(zip(selected["date"], selected["category"], selected["actors"], strict=True))
    assert not days & set(zip(own["date"], own["category"], own["actors"], strict=True))


def test_a_number_of_the_other_list_is_refused(tmp_path):
    (tmp_path / "events").mkdir()
    columns = [*events.COLUMNS, "verified"]
    row = ["S001" if name == "event_id" else "yes" if name == "verified" else "2014" for name in columns]
    (tmp_path / events.CHRONOLOGY).write_text(f"{','.join(columns)}\n{','.join(row)}\n")
    with pytest.raises(SourceError, match="numbers its events E001 and so on; not so S001"):
        events.events(tmp_path)
