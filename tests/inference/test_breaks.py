"""Change at a year, trend and mean: known answers, size under the null, power, invariance, and too little data."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference import breaks, contrast
from analysis.inference.contrast import bootstrap_contrast


def series(values, first=2000, unit="units"):
    found = pd.Series(np.asarray(values, dtype=float), index=range(first, first + len(values)))
    found.attrs["unit"] = unit
    return found


def autoregressive(rng, n, rho):
    noise = rng.normal(size=n + 50)
    for step in range(1, n + 50):
        noise[step] += rho * noise[step - 1]
    return noise[50:]


def test_the_nile_fell_in_1899():
    """Flow of the Nile at Aswan 1871-1970: mean 1,097.75 to 1898 and 849.97 after (Cobb 1978)."""
    nile = sm.datasets.nile.load_pandas().data
    values = pd.Series(nile["volume"].to_numpy(), index=nile["year"].astype(int))
    found = breaks.shift(values, 1899)
    assert found.base == pytest.approx(1097.75)
    assert found.value == pytest.approx(849.97 - 1097.75, abs=0.01)
    assert found.high < 0 and found.p_value < 0.01


def test_estimates_are_those_of_least_squares():
    values = series(np.random.default_rng(3).normal(size=30).cumsum())
    time = np.arange(30) - 14
    post = (time >= 0).astype(float)
    model = sm.OLS(values.to_numpy(), np.column_stack([np.ones(30), time, post, time * post])).fit()
    assert breaks.segmented(values, 2014).value == pytest.approx(model.params[2])
    assert breaks.segmented(values, 2014, quantity="slope").value == pytest.approx(10 * model.params[3])
    line = sm.OLS(values.to_numpy(), sm.add_constant(np.arange(30.0))).fit()
    assert breaks.trend(values).value == pytest.approx(10 * line.params[1])


def rejections(rho, n, kind, runs=150):
    rng = np.random.default_rng(11)
    hits = 0
    for _ in range(runs):
        values = series(autoregressive(rng, n, rho))
        found = {"shift": lambda v: breaks.shift(v, 2000 + n // 2, repetitions=199),
                 "trend": lambda v: breaks.trend(v, repetitions=199)}[kind](values)  # fmt: skip
        hits += found.p_value <= 0.05
    return hits / runs


@pytest.mark.parametrize("kind", ["shift", "trend"])
@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_a_true_null_is_rejected_about_as_often_as_promised(kind, rho):
    """Promised 5 per cent; 0.11 is the upper limit of chance around 0.065 in 150 runs. HAC alone gives 0.12 to 0.32."""
    assert rejections(rho, 24, kind) <= 0.11


def test_a_planted_shift_of_two_deviations_is_found():
    rng = np.random.default_rng(5)
    found = [breaks.shift(series(rng.normal(size=24) + 2 * (np.arange(24) >= 12)), 2012).low > 0 for _ in range(40)]
    assert np.mean(found) >= 0.8


def test_interval_and_p_value_agree():
    rng = np.random.default_rng(8)
    for _ in range(30):
        found = breaks.shift(series(rng.normal(size=20) + 0.8 * (np.arange(20) >= 10)), 2010)
        assert (found.low > 0 or found.high < 0) == (found.p_value <= 0.05)


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e3), st.integers(0, 99))
def test_shift_and_scale_of_the_series_change_nothing_but_the_unit(offset, scale, seed):
    base = np.random.default_rng(seed).normal(size=20)
    one, two = (breaks.shift(series(values), 2010, repetitions=199) for values in (base, offset + scale * base))
    assert two.value == pytest.approx(scale * one.value, rel=1e-6, abs=1e-6 * scale)
    assert two.p_value == pytest.approx(one.p_value, abs=0.0051), "rounding may move it by one draw"


@given(st.lists(st.floats(-1e6, 1e6), min_size=0, max_size=30), st.integers(1995, 2035))
def test_no_series_gives_a_warning_or_an_infinite_number(values, year):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for found in (breaks.shift(series(values), year, repetitions=99), breaks.segmented(series(values), year, repetitions=99),
                      breaks.trend(series(values), repetitions=99), breaks.compare(series(values), repetitions=99)):  # fmt: skip
            if found.value is None:
                assert found.note
            else:
                assert np.isfinite([found.value, found.low, found.high]).all() and 0 < found.p_value <= 1


def test_too_few_points_say_so():
    assert (
        breaks.shift(series([1, 2, 3]), 2001).note
        == "only 1 points before and 2 after; a comparison needs 4 on each side"
    )
    assert breaks.trend(series([1, 2, 3])).note == "only 3 points; a trend needs 8"
    assert breaks.compare(series([])).value is None


def test_a_constant_series_has_no_change():
    found = breaks.shift(series([5] * 20), 2010)
    assert (found.value, found.low, found.high, found.p_value) == (0, 0, 0, 1)


def test_a_mean_is_held_against_its_threshold():
    found = breaks.compare(series(np.random.default_rng(1).normal(3, 1, 30)), threshold=2)
    assert found.value == pytest.approx(3, abs=0.5) and found.low > 2


def test_few_points_are_called_weak():
    assert breaks.shift(series(np.arange(20) % 3), 2010).note == "weak: 10 points on the shorter side"


def test_the_same_series_gives_the_same_interval():
    y, design = np.random.default_rng(2).normal(size=20), np.column_stack([np.ones(20), np.arange(20.0)])
    assert bootstrap_contrast(y, design, 1) == bootstrap_contrast(y, design, 1)


@pytest.mark.parametrize("n", [15, 30, 80])
def test_the_error_is_the_hac_error_of_statsmodels(n):
    y = np.random.default_rng(n).normal(size=n).cumsum()
    design = np.column_stack([np.ones(n), np.arange(n) >= n // 2, np.arange(n)]).astype(float)
    model = sm.OLS(y, design).fit(cov_type="HAC", cov_kwds={"maxlags": contrast.HAC_LAGS, "use_correction": False})
    for column in range(3):
        value, error = contrast.studentise(y[:, None], design, contrast.pseudo_inverse(design), column)
        assert value[0] == pytest.approx(model.params[column]) and error[0] == pytest.approx(model.bse[column])


def test_long_series_keep_the_bootstrap_because_hac_alone_rejects_too_often():
    """At 70 points and an autocorrelation of 0.6 the bootstrap keeps its promise and Newey-West does not."""
    rng, bootstrap, newey_west = np.random.default_rng(12), 0, 0
    design = np.column_stack([np.ones(70), np.arange(70) >= 35]).astype(float)
    for _ in range(150):
        y = autoregressive(rng, 70, 0.6)
        bootstrap += bootstrap_contrast(y, design, 1, repetitions=199)[3] <= 0.05
        newey_west += sm.OLS(y, design).fit(cov_type="HAC", cov_kwds={"maxlags": 3}, use_t=True).pvalues[1] <= 0.05
    assert bootstrap / 150 <= 0.10 < newey_west / 150


def test_a_change_of_slope_needs_sixteen_points():
    values = series(np.random.default_rng(6).normal(size=15))
    assert breaks.segmented(values, 2007, quantity="slope").note == "only 15 points; a change of slope needs 16"
    assert breaks.segmented(values, 2007).value is not None
