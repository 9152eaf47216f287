"""Expected trade: a gravity equation per year, by Poisson pseudo maximum likelihood with exporter and importer effects.

Santos Silva and Tenreyro (2006); effects of both sides after Anderson and van Wincoop (2003). Regressors: log distance
of the capitals, same region, and ties that hold in all years (common border, common language, colonial tie). Pairs without a recorded
flow count as zero among the countries that trade in the year. ppml.py does the fit.
"""

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotCovered
from analysis.inference import breaks
from analysis.inference.contrast import Array
from analysis.inference.estimate import Estimate
from analysis.inference.ppml import Fit, ppml

__all__ = ["World", "expected", "over_span", "pair_ratios", "world"]
EARTH_KM = 6371.0
NEAREST_KM = 10.0  # two pairs of capitals lie within sight of each other: their distance says nothing of trade costs
LEVEL = 0.95
NORMAL = NormalDist()
FLOWS = ("exports", "imports", "turnover")


@dataclass(frozen=True)
class World:
    """One year: flows[i, j] from country i to j (thousand US dollars), regressors[k, i, j], codes in order."""

    codes: pd.Index
    flows: Array
    regressors: Array


def world(trade: pd.DataFrame, geography: pd.DataFrame, ties: pd.DataFrame | None, year: int) -> World:
    """The matrices of `year`; countries without coordinates in `geography` are left out.

    trade: exporter, importer, year, value_kusd. geography: iso3, latitude, longitude, and region if known.
    ties: the two countries in the first two columns (each pair once or twice), then a column of truths per tie; or None. A country
    whose ties are not known may be left out: it then has the same value with all others, which its own effects take up, so that no
    other expectation depends on it.

    >>> len(gravity.world(load("trade"), load("geography"), None, 2019).codes)
    206
    """
    rows = trade[trade["year"] == year]
    places = geography.set_index("iso3").sort_index()
    row, column = (_positions(rows[side], places.index) for side in ("exporter", "importer"))
    known = (row >= 0) & (column >= 0) & (row != column)
    if not known.any():
        raise NotCovered(f"the trade table has no flow between countries with coordinates in {year}.")
    flows = np.zeros((len(places), len(places)))
    flows[row[known], column[known]] = rows["value_kusd"].to_numpy(float)[known]
    present = (flows.sum(axis=0) > 0) | (flows.sum(axis=1) > 0)
    places, flows = places[present], flows[np.ix_(present, present)]
    return World(places.index, flows, _regressors(places, ties))


def expected(
    trade: pd.DataFrame, geography: pd.DataFrame, ties: pd.DataFrame | None, a: str, b: str, years: list[int]
) -> pd.DataFrame:
    """Actual and expected trade of `a` with `b`, by year, with the pair itself left out of the fit.

    Rows: year and flow ("exports" of a to b, "imports" of a from b, "turnover": both). Columns: actual and expected
    (thousand US dollars), ratio (actual over expected), low and high: the 95 % interval of the ratio by the delta
    method, from the uncertainty of the expected value alone (how far single pairs scatter around theirs: pair_ratios).
    Years in which a side does not trade are left out; NotCovered if there is none.

    >>> found = gravity.expected(load("trade"), load("geography"), None, "PAK", "RUS", [2019])
    >>> print(found.query("flow == 'turnover'")["ratio"].round(2).tolist())
    [0.29]
    """
    found = []
    for year in years:
        one = world(trade, geography, ties, year)
        if {a, b} <= set(one.codes):
            found += _pair(one, a, b, year)
    if not found:
        raise NotCovered("the trade table has no year in which both trade and have coordinates.")
    return pd.DataFrame(found, columns=["year", "flow", "actual", "expected", "ratio", "low", "high"])


def pair_ratios(
    trade: pd.DataFrame, geography: pd.DataFrame, ties: pd.DataFrame | None, years: list[int]
) -> pd.DataFrame:
    """Turnover over expected turnover of all pairs: rows are years, columns pairs (a, b) in alphabetical order.

    From the fit of all cells of the year, the pair's own among them, so that all pairs are treated alike in a placebo
    rank; 0 where nothing was recorded, missing where a side does not trade in the year. Rank changes on the log scale
    (zeros missing): the largest changes of the ratio itself are those of pairs that hardly trade.

    >>> print(round(gravity.pair_ratios(load("trade"), load("geography"), None, [2019]).loc[2019, ("IND", "PAK")], 3))
    0.102
    """
    panels = []
    for year in years:
        one = world(trade, geography, ties, year)
        fitted = ppml(one.flows, one.regressors, ~np.eye(len(one.codes), dtype=bool)).expected
        first, second = np.triu_indices(len(one.codes), k=1)
        both = fitted[first, second] + fitted[second, first]
        actual = one.flows[first, second] + one.flows[second, first]
        ratio = np.divide(actual, both, out=np.full(len(both), np.nan), where=both > 0)
        columns = pd.MultiIndex.from_arrays([one.codes[first], one.codes[second]], names=["a", "b"])
        panels.append(pd.Series(ratio, index=columns, name=year))
    panel = pd.DataFrame(panels).sort_index(axis="columns")
    panel.index.name = "year"
    panel.attrs["unit"] = "actual over expected"
    return panel


