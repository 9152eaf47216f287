"""Verdicts in the exact meanings, for the default case and for others."""

import hashlib
import json

import pytest

from analysis.claims import candidates, documents, evidence, rules
from analysis.claims.decide import decide
from analysis.claims.finding import PartFinding
from analysis.claims.verdicts import combine, sign, verdict_of
from analysis.errors import ParameterError
from analysis.inference import specifications as curve
from analysis.inference.estimate import Estimate, no_estimate
from analysis.study import Study


def estimate(low, high):
    return Estimate((low + high) / 2, low, high, 0.5, "units", 20, (2000, 2019), "by hand")


def part(part_id, verdict):
    return PartFinding(part_id, part_id, part_id, verdict, "", no_estimate("by hand"), ())


@pytest.mark.parametrize(
    ("interval", "direction", "threshold", "expected"),
    [
        ((1, 2), "up", 0, "for"), ((1, 2), "down", 0, "against"), ((-1, 2), "up", 0, "open"), ((-2, -1), "down", 0, "for"),
        ((1, 2), "up", 1.5, "open"), ((1, 2), "up", 3, "against"), ((1, 2), "down", 3, "for"),
    ],
)  # fmt: skip
def test_an_interval_speaks_for_against_or_stays_open(interval, direction, threshold, expected):
    assert sign(estimate(*interval), {"test": "shift", "direction": direction, "threshold": threshold}) == expected


def count(value):
    return Estimate(value, None, None, None, "rank", 1, (2021, 2021), "complete count")


@pytest.mark.parametrize(
    ("spec", "value", "expected"),
    [
        ({"test": "at", "direction": "down", "threshold": 1}, 1, "for"),
        ({"test": "at", "direction": "down", "threshold": 1}, 2, "against"),
        ({"test": "at", "direction": "up", "threshold": 0}, 0, "against"),
        ({"test": "first"}, 0, "open"), ({"test": "first"}, 3, "for"), ({"test": "first"}, -1, "against"),
        ({"test": "majority", "direction": "down"}, 50, "open"), ({"test": "majority", "direction": "down"}, 60, "for"),
    ],
)  # fmt: skip
def test_complete_counts_are_held_against_their_threshold(spec, value, expected):
    assert sign(count(value), spec) == expected


def test_the_order_of_two_series_needs_its_p_value():
    forward = Estimate(0.7, None, None, 0.01, "correlation", 20, (2000, 2019), "by hand", reverse_p=0.5)
    reverse = Estimate(0.2, None, None, 0.5, "correlation", 20, (2000, 2019), "by hand", reverse_p=0.01)
    assert [sign(e, {"test": "lead_lag"}) for e in (forward, reverse)] == ["for", "against"]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (["for"] * 10, "supported"), (["for"] * 8 + ["open"] * 2, "supported"), (["for"] * 7 + ["open"] * 3, "partly"),
        (["against"] * 9 + ["open"], "contradicted"), (["against"] + ["open"] * 9, "undecided"), (["open"] * 9 + ["for"], "undecided"),
    ],
)  # fmt: skip
def test_eighty_per_cent_of_the_specifications_decide(signs, expected):
    assert verdict_of(signs)[0] == expected


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (["supported", "supported"], "supported"), (["supported", "undecided"], "partly"), (["partly", "contradicted"], "partly"),
        (["contradicted", "contradicted", "undecided"], "contradicted"), (["contradicted", "undecided"], "undecided"),
        (["undecided", "undecided"], "undecided"), (["supported", "not covered"], "supported"), (["not covered"], "not covered"),
    ],
)  # fmt: skip
def test_parts_combine_as_written_in_the_rules(verdicts, expected):
    assert combine(tuple(part(str(i), verdict) for i, verdict in enumerate(verdicts)), decisive=set()) == expected


def test_a_refuted_decisive_part_contradicts_the_claim():
    parts = (part("a", "supported"), part("b", "contradicted"))
    assert combine(parts, decisive={"b"}) == "contradicted"
    assert combine(parts, decisive=set()) == "partly"


def test_there_are_thirty_claims_each_with_a_rule():
    claims = rules.all_claims()
    assert len(claims) == len({rule["id"] for rule in claims}) == 30
    for rule in claims:
        assert rule["statement"] and rule["question"] and rule["contradicted_if"] and rule["part"]
        for one in rule["part"]:
            assert one["test"] in (*curve.TESTS, *evidence.TESTS)
            assert one["test"] == "documents" or one["measure"]
            assert one["label"] and one["subject"]


def test_the_chosen_specification_comes_first_and_every_combination_follows(study):
    one = next(p for p in rules.claim("U1")["part"] if p["id"] == "aid_after_2011")
    specs = rules.specifications(one, study)
    assert len(specs) == 5 * 3 * 4
    assert (specs[0]["year"], specs[0]["span"], specs[0]["measure"]) == (2012, (2002, 2020), "aid.share")
    assert len({str(spec) for spec in specs}) == len(specs)


