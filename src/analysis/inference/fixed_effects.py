"""Regressions with many effects and errors in clusters, by pyfixest (Bergé, Butts and McDermott 2026; Correia et al. 2020)."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import NotCovered
from analysis.inference.estimate import Estimate

FEWEST_CLUSTERS = 3


def linear(
    rows: pd.DataFrame, *, y: str, x: str, effects: Sequence[str], clusters: Sequence[str], level: float
) -> Estimate:
    """Least squares of column `y` on column `x` with `effects` absorbed; errors clustered by one or two columns.

    Clustered errors after Cameron, Gelbach and Miller (2011), with t of the smaller number of clusters less one.
    Rows with a missing value are left out. Raises NotCovered where `x` does not vary beside the effects.
    """
    from pyfixest.estimation import feols  # two seconds: only when a regression is run

    return _fit(feols, rows, [y, x], x, effects, clusters, level, "least squares with fixed effects; clustered errors")


def poisson(
    rows: pd.DataFrame, *, y: str, x: Sequence[str], effects: Sequence[str], clusters: Sequence[str], level: float
) -> Estimate:
    """Poisson pseudo maximum likelihood of `y` on the columns `x` with `effects` absorbed: the first slope, a log ratio.

    Rows whose effects are nought throughout are left out, as they say nothing. Raises NotCovered as linear() does.
    """
    from pyfixest.estimation import fepois

    for name in effects:
        rows = rows[rows.groupby(name)[y].transform("sum") > 0]
    method = "Poisson pseudo maximum likelihood with fixed effects; clustered errors"
    # Separated rows are already out; the check for them takes a third of the time.
    return _fit(fepois, rows, [y, *x], x[0], effects, clusters, level, method, separation_check=[])


def _fit(
    estimator: Any, rows: pd.DataFrame, columns: list[str], x: str, effects: Sequence[str], clusters: Sequence[str],
    level: float, method: str, **options: Any,
) -> Estimate:  # fmt: skip
    groups = list(dict.fromkeys([*effects, *clusters]))
    used = rows[list(dict.fromkeys([*columns, *groups]))].dropna()
    # Numbers instead of words: the same groups, found in half the time.
    used = used.assign(**{name: pd.factorize(used[name])[0] for name in groups})
    if min((used[name].nunique() for name in clusters), default=0) < FEWEST_CLUSTERS or used[x].nunique() < 2:
        raise NotCovered("no data", "too few countries or periods have both sides of the comparison.")
    formula = f"{columns[0]} ~ {' + '.join(columns[1:])} | {' + '.join(effects)}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # effects with a single row: they say nothing and are left out
        try:
            fit = estimator(formula, used, vcov={"CRV1": " + ".join(clusters)}, **options)
            found = [_interval(fit, x, level)]
            if np.isnan(found[0][1]):  # two-way clustering can give a negative variance: then the wider of the two
                found = [_interval(fit.vcov({"CRV1": name}), x, level) for name in clusters]
        except (ValueError, KeyError, np.linalg.LinAlgError):
            raise NotCovered("no data", "the cause does not vary beside the effects of country and period.") from None
    value, low, high, p_value = max(found, key=lambda one: one[2] - one[1])
    return Estimate(value, low, high, p_value, "", int(fit._N), None, method)


def _interval(fit: Any, x: str, level: float) -> tuple[float, float, float, float]:
    """Slope of `x`, the ends of its interval, and its p-value."""
    row = fit.tidy(alpha=1 - level).loc[x]
    low, high = (float(row[column]) for column in row.index if str(column).endswith("%"))
    return float(row["Estimate"]), low, high, float(row["Pr(>|t|)"])
