"""Breaks at an unknown year: the Nile, known steps, size, coverage, invariance, and what cannot be decided."""

import warnings
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference import unknown


def series(values, first=2000):
    return pd.Series(np.asarray(values, dtype=float), index=range(first, first + len(values)))


@pytest.fixture(scope="module")
def nile():
    data = sm.datasets.nile.load_pandas().data
    return pd.Series(data["volume"].to_numpy(), index=data["year"].astype(int))


def test_the_nile_fell_after_1898(nile):
    """Cobb (1978) and Bai and Perron (2003): the last year of the high flow is 1898, so the first low one is 1899."""
    found = unknown.sup_f(nile)
    assert found.year == 1899 and 1899 in found.dates and len(found.dates) <= 10
    assert found.estimate.p_value == 0.001
    assert found.estimate.value == pytest.approx(849.97 - 1097.75, abs=0.01)
    assert unknown.multiple(nile).years == (1899,)


def test_the_statistic_is_the_largest_chow_f(nile):
    y = nile.to_numpy()
    constant = np.ones((100, 1))
    whole = sm.OLS(y, constant).fit()
    tests = [
        sm.OLS(y, np.column_stack([constant, np.arange(100) >= size])).fit().compare_f_test(whole)[0]
        for size in range(15, 86)
    ]
    assert unknown.sup_f(nile).statistic == pytest.approx(max(tests))


def test_three_steps_are_found_where_they_are():
    values = np.repeat([0.0, 5, -3, 2], 12) + 0.5 * np.random.default_rng(1).normal(size=48)
    found = unknown.multiple(series(values))
    assert found.years == (2012, 2024, 2036)
    assert found.means == pytest.approx([0, 5, -3, 2], abs=0.5)


def test_white_noise_has_no_break_as_often_as_promised():
    rng = np.random.default_rng(6)
    found = [unknown.sup_f(series(rng.normal(size=24)), repetitions=199).estimate.p_value <= 0.05 for _ in range(150)]
    assert np.mean(found) <= 0.10
    assert np.mean([unknown.multiple(series(rng.normal(size=24))).years == () for _ in range(60)]) >= 0.7


def test_the_true_year_is_among_the_dates():
    """Promised 95 per cent; 0.90 is the lower limit of chance in 150 runs."""
    rng = np.random.default_rng(7)
    steps = 2 * (np.arange(24) >= 12)
    found = [2012 in unknown.sup_f(series(rng.normal(size=24) + steps), repetitions=9).dates for _ in range(150)]
    assert np.mean(found) >= 0.90


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e3), st.integers(0, 99))
def test_shift_and_scale_move_neither_year_nor_p(offset, scale, seed):
    base = np.random.default_rng(seed).normal(size=24)
    one, two = (unknown.sup_f(series(values), repetitions=99) for values in (base, offset + scale * base))
    assert (one.year, one.dates) == (two.year, two.dates)
    assert two.estimate.p_value == pytest.approx(one.estimate.p_value, abs=0.011)
    assert two.statistic == pytest.approx(one.statistic, rel=1e-4)


@given(st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), max_size=30))
def test_no_series_gives_a_warning_or_an_infinite_number(values):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found, segments = unknown.sup_f(series(values), repetitions=99), unknown.multiple(series(values))
    if found.estimate.value is None:
        assert found.estimate.note and found.year is None
    else:
        assert np.isfinite(found.estimate.value) and found.year in found.dates and 0 < found.estimate.p_value <= 1
    assert segments.note or np.isfinite(segments.means).all()


def test_what_cannot_be_decided_says_why():
    assert unknown.sup_f(series([1, 2, 3])).estimate.note == "only 3 points; a break needs 12"
    assert unknown.sup_f(series([4] * 20)).estimate.note == "the series is constant, so it has no break"
    assert unknown.multiple(series([1, 2])).note == "only 2 points; a break needs 12"
    assert unknown.multiple(series([4] * 20)).years == ()


def test_an_exact_step_is_dated_exactly():
    found = unknown.sup_f(series([1] * 9 + [3] * 11))
    assert (found.year, found.dates, found.estimate.value, found.estimate.p_value) == (2009, (2009,), 2, 0.001)


@given(st.lists(st.integers(-9, 9), min_size=12, max_size=18), st.integers(1, 2))
def test_no_other_places_of_the_breaks_leave_fewer_squares(values, breaks):
    y = np.array(values, dtype=float)
    squares = {
        ends: sum(((part - part.mean()) ** 2).sum() for part in np.split(y, ends))
        for ends in combinations(range(4, len(y) - 3), breaks)
        if min(np.diff([0, *ends, len(y)])) >= 4
    }
    found = unknown._partition(y, breaks, 4)
    assert found[-1] == len(y)
    assert squares[tuple(found[:-1])] == pytest.approx(min(squares.values()), abs=1e-9)
