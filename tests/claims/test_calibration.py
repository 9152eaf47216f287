"""The published trials of "beyond drift": a thin run agrees with them, and they keep what the answer promises."""

from importlib.resources import files

import calibration
import no_case
import numpy as np
import pandas as pd
import pytest
from calibration import AMOUNT, ANSWERS, COUNT, SHARE, Cell

from analysis import Study, decide
from analysis.claims import drift, scales
from analysis.claims.spec import Spec
from analysis.claims.spec import Test as Kind

THIN = 200
LIMIT = 3.5  # standard errors of the thin run
ALLOWED = 0.05
MILD = ["autocorrelation 0", "autocorrelation 0.3", "autocorrelation 0.6"]


def published(name):
    return pd.read_csv(files("analysis.claims") / f"{name}.csv")


def chance(share, series):
    """Binomial standard error; at least that of one series."""
    return max((share * (1 - share) / series) ** 0.5, 1 / series)


def judged(values, unit, direction="down", test=Kind.SHIFT):
    series = pd.Series(values, index=range(2000, 2000 + len(values)), dtype=float)
    series.attrs["unit"] = unit
    year = 2000 + len(values) // 2 if test == Kind.SHIFT else None
    spec = Spec(test=test, table=("x",), year=year, span=(2000, 1999 + len(values)), direction=direction)
    return drift.judge(series, spec, lambda: float(np.mean(values[: len(values) // 2])))


@pytest.mark.parametrize(
    ("design", "unit", "points", "test"),
    [("autocorrelation 0.6", AMOUNT, 20, Kind.SHIFT), ("stock-like, a slow share", SHARE, 30, Kind.TREND),
     ("counts, many of them nought", COUNT, 12, Kind.SHIFT)],
)  # fmt: skip
def test_a_thin_run_agrees_with_the_published_rates(design, unit, points, test):
    thin = calibration.rates(Cell(design, unit, points, test, series=THIN))
    table = published("drift")
    row = table[(table["design"] == design) & (table["unit"] == unit)]
    row = row[(row["points"] == points) & (row["test"] == test)].iloc[0]
    for one in ANSWERS:
        assert thin[one] == pytest.approx(row[one], abs=LIMIT * chance(row[one], THIN)), one


def test_where_a_year_resembles_the_next_a_little_chance_is_seldom_taken_for_a_change():
    """At most 5 per cent in the claimed direction, and three standard errors of chance."""
    table = published("drift")
    mild = table[table["design"].isin(MILD)]
    assert len(mild) == len(MILD) * len(calibration.TYPICAL) * len(calibration.POINTS) * len(calibration.TESTS)
    assert mild["yes"].max() <= ALLOWED + 3 * chance(ALLOWED, calibration.SERIES)


def test_the_table_shows_where_the_promise_is_broken():
    worst = published("drift").groupby("design")["yes"].max()
    assert worst[calibration.UNIT_ROOT] > ALLOWED and worst[calibration.GROWING] > ALLOWED


def test_every_row_counts_all_its_series():
    for name, cells in (("drift", calibration.cells()), ("power", calibration.power_cells(1))):
        table = published(name)
        assert len(table) == len(cells)
        assert table[list(ANSWERS)].sum(axis=1).to_numpy() == pytest.approx(1, abs=1e-5)
    assert set(published("drift")["planted"]) == {0} and set(published("power")["planted"]) == {-0.5, 0.5}


def test_a_halving_is_found_more_often_than_chance_and_in_long_series_more_often():
    table = published("power").query("test == 'shift' and direction == 'down' and unit == 'million TIV'")
    found = table.pivot_table(index="points", columns="design", values="yes")
    assert (found.loc[70, MILD] > found.loc[12, MILD]).all()
    assert found.loc[70, MILD[0]] > 0.9


@pytest.mark.parametrize("test", calibration.TESTS)
def test_what_is_planted_goes_in_the_direction_named(test):
    cell = Cell("autocorrelation 0", AMOUNT, 70, test, "down", -0.9, series=30)
    assert calibration.rates(cell)["yes"] > 0.9
    upward = Cell("autocorrelation 0", AMOUNT, 70, test, "up", -0.9, series=30)
    assert calibration.rates(upward)["the other way"] > 0.9


def test_a_cell_gives_the_same_rates_twice_and_another_cell_other_series():
    cell = Cell("autocorrelation 0.8", SHARE, 12, Kind.TREND, series=30)
    assert calibration.rates(cell) == calibration.rates(cell)
    draws = [calibration.DESIGNS[key](np.random.default_rng(1), np.ones(20)) for key in calibration.DESIGNS]
    assert len({tuple(one) for one in draws}) == len(calibration.DESIGNS)


def test_designs_are_what_they_say():
    generator, path = np.random.default_rng(3), np.ones(5000)
    counts = calibration.rare_counts(generator, path)
    assert (counts == 0).mean() > 0.5 and (counts == counts.round()).all()
    assert (calibration.lumpy(generator, path) == 0).mean() == pytest.approx(1 - calibration.DELIVERED, abs=0.03)
    share = calibration.stock(generator, path)
    assert share.min() >= 0 and share.max() <= 100 and np.abs(np.diff(share)).mean() < 2 * calibration.STOCK_STEP
    smooth = np.log(calibration.autocorrelated(generator, path, rho=0.8, unit=AMOUNT))
    assert np.corrcoef(smooth[1:], smooth[:-1])[0, 1] == pytest.approx(0.8, abs=0.05)
    assert smooth.std() == pytest.approx(calibration.SWING, abs=0.08)


def test_a_series_is_judged_without_a_study():
    swing = [3.0, 4.0, 5.0, 4.0, 3.0, 5.0, 4.0, 3.0]
    fallen = [100 + v for v in swing] + swing
    assert judged(fallen, AMOUNT).answer == drift.YES
    assert judged(fallen, AMOUNT, "up").answer == drift.OTHER_WAY
    assert judged([100 + v for v in swing] * 2, AMOUNT).answer == drift.NOT_FOUND
    assert judged([7.0] * 16, AMOUNT).answer == drift.CANNOT
    assert judged(fallen[:11], AMOUNT).answer == drift.CANNOT


@pytest.mark.parametrize("unit", [COUNT, AMOUNT, SHARE])
def test_no_scale_leads_back_below_nought(unit):
    values = pd.Series([0.0, 3.0, 1.0, 0.0, 2.0])
    values.attrs["unit"] = unit
    scale = scales.scale_of(values)
    back = scale.back(scale.to(values.to_numpy()))
    positive = values.to_numpy() > 0
    assert back[positive] == pytest.approx(values[positive].to_numpy())
    # Nought comes back as itself, or as half the least that occurs.
    assert set(back[~positive].round(6)) <= {0.0, 0.5}
    assert 0 <= float(scale.back(scale.to(0.0) - 50)) < 1e-6


def test_calibrate_writes_all_tables(tmp_path, monkeypatch):
    def small(series):
        return [Cell("autocorrelation 0", AMOUNT, 12, Kind.SHIFT, series=series)]

    monkeypatch.setattr(calibration, "cells", small)
    monkeypatch.setattr(calibration, "power_cells", small)
    monkeypatch.setattr(no_case, "ranks", lambda: pd.DataFrame({"claim": ["U1"]}))
    monkeypatch.setattr(no_case, "tally", lambda rolled: pd.DataFrame({"claim": [len(rolled)]}))
    calibration.calibrate(8, 0, folder=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drift.csv", "power.csv", "ranks.csv", "triples.csv"]
    assert list(pd.read_csv(tmp_path / "drift.csv")["series"]) == [8]
    assert list(pd.read_csv(tmp_path / "power.csv")["series"]) == [2]


def test_what_a_year_of_nought_counts_as_decides_nothing():
    """Two years of nought against small shares: beyond the swing only while nought is taken as less than the least."""
    before = [0.0, 2.0, 0.0, 3.0, 0.5, 2.5, 0.0, 2.0]
    series = pd.Series([*before, 4.0, 6.0, 3.0, 7.0, 5.0, 4.0, 6.0, 5.0], index=range(2000, 2016))
    series.attrs["unit"] = SHARE
    by_fill = [scales.scale_of(series, nought=fill).to(series.to_numpy()).min() for fill in (scales.HALF, scales.WHOLE)]
    assert by_fill[0] < by_fill[1] == pytest.approx(np.log(0.5 / 99.5))
    found = decide("B1", Study()).part("arms").answers.drift
    assert (found.answer, found.words) == (drift.CANNOT, drift.FILLED) and found.estimate.low > 0
    assert judged([100 + v for v in range(8)] + [v + 1.0 for v in range(8)], AMOUNT).answer == drift.YES, (
        "no year of nought"
    )
