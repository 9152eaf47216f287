"""Numbers and sentences as a reader sees them."""

import pandas as pd
import pytest

from analysis.claims import kind, rules, wording


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


@pytest.mark.parametrize(
    ("unit", "old", "new", "told"),
    [
        ("percentage points", 0.6924, 1.6879, "moved by less than one point: 0.6924 (2000–2009), 1.688 percentage points (2010–2019)"),
        ("per cent", 0.744, 1.749, "rose from 0.744 (2000–2009) to 1.75 per cent (2010–2019)"),
        ("per cent", 12.34, 12.36, "moved by less than one point: 12.3 (2000–2009), 12.4 per cent (2010–2019)"),
        ("Cohen's kappa", -0.0573, -0.1056, "hardly changed: −0.0573 (2000–2009), −0.106 (2010–2019)"),
        ("cases", 20.0, 22.4, "rose from 20.0 (2000–2009) to 22.4 cases (2010–2019)"),
    ],
)  # fmt: skip
def test_near_the_limit_the_printed_levels_say_what_the_words_say(unit, old, new, told):
    values = pd.Series([], dtype=float)
    values.attrs["unit"] = unit
    part = rules.part("U4", "trade")
    found = kind.change(part, values, (old, (2000, 2009)), (new, (2010, 2019)), n=20)
    assert found.words == told
    small = abs(wording.rounded(found.value, found.more)) < kind.material(unit, old)
    assert small == (found.sign == "none")


@pytest.mark.parametrize("none", [float("nan"), float("inf")])
def test_no_sentence_holds_what_is_no_number(none):
    with pytest.raises(ValueError, match="a sentence needs a finite number"):
        wording.number(none)


def test_what_came_after_is_set_beside_the_five_years_before():
    values = pd.Series(range(2010, 2026), index=range(2010, 2026), dtype=float)
    values.attrs["unit"] = "cases"
    assert wording.outlook(values, 2022) == "In 2022–2025: 2,024 cases on average, against 2,019 in 2017–2021."
    assert wording.outlook(values[values.index < 2022], 2022) == ""
