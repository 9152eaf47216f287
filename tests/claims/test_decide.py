"""Findings in their exact meanings, for the default case and for others."""

import pytest
from once import decide

from analysis.claims import drift, rules, signposts
from analysis.claims.finding import CSS, ICONS, card
from analysis.claims.needs import REASONS, Status
from analysis.claims.spec import Verdict
from analysis.errors import ParameterError
from analysis.measures import aid, measure
from analysis.report import index
from analysis.study import Study
from analysis.tables import load

DECIDED = set(Verdict) - {Verdict.DEPENDS, Verdict.UNKNOWN, Verdict.NOT_COVERED}


def test_an_unknown_claim_is_refused(study):
    with pytest.raises(ParameterError, match="there is no claim 'X1'; give one of H1"):
        decide("X1", study)


@pytest.mark.parametrize("claim", [claim.id for claim in rules.all_claims()])
def test_every_finding_of_the_default_case_is_complete(claim, study):
    found = decide(claim, study)
    assert found.verdict != Verdict.NOT_COVERED and found.reason is None
    assert found.certainty in ("high", "medium", "low") and set(found.reasons) <= set(REASONS)
    assert any(letter.isdigit() for letter in found.sentence), "a verdict has a number"
    for text in (found.sentence, found.correction, found.flips, found.motive, *(part.sentence for part in found.parts)):
        assert "{" not in text and "by 0 " not in text and "nan" not in text.split()
    assert len(str(found).splitlines()) <= 1 + len(found.parts), "a finding prints in one screen"
    assert f"</span> {found.verdict}</span>" in card(found) and all(one in card(found) for one in found.badges)


def test_most_claims_are_decided(study):
    found = [decide(claim.id, study).verdict for claim in rules.all_claims()]
    assert sum(one in DECIDED for one in found) >= 24


def test_no_verdict_without_colour_and_icon():
    assert set(ICONS) == set(CSS) == set(Verdict)


def test_numbers_of_a_finding_can_be_recomputed(study):
    """Pakistan's aid before and after 2002, straight from the table."""
    amounts = aid.obligations(load("us_aid"), "PAK")
    found = decide("U3", study).part("aid").reading
    assert found.before == pytest.approx(amounts.loc[1991:2001].mean())
    assert found.after == pytest.approx(amounts.loc[2002:2010].mean())


def test_a_motive_is_named_and_not_tested(study):
    found = decide("I5", study)
    assert found.motive and "motive not tested" in found.reasons and found.certainty != "high"
    assert "Why: not tested" in card(found)


def test_a_claim_of_another_cases_history_is_not_asked_and_says_so():
    turkey = Study(country="TUR", rival="GRC")
    assert not {"U5", "H1", "C1"} & {claim.id for claim in rules.all_claims(turkey)}
    with pytest.raises(ParameterError, match="U5 belongs to the history of another case; give one of U1"):
        decide("U5", turkey)


def test_a_claim_of_the_history_that_names_a_role_is_asked_of_that_country_only():
    """With another rival the claims about India are left out; those about the pair stay."""
    asked = {claim.id for claim in rules.all_claims(Study(rival="IRN"))}
    assert not {"H3", "H4"} & asked and {"H6", "H7", "C1", "E4"} <= asked
    assert "Israel" not in decide("I2", Study(rival="IRN")).statement


def test_what_the_licence_leaves_out_is_not_covered_with_the_reason():
    found = decide("U6", Study(country="TUR", rival="GRC"))
    assert (found.verdict, found.reason) == ("not covered", "licence")
    assert "your own copy of SIPRI's yearly figures" in found.parts[0].sentence


def test_another_country_keeps_what_its_tables_reach():
    found = decide("U1", Study(country="TUR", rival="GRC"))
    statuses = {one.id: one.status for one in found.parts}
    assert statuses["arms_after_2011"] == Status.NO_DATA and statuses["aid_after_2011"] != Status.NO_DATA
    assert found.covered == (4, 6) and "Türkiye" in found.statement
    assert "Pakistan" not in found.part("aid_after_2011").sentence


def test_us_tables_say_nothing_about_another_patron():
    found = decide("U4", Study(country="TUR", rival="GRC", patron="GBR"))
    assert found.part("visits").reason == "no data"
    assert "ties of the United States only" in found.part("visits").sentence


