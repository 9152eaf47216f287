"""The published calibration: a thin run agrees with it, and it keeps what the rules promise."""

from importlib.resources import files

import pandas as pd
import pytest

from analysis.claims import calibration
from analysis.claims.calibration import Cell

THIN = 200
LIMIT = 3.5  # standard errors of the thin run
PROMISED = 0.05


@pytest.fixture(scope="module")
def published():
    return pd.read_csv(files("analysis.claims") / "calibration.csv")


@pytest.fixture(scope="module")
def power():
    return pd.read_csv(files("analysis.claims") / "power.csv")


def chance(share, series):
    """Binomial standard error; at least that of one series."""
    return max((share * (1 - share) / series) ** 0.5, 1 / series)


@pytest.mark.parametrize("test", calibration.TESTS)
def test_a_thin_run_agrees_with_the_published_rates(published, test):
    cell = Cell("AR(1) 0.6", "normal", test, series=THIN, repetitions=499)
    thin = calibration.rates(cell)
    row = published.query("design == @cell.design and points == 24 and test == @test and parts == 1").iloc[0]
    for verdict in calibration.VERDICTS:
        assert thin[verdict] == pytest.approx(row[verdict], abs=LIMIT * chance(row[verdict], THIN)), verdict


def test_a_claim_of_one_part_is_wrong_in_five_per_cent_at_most(published):
    """Three standard errors of chance are allowed; a shift in a series that grows steadily is no null (see the module)."""
    null = published[
        (published["parts"] == 1) & ~((published["design"] == "linear trend") & (published["test"] == "shift"))
    ]
    assert len(null) == 66
    limit = PROMISED + 3 * chance(PROMISED, calibration.SERIES)
    assert (null["supported"] + null["partly"]).max() <= limit
    assert null["contradicted"].max() <= limit


def test_every_row_counts_all_its_claims(published, power):
    for table in (published, power):
        assert table[list(calibration.VERDICTS)].sum(axis=1).to_numpy() == pytest.approx(1)
    assert len(published) == len(calibration.cells()) and len(power) == len(calibration.power_cells())


def test_large_effects_in_white_noise_are_found_and_larger_ones_more_often(power):
    white = power[(power["design"] == "white noise") & (power["points"] == 24)]
    found = (white["supported"] + white["partly"]).groupby([white["test"], white["effect"]]).sum().unstack()
    assert (found[2.0] >= found[0.5]).all()
    assert found.loc[["shift", "compare", "lead_lag"], 2.0].min() >= 0.8


def test_a_cell_gives_the_same_rates_twice():
    cell = Cell("white noise", "short", "trend", series=20, repetitions=99)
    assert calibration.rates(cell) == calibration.rates(cell)


def test_calibrate_writes_both_tables(tmp_path, monkeypatch):
    small = [Cell("white noise", "short", "compare", repetitions=99)]
    monkeypatch.setattr(calibration, "cells", lambda: small)
    monkeypatch.setattr(calibration, "power_cells", lambda: small)
    calibration.calibrate(16, folder=tmp_path, workers=1)
    assert pd.read_csv(tmp_path / "calibration.csv")["series"].tolist() == [16]
    assert pd.read_csv(tmp_path / "power.csv")["series"].tolist() == [2]
