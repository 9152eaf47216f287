"""The four answers of a part: happened, beyond drift, special, documented; each from its own evidence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims import documents, drift, evidence, happened, rules, scales, special
from analysis.claims.decide import decide
from analysis.claims.kind import change, material
from analysis.claims.kinds import KINDS
from analysis.claims.spec import Spec
from analysis.claims.spec import Test as Kind
from analysis.errors import NotCovered
from analysis.study import Study
from analysis.tables import load

YEARS = range(1990, 2020)
LEVELS = st.floats(0.5, 1e4)


def series(values, unit="million constant 2020 US$", first=1990):
    found = pd.Series(np.asarray(values, dtype=float), index=pd.RangeIndex(first, first + len(values), name="year"))
    found.attrs["unit"] = unit
    return found


def spec(**given):
    return Spec(
        **({"test": "shift", "table": "us_aid", "year": 2005, "span": (1990, 2019), "direction": "down"} | given)
    )


# ---------------------------------------------------------------------------------------------- happened


@given(st.lists(LEVELS, min_size=15, max_size=15))
def test_a_total_stop_is_a_fall(before):
    """The old test could not say "fell" when every value after the year was nought."""
    stopped = series([*before, *[0.0] * 15])
    sides = [evidence.level(stopped, 1990, 2004), evidence.level(stopped, 2005, 2019)]
    assert change(spec(), stopped, *sides, n=30).sign == "for"
    assert change(spec(direction="up"), stopped, *sides, n=30).sign == "against"


@pytest.mark.parametrize(
    ("old", "new", "unit", "sign"),
    [
        (100.0, 91.0, "million TIV", "none"), (100.0, 89.0, "million TIV", "for"), (100.0, 111.0, "million TIV", "against"),
        (50.0, 49.1, "per cent", "none"), (50.0, 48.9, "per cent", "for"), (0.0, 0.0, "cases", "none"),
        (0.5, 0.46, "Cohen's kappa", "none"), (0.5, 0.44, "Cohen's kappa", "for"),
    ],
)  # fmt: skip
def test_what_is_too_small_is_no_change(old, new, unit, sign):
    values = series([old] * 15 + [new] * 15, unit)
    assert change(spec(), values, (old, (1990, 2004)), (new, (2005, 2019)), n=30).sign == sign
    assert material("percentage points", 80.0) == material("per cent", 80.0) == 1.0


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (["for"] * 10, "yes"), (["for"] * 9 + ["none"], "yes"), (["for"] * 8 + ["none"] * 2, "mostly"),
        (["for"] * 6 + ["none"] * 4, "depends"), (["against"] * 8 + ["for"] * 2, "no"), (["against"] * 7 + ["for"] * 3, "depends"),
        (["against"] * 5 + ["none"] * 5, "no"), (["none"] * 8 + ["for"] * 2, "no change"), (["none"] + ["for"] * 4, "depends"),
    ],
)  # fmt: skip
def test_the_choices_decide(signs, expected):
    assert happened.answer_of(signs) == expected


def test_the_choice_that_turns_it_is_named_and_the_nearest_differs_least(study):
    found = decide("U1", study).part("aid_after_2011").answers.happened
    assert found.answer == "mostly" and found.turning in ("economic aid alone", "the years 2002–2018")
    own = found.choices[0].choice
    assert sum(found.nearest.choice[axis] != value for axis, value in own.items()) == 1


def test_shares_are_pooled_over_their_years_as_publishers_count(study):
    rows = load("us_aid").query("2012 <= fiscal_year <= 2020")
    by_hand = 100 * rows.loc[rows["recipient"] == "PAK", "current_usd"].sum() / rows["current_usd"].sum()
    assert decide("U1", study).part("aid_after_2011").reading.after == pytest.approx(by_hand)
    arms = load("arms_deliveries").query("recipient == 'PAK' and 2014 <= year <= 2021")
    share = 100 * arms.loc[arms["supplier"] == "RUS", "tiv"].sum() / arms["tiv"].sum()
    assert decide("B1", study).part("arms").reading.after == pytest.approx(share)


def test_one_fact_has_one_number_on_all_pages(study):
    from analysis import answer

    arms = {row.name: row for row in answer(study).domains}["arms"].after
    assert decide("C3", study).part("arms").reading.value == pytest.approx(arms)
    assert decide("B1", study).part("arms").reading.after == pytest.approx(arms)


def test_a_level_needs_three_years_and_says_so():
    with pytest.raises(NotCovered, match=r"^2 years with data in 2018–2030; a level needs 3"):
        evidence.level(series([1.0] * 30), 2018, 2030)
    with pytest.raises(NotCovered, match="outside the chosen ones"):
        evidence.level(series([1.0] * 30), 2018, 1990)


def test_a_trend_reads_both_ends_of_its_span(study):
    found = decide("I2", study).part("partner_share").reading
    arms = load("arms_deliveries").query("recipient == 'IND'")
    pooled = [100 * part.loc[part["supplier"] == "RUS", "tiv"].sum() / part["tiv"].sum()
              for part in (arms.query("2000 <= year <= 2004"), arms.query("2017 <= year <= 2021"))]  # fmt: skip
    assert (found.before, found.after) == pytest.approx(tuple(pooled))


# ---------------------------------------------------------------------------------------------- beyond drift


@given(st.lists(st.floats(0.01, 99.0), min_size=12, max_size=12), st.sampled_from(["per cent", "million TIV", "cases"]))
def test_a_scale_leads_back(values, unit):
    scale = scales.scale_of(series(values, unit))
    assert np.allclose(scale.back(scale.to(np.array(values))), values)


def test_each_unit_has_its_scale():
    names = [
        scales.scale_of(series([1.0, 0.0, 3.0], unit)).name
        for unit in ("per cent", "million TIV", "visits a year", "Cohen's kappa")
    ]
    assert names == ["logit", "log", "square root", "as it is"]
    assert scales.scale_of(series([-1.0, 2.0])).name == "as it is"


def asked(values, monkeypatch, **given):
    monkeypatch.setattr(evidence, "series", lambda *_, **__: values)
    return drift.ask(spec(**given), Study())


def test_a_planted_change_is_found_in_its_direction(monkeypatch):
    noise = np.exp(np.random.default_rng(1).normal(0, 0.1, 30))
    fallen = series(np.r_[100 * noise[:15], 20 * noise[15:]])
    assert asked(fallen, monkeypatch).answer == "yes"
    assert asked(fallen, monkeypatch, direction="up").answer == "the other way"


def test_nothing_is_found_where_there_is_nothing_and_a_halving_would_have_been(monkeypatch):
    noise = np.exp(np.random.default_rng(2).normal(0, 0.1, 30))
    found = asked(series(100 * noise), monkeypatch)
    assert found.answer == "not found" and 50 < found.least < 100


def test_restless_years_cannot_tell_and_the_least_change_is_possible(monkeypatch):
    noise = np.exp(np.random.default_rng(3).normal(0, 2.0, 30))
    found = asked(series(100 * noise), monkeypatch)
    assert found.answer == "cannot tell" and found.least >= 0


def test_few_years_or_none_that_differ_are_not_asked(monkeypatch):
    assert "only 11 years" in asked(series([1.0, 2.0] * 5 + [1.0], first=2000), monkeypatch).words
    assert "do not differ" in asked(series([2.0] * 30), monkeypatch).words


def test_no_answer_of_the_default_case_claims_what_cannot_be(study):
    for claim in rules.all_claims():
        for part in decide(claim.id, study).parts:
            found = part.answers.drift
            if found is None or found.estimate is None or found.estimate.low is None:
                continue
            assert found.estimate.low < found.estimate.high, (claim.id, part.id)
            if found.least is not None and found.scale != "as it is":
                assert found.least > -0.4, (claim.id, part.id)


def test_the_data_choose_another_year_than_the_treaty(study):
    found = decide("H3", study).part("arms_1971").answers.dating
    assert found.answer == "another year" and found.found.year == 1962 and found.stated == 1971


# ---------------------------------------------------------------------------------------------- special


@pytest.mark.parametrize(
    ("claim", "part", "rank", "n", "answer"),
    [
        ("H2", "aid", 2, 67, "rare"), ("H5", "aid_surge", 2, 132, "large, not in proportion"),
        ("U1", "aid_after_cold_war", 3, 150, "large, not in proportion"), ("U3", "aid", 3, 183, "rare"),
        ("U3", "for_a_while", 5, 186, "large, not in proportion"), ("U1", "visits_after_2011", 2, 177, "large, not in proportion"),
        ("U3", "sanctions", 2, 80, "large, not in proportion"), ("I3", "trade", 4, 223, "rare"),
    ],
)  # fmt: skip
def test_the_american_changes_were_among_the_largest_in_the_world(claim, part, rank, n, answer, study):
    """Counted independently with the case's own roles among the countries; here they are left out."""
    found = decide(claim, study).part(part).answers.special
    assert (found.rank, found.n, found.answer) == (rank, n, answer)