def over_span(
    table: pd.DataFrame, span: tuple[int, int], *, flow: str = "turnover", threshold: float = 1.0, level: float = LEVEL
) -> Estimate:
    """Geometric mean of the ratio over `span` (rows of `expected`), with an interval and the p-value of `threshold`.

    Two errors are joined as independent on the log scale: that of the mean of the years (breaks.compare), and that of
    the expected values, taken as common to all years: the same pair's distance and effects err alike year after year.

    >>> found = gravity.expected(load("trade"), load("geography"), None, "PAK", "RUS", list(range(2008, 2020)))
    >>> print(round(gravity.over_span(found, (2008, 2019)).value, 2))
    0.3
    """
    rows = table[(table["flow"] == flow) & table["year"].between(*span) & (table["actual"] > 0)].set_index("year")
    logs = pd.Series(np.log(rows["ratio"] / threshold), dtype=float)
    found = breaks.compare(logs, level=level)
    if found.value is None or found.high is None:
        return replace(found, unit="actual over expected")
    model = float(np.log(rows["high"] / rows["ratio"]).mean() / NORMAL.inv_cdf((1 + LEVEL) / 2))
    quantile = NORMAL.inv_cdf((1 + level) / 2)
    error = float(np.hypot((found.high - found.value) / quantile, model))
    low, value, high = (threshold * float(np.exp(found.value + step * quantile * error)) for step in (-1, 0, 1))
    p_value = max(found.p_value or 0.0, 2 * NORMAL.cdf(-abs(found.value) / error))
    method = "geometric mean of actual over expected trade (PPML); bootstrap over years joined with the delta method"
    return replace(found, value=value, low=low, high=high, p_value=p_value, unit="actual over expected", method=method)


def _pair(one: World, a: str, b: str, year: int) -> list[tuple[object, ...]]:
    i, j = (int(place) for place in one.codes.get_indexer(pd.Index([a, b])))
    valid = ~np.eye(len(one.codes), dtype=bool)
    valid[i, j] = valid[j, i] = False
    fit = ppml(one.flows, one.regressors, valid)
    cells = {"exports": [(i, j)], "imports": [(j, i)], "turnover": [(i, j), (j, i)]}
    quantile = NORMAL.inv_cdf((1 + LEVEL) / 2)
    found: list[tuple[object, ...]] = []
    for flow in FLOWS:
        actual = sum(float(one.flows[cell]) for cell in cells[flow])
        means = np.array([fit.expected[cell] for cell in cells[flow]])
        if means.min() <= 0:
            continue
        gradient = means @ np.array([_row(fit, one, cell) for cell in cells[flow]]) / means.sum()
        wide = float(np.exp(quantile * np.sqrt(gradient @ fit.covariance @ gradient)))
        ratio = actual / float(means.sum())
        found.append((year, flow, actual, float(means.sum()), ratio, ratio / wide, ratio * wide))
    return found


def _row(fit: Fit, one: World, cell: tuple[int, int]) -> Array:
    """The regressors of a cell, in the order of the covariance."""
    exporter = (np.arange(len(fit.rows)) == cell[0])[fit.rows]
    importer = (np.arange(len(fit.columns)) == cell[1])[fit.columns]
    return np.concatenate([exporter, importer[1:], one.regressors[:, *cell]]).astype(float)


def _positions(codes: pd.Series, known: pd.Index) -> npt.NDArray[np.intp]:
    """Where each code stands in `known`, -1 if it does not; looked up once per distinct code."""
    found, distinct = pd.factorize(codes)
    return np.asarray(known.get_indexer(pd.Index(distinct).astype(str))[found])


def _regressors(places: pd.DataFrame, ties: pd.DataFrame | None) -> Array:
    latitude, longitude = np.radians(places[["latitude", "longitude"]].to_numpy(float)).T
    half = np.sin((latitude[:, None] - latitude) / 2) ** 2
    half += np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    kilometres = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    found = [np.log(np.maximum(kilometres, NEAREST_KM))]
    if ties is not None:
        first, second = (_positions(ties.iloc[:, side], places.index) for side in (0, 1))
        for column in ties.columns[2:]:
            tied = (first >= 0) & (second >= 0) & ties[column].to_numpy(bool)
            found.append(np.zeros(kilometres.shape))
            found[-1][first[tied], second[tied]] = found[-1][second[tied], first[tied]] = 1
    if "region" in places:
        region = places["region"].to_numpy(object)
        found.append(((region[:, None] == region) & places["region"].notna().to_numpy()).astype(float))
    return np.array([one for one in found if one[~np.eye(len(places), dtype=bool)].std() > 0])
