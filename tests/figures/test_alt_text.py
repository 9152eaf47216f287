"""Alt texts say what is plotted: levels, direction and extremes, with their years, computed from the data."""

import re

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.wording import number
from analysis.figures import alt_text


def test_a_line_is_told_by_its_ends_and_extremes():
    data = pd.DataFrame({"Pakistan": [3.0, 1.0, 9.0, 4.0]}, index=[2000, 2001, 2002, 2003])
    assert alt_text.lines(data, "Share") == (
        "Share. Pakistan: 3.0 in 2000, 4.0 in 2003; lowest 1.0 in 2001, highest 9.0 in 2002."
    )


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=30), st.integers(1946, 1990))
def test_ends_and_extremes_are_those_of_the_data(values, first):
    series = pd.Series(values, index=range(first, first + len(values)))
    told = alt_text.lines(pd.DataFrame({"A": series}), "S")
    numbers = re.findall(r"(−?[\d,.]+) in (\d{4})", told)
    assert numbers[0] == (number(float(series.iloc[0])), str(first))
    assert numbers[1] == (number(float(series.iloc[-1])), str(series.index[-1]))
    assert numbers[2][0] == number(float(series.min())) and numbers[3][0] == number(float(series.max()))


def test_years_without_data_are_not_told():
    data = pd.DataFrame({"A": [np.nan, 2.0, np.nan], "B": [np.nan] * 3}, index=[2000, 2001, 2002])
    assert alt_text.lines(data, "S") == "S. A: 2.0 in 2001, 2.0 in 2001; lowest 2.0 in 2001, highest 2.0 in 2001."


def test_a_ranking_names_the_first_three_and_the_last():
    values = pd.Series({"A": 9.0, "B": 5.0, "C": 3.0, "D": 1.0})
    assert alt_text.ranking(values, "R") == "R. A 9, B 5, C 3; last of 4: D 1."


def test_changes_and_groups_are_told_row_by_row():
    data = pd.DataFrame({"before": [1.0], "after": [2.0]}, index=["ships"])
    assert alt_text.changes(data, "Shares") == "Shares, before to after: ships from 1.0 to 2.0."
    groups = pd.DataFrame({"Pakistan": [1, 4], "India": [2, 0]}, index=["first", "second"])
    assert "Pakistan: 5 in all, most in second (4)." in alt_text.groups(groups, "Visits")
