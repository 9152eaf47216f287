"""Numbers and sentences as a reader sees them."""

import pandas as pd
import pytest

from analysis.claims import wording
from analysis.inference.estimate import Estimate


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.8, "1,234,568"),
        (-0.004, "−0.004"),
        (0.0002, "0"),
        (0.034, "0.034"),
        (12.34, "12.3"),
        (-2.6, "−2.6"),
        (1.0, "1.0"),
        (7, "7"),
        (0, "0"),
    ],
)
def test_numbers_are_rounded_and_signed(value, text):
    assert wording.number(value) == text


def shift(value, low, high):
    return Estimate(value, low, high, 0.01, "per cent", 19, (2002, 2020), "by hand", base=3.0)


def test_a_change_is_told_with_both_levels_years_and_interval():
    told = wording.sentence("Its share", {"test": "shift", "year": 2012}, shift(-2.0, -3.0, -1.0), 0.95)
    assert told == (
        "Its share fell from 3.0 (2002–2011) to 1.0 per cent (2012–2020), on average, a change of −2.0 "
        "(95 % interval −3.0 to −1.0 percentage points)."
    )


def test_a_headline_says_when_drift_is_not_ruled_out():
    spec = {"test": "shift", "year": 2012}
    told = "Its share fell from 3.0 (2002–2011) to 1.0 per cent (2012–2020)"
    assert wording.headline("Its share", spec, shift(-2.0, -3.0, -1.0), "for") == told
    assert wording.headline("Its share", spec, shift(-2.0, -5.0, 1.0), "open") == f"{told}, drift not ruled out"


def test_nothing_changed_is_said_so():
    same = Estimate(0.0, 0.0, 0.0, 1.0, "cases", 19, (2002, 2020), "by hand", base=2.0)
    assert wording.headline("They", {"test": "shift", "year": 2012}, same, "open").startswith("They stayed at 2 cases")


def test_documented_years_are_a_lower_bound():
    found = Estimate(7.0, None, None, None, wording.DOCUMENTED, 1, (2021, 2021), "value in 2021")
    told = wording.sentence("Years", {"test": "at", "direction": "up", "threshold": 4}, found, 0.95)
    assert told == "Years: at least 7 documented years (a lower bound; the claim needs more than 4)."


def test_a_ranking_names_ties_and_leaders():
    names = {"PAK": "Pakistan", "GTM": "Guatemala", "CHL": "Chile"}
    tie = wording.ranking("Cases", pd.Series({"GTM": 11, "PAK": 11, "CHL": 2}), names, "PAK", (1949, 2021))
    assert tie == "Cases, 1949–2021: Pakistan 11, rank 1 of 3, tied with Guatemala"
    behind = wording.ranking("Cases", pd.Series({"GTM": 11, "PAK": 9, "CHL": 2}), names, "PAK", (1949, 2021))
    assert behind.endswith("rank 2 of 3, the first is Guatemala with 11")
    shared = wording.ranking("Cases", pd.Series({"GTM": 11, "PAK": 9, "CHL": 11}), names, "PAK", (1949, 2021))
    assert shared.endswith("rank 3 of 3, the first are Guatemala and Chile with 11")
    ahead = wording.ranking("Cases", pd.Series({"GTM": 1, "PAK": 9, "CHL": 2}), names, "PAK", (1949, 2021))
    assert ahead.endswith("rank 1 of 3, the next is Chile with 2")


def test_what_came_after_is_set_beside_the_five_years_before():
    values = pd.Series(range(2010, 2026), index=range(2010, 2026), dtype=float)
    values.attrs["unit"] = "cases"
    assert wording.outlook(values, 2022) == "In 2022–2025: 2,024 cases on average, against 2,019 in 2017–2021."
    assert wording.outlook(values[values.index < 2022], 2022) == ""
