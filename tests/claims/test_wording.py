"""Numbers and sentences as a reader sees them."""

import pandas as pd
import pytest

from analysis.claims import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.8, "1,234,568"),
        (-0.004, "−0.004"),
        (0.0002, "0"),
        (0.034, "0.034"),
        (12.34, "12.3"),
        (2.25, "2.3"),  # halves go up, as readers round
        (-4.25, "−4.3"),
        (41.15, "41.2"),
        (-2.6, "−2.6"),
        (1.0, "1.0"),
        (7, "7"),
        (0, "0"),
    ],
)
def test_numbers_are_rounded_and_signed(value, text):
    assert wording.number(value) == text


@pytest.mark.parametrize("none", [float("nan"), float("inf")])
def test_no_sentence_holds_what_is_no_number(none):
    with pytest.raises(ValueError, match="a sentence needs a finite number"):
        wording.number(none)


def test_what_came_after_is_set_beside_the_five_years_before():
    values = pd.Series(range(2010, 2026), index=range(2010, 2026), dtype=float)
    values.attrs["unit"] = "cases"
    assert wording.outlook(values, 2022) == "In 2022–2025: 2,024 cases on average, against 2,019 in 2017–2021."
    assert wording.outlook(values[values.index < 2022], 2022) == ""