def test_claims_of_the_written_chapters_have_their_measures(root):
    written = {path.stem for path in (root / "notebooks").glob("*.ipynb")}
    names = {
        p["measure"]
        for rule in rules.all_claims()
        if rule["chapter"] in written
        for p in rule["part"]
        if "measure" in p
    }
    assert len(names) > 10 and all(callable(evidence.measure(name)) for name in names)


def test_intervals_widen_with_the_number_of_parts():
    assert rules.level(rules.claim("H4")) == pytest.approx(1 - 0.05 / 2)
    assert rules.level(rules.claim("U1")) == pytest.approx(1 - 0.05 / 6)
    assert rules.level(rules.claim("C1")) == 0.95


def test_an_unknown_claim_is_refused(study):
    with pytest.raises(ParameterError, match="there is no claim 'X1'; give one of H1"):
        decide("X1", study)


@pytest.mark.parametrize("claim", [rule["id"] for rule in rules.all_claims()])
def test_every_finding_of_the_default_case_is_complete(claim, study):
    found = decide(claim, study).to_dict()
    assert found["verdict"] in ("supported", "partly", "contradicted", "undecided")
    assert found["estimate"]["value"] is not None and found["method"] and found["n"] and found["tables"]
    assert found["provisional"] is False and found["reason"] is None
    assert found["page"].endswith(".html") and found["anchor"] == claim.lower()
    for one in found["parts"]:
        assert "{" not in one["sentence"] and one["robustness"]["specifications"] >= 1


def test_numbers_of_a_finding_can_be_recomputed(study):
    """The mean of Pakistan's share of US aid before 2012, straight from the table."""
    from analysis.measures import aid
    from analysis.tables import load

    share = aid.share(load("us_aid"), "PAK")
    found = decide("U1", study).part("aid_after_2011").estimate
    assert found.base == pytest.approx(share.loc[2002:2011].mean())
    assert found.base + found.value == pytest.approx(share.loc[2012:2020].mean())


def test_a_claim_about_another_case_is_not_covered_and_says_so():
    found = decide("U5", Study(country="TUR", rival="GRC"))
    assert (found.verdict, found.reason) == ("not covered", "only about another case")
    assert found.sentence == "Not covered: the claim is about Pakistan as the country only."


def test_what_the_licence_leaves_out_is_not_covered_with_the_reason():
    found = decide("U6", Study(country="TUR", rival="GRC"))
    assert (found.verdict, found.reason) == ("not covered", "licence")
    assert "your own copy of SIPRI's yearly figures" in found.parts[0].sentence


def test_another_country_keeps_what_its_tables_reach():
    found = decide("U1", Study(country="TUR", rival="GRC"))
    verdicts = {one.id: one.verdict for one in found.parts}
    assert verdicts["arms_after_2011"] == "not covered" and verdicts["aid_after_2011"] != "not covered"
    assert "Türkiye" in found.statement and "Pakistan" not in found.part("aid_after_2011").sentence


def test_us_tables_say_nothing_about_another_patron():
    found = decide("U4", Study(country="TUR", rival="GRC", patron="GBR"))
    assert found.part("visits").reason == "no data"
    assert "ties of the United States only" in found.part("visits").sentence


def test_fewer_years_change_the_estimate():
    short = decide("U1", Study(first_year=2004)).part("aid_after_2011").estimate
    assert short.years == (2004, 2020)


def documented(found, listed):
    return Estimate(found, None, None, None, "events", listed, (2014, 2014), "dated events")


@pytest.mark.parametrize(("found", "expected"), [(3, "for"), (2, "open"), (-1, "against")])
def test_documents_need_every_event_and_fall_with_one_that_refutes(found, expected):
    assert sign(documented(found, 3), {"test": "documents"}) == expected


def test_a_change_that_many_pairs_share_is_not_special():
    assert verdict_of(["for"] * 10, special=False)[0] == "partly"
    assert verdict_of(["open"] * 10, special=False)[0] == "undecided"


def test_another_prime_ministers_visit_would_refute_the_first_since_1999(study, monkeypatch):
    from analysis.tables import load

    rule = rules.part("H7", "visit")
    assert documents.refuting(rule, study).empty
    row = load("events").query("event_id == 'E135'").assign(
        event_id="X1", date="2010-05-01", year=2010, description="PM Gilani visits Moscow for talks"
    )  # fmt: skip
    import pandas as pd

    monkeypatch.setattr(documents, "load", lambda _: pd.concat([load("events"), row]))
    assert list(documents.refuting(rule, study)["event_id"]) == ["X1"]
    assert documents.estimate(rule, study, 0.95).value == -1


@pytest.mark.parametrize(
    ("date", "words"), [("2014-06-02", "2 June 2014"), ("2014-11", "November 2014"), ("2014", "2014")]
)
def test_dates_of_the_chronology_are_read_as_precise_as_they_are(date, words):
    assert documents.in_words(date) == words


