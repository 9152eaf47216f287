"""Lead and lag: a planted order is found, noise is not, and too few deliveries cannot decide."""

import numpy as np
import pandas as pd

from analysis.inference.association import lead_lag


def years(values):
    return pd.Series(np.asarray(values, dtype=float), index=range(1990, 1990 + len(values)))


def test_a_follower_two_years_behind_is_found_and_the_reverse_is_not():
    rng = np.random.default_rng(4)
    leader = rng.normal(size=32)
    follower = np.r_[rng.normal(size=2), leader[:-2]] + 0.3 * rng.normal(size=32)
    forward, reverse = lead_lag(years(leader), years(follower), max_lag=3, minimum=10)
    assert forward.value > 0.8 and forward.p_value < 0.01
    assert reverse.p_value > 0.05


def test_two_unrelated_series_are_seldom_associated():
    rng = np.random.default_rng(9)
    hits = [
        lead_lag(years(rng.normal(size=22)), years(rng.normal(size=22)), max_lag=3, minimum=10, repetitions=199)[
            0
        ].p_value
        <= 0.05
        for _ in range(100)
    ]
    assert np.mean(hits) <= 0.12


def test_few_deliveries_cannot_decide():
    forward, reverse = lead_lag(years(np.arange(20)), years([0] * 15 + [1] * 5), max_lag=3, minimum=10)
    assert forward.value is None and reverse.value is None
    assert forward.note == "only 5 years with a delivery; 10 are needed, so it cannot be decided"


def test_a_constant_series_cannot_decide():
    assert "constant" in lead_lag(years([2] * 20), years(np.arange(1, 21)), max_lag=3, minimum=10)[0].note


def test_two_series_that_merely_grow_are_not_associated():
    """Without detrending a fifth of such pairs is (Yule 1926). Promised: 2.5 per cent in each order."""
    rng = np.random.default_rng(10)
    growth = 0.1 * np.arange(24)
    found = [lead_lag(years(rng.normal(size=24) + growth), years(rng.normal(size=24) + growth), max_lag=3, minimum=10,
                      repetitions=199) for _ in range(100)]  # fmt: skip
    assert np.mean([forward.p_value <= 0.05 or reverse.p_value <= 0.05 for forward, reverse in found]) <= 0.11


def test_a_straight_line_cannot_decide():
    assert "straight line" in lead_lag(years(np.arange(1, 21)), years(np.arange(2, 22)), max_lag=3, minimum=10)[0].note
