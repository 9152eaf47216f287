"""Placebo ranks: by hand, over panels, and from published quantiles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.inference import breaks, placebo

YEARS = range(2000, 2020)


def panel(steps, noise=0.0):
    """Pairs X00-Y00, X01-Y01, ... that rise by the given steps in 2010."""
    rng = np.random.default_rng(2)
    values = {
        (f"X{i:02d}", f"Y{i:02d}"): noise * rng.normal(size=20) + step * (np.arange(20) >= 10)
        for i, step in enumerate(steps)
    }
    return pd.DataFrame(values, index=YEARS)


def ranked(steps, direction="up", roles=()):
    return placebo.pairs(panel(steps), 2010, (2000, 2019), own=("X00", "Y00"), roles=roles, direction=direction)


def test_the_third_largest_of_ten_has_rank_three():
    found = ranked([7.5, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    assert (found.value, found.rank, found.n, found.p_value) == (pytest.approx(7.5), 3, 9, 0.3)
    assert found.values == pytest.approx([1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert ranked([7.5, 9, 8, 7], direction="down").rank == 2


def test_a_tie_counts_against_the_claim():
    assert ranked([5, 5, 1]).p_value == pytest.approx(2 / 3)


def test_pairs_of_the_roles_are_left_out():
    found = ranked([1, 9, 8, 0], roles={"X01", "Y02"})
    assert (found.n, found.rank) == (1, 1)


@pytest.mark.parametrize("statistic", ["shift", "level", "slope", "trend", "mean"])
def test_every_pair_has_the_estimate_of_the_test(statistic):
    table = panel(np.arange(8.0), noise=1.0)
    table.iloc[[3, 15], 2] = np.nan
    test = {
        "shift": lambda s: breaks.shift(s, 2010), "level": lambda s: breaks.segmented(s, 2010),
        "slope": lambda s: breaks.segmented(s, 2010, quantity="slope"), "trend": breaks.trend, "mean": breaks.compare,
    }[statistic]  # fmt: skip
    year = 2010 if statistic in ("shift", "level", "slope") else None
    options = {"own": ("X00", "Y00"), "roles": (), "direction": "up", "statistic": statistic}
    found = placebo.pairs(table, year, (2000, 2019), **options)
    wanted = [test(table[column]).value for column in table.columns]
    assert found.value == pytest.approx(wanted[0])
    assert found.values == pytest.approx(sorted(wanted[1:]))


def test_a_pair_with_three_points_on_a_side_is_no_placebo():
    table = panel([1, 2, 3])
    table.iloc[:7, 1] = np.nan
    assert placebo.pairs(table, 2010, (2000, 2019), own=("Y00", "X00"), roles=(), direction="up").n == 1
    short = placebo.pairs(table, 2010, (2000, 2019), own=("X01", "Y01"), roles=(), direction="up")
    assert short.p_value is None and short.note == "X01-Y01 has fewer than 4 points on a side in 2000-2019"
    assert (
        placebo.pairs(table, 2010, (2000, 2019), own=("X01", "X09"), roles=(), direction="up").note
        == "the panel has no pair X01-X09"
    )


def test_ranks_of_unrelated_pairs_are_spread_evenly():
    """The p-value of a pair without an effect is uniform: its mean over all pairs as the own one is a half."""
    table = panel(np.zeros(60), noise=1.0)
    found = [
        placebo.pairs(table, 2010, (2000, 2019), own=own, roles=(), direction="up").p_value for own in table.columns
    ]
    assert np.mean(found) == pytest.approx(0.5, abs=0.02) and min(found) == pytest.approx(1 / 60)


@given(st.floats(-1e6, 1e6), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50), st.sampled_from(["up", "down"]))
def test_a_p_value_is_never_zero_nor_above_one(own, placebos, direction):
    found = placebo.rank(own, np.array(placebos), direction=direction)
    assert 0 < found.p_value <= 1 and found.p_value >= 1 / (1 + len(placebos))
    published = pd.Series(np.quantile(placebos, [0.1, 0.5, 0.9]), index=[0.1, 0.5, 0.9])
    known = placebo.from_quantiles(published, own, n=len(placebos), direction=direction)
    assert 0 < known.p_value <= 1


@pytest.mark.parametrize("direction", ["up", "down"])
def test_quantiles_give_nearly_the_rank_of_the_values(direction):
    values = np.random.default_rng(3).normal(size=400)
    probabilities = np.linspace(0, 1, 101)
    published = pd.Series(np.quantile(values, probabilities), index=probabilities)
    for own in (-5.0, -1.3, 0.0, 0.7, 2.0, 5.0):
        exact = placebo.rank(own, values, direction=direction).p_value
        assert placebo.from_quantiles(published, own, n=400, direction=direction).p_value == pytest.approx(
            exact, abs=0.011
        )


def test_beyond_the_last_published_quantile_its_whole_tail_counts():
    published = pd.Series({0.5: 1.0, 0.95: 3.0})
    assert placebo.from_quantiles(published, 9.0, n=99, direction="up").p_value == pytest.approx((1 + 5) / 100)
    assert placebo.from_quantiles(published, 0.0, n=99, direction="up").p_value == 1
    assert placebo.from_quantiles(published[:0], 0.0, n=99, direction="up").p_value is None


def test_an_unknown_direction_or_statistic_names_what_is_allowed():
    with pytest.raises(MeasureError, match="give one of up, down"):
        ranked([1, 2], direction="more")
    with pytest.raises(MeasureError, match="give one of shift, level, slope, trend, mean"):
        placebo.pairs(panel([1, 2]), 2010, (2000, 2019), own=("X00", "Y00"), roles=(), direction="up", statistic="jump")