@pytest.mark.parametrize(("part", "p_value"), [("arms", 0.40), ("trade", 0.87), ("votes", 0.62)])
def test_the_breakthrough_was_common_among_pairs(part, p_value, study):
    found = decide("B1", study).part(part).answers.special
    assert found.p_value == pytest.approx(p_value, abs=0.01) and found.answer == "common" and found.n > 1000


@pytest.mark.parametrize(
    ("p_value", "in_proportion", "word"),
    [
        (0.05, None, "rare"), (0.051, None, "fairly rare"), (0.10, None, "fairly rare"), (0.101, None, "common"),
        (0.01, 0.04, "rare"), (0.01, 0.08, "fairly rare"), (0.01, 0.2, "large, not in proportion"), (0.2, 0.01, "common"),
    ],
)  # fmt: skip
def test_how_rare_is_called_what(p_value, in_proportion, word):
    assert special.answer_of(p_value, in_proportion) == word


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (1203, "1,203rd")],
)
def test_ranks_in_words(number, word):
    assert special.ordinal(number) == word


def test_a_country_that_is_in_no_table_has_no_rank_and_a_reason():
    found = decide("B1", Study(partner="TWN")).part("trade").answers.special
    assert found is None or (found.answer == "no rank" and found.note)


# ---------------------------------------------------------------------------------------------- documented


