"""Findings told in sentences: what holds first, what does not, what is right instead, what would change it."""

import re

from once import decide

from analysis.claims import documents, telling, wording
from analysis.measures import arms
from analysis.study import Study
from analysis.tables import load


def test_a_limit_of_one_point_is_said_to_be_much_of_a_small_share_once(study):
    found = decide("U1", Study(country="LKA", partner="CHN"))
    said = "Aid after the Cold War and aid after 2011: below one point before, and only a change of one counts."
    assert found.sentence.count("only a change of one counts") == 1 and said in found.sentence
    assert "only a change of one counts" not in decide("I4", study).sentence, "of a quarter a point is little"


def test_cases_that_stood_before_the_year_of_sanctions_are_told():
    found = decide("E1", Study(country="LKA", partner="CHN"))
    assert (
        found.part("sanctions").reading.before > 0
        and "cases that stood before it are in the level before" in found.caveat
    )
    assert found.caveat.startswith(
        "2014 is the year that is asked about, which need not be that of the first sanctions"
    )


def test_lists_and_numbers_in_words():
    assert telling.counted(1, "claim") == "one claim" and telling.counted(30, "claim") == "30 claims"
    assert telling.joined(["a", "b", "c"]) == "a, b and c"


def test_what_holds_comes_first_then_what_does_not(study):
    found = decide("U1", study)
    assert found.sentence.startswith("Pakistan's share of all US aid obligations fell from 2.8")
    assert "Not so: visits after the Cold War" in found.sentence


def test_a_correction_says_what_is_right(study):
    found = decide("H3", study)
    assert "the data put the change at 1962" in found.correction and found.correction in found.sentence


def test_on_paper_sets_the_documents_beside_the_figures(study):
    found = decide("B1", study)
    assert found.verdict == "on paper, not in the figures"
    assert "but: Russia's share of Pakistan's arms imports" in found.sentence and "pairs of countries" in found.sentence


def test_what_would_change_it_names_the_nearest_choice(study):
    assert decide("U1", study).flips.startswith("With ")
    assert "turns a part of it" in decide("I2", study).flips or decide("I2", study).flips.startswith("With ")
    assert decide("H7", study).flips == ""


def test_a_chapter_in_short_counts_nothing_and_repeats_nothing(study):
    found = [decide(claim, study) for claim in ("U1", "U2", "U3", "U4", "U5", "U6")]
    told = telling.in_short(found)
    assert 2 <= len(told) <= 5 and len(set(told)) == len(told)
    years = [int(re.search(r"\b(?:19|20)\d\d", one)[0]) for one in told]
    assert years == sorted(years), "in the order of time"
    assert not any("claims" in one or "measurement" in one for one in told)


def test_a_chapter_without_data_says_so():
    found = [decide("U6", Study(country="TUR", rival="GRC"))]
    assert telling.in_short(found) == ["No published table that we may use covers these claims."]


def test_parts_that_lack_something_are_told_by_what_they_lack(study):
    said = decide("U1", study).sentence
    assert "Not so: visits after the Cold War (rose from" in said
    assert "As claimed, but not told from the usual swing: aid after 2011 (fell from" in said
    assert "Not so: aid after 2011" not in said


def test_a_level_that_fails_says_what_was_measured(study):
    assert (
        "Not so: Agreement of Pakistan with Russia less its agreement with the US in UN votes that split the two powers came to"
        in decide("O1", study).sentence
    )


def test_a_change_that_came_late_says_what_was_at_first(study):
    """By hand: India less Pakistan in US arms was -58.6 a year in 1993-2005 and -140 in 2006-2013, before it led."""
    given = {code: arms.deliveries(code, supplier="USA") for code in ("IND", "PAK")}
    lead = given["IND"] - given["PAK"]
    before, first, last = (lead.loc[a:b].mean() for a, b in ((1993, 2005), (2006, 2013), (2014, 2021)))
    assert first < before < last
    said = decide("U4", study).part("arms").headline
    assert said.endswith("a year (2006–2021), but −140 in the first half of these years (2006–2013)")
    assert round(first) == -140
    assert "first half" not in decide("U3", study).sentence, "aid rose at once"


def test_what_no_table_holds_leaves_a_claim_in_part_and_is_named(study):
    for claim, told in (
        ("H5", "Saudi backing, and covert support"),
        ("A2", "what the two gave or did together on Afghanistan"),
    ):
        found = decide(claim, study)
        assert all(part.holds for part in found.parts if part.decides)
        assert found.verdict == "in part" and found.sentence.endswith(f" Not tested: {told}.")
        assert found.holding == "all that is tested"


def test_a_difference_below_what_counts_is_no_change_not_the_opposite(study):
    assert "No change that counts: trade (moved by less than one point:" in decide("U4", study).sentence


def test_another_measure_is_told_by_the_label_of_the_part(study):
    assert decide("H3", study).flips.startswith("With identical votes, not corrected for chance: votes rose from")


def test_a_journey_has_its_first_and_last_day():
    def told(date, end_date):
        return documents.when({"date": date, "end_date": end_date})

    assert told("1968-04-17", "1968-04-21") == "17 to 21 April 1968"
    assert told("2017-11-30", "2017-12-01") == "30 November to 1 December 2017"
    assert told("2019-12-30", "2020-01-02") == "30 December 2019 to 2 January 2020"
    assert told("2015-07", "") == told("2015-07", float("nan")) == "July 2015"


def test_the_visit_of_2022_names_the_journeys_in_between():
    """PM Gilani in St Petersburg, Sharif in Ufa, Abbasi in Sochi, where he met Medvedev: told with their dates, refuting nothing."""
    found = decide("H7", Study())
    rows = load("events").set_index("event_id")["description"]
    for event, words, when in (
        ("E154", ("Gilani", "St Petersburg"), "7 November 2011"),
        ("E155", ("Sharif", "Ufa"), "10 July 2015"),
        ("E161", ("Abbasi", "Sochi", "Medvedev"), "30 November to 1 December 2017"),
    ):
        assert all(word in rows[event] and word in found.caveat for word in words) and f"({when})" in found.caveat
        assert when in {row["when"] for row in found.beside}
    assert "{" not in found.caveat


def test_an_interval_says_what_it_is_of(study):
    """Only an estimate has one: the multiple of what trade could be expected to be."""
    part = decide("C3", study).part("trade")
    low, high = (wording.number(one) for one in (part.reading.low, part.reading.high))
    assert (
        f"(95 per cent interval of this multiple: {low} to {high}, as years differ and what is expected is an estimate)"
        in part.headline
    )


def test_the_card_of_a_first_visit_says_which_visits_count(study):
    assert "Bilateral visits of prime ministers" in decide("H7", study).sentence
