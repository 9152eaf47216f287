"""Refugees, battle deaths and conflicts: known figures, units, and breaks that are not read as change."""

import pandas as pd
import pytest

from analysis.errors import MeasureError, NotCovered
from analysis.measures import conflict
from analysis.tables import load

REFUGEES = pd.DataFrame(
    [("ARG", "BEL", 2000, 2000, None), ("ARG", "BEL", 2001, 1000, 500.0), ("ARG", "CHL", 2000, 7, None)],
    columns=["origin", "asylum", "year", "refugees", "oip"],
)


def test_refugees_by_hand():
    assert conflict.refugees(REFUGEES, "ARG", asylum="BEL").to_dict() == {2000: 2.0, 2001: 1.0}
    assert conflict.refugees(REFUGEES, "ARG", asylum="BEL", kind="with_oip").to_dict() == {2000: 2.0, 2001: 1.5}


def test_afghans_in_pakistan_in_thousands():
    """UNHCR: 3,272,290 in 1989 and 1,504,912 in 2014."""
    values = conflict.refugees(load("refugees"), "AFG", asylum="PAK")
    assert (values[1989], values[2014]) == pytest.approx((3272.29, 1504.912))
    assert values.attrs["unit"] == "thousand persons"


def test_deaths_never_run_over_the_change_of_source():
    """PRIO 30,000 in Afghanistan in 1988, UCDP 5,174 in 1989: two series."""
    late = conflict.deaths(load("battle_deaths"), "AFG")
    early = conflict.deaths(load("battle_deaths"), "AFG", source="PRIO")
    assert (late.index.min(), early.index.max()) == (1989, 1988)
    assert (late[1989], early[1988]) == (5174, 30000)
    high = conflict.deaths(load("battle_deaths"), "AFG", estimate="high")
    assert (high >= late).all()


def test_conflicts_of_a_state_and_wars_among_them():
    every = conflict.conflicts(load("conflicts"), "PAK")
    wars = conflict.conflicts(load("conflicts"), "PAK", intensity="war")
    assert (every.index.min(), every.index.max()) == (1947, 2024)
    assert every[1971] >= 1 and wars[1971] >= 1 and (wars <= every).all() and (every == 0).any()
    assert conflict.conflicts(load("conflicts"), "USA", role="supporter")[2010] >= 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: conflict.refugees(load("refugees"), "AFG", asylum="PAK", kind="all"), "one of refugees, with_oip"),
        (lambda: conflict.deaths(load("battle_deaths"), "AFG", source="both"), "one of UCDP, PRIO"),
        (lambda: conflict.deaths(load("battle_deaths"), "AFG", estimate="mean"), "one of low, best, high"),
        (lambda: conflict.conflicts(load("conflicts"), "PAK", role="ally"), "one of party, supporter"),
        (lambda: conflict.conflicts(load("conflicts"), "PAK", intensity="minor"), "one of all, war"),
    ],
)
def test_wrong_words_name_what_is_allowed(call, message):
    with pytest.raises(MeasureError, match=message):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: conflict.refugees(load("refugees"), "FJI", asylum="PAK"),
        lambda: conflict.deaths(load("battle_deaths"), "FSM"),
        lambda: conflict.conflicts(load("conflicts"), "PSE"),
    ],
)
def test_what_the_table_does_not_hold_is_not_covered(call):
    with pytest.raises(NotCovered) as caught:
        call()
    assert caught.value.code == "no data"