def test_a_part_on_aid_asks_the_table_that_has_the_patrons_own():
    uk, china = (decide("U1", Study(patron=code)).part("aid_after_2011") for code in ("GBR", "CHN"))
    gross = load("oda_by_donor").query("donor == 'GBR' and recipient == 'PAK'").set_index("year")["oda_gross"]
    levels = (uk.reading.before, uk.reading.after)
    assert levels == pytest.approx((gross.loc[2009:2011].mean(), gross.loc[2012:2020].mean()))
    assert uk.tables == ("oda_by_donor",) and uk.answers.special.n > 100
    assert "constant 2022 US$" in uk.sentence and "commitments of aid and credit" in china.sentence
    assert "none from Saudi Arabia" in decide("U1", Study(patron="SAU")).part("aid_after_2011").sentence


def test_years_that_no_donors_table_reaches_stay_with_the_united_states():
    part = decide("U1", Study(patron="GBR")).part("aid_after_cold_war")
    assert part.reason == "no data" and "ties of the United States only" in part.sentence
    assert decide("U1", Study()).part("aid_after_2011").tables == ("us_aid",)


def test_fewer_years_change_the_reading():
    short = decide("U1", Study(first_year=2004)).part("aid_after_2011").reading
    assert short.years == (2004, 2020)


def test_what_a_history_adds_to_a_claim_is_not_asked_elsewhere():
    found = decide("B1", Study(country="TUR", rival="GRC"))
    assert [part.id for part in found.parts] == ["arms", "trade", "votes"] and "embargo" not in found.statement
    assert found.part("votes").reason is None and "Pakistan" not in found.part("votes").sentence
    assert not found.documents


def test_the_milestones_of_2014_are_those_of_no_other_turning_point():
    found = decide("B1", Study(turning_point=2011))
    assert found.statement == "2011 was the breakthrough in relations of Pakistan and Russia."
    assert "milestone" not in found.why and not {"E087", "E089", "E092"} & {one["event_id"] for one in found.documents}
    assert [one.id for one in found.parts] == ["arms", "trade", "votes", "exercises"]
    assert "2011–2018" in found.part("exercises").subject and found.verdict == "in part"
    assert found.part("exercises").headline.endswith(" less the eight years before: at least 5 more (the limit is 4)")


@pytest.mark.parametrize(
    "roles", [("TUR", "RUS", "GRC", "USA"), ("ETH", "CHN", "ERI", "USA"), ("CUB", "RUS", "USA", "CHN")]
)
def test_no_fact_of_the_articles_case_is_in_what_is_said_of_another(roles):
    study = Study(**dict(zip(("country", "partner", "rival", "patron"), roles, strict=True)))
    said = [one["statement"] for theme in index.board(study, []).values() for one in theme["claims"]]
    for rule in rules.all_claims(study):
        found = decide(rule.id, study)
        said += [found.question, found.why, found.caveat, found.motive, *(part.subject for part in found.parts)]
        assert not (*found.documents, *found.beside, *found.later)
    text = " ".join(said)
    assert not [
        one for one in ("Pakistan", "India", "Kabul", "Afghan", "Karachi", "Ukraine crisis", "Israel") if one in text
    ]
    assert study.partner == "RUS" or "Moscow" not in text


@pytest.mark.parametrize(
    "years", [{"first_year": 2015, "turning_point": 2019}, {"last_year": 1970, "turning_point": 1965}]
)
def test_years_that_leave_a_part_nothing_are_no_data_never_undecided(years):
    for claim in rules.all_claims():
        for part in decide(claim.id, Study(**years)).parts:
            assert (part.status == Status.NO_DATA) == (part.reason is not None), (claim.id, part.id)
            assert part.reason is None or "no data" in part.sentence


def test_candidate_years_repeat_the_stated_one(study):
    found = {(one.part, one.year): one for one in drift.by_year("B1", study, around=2)}
    assert {year for _, year in found} == {2012, 2013, 2014, 2015, 2016}
    stated = decide("B1", study).part("votes").answers.drift
    assert found["votes", 2014].found.estimate.value == pytest.approx(stated.estimate.value)


def test_trade_is_held_against_the_gravity_expectation(study):
    """Pakistan and Russia traded less than half of what size, distance, borders and language let expect, 2000-13."""
    found = decide("H6", study).part("trade").reading
    assert found.high < 1 and found.unit == "actual over expected"


def test_a_claim_about_a_pair_does_not_hold_without_its_part_about_the_pair():
    """India bought more US arms; what China delivered to Sri Lanka is in no table."""
    found = decide("I5", Study(country="LKA", partner="CHN"))
    assert (found.verdict, found.covered, found.holding) == ("in part", (1, 2), "1 of 2")
    assert found.sentence.endswith("Not known: China's arms for Sri Lanka (in no table that we may use).")