def test_every_listed_event_is_in_the_chronology_with_a_source(root):
    for rule in rules.all_claims():
        ids = [event for one in rule["part"] for event in one.get("confirmed_by", [])] + rule.get("after", [])
        listed = documents.listed(ids)
        assert {row["event_id"] for row in listed} == set(ids), rule["id"]
        assert all(row["source_url"].startswith("http") for row in listed)


def test_the_breakthrough_is_ranked_among_other_pairs_and_years(study):
    found = decide("B1", study)
    for one in ("arms", "trade", "votes"):
        rare = found.part(one).placebo
        assert rare is not None and 0 < rare.p_value <= 1 and rare.n > 1000 and 0 < rare.year_p <= 1
    assert found.to_dict()["placebo"]["n"] == found.part("arms").placebo.n


def test_candidate_years_repeat_the_stated_one(study):
    found = {(one.part, one.year): one for one in candidates.by_year("B1", study, around=2)}
    assert {year for _, year in found} == {2012, 2013, 2014, 2015, 2016}
    stated = decide("B1", study).part("votes").estimate
    assert found["votes", 2014].estimate.value == pytest.approx(stated.value)


def test_choices_name_what_they_change(study):
    specs = rules.specifications(rules.part("U1", "aid_after_2011"), study)
    assert specs[0]["choice"] == {"year": "2012", "span": "2002–2020", "measure": "as chosen"}
    assert {spec["choice"]["measure"] for spec in specs} == {
        "as chosen", "obligations", "category military", "category economic",
    }  # fmt: skip
    later = rules.specifications(rules.part("I2", "partner_share"), study)
    assert "shift, at 2012" in {spec["choice"]["measure"] for spec in later}


def test_a_part_bound_to_a_case_is_left_aside_elsewhere():
    found = decide("B1", Study(country="TUR", rival="GRC"))
    assert found.part("milestones").reason == "only about another case"
    assert found.part("votes").reason is None and "Pakistan" not in found.part("votes").sentence
    assert not found.documents


def test_what_an_undecided_part_points_to_is_told(study):
    found = decide("U3", study)
    assert found.part("aid").leans == "as claimed" and "points as claimed" in found.sentence.lower()


def test_trade_is_held_against_the_gravity_expectation(study):
    """Pakistan and Russia traded less than half of what distance, size and region let expect, 2000-13."""
    found = decide("H6", study).part("trade")
    assert found.estimate.high < 1 and found.estimate.unit == "actual over expected"


PLAIN = {"id", "label", "subject", "table", "measure", "args", "minus", "test", "direction", "threshold", "grid", "bound",
         "decisive", "special", "ranked"}  # fmt: skip
OF_TEST = {
    "shift": {"year", "span"}, "segmented": {"year", "span", "quantity"}, "trend": {"span"}, "compare": {"span"},
    "gravity": {"span"}, "at": {"year"}, "first": {"span", "key"}, "majority": set(),
    "lead_lag": {"span", "follower", "max_lag", "minimum"}, "documents": {"confirmed_by", "refuted_by"},
}  # fmt: skip


def test_a_rule_holds_no_key_that_nobody_reads():
    """A mistyped key such as `treshold` would be ignored in silence."""
    for rule in rules.all_claims():
        for one in rule["part"]:
            assert set(one) <= PLAIN | OF_TEST[one["test"]], (
                rule["id"],
                one["id"],
                set(one) - PLAIN - OF_TEST[one["test"]],
            )
            axes = set(one.get("grid", {})) - {"offset", "variants"}
            assert axes <= OF_TEST[one["test"]], (rule["id"], one["id"], axes)


WORDS = {
    "label",
    "subject",
    "statement",
    "question",
    "why",
    "caveat",
    "contradicted_if",
    "after",
    "beside",
    "theme",
    "chapter",
}


def decisive(rule):
    plain = {key: value for key, value in rule.items() if key not in WORDS}
    return plain | {"part": [{key: value for key, value in one.items() if key not in WORDS} for one in rule["part"]]}


def test_the_methodology_log_knows_the_rules_as_they_stand(root):
    """Whoever changes what decides a claim must write an entry: the log names the fingerprint of the rules."""
    held = json.dumps([decisive(rule) for rule in rules.all_claims()] + [rules.settings()], sort_keys=True)
    fingerprint = hashlib.sha256(held.encode()).hexdigest()[:12]
    assert f"`{fingerprint}`" in (root / "CHANGELOG.md").read_text(), f"write an entry that names `{fingerprint}`"


def test_an_unknown_measure_is_named():
    with pytest.raises(ParameterError, match=r"there is no measure 'aid\.shares'"):
        evidence.measure("aid.shares")


def test_not_ranked_is_not_called_common(study):
    found = decide("B1", Study(partner="CHN", turning_point=2012, last_year=2020))
    assert not any("not rare" in one.sentence for one in found.parts if one.placebo and not one.placebo.ranked)


def test_an_interval_of_shares_keeps_to_what_shares_can_be(study):
    low, high = decide("O2", study).part("arms").estimate.low, decide("O2", study).part("arms").estimate.high
    assert 75 < low < high <= 100
