"""Measures on small tables worked out by hand, and their properties on any table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError, NotCovered
from analysis.measures import aid, arms, diplomacy, opinion, sanctions, trade, votes
from analysis.measures.series import pooled
from analysis.tables import load

SUPPLIERS = ["CHN", "DEU", "FRA", "GBR", "ISR", "ITA", "RUS", "USA"]
DELIVERIES = pd.DataFrame(
    [("RUS", "IND", 2000, "aircraft", 60.0), ("FRA", "IND", 2000, "ships", 40.0), ("RUS", "IND", 2002, "aircraft", 10.0),
     ("USA", "IND", 2002, "ships", 30.0), ("CHN", "PAK", 2001, "ships", 5.0)],
    columns=["supplier", "recipient", "year", "weapon_class", "tiv"],
)  # fmt: skip


def test_supplier_share_by_year_and_over_a_window():
    assert arms.supplier_share(DELIVERIES, "IND", supplier="RUS").to_dict() == {2000: 60.0, 2002: 25.0}
    assert arms.supplier_share(DELIVERIES, "IND", supplier="RUS", window=3)[2002] == pytest.approx(100 * 70 / 140)
    assert arms.supplier_share(DELIVERIES, "IND", supplier=["RUS", "FRA"])[2000] == 100


def test_a_year_without_deliveries_is_zero_arms_and_no_share():
    assert arms.deliveries(DELIVERIES, "IND", supplier="RUS").to_dict() == {2000: 60, 2001: 0, 2002: 10}
    assert 2001 not in arms.supplier_share(DELIVERIES, "IND", supplier="RUS").index


def test_concentration_and_effective_number_by_hand():
    assert arms.concentration(DELIVERIES, "IND")[2000] == pytest.approx(0.6**2 + 0.4**2)
    assert arms.effective_suppliers(DELIVERIES, "IND")[2002] == pytest.approx(1 / (0.25**2 + 0.75**2))


def test_a_span_of_windows_counts_each_year_once():
    """Windows of two years that end in 2001 to 2003 cover 2000 to 2003: the large year 2001, in two of them, counts once."""
    rows = [("RUS", 2000, 10), ("RUS", 2001, 90), ("USA", 2001, 10), ("USA", 2002, 20), ("USA", 2003, 70)]
    table = pd.DataFrame(rows, columns=["supplier", "year", "tiv"]).assign(recipient="IND")
    share = arms.supplier_share(table, "IND", supplier="RUS", window=2)
    assert share[2003] == 0 and pooled(share, 2001, 2003) == pytest.approx(100 * 100 / 200)
    assert all(pooled(share, year, year) == pytest.approx(share[year]) for year in share.index)
    index = arms.concentration(table, "IND", window=2)
    assert pooled(index, 2001, 2003) == pytest.approx(0.5**2 + 0.5**2)
    number = arms.effective_suppliers(table, "IND", window=2)
    assert pooled(number, 2001, 2003) == pytest.approx(2) and pooled(number, 2001, 2001) == pytest.approx(number[2001])
    two = pd.concat(
        [table.assign(supplier="RUS", recipient=one, tiv=table["tiv"] * n) for n, one in ((1, "IND"), (3, "PAK"))]
    )
    balance = arms.recipient_balance(two, "RUS", first="IND", second="PAK", window=2)
    assert pooled(balance, 2001, 2003) == pytest.approx(25) and list(balance.index) == [2001, 2002, 2003]


def test_rank_counts_the_larger_suppliers():
    assert arms.supplier_rank(DELIVERIES, "IND", supplier="USA", window=3)[2002] == 3
    nothing = arms.supplier_rank(DELIVERIES, "IND", supplier="ITA", window=3)
    assert nothing[2002] == nothing.attrs["beyond"][0] and nothing.attrs["beyond"][1] == "no delivery"
    assert 2001 not in arms.supplier_rank(DELIVERIES, "IND", supplier="RUS", window=1).index


def test_class_changes_leave_out_classes_without_the_supplier():
    change = arms.class_changes(DELIVERIES, "IND", supplier="RUS", before=(2000, 2001), after=(2002, 2002))
    assert change.to_dict() == {"aircraft": 0.0}


def test_a_recipient_that_the_licence_leaves_out_is_not_covered():
    with pytest.raises(NotCovered, match="SIPRI's terms") as caught:
        arms.deliveries(load("arms_deliveries"), "TUR", supplier="RUS")
    assert caught.value.code == "licence"


@given(st.lists(st.floats(0.01, 1e4), min_size=1, max_size=8))
def test_concentration_lies_between_even_and_single(amounts):
    table = pd.DataFrame({"supplier": SUPPLIERS[: len(amounts)], "recipient": "IND", "year": 2000, "tiv": amounts})
    hhi = arms.concentration(table, "IND")[2000]
    assert 1 / len(amounts) - 1e-9 <= hhi <= 1 + 1e-9
    shares = [arms.supplier_share(table, "IND", supplier=one)[2000] for one in SUPPLIERS[: len(amounts)]]
    assert sum(shares) == pytest.approx(100)


def resolutions(n):
    return pd.DataFrame({"resolution_id": range(n), "year": 2000, "us_soviet_opposed": False, "ukraine": False,
                         "afghanistan": False, "incomplete_year": False})  # fmt: skip


def cast(a, b):
    rows = [(i, "ARG", x) for i, x in enumerate(a)] + [(i, "BEL", y) for i, y in enumerate(b)]
    return pd.DataFrame(rows, columns=["resolution_id", "country", "vote"])


def test_kappa_and_pi_by_hand():
    """Ten votes, 7 alike; margins 6/4 and 7/3: expected .54 (kappa), .545 (pi)."""
    a, b = "YYYYYYNNNN", "YYYYYNNNYY"
    table = cast(a, b)
    assert votes.agreement(table, resolutions(10), "ARG", b="BEL", kind="share")[2000] == pytest.approx(0.7)
    kappa = (0.7 - (0.6 * 0.7 + 0.4 * 0.3)) / (1 - (0.6 * 0.7 + 0.4 * 0.3))
    assert votes.agreement(table, resolutions(10), "ARG", b="BEL", kind="kappa")[2000] == pytest.approx(kappa)
    pi = (0.7 - (0.65**2 + 0.35**2)) / (1 - (0.65**2 + 0.35**2))
    assert votes.agreement(table, resolutions(10), "ARG", b="BEL", kind="pi")[2000] == pytest.approx(pi)


def test_an_absence_is_no_vote_and_few_votes_give_no_value():
    table = cast("YYYYX", "YYYYY")
    assert len(votes.pair(table, resolutions(5), "ARG", "BEL")) == 4
    assert votes.agreement(table, resolutions(5), "ARG", b="BEL").empty


def test_aid_adds_the_transition_quarter_to_its_year_and_ranks_countries_only():
    table = pd.DataFrame(
        [("PAK", 1976, False, "economic", 3, 6), ("PAK", 1976, True, "military", 1, 2), ("ZZZ", 1976, False, "economic", 6, 12)],
        columns=["recipient", "fiscal_year", "transition_quarter", "category", "current_usd", "constant_2020_usd"],
    )  # fmt: skip
    assert aid.obligations(table, "PAK")[1976] == pytest.approx(8e-6)
    assert aid.obligations(table, "PAK", category="military")[1976] == pytest.approx(2e-6)
    assert aid.share(table, "PAK")[1976] == pytest.approx(40)
    assert aid.rank(table, "PAK")[1976] == 1


def test_a_sum_over_several_years_is_not_spread():
    support = aid.coalition_support(load("coalition_support"), load("us_aid"), "PAK")
    assert support.index.min() == 2008
    assert aid.coalition_support(load("coalition_support"), load("us_aid"), "IND").empty


def test_allies_are_counted_only_while_allied():
    cases = pd.DataFrame([("USA", "ARG", 2000, 1, 1, 0, 0), ("USA", "ARG", 2010, 1, 1, 0, 0), ("USA", "BEL", 2000, 1, 1, 0, 0)],
                         columns=["sender", "target", "year", "active", "begun", "active_arms_military", "begun_arms_military"])  # fmt: skip
    treaties = pd.DataFrame([("ARG", 2000, 1, 0, 0), ("BEL", 2000, 0, 0, 0), ("CHL", 2005, 1, 0, 0)],
                            columns=["partner", "year", "defence", "nato", "americas"])  # fmt: skip
    found = sanctions.against_allies(cases, treaties, "USA", span=(1999, 2012))
    assert found.to_dict() == {"ARG": 1, "CHL": 0}


def test_a_year_without_a_visit_is_zero():
    values = diplomacy.visits(load("visits"), "PAK")
    assert values[2022] == 0 and values.index.min() == 1947 and values.index.max() == 2024


def test_exercises_beyond_the_record_are_missing_not_zero():
    values = diplomacy.exercises(load("exercises"), "IND", partner="USA")
    assert values.index.max() == 2010


def test_us_trade_shares_of_all_partners_stay_below_the_whole():
    table = load("us_trade")
    total = sum(trade.us_share(table, code).get(2015, 0) for code in table["partner"].unique() if code != "WLD")
    assert 99 < total <= 100.5


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: aid.obligations(load("us_aid"), "PAK", category="civil"),
            "category = 'civil' is unknown; give one of economic",
        ),
        (lambda: votes.agreement(load("un_votes"), load("un_resolutions"), "PAK", b="RUS", kind="tau"), "kind = 'tau'"),
        (lambda: diplomacy.visits(load("visits"), "PAK", direction="up"), "direction = 'up'"),
        (lambda: trade.us_turnover(load("us_trade"), "PAK", flow="oil"), "flow = 'oil'"),
        (lambda: sanctions.active(load("sanctions"), "USA", target="PAK", kind="x"), "kind = 'x'"),
        (lambda: opinion.favourable(load("favourability"), "AFG", rated="RUS"), "no survey in the table"),
        (lambda: arms.supplier_share(load("arms_deliveries"), "IND", supplier=[]), "supplier is empty"),
    ],
)
def test_wrong_arguments_name_what_is_allowed(call, message):
    with pytest.raises(MeasureError, match=message):
        call()


def test_measures_leave_their_tables_alone():
    table = load("arms_deliveries")
    before = pd.util.hash_pandas_object(table).sum()
    arms.class_changes(table, "IND", supplier="RUS", before=(2002, 2011), after=(2012, 2021))
    assert np.equal(pd.util.hash_pandas_object(table).sum(), before)


DONORS = pd.DataFrame(
    [("GBR", "PAK", 2010, 4.0, 5.0, 3.0), ("GBR", "PAK", 2012, np.nan, 2.0, np.nan), ("GBR", "IND", 2011, 1.0, 1.0, 1.0),
     ("JPN", "IND", 2010, 7.0, 9.0, 1.0)],
    columns=["donor", "recipient", "year", "oda_net", "oda_gross", "grants"],
)  # fmt: skip


def test_aid_of_a_donor_is_missing_where_no_amount_is_on_record():
    gross = aid.from_donor(DONORS, "PAK", donor="GBR")
    assert gross.to_dict() == {2010: 5.0, 2012: 2.0} and gross.attrs["unit"] == "million constant 2022 US$"
    assert aid.from_donor(DONORS, "PAK", donor="GBR", kind="net").to_dict() == {2010: 4.0}


def test_a_donor_that_is_not_there_names_those_that_are_and_what_would_help():
    with pytest.raises(
        NotCovered, match="none from Saudi Arabia; it has that of 2 donors, 2010 to 2012, the largest Japan, the UK"
    ) as caught:
        aid.from_donor(DONORS, "PAK", donor="SAU")
    assert caught.value.code == "no data" and "fuller edition of DAC table 2a" in str(caught.value)
    with pytest.raises(NotCovered, match="none from Japan to Pakistan in its years, 2010 to 2010"):
        aid.from_donor(DONORS, "PAK", donor="JPN")
    with pytest.raises(MeasureError, match="kind = 'loans' is unknown; give one of gross, net, grants"):
        aid.from_donor(DONORS, "PAK", donor="GBR", kind="loans")


def test_commitments_of_china_add_up_their_kinds():
    table = pd.DataFrame({"recipient": "PAK", "year": [2001, 2000], "oda_like": [1.0, 0.0], "other_official": [2.0, 0.0],
                          "vague": [0.5, 0.0]})  # fmt: skip
    assert aid.from_china(table, "PAK").to_dict() == {2000: 0.0, 2001: 3.5}
    with pytest.raises(NotCovered, match="licence is not confirmed, so China's commitments are here for Pakistan only"):
        aid.from_china(table, "TUR")


def test_how_many_pairs_were_less_friendly_by_hand():
    table = pd.DataFrame({"a": ["PAK"] * 2 + ["IND"] * 2, "b": ["RUS"] * 2 + ["PAK"] * 2, "year": [2018, 2019] * 2,
                          "rank": [1, 3, 5, 5], "pairs": 5})  # fmt: skip
    assert diplomacy.friendlier(table, "RUS", "PAK").to_dict() == {2018: 100.0, 2019: 50.0}
    assert diplomacy.friendlier(table, "PAK", "IND").to_dict() == {2018: 0.0, 2019: 0.0}
    with pytest.raises(NotCovered, match="Russia and India had reported events on too few days"):
        diplomacy.friendlier(table, "RUS", "IND")
