"""Gravity: planted worlds, statsmodels' GLM with explicit dummies, leave-one-out, and real trade."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from statsmodels.genmod import families
from statsmodels.genmod.generalized_linear_model import GLM

from analysis.claims import expectation
from analysis.errors import MeasureError, NotCovered
from analysis.inference import gravity, ppml
from analysis.tables import load

COUNTRIES = [f"C{i:02d}" for i in range(14)]


@pytest.fixture
def geography():
    rng = np.random.default_rng(0)
    places = {"iso3": COUNTRIES, "latitude": rng.uniform(-50, 60, 14), "longitude": rng.uniform(-170, 170, 14)}
    return pd.DataFrame(places | {"region": [f"R{i % 3}" for i in range(14)]})


@pytest.fixture
def ties():
    """Four borders and a language that C00, C01, C02 and C06 share."""
    borders = pd.DataFrame([("C00", "C01"), ("C02", "C05"), ("C03", "C04"), ("C09", "C08")], columns=["a", "b"])
    spoken = pd.DataFrame(list(combinations(["C00", "C01", "C02", "C06"], 2)), columns=["a", "b"])
    found = borders.assign(border=True).merge(spoken.assign(language=True), on=["a", "b"], how="outer")
    return found.astype({"border": "boolean", "language": "boolean"}).fillna(False)


@pytest.fixture
def trade(geography, ties):
    """Flows with effects, elasticities -0.9, 0.5, 0.4 and 0.3, noise, and some zeros."""
    rng = np.random.default_rng(1)
    empty = pd.DataFrame([("C00", "C01", 2014, 1.0), *[(c, COUNTRIES[i - 1], 2014, 1.0) for i, c in enumerate(COUNTRIES)]],
                         columns=["exporter", "importer", "year", "value_kusd"])  # fmt: skip
    z = gravity.world(empty, geography, ties, 2014).regressors
    mean = np.exp(
        12 + rng.normal(size=(14, 1)) + rng.normal(size=14) - 0.9 * z[0] + 0.5 * z[1] + 0.4 * z[2] + 0.3 * z[3]
    )
    flows = mean * rng.gamma(2, 0.5, size=mean.shape) * (rng.uniform(size=mean.shape) > 0.15)
    rows = [
        (a, b, 2014, flows[i, j])
        for i, a in enumerate(COUNTRIES)
        for j, b in enumerate(COUNTRIES)
        if i != j and flows[i, j] > 0
    ]
    return pd.DataFrame(rows, columns=["exporter", "importer", "year", "value_kusd"])


def reference(world, valid):
    """The Poisson GLM of statsmodels with one dummy per exporter and importer (the first importer is the base), HC0."""
    cells = np.argwhere(valid)
    n, size = len(world.codes), world.flows.mean()
    dummies = [np.eye(n)[cells[:, 0]], np.eye(n)[cells[:, 1]][:, 1:], world.regressors[:, cells[:, 0], cells[:, 1]].T]
    values = world.flows[cells[:, 0], cells[:, 1]] / size
    model = GLM(values, np.hstack(dummies), family=families.Poisson()).fit(cov_type="HC0", tol=1e-13, maxiter=200)
    return model, size


def test_the_fit_is_that_of_a_glm_with_explicit_dummies(trade, geography, ties):
    world = gravity.world(trade, geography, ties, 2014)
    valid = ~np.eye(14, dtype=bool)
    fit, (model, size) = ppml.ppml(world.flows, world.regressors, valid), reference(world, valid)
    assert fit.slopes == pytest.approx(model.params[-4:], abs=1e-6)
    assert fit.expected[valid] == pytest.approx(model.fittedvalues * size, rel=1e-6)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(model.bse, rel=1e-5)


def test_the_pair_is_predicted_from_the_other_cells(trade, geography, ties):
    world = gravity.world(trade, geography, ties, 2014)
    valid = ~np.eye(14, dtype=bool)
    valid[3, 7] = valid[7, 3] = False
    model, size = reference(world, valid)
    row = np.concatenate([np.eye(14)[3], np.eye(14)[7][1:], world.regressors[:, 3, 7]])
    table = gravity.expected(trade, geography, ties, "C03", "C07", [2014]).set_index("flow")
    exports = table.loc["exports"]
    assert exports["expected"] == pytest.approx(float(np.exp(row @ model.params)) * size, rel=1e-6)
    wide = np.exp(1.959964 * np.sqrt(row @ model.cov_params() @ row))
    assert exports["high"] / exports["ratio"] == pytest.approx(wide, rel=1e-5)
    assert exports["actual"] == world.flows[3, 7]
    assert table.loc["turnover", "expected"] == pytest.approx(table.loc[["exports", "imports"], "expected"].sum())


def test_the_pair_has_no_say_in_its_own_expectation(trade, geography, ties):
    inflated = trade.copy()
    own = inflated["exporter"].isin(["C03", "C07"]) & inflated["importer"].isin(["C03", "C07"])
    inflated.loc[own, "value_kusd"] *= 10
    one, two = (gravity.expected(t, geography, ties, "C03", "C07", [2014]) for t in (trade, inflated))
    assert two["expected"].to_numpy() == pytest.approx(one["expected"].to_numpy())
    assert two["ratio"].to_numpy() == pytest.approx(10 * one["ratio"].to_numpy())


def test_a_world_that_follows_the_equation_has_ratios_of_one(trade, geography, ties):
    world = gravity.world(trade, geography, ties, 2014)
    fitted = ppml.ppml(world.flows, world.regressors, ~np.eye(14, dtype=bool)).expected
    rows = [(a, b, 2014, fitted[i, j]) for i, a in enumerate(COUNTRIES) for j, b in enumerate(COUNTRIES) if i != j]
    exact = pd.DataFrame(rows, columns=["exporter", "importer", "year", "value_kusd"])
    assert gravity.pair_ratios(exact, geography, ties, [2014]).to_numpy() == pytest.approx(1)
    table = gravity.expected(exact, geography, ties, "C00", "C09", [2014])
    assert table[["ratio", "low", "high"]].to_numpy() == pytest.approx(1, rel=1e-5)


def test_fitted_totals_are_the_actual_ones(trade, geography):
    """A property of PPML with effects (Fally 2015): each country's fitted exports and imports add up to its own."""
    world = gravity.world(trade, geography, None, 2014)
    fit = ppml.ppml(world.flows, world.regressors, ~np.eye(14, dtype=bool))
    off = fit.expected * ~np.eye(14, dtype=bool)
    assert off.sum(axis=1) == pytest.approx(world.flows.sum(axis=1)) and off.sum(axis=0) == pytest.approx(
        world.flows.sum(axis=0)
    )