AGAINST = ("H7", "journeys")  # which the chronology refutes as it stands
DOCUMENTS = [
    (claim.id, part.id)
    for claim in rules.all_claims()
    for part in claim.parts
    if part.test == Kind.DOCUMENTS and (claim.id, part.id) != AGAINST
]
REFUTING = {
    "multilateral": "Pakistan leaves SEATO", "agreement": "The treaty, the committee and the contract are cancelled and terminated",
    "arms": "Contract for tanks", "visit": "PM Gilani visits Moscow for talks", "energy": "Pipeline commissioned",
    "exercise": "Exercise at sea", "Afghanistan": "The country walks out, and breaks off the talks",
}  # fmt: skip


@pytest.mark.parametrize(("claim", "part"), DOCUMENTS)
def test_every_document_can_be_refuted(claim, part, study, monkeypatch):
    spec = rules.chosen(rules.part(claim, part), study)
    assert documents.ask(spec, study).answer == "yes"
    rule, table = spec.refuted_by, load("events")
    year, month = (rule.between[0] + "-01").split("-")[:2]
    row = table.head(1).assign(
        event_id="X1", date=f"{year}-{month}-28", year=int(year), category=rule.category, subtype="",
        description=REFUTING[rule.category], actors=";".join(study.code(actor) for actor in rule.actors),
    )  # fmt: skip
    monkeypatch.setattr(documents.chronology, "of", lambda _: pd.concat([table, row]))
    found = documents.ask(spec, study)
    assert found.answer == "no" and found.refuted and "against it stands what is dated" in found.words


def test_journeys_to_meetings_correct_the_first_visit_since_1999(study):
    """By hand: Aziz in Moscow 2005, Gilani in St Petersburg 2011, Sharif in Ufa 2015, Abbasi in Sochi 2017; no journey of a prime minister of Russia counts."""
    found = documents.ask(rules.chosen(rules.part(*AGAINST), study), study)
    assert (
        found.words == ": against it stands what is dated October 2005, 7 November 2011, 10 July 2015, 30 November 2017"
    )
    assert (
        decide("H7", study).verdict == "with a correction"
        and decide("H7", study).correction in decide("H7", study).sentence
    )


def test_a_document_that_is_missing_is_not_documented(study, monkeypatch):
    spec = rules.chosen(rules.part("B1", "milestones"), study)
    monkeypatch.setattr(documents.chronology, "of", lambda _: load("events").query("event_id != 'E089'"))
    found = documents.ask(spec, study)
    assert (found.answer, found.found, found.listed) == ("no", 2, 3)


def test_documents_outside_the_chosen_years_decide_nothing():
    found = decide("H7", Study(first_year=1950, last_year=1990, turning_point=1971))
    assert (found.verdict, found.reason) == ("not covered", "no data") and "outside the chosen years" in found.sentence


@pytest.mark.parametrize(("claim", "years"), [("H7", {"first_year": 2000}), ("A1", {"last_year": 2012})])
def test_documents_of_which_some_lie_outside_the_chosen_years_are_not_called_refuted(claim, years):
    rule = next(one for one in rules.claim(claim).parts if one.test == Kind.DOCUMENTS)
    found = decide(claim, Study(turning_point=2008, **years)).part(rule.id)
    assert found.reason == "no data" and "outside the chosen years" in found.sentence


def test_an_act_vouches_only_for_the_countries_that_it_is_about(study):
    spec = rules.chosen(rules.part("U1", "aid_after_cold_war"), study)
    assert documents.acted("E045", spec, study)
    egypt = Study(country="EGY", rival="ISR")
    assert not documents.acted("E045", rules.chosen(rules.part("U1", "aid_after_cold_war"), egypt), egypt)


def test_the_chronologys_own_count_is_a_lower_bound(study):
    found = decide("C2", study).part("exercises").answers.documented
    assert found.lower_bound and found.answer == "yes" and (found.found, found.listed) == (5, 6)


@pytest.mark.parametrize(
    ("date", "words"), [("2014-06-02", "2 June 2014"), ("2014-11", "November 2014"), ("2014", "2014")]
)
def test_dates_of_the_chronology_are_read_as_precise_as_they_are(date, words):
    assert documents.in_words(date) == words


def test_every_kind_that_is_asked_for_drift_can_answer(study):
    for claim in rules.all_claims():
        for part in claim.parts:
            if "drift" in part.asks:
                assert KINDS[part.test].rank or part.test == Kind.LEAD_LAG, (claim.id, part.id)