def test_a_rival_that_took_nothing_is_not_the_largest_customer():
    """All deliveries to India are known, and none came from China; Pakistan's place among those who took some is not."""
    found = decide("I1", Study(country="LKA", partner="CHN"))
    assert found.verdict == "it does not hold" and found.tables == ("arms_deliveries",)
    assert (
        found.sentence == "India's rank among the recipients of China's arms, five years to 2021: no delivery (not so)."
    )
    assert decide("I1", Study(country="LKA", partner="CHN", rival="PAK")).reason == "licence"
    assert decide("I1", Study(country="LKA", partner="CHN", rival="JPN")).reason == "licence"


def test_every_listed_event_is_shown_with_a_source(study):
    for claim in rules.all_claims():
        found = decide(claim.id, study)
        assert all(row["source_url"].startswith("http") for row in (*found.documents, *found.beside, *found.later))


def test_a_signpost_says_what_to_watch_for_and_is_resolved_when_the_data_arrive(study, monkeypatch):
    one = next(one for one in signposts.all_signposts() if one.id == "aid_2025")
    assert signposts.told(one, study).startswith("Watch for ForeignAssistance.gov")
    table = load("us_aid_totals")
    later = table[table["fiscal_year"] == 2024].assign(fiscal_year=2025)
    import pandas as pd

    monkeypatch.setattr(signposts.tables, "load", lambda _: pd.concat([table, later]))
    told = signposts.told(one, study)
    assert "was the signpost; it came to" in told and "changes nothing" in told


def test_signposts_name_claims_and_lie_beyond_the_data(study):
    known = {claim.id for claim in rules.all_claims()}
    for one in signposts.all_signposts():
        assert set(one.claims) <= known and (one.above is None) != (one.below is None)
        measure(one.measure)
    assert decide("U1", study).signposts and not decide("U1", Study(country="TUR", rival="GRC")).signposts


def test_in_part_says_how_much_holds_and_that_nothing_holds_whole():
    """Turkey's US ties fell, within their usual swing: less than the claim needs, and more than nothing."""
    found, own = decide("U1", Study(country="TUR", rival="GRC")), decide("U1", Study())
    assert found.verdict == own.verdict == "in part"
    assert not any(part.holds for part in found.parts if part.mark == "core")
    assert found.holding == f"none of {found.covered[0]} whole"
    assert own.holding == f"{sum(part.holds for part in own.parts if part.mark == 'core')} of {own.covered[0]}"


def test_years_after_the_article_are_held_against_as_many_before_them():
    """Exercises in 2024 and 2025; in the four years before 2022 there were three, 2018, 2020 and 2021."""
    (part,) = (one for one in decide("B1", Study()).parts if one.id == "exercises")
    assert part.outlook == "In the 4 years to 2025: 1 fewer documented years than in the years before."


def test_a_year_that_the_subject_names_is_not_said_again():
    (first,) = (one for one in decide("H4", Study()).parts if one.id == "first_arms")
    assert first.headline == "Chinese arms delivered to Pakistan in the ten years to 1972: 2,084 million TIV"
    (other,) = (one for one in decide("A2", Study()).parts if one.id == "refugees")
    assert other.headline.endswith("in 2022"), "this subject names none"


def test_spans_with_the_same_years_of_data_are_one_way_to_do_the_sum():
    (part,) = (one for one in decide("E1", Study()).parts if one.id == "asia_crude")
    spans = [one.choice["years"] for one in part.answers.happened.choices if one.choice["measure"] == "as chosen"]
    assert spans == ["2014–2021", "2014–2020"], "the table begins in 2015, so 2015–2021 is no third one"


def test_sanctions_are_counted_since_the_cold_war_as_the_article_does():
    found = decide("U2", Study()).parts[0]
    assert found.headline.endswith("6, number 3 of 66 (first are Colombia and Venezuela with 7), 1992–2021")
    everyone = {
        one.choice["years"]: one.reading.words
        for one in found.answers.happened.choices
        if one.choice["measure"] == "as chosen"
    }
    assert "11, number 1 of 71 (as many as Guatemala with 11)" in everyone["1949–2021"]


def test_opinion_is_held_against_the_years_before_2006_too():
    (part,) = (one for one in decide("U5", Study()).parts if one.id == "opinion")
    (step,) = (one for one in part.answers.happened.choices if one.choice["measure"] == "a step in 2006, not a trend")
    assert step.reading.words == "moved by less than one point: 16.9 (2002–2005), 16.5 per cent (2006–2015)"