def test_distance_is_that_of_the_great_circle():
    """A pole is a quarter of the sphere's circumference from the equator, and so are two points 90 degrees apart on it."""
    places = pd.DataFrame({"iso3": ["AAA", "BBB", "CCC"], "latitude": [0.0, 0.0, 90.0], "longitude": [0.0, 90.0, 0.0]})
    close = pd.DataFrame({"iso3": ["DDD"], "latitude": [0.0], "longitude": [0.01]})
    rows = pd.DataFrame(
        [("AAA", "BBB", 2014, 1.0), ("CCC", "DDD", 2014, 1.0)], columns=["exporter", "importer", "year", "value_kusd"]
    )
    world = gravity.world(rows, pd.concat([places, close]), None, 2014)
    assert np.exp(world.regressors[0][0]) == pytest.approx([10, 6371 * np.pi / 2, 6371 * np.pi / 2, 10]), (
        "10 km at least"
    )


def test_a_tie_holds_both_ways_and_only_where_it_is_told(trade, geography, ties):
    both = gravity.world(trade, geography, ties, 2014).regressors
    told = ties.assign(border=ties["border"] & (ties["a"] == "C00"))
    borders = gravity.world(trade, geography, told, 2014).regressors[1]
    assert borders[0, 1] == borders[1, 0] == 1 and borders.sum() == 2
    assert both[1].sum() == 8 and both[2].sum() == 12


def test_no_expectation_depends_on_what_stands_for_unknown_ties(trade, geography, ties):
    """A country that a table does not have: the same value with all others, nought or one, is taken up by its own effects."""
    known = ties[~ties[["a", "b"]].isin(["C06"]).any(axis=1)]
    others = pd.DataFrame({"a": "C06", "b": [one for one in COUNTRIES if one != "C06"]})
    as_one = pd.concat([known, others.assign(border=False, language=True)])
    nought, one = (gravity.pair_ratios(trade, geography, table, [2014]) for table in (known, as_one))
    assert one.to_numpy() == pytest.approx(nought.to_numpy(), rel=1e-6)


def test_what_is_missing_says_so(trade, geography):
    with pytest.raises(NotCovered, match="no year in which both trade"):
        gravity.expected(trade, geography, None, "C00", "ZZZ", [2014])
    with pytest.raises(NotCovered, match="no flow between countries with coordinates in 1999"):
        gravity.expected(trade, geography, None, "C00", "C01", [1999])
    with pytest.raises(MeasureError, match="no variation beside the country effects"):
        world = gravity.world(trade, geography, None, 2014)
        ppml.ppml(world.flows, np.ones((1, 14, 14)), ~np.eye(14, dtype=bool))


def test_the_mean_ratio_joins_both_errors():
    years = range(2010, 2020)
    steady = pd.DataFrame(
        {"year": years, "flow": "turnover", "actual": 1.0, "ratio": 0.5, "low": 0.5 / 1.5, "high": 0.5 * 1.5}
    )
    found = gravity.over_span(steady, (2010, 2019))
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.5 / 1.5, 0.5 * 1.5)), "the model's error alone"
    wider = gravity.over_span(steady.assign(ratio=0.5 * np.exp(np.tile([-0.5, 0.5], 5))), (2010, 2019))
    assert wider.low < found.low and wider.high > found.high
    assert gravity.over_span(steady, (2018, 2019)).value is None


def test_distance_costs_trade_in_the_real_world():
    """Disdier and Head 2008: mean -0.91; with borders and a language it is smaller, and neighbours trade more (Head and Mayer 2014)."""
    slopes = {}
    for name, table in (("alone", None), ("with ties", expectation.ties())):
        world = gravity.world(load("trade"), load("geography"), table, 2014)
        slopes[name] = ppml.ppml(world.flows, world.regressors, ~np.eye(len(world.codes), dtype=bool)).slopes
        assert len(world.codes) > 200
    assert -1.1 < slopes["alone"][0] < -0.7 < slopes["with ties"][0] < -0.5
    assert slopes["with ties"][1] > 0.3


def test_countries_without_a_row_at_cepii_have_borders_only():
    """South Sudan and Montenegro are younger than GeoDist; their neighbours are known, their languages are not."""
    found = expectation.ties()
    assert len(found) == len(found.drop_duplicates(["a", "b"])) and (found["a"] < found["b"]).all()
    for code, neighbours in (("SSD", 6), ("MNE", 5)):
        own = found[(found["a"] == code) | (found["b"] == code)]
        assert own["border"].sum() == len(own) == neighbours
    assert expectation.without_ties("PAK", "MNE", "SSD") == ["MNE", "SSD"]
