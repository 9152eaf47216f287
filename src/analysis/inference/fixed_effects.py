"""Regressions with many effects and errors in clusters: least squares by statsmodels, Poisson by pyfixest.

Clustered errors after Cameron, Gelbach and Miller (2011), with t of the smaller number of clusters less one.
"""

import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from analysis import children
from analysis.errors import NotCovered
from analysis.inference.contrast import Array
from analysis.inference.estimate import Estimate

__all__ = ["linear", "poisson"]
FEWEST_CLUSTERS = 3
FLAT = 1e-10
# Tighter than usual: the order of two regressors, which depends on the process, must not reach the sixth digit.
EXACT = {"fixef_tol": 1e-10, "iwls_tol": 1e-11}
Interval = tuple[float, float, float, float, int]


def linear(
    rows: pd.DataFrame, *, y: str, x: str, effects: Sequence[str], clusters: Sequence[str], level: float
) -> Estimate:
    """Least squares of column `y` on column `x` with `effects` taken out of both; errors clustered by one or two columns.

    Rows with a missing value are left out. Raises NotCovered where `x` does not vary beside the effects.

    >>> rows = pd.DataFrame({"y": [1.0, 2, 2, 5, 3, 7], "x": [0, 1, 0, 1, 0, 1], "who": list("aabbcc")})
    >>> print(round(fixed_effects.linear(rows, y="y", x="x", effects=["who"], clusters=["who"], level=0.95).value, 2))
    2.67
    """
    used = _used(rows, [y, x], effects, clusters)
    own, cause = _without(used[[y, x]].to_numpy(float), used[list(effects)].to_numpy()).T
    if float(np.abs(cause).max()) <= FLAT * max(1.0, float(used[x].abs().max())):
        raise NotCovered("the cause does not vary beside the effects of country and period.")
    groups = [used[name].to_numpy() for name in clusters]
    found = [_clustered(own, cause, np.column_stack(groups) if len(groups) > 1 else groups[0], level)]
    if np.isnan(found[0][1]):  # two-way clustering can give a negative variance: then the wider of the two
        found = [_clustered(own, cause, one, level) for one in groups]
    return _estimate(max(found, key=lambda one: one[2] - one[1]), "least squares with fixed effects; clustered errors")


def poisson(
    rows: pd.DataFrame, *, y: str, x: Sequence[str], effects: Sequence[str], clusters: Sequence[str], level: float
) -> Estimate:
    """Poisson pseudo maximum likelihood of `y` on the columns `x` with `effects` absorbed: the first slope, a log ratio.

    Rows whose effects are nought throughout are left out, as they say nothing. Raises NotCovered as linear() does.

    >>> rows = pd.DataFrame({"y": [1, 2, 2, 5, 3, 7], "x": [0, 1, 0, 1, 0, 1], "who": list("aabbcc")})
    >>> print(round(fixed_effects.poisson(rows, y="y", x=["x"], effects=["who"], clusters=["who"], level=0.95).value, 2))
    0.85
    """
    for name in effects:
        rows = rows[rows.groupby(name)[y].transform("sum") > 0]
    used = _used(rows, [y, *x], effects, clusters)
    formula = f"{y} ~ {' + '.join(x)} | {' + '.join(effects)}"
    import_module("pyfixest.estimation")  # two seconds: here, for all children, and only when a regression is run
    # Separated rows are already out; the check for them takes a third of the time.
    found = children.apart(
        lambda: _pyfixest("fepois", formula, used, x[0], clusters, level, separation_check=[], **EXACT)
    )
    return _estimate(found, "Poisson pseudo maximum likelihood with fixed effects; clustered errors")


def _pyfixest(
    name: str, formula: str, used: pd.DataFrame, x: str, clusters: Sequence[str], level: float, **options: Any
) -> Interval:
    estimation = import_module("pyfixest.estimation")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # effects with a single row: they say nothing and are left out
        try:
            fit = getattr(estimation, name)(formula, used, vcov={"CRV1": " + ".join(clusters)}, **options)
            row = fit.tidy(alpha=1 - level).loc[x]
        except (ValueError, KeyError, np.linalg.LinAlgError):
            raise NotCovered("the cause does not vary beside the effects of country and period.") from None
    low, high = (float(row[column]) for column in row.index if str(column).endswith("%"))
    return float(row["Estimate"]), low, high, float(row["Pr(>|t|)"]), int(fit._N)


def _used(rows: pd.DataFrame, columns: Sequence[str], effects: Sequence[str], clusters: Sequence[str]) -> pd.DataFrame:
    """The rows without gaps, groups as numbers; NotCovered where too few groups or values are left."""
    groups = list(dict.fromkeys([*effects, *clusters]))
    used = rows[list(dict.fromkeys([*columns, *groups]))].dropna()
    used = used.assign(**{name: pd.factorize(used[name])[0] for name in groups})
    if min((used[name].nunique() for name in clusters), default=0) < FEWEST_CLUSTERS or used[columns[1]].nunique() < 2:
        raise NotCovered("too few countries or periods have both sides of the comparison.")
    return used


def _without(columns: Array, effects: np.ndarray) -> Array:
    """Columns less the effects of the groups in each column of `effects`, by dummies of all but the first, within the first."""

    def within(values: Array) -> Array:
        first = pd.DataFrame(values)
        return np.asarray(first - first.groupby(effects[:, 0]).transform("mean"), dtype=float)

    centred = within(columns)
    if effects.shape[1] == 1:
        return centred
    dummies = within(np.concatenate([np.eye(int(one.max()) + 1)[one] for one in effects.T[1:]], axis=1))
    return np.asarray(centred - dummies @ np.linalg.lstsq(dummies, centred, rcond=None)[0])


def _clustered(y: Array, x: Array, groups: np.ndarray, level: float) -> Interval:
    from statsmodels.regression.linear_model import OLS  # late: its import takes longer than most questions

    with np.errstate(invalid="ignore"):
        fit = OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
        low, high = fit.conf_int(alpha=1 - level)[0]
        return float(fit.params[0]), float(low), float(high), float(fit.pvalues[0]), len(y)


def _estimate(found: Interval, method: str) -> Estimate:
    value, low, high, p_value, n = found
    return Estimate(value, low, high, p_value, "", n, None, method)
