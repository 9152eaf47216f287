"""The matrix pass over all pairs gives what the measure of one pair gives, cell by cell."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures import votes
from analysis.measures.vote_panels import KINDS
from analysis.tables import load

MEMBERS = ("ARG", "BEL", "CHL")


def tables(ballots):
    """Ballots per resolution, one letter per member (X: absent), all of one session."""
    rows = [
        (number, member, vote)
        for number, ballot in enumerate(ballots)
        for member, vote in zip(MEMBERS, ballot, strict=True)
    ]
    resolutions = pd.DataFrame({"resolution_id": range(len(ballots)), "year": 2000, "incomplete_year": False})
    return pd.DataFrame(rows, columns=["resolution_id", "country", "vote"]), resolutions.assign(ukraine=False)


@pytest.mark.parametrize("kind", ["share", "kappa", "pi"])
@pytest.mark.parametrize("rolls", ["all", "divisive"])
def test_sampled_pairs_are_equal_to_the_last_bit(kind, rolls):
    un_votes, un_resolutions = load("un_votes"), load("un_resolutions")
    panel = votes.all_pairs(un_votes, un_resolutions, kind=kind, rolls=rolls)
    columns = [("PAK", "RUS"), ("IND", "RUS"), *np.random.default_rng(1).choice(panel.columns, 12, replace=False)]
    for a, b in columns:
        one = votes.agreement(un_votes, un_resolutions, b, b=a, kind=kind, rolls=rolls)
        assert panel[a, b].dropna().to_dict() == one.to_dict(), (a, b)


@given(st.lists(st.tuples(*[st.sampled_from("YNAX")] * 3), min_size=1, max_size=30))
def test_any_ballots_give_what_the_pair_gives(ballots):
    un_votes, un_resolutions = tables(ballots)
    for kind in KINDS:
        panel = votes.all_pairs(un_votes, un_resolutions, kind=kind) if un_votes["vote"].ne("X").any() else None
        for a, b in (("ARG", "BEL"), ("ARG", "CHL"), ("BEL", "CHL")):
            cast = [(un_votes["country"] == code) & (un_votes["vote"] != "X") for code in (a, b)]
            if not all(rows.any() for rows in cast):
                continue
            one = votes.agreement(un_votes, un_resolutions, a, b=b, kind=kind)
            assert (panel[a, b].dropna().to_dict() if (a, b) in panel else {}) == one.to_dict()


def test_four_of_five_identical_votes_by_hand():
    """AAA and BBB: YY, YY, NN, NN, YN. Share 0.8; S 1 - 2 * 2 / 10; kappa (0.8 - 0.48) / 0.52; pi (0.8 - 0.5) / 0.5."""
    un_votes, un_resolutions = tables(
        [("Y", "Y", "X"), ("Y", "Y", "X"), ("N", "N", "X"), ("N", "N", "X"), ("Y", "N", "X")]
    )
    found = {kind: votes.all_pairs(un_votes, un_resolutions, kind=kind).loc[2000, ("ARG", "BEL")] for kind in KINDS}
    assert found == pytest.approx({"share": 0.8, "kappa": 0.32 / 0.52, "pi": 0.3 / 0.5, "s": 1 - 2 * 2 / 10})


def test_an_unknown_kind_names_what_is_allowed():
    with pytest.raises(MeasureError, match="give one of share, kappa, pi"):
        votes.all_pairs(*tables([("Y", "Y", "Y")]), kind="tau")
