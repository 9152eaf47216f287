"""Events, positions in votes, pieces of arms, on small tables worked out by hand and against published facts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError, NotCovered
from analysis.measures import arms, events, roll_calls, votes
from analysis.measures.series import pooled, ratio
from analysis.sources import ties
from analysis.tables import load

EVENTS = pd.DataFrame(
    [("A", "2014", 2014, "exercise", None, "PAK;RUS"), ("B", "2014-10", 2014, "exercise", None, "PAK;RUS;CHN"),
     ("C", "2016-09-24", 2016, "exercise", None, "PAK;RUS"), ("D", "2018-10", 2018, "exercise", "announced_only", "PAK;RUS"),
     ("E", "2015-01-01", 2015, "visit", None, "PAK;RUS"), ("F", "2010", 2010, "visit", None, "IND;RUS")],
    columns=["event_id", "date", "year", "category", "subtype", "actors"],
).assign(description="PM goes")  # fmt: skip


def test_years_with_an_event_are_counted_once_and_announcements_never():
    counted = events.years_with(EVENTS, ["PAK", "RUS"], category="exercise", window=3)
    assert counted[2016] == 2 and counted[2018] == 1
    assert events.years_with(EVENTS, ["RUS", "PAK"], category="exercise", window=3, lag=2)[2018] == 2


def test_events_need_all_their_actors():
    assert list(events.between(EVENTS, ["RUS", "CHN"])["event_id"]) == ["B"]
    assert list(events.between(EVENTS, ["PAK", "RUS"], category="visit")["event_id"]) == ["E"]
    assert list(events.named(EVENTS, ["C", "A", "nowhere"])["event_id"]) == ["A", "C"]


def test_an_unknown_category_and_strangers_are_named():
    with pytest.raises(MeasureError, match="category = 'party' is unknown; give one of exercise, visit"):
        events.between(EVENTS, ["PAK"], category="party")
    with pytest.raises(NotCovered, match="no event with Pakistan and France"):
        events.years_with(EVENTS, ["PAK", "FRA"], category="exercise", window=3)


TOLD = EVENTS.head(5).assign(
    description=[
        "Accord signed.",
        "Third Joint Working Group on Wheat.",
        "11th JWG on Wheat (Moscow)",
        "Contract signed.",
        "Talks on an agreement.",
    ]
)


def test_an_agreement_is_counted_whatever_the_act_is_filed_under():
    assert list(events.signed(TOLD, ["PAK", "RUS"])["event_id"]) == ["A"]  # D was announced only, E has no signature
    assert events.signed(TOLD, ["PAK", "RUS"], first=2015).empty


def test_numbered_rounds_are_one_body_however_it_is_written():
    found = events.rounds(TOLD, ["PAK", "RUS"])
    assert set(found["body"]) == {"Joint Working Group on Wheat"}
    assert list(found["number"]) == [3, 11]
    assert list(events.rounds(TOLD, ["PAK", "RUS"], last=2015)["number"]) == [3]
    assert events.rounds(TOLD, ["IND", "RUS"]).empty


def test_matching_events_lie_within_the_span():
    found = events.matching(EVENTS, ["PAK", "RUS"], category="visit", text="PM", span=("2014", "2015-01-02"))
    assert list(found["event_id"]) == ["E"]
    assert events.matching(EVENTS, ["PAK", "RUS"], category="visit", text="PM", span=("2014", "2015-01-01")).empty


BALLOTS = pd.DataFrame(
    [(1, "PAK", "Y"), (1, "RUS", "N"), (2, "PAK", "A"), (2, "RUS", "N"), (3, "PAK", "X"), (3, "RUS", "Y")],
    columns=["resolution_id", "country", "vote"],
)
ROLLS = pd.DataFrame(
    {"resolution_id": [1, 2, 3], "date": ["2014-03-27", "2014-12-01", "2015-12-01"], "year": [2014, 2014, 2015],
     "symbol": ["a", "b", "c"], "title": ["t", "t", "t"], "ukraine": True, "afghanistan": False, "us_soviet_opposed": False,
     "crisis": ["Ukraine", "Ukraine", None], "incomplete_year": False}
)  # fmt: skip


def test_opposite_sides_and_abstentions_by_hand():
    assert votes.opposed(BALLOTS, ROLLS, "PAK", b="RUS", topic="ukraine").to_dict() == {2014: 50.0}
    assert votes.abstained(BALLOTS, ROLLS, "PAK", topic="ukraine").to_dict() == {2014: 50.0, 2015: 100.0}


def test_positions_keep_the_order_of_dates_and_leave_gaps():
    table = roll_calls.positions(BALLOTS, ROLLS, ["RUS", "IND"], ids=[2, 1])
    assert list(table["resolution_id"]) == [1, 2] and list(table["RUS"]) == ["N", "N"] and table["IND"].isna().all()


def test_crises_are_known_by_name():
    assert roll_calls.on_crisis(ROLLS, "Ukraine") == [1, 2]
    with pytest.raises(MeasureError, match="crisis = 'Suez' is unknown; give one of Ukraine"):
        roll_calls.on_crisis(ROLLS, "Suez")


def test_pakistan_and_moscow_on_afghanistan_and_hungary():
    """Every resolution on Afghanistan from January 1980 to 1987: Pakistan yes, the Soviet Union no (UN Digital Library)."""
    rolls = load("un_resolutions")
    table = roll_calls.positions(
        load("un_votes"), rolls, ["PAK", "RUS"], ids=roll_calls.on_crisis(rolls, "Afghanistan")
    )
    assert len(table) == 12 and (table["PAK"] == "Y").all() and (table["RUS"] == "N").all()
    assert len(roll_calls.on_crisis(rolls, "Hungary")) == 9, "four of the emergency session, five that only name it"
    assert len(roll_calls.on_crisis(rolls, "East Pakistan")) == 1


def test_pieces_add_up_over_the_years_and_match_the_register():
    """SIPRI register, release March 2026: four Mi-35M by 2018, 207 RD-33 by 2025, 182 of them by 2021."""
    table = load("arms_deliveries")
    helicopters = arms.pieces(table, "PAK", supplier="RUS", designation="Mi-35")
    engines = arms.pieces(table, "PAK", supplier="RUS", designation="RD-33|RD-93")
    assert (helicopters[2017], helicopters[2018], engines[2021], engines[2025]) == (0, 4, 182, 207)
    register = load("pak_rus_arms_register").set_index("designation")["number_delivered"]
    assert engines[2025] == register["RD-33"]
    assert arms.pieces(table, "PAK", supplier="RUS", designation="Mi-17", first=2015)[2021] == 2


def test_a_recipient_balance_is_the_share_of_the_first():
    table = pd.DataFrame(
        [("RUS", "IND", 2000, 90.0), ("RUS", "PAK", 2000, 10.0), ("USA", "PAK", 2001, 5.0)],
        columns=["supplier", "recipient", "year", "tiv"],
    )
    assert arms.recipient_balance(table, "RUS", first="IND", second="PAK").to_dict() == {2000: 90.0}


def ballots_of(a, b):
    """Ballots of two members, one letter per resolution, all in 2000."""
    ids = range(1, len(a) + 1)
    ballots = pd.DataFrame(
        [
            (i, code, vote)
            for code, votes_cast in (("ARG", a), ("BEL", b))
            for i, vote in zip(ids, votes_cast, strict=True)
        ],
        columns=["resolution_id", "country", "vote"],
    )
    rolls = pd.DataFrame({"resolution_id": ids, "year": 2000, "incomplete_year": False, "us_soviet_opposed": True})
    return ballots, rolls


def test_s_counts_steps_between_votes():
    """Signorino and Ritter: S = 1 - 2 * (sum of distances) / (sum of the largest possible ones), by hand: 1 - 2 * 4 / 10."""
    ballots, rolls = ballots_of("YYAAN", "YNAYA")
    assert votes.agreement(ballots, rolls, "ARG", b="BEL", kind="s")[2000] == pytest.approx(1 - 2 * 4 / 10)
    assert votes.agreement(ballots, rolls, "ARG", b="BEL", kind="share")[2000] == pytest.approx(2 / 5)
    assert votes.all_pairs(ballots, rolls, kind="s").iloc[0, 0] == pytest.approx(0.2)


@given(st.text("YAN", min_size=5, max_size=40), st.randoms(use_true_random=False))
def test_agreement_is_symmetric_and_bounded(first, chooser):
    second = "".join(chooser.choice("YAN") for _ in first)
    ballots, rolls = ballots_of(first, second)
    for kind, least in (("share", 0), ("s", -1), ("kappa", -1), ("pi", -1)):
        one = votes.agreement(ballots, rolls, "ARG", b="BEL", kind=kind)
        other = votes.agreement(ballots, rolls, "BEL", b="ARG", kind=kind)
        assert one.equals(other) and len(one)
        assert ((one >= least - 1e-9) & (one <= 1 + 1e-9)).all()


def test_a_session_counts_whole_in_the_year_that_it_opened():
    rolls = load("un_resolutions")
    late = rolls[(rolls["session"] == "79") & (rolls["date"] >= "2025")]
    assert len(late) > 20 and set(late["year"]) == {2024} and not late["incomplete_year"].any()
    assert set(rolls.loc[rolls["incomplete_year"], "year"]) == {2025}


@pytest.mark.parametrize(
    ("last", "open_since"), [("2025-10-29", 2025), ("2025-12-31", 2025), ("2026-06-30", 2025), ("2026-09-20", 2026)]
)
def test_a_session_runs_until_the_next_one_opens(last, open_since):
    assert ties._running(pd.Series(["1946-01-10", last])) == open_since


def test_fewer_than_five_roll_calls_are_no_share_over_a_span():
    """By hand: of Afghanistan three roll calls in 2018, 2019 and 2020, and two since 2022, in which both took part."""
    same = votes.identical("PAK", b="RUS", rolls="AFG")
    assert same.loc[2018:2020].tolist() == [0.0, 0.0, 0.0]
    with pytest.raises(NotCovered, match="3 roll calls in 2018–2020; a share needs 5"):
        pooled(same, 2014, 2021)
    assert pooled(same, 2014, 2025) == pytest.approx(20)


def test_a_series_that_is_no_ratio_is_pooled_as_the_mean_of_its_years():
    values = pd.Series([1.0, 2.0, 4.0, float("nan")], index=[2000, 2001, 2003, 2004])
    assert pooled(values, 2000, 2004) == pytest.approx(7 / 3) and pooled(values, 2001, 2001) == 2.0
    assert np.isnan(pooled(values, 2004, 2010)), "no year with data has no level"


def test_a_ratio_leaves_out_years_without_a_whole():
    part, every = (pd.Series(held, index=range(2000, 2004)) for held in ([1.0, 0.0, 3.0, 1.0], [4.0, 0.0, 4.0, 2.0]))
    found = ratio(part, every, name="share")
    assert found.to_dict() == {2000: 25.0, 2002: 75.0, 2003: 50.0}
    assert pooled(found, 2000, 2003) == pytest.approx(50.0) and pooled(found, 2000, 2002) == pytest.approx(50.0)
