"""The rules applied to countries that are no case: who is drawn, what is left out, what is counted."""

from importlib.resources import files

import no_case
import pandas as pd
import pytest
from calibration import TRIPLES
from no_case import Rolled

from analysis.claims import rules, special
from analysis.claims.decide import decide, roll_up
from analysis.claims.needs import Status
from analysis.claims.spec import Ask, Verdict
from analysis.inference import among
from analysis.study import Study

VERDICTS = [one.value for one in Verdict]


def published(name):
    return pd.read_csv(files("analysis.claims") / f"{name}.csv")


def test_triples_are_drawn_alike_each_time_and_none_is_of_the_case():
    drawn = no_case.triples(50)
    assert drawn == no_case.triples(50) and drawn[:5] == no_case.triples(5)
    assert all(len(set(one)) == 3 and not set(one) & Study().roles() for one in drawn)
    assert len(no_case.pool()) > 50 and len({one.country for one in drawn}) > 20


def test_a_stripped_claim_keeps_its_measures_and_nothing_of_its_own_countries():
    for claim in rules.all_claims():
        bare = no_case.stripped(claim)
        assert not any(part.act for part in bare.parts)
        assert not any(Ask.DOCUMENTED in part.asks for part in bare.parts)
        measured = [part.id for part in claim.parts if Ask.DOCUMENTED not in part.asks]
        assert [part.id for part in bare.parts] == ([] if claim.id == "E4" else measured), (
            "one pipeline is the same for all"
        )
    assert any(part.act for claim in rules.all_claims() for part in claim.parts), "the rules themselves are left alone"


@pytest.mark.slow
def test_the_roll_up_is_that_of_decide_where_nothing_is_bound_away():
    for claim_id in ("U1", "B1", "U4", "I5"):
        rule = rules.claim(claim_id)
        found, judged = roll_up(rule, Study())
        told = decide(claim_id, Study())
        assert found == told.verdict and [one.status for one in judged] == [part.status for part in told.parts]


def test_a_claim_of_a_history_can_be_rolled_up_for_others():
    study = Study(country="EGY", partner="FRA", rival="ISR")
    assert roll_up(no_case.stripped(rules.claim("U3")), study)[0] != Verdict.NOT_COVERED


def test_want_of_data_does_not_make_a_claim_look_seldom_true():
    """Egypt's energy: how much it imports is in no table, so the claim holds in part; among triples the known part counts."""
    study, rule = Study(country="EGY", partner="FRA", rival="ISR"), no_case.stripped(rules.claim("E2"))
    assert roll_up(rule, study)[0] == "in part" and no_case._rolled(rule, study).verdict == "it holds"


def test_a_lead_and_lag_without_data_is_not_covered():
    """Arms deliveries may be shipped for Pakistan and India only."""
    found = decide("I5", Study(country="EGY"))
    assert found.part("lead_lag").status == Status.NO_DATA and found.part("lead_lag").reason == "licence"


def test_every_triple_is_counted_once_for_each_claim():
    table = published("triples")
    assert table["claim"].tolist() == [claim.id for claim in rules.all_claims()]
    assert (table[VERDICTS].sum(axis=1) == table["triples"]).all() and set(table["triples"]) == {TRIPLES}


@pytest.mark.slow
def test_the_first_triple_is_in_the_published_counts():
    table = published("triples").set_index("claim")
    for one in no_case.verdicts(no_case.triples(1)[0]):
        assert table.loc[one.claim, one.verdict] >= 1, one.claim


def test_the_tally_adds_up_and_names_what_is_left_out(monkeypatch):
    """The licence is what every triple lacks; the case's own verdict stands beside."""
    monkeypatch.setattr(
        no_case, "verdicts", lambda triple: [Rolled(claim.id, "in part", 0) for claim in rules.all_claims()]
    )
    rolled = [[Rolled("C1", "not covered", 3)], [Rolled("C1", "it holds", 2)]]
    row = no_case.tally(rolled).set_index("claim").loc["C1"]
    assert (row["not covered"], row["it holds"], row["licence"], row["triples"]) == (1, 1, 2, 2)
    assert row["case"] == "in part"
    documents = no_case.tally(rolled).set_index("claim")["documents"]
    assert documents["H7"] == 1 and documents["U1"] == 0


def test_ranks_of_those_that_are_no_case_keep_the_limit():
    """A rank is uniform by construction: more than the limit would be a fault of the sum."""
    table = published("ranks")
    asked = [
        (claim.id, part.id)
        for claim in rules.all_claims()
        for part in claim.parts
        if part.among in ("countries", "pairs")
    ]
    assert list(zip(table["claim"], table["part"], strict=True)) == asked
    assert (table["rare"] <= rules.settings().rare + 1e-6).all()
    assert (table["fairly_rare"] <= rules.settings().fairly_rare + 1e-6).all()
    assert table["rare"].median() == pytest.approx(rules.settings().rare, abs=0.01)


def test_every_rank_is_recomputed():
    pd.testing.assert_frame_equal(no_case.ranks(), published("ranks"), check_dtype=False, atol=1e-6)


def test_one_rank_is_that_of_a_country_asked_for_alone():
    part = rules.part("U3", "sanctions")
    spec = rules.chosen(part, Study())
    panel, _ = special.panel_of(spec)
    roles = Study().roles()
    values = among.values(panel, spec.at, spec.years, roles=roles)
    every = pd.Series(no_case.p_values(values.to_numpy(), direction=spec.direction), index=values.index)
    for code in every.index[::60]:
        alone = special.ask(part, spec.model_copy(update={"args": spec.args | {"target": code}}), Study())
        assert alone.p_value == pytest.approx(every[code])
