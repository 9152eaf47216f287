"""Poisson pseudo maximum likelihood with exporter and importer effects (Santos Silva and Tenreyro 2006).

Own code: pyfixest's fepois absorbs the effects and so gives no covariance for them, which the interval of an expected
flow needs, and statsmodels' GLM would hold 42,000 x 414 dummies a year. Here the dummies stay implicit: every product
with them is a row or column sum. Slopes, expected flows and robust errors are those of that GLM (tests/inference).
"""

from dataclasses import dataclass

import numpy as np
import scipy.linalg
from threadpoolctl import threadpool_limits

from analysis.errors import MeasureError
from analysis.inference.contrast import Array

__all__ = ["Fit", "ppml"]
MAX_STEPS = 100
CONVERGED = 1e-10
FLAT = 1e-12
CELLS = ((1, 2), (1, 2))  # the sums run over both countries; as a product of matrices, faster than einsum
UNIDENTIFIED = "the gravity equation cannot be solved: a regressor has no variation beside the country effects."


@dataclass(frozen=True)
class Fit:
    """A fitted year. expected[i, j] in the unit of the flows, 0 where a side has no trade; slopes of the regressors.

    covariance: of the exporter effects, the importer effects (the first held at 0) and the slopes, robust to
    heteroskedasticity; `rows` and `columns` say which countries have an effect.
    """

    expected: Array
    slopes: Array
    covariance: Array
    rows: Array
    columns: Array


# The systems are small (some 400 unknowns): threads gain nothing, and on a busy machine they wait for each other (22 s
# instead of 2 s for 21 years).
@threadpool_limits.wrap(limits=1, user_api="blas")
def ppml(flows: Array, regressors: Array, valid: Array) -> Fit:
    """Fit flows[i, j] = exp(exporter i + importer j + slopes . regressors[:, i, j]) over the `valid` cells.

    Iterated weighted least squares. Countries without any flow on a side have no effect there and are left out.
    Raises MeasureError where the fit does not converge or a regressor has no variation beside the effects.

    >>> near = np.abs(np.subtract.outer(np.arange(6.0), np.arange(6.0)) % 4)
    >>> fit = ppml.ppml(np.exp(2 - near), near[None], ~np.eye(6, dtype=bool))
    >>> print(fit.slopes.round(2).tolist())
    [-1.0]
    """
    rows, columns = (valid * flows).sum(axis=1) > 0, (valid * flows).sum(axis=0) > 0
    inside = np.ix_(rows, columns)
    y, used, z = flows[inside], valid[inside].astype(float), regressors[:, *inside]
    _check_identified(z)
    scale = float((y * used).sum() / used.sum())
    y = y / scale
    mean = used * (y + 1) / 2
    theta, deviance = np.zeros(sum(y.shape) - 1 + len(z)), np.inf
    for _ in range(MAX_STEPS):
        working = mean * np.log(np.where(mean > 0, mean, 1)) if np.isinf(deviance) else mean * _linear(theta, z)
        theta = _solve(_cross(mean, z), _score(working + used * y - mean, z))
        mean = used * np.exp(_linear(theta, z))
        before, deviance = deviance, _deviance(y, mean, used)
        if abs(before - deviance) <= CONVERGED * (abs(deviance) + 1):
            break
    else:
        raise MeasureError("the gravity equation did not converge; leave out countries with hardly any flow.")
    bread = np.linalg.inv(_cross(mean, z))
    expected = np.zeros(flows.shape)
    expected[inside] = scale * np.exp(_linear(theta, z))
    slopes = theta[len(theta) - len(z) :]
    return Fit(expected, slopes, bread @ _cross((used * y - mean) ** 2, z) @ bread, rows, columns)


def _linear(theta: Array, z: Array) -> Array:
    exporters, importers = z.shape[1:]
    importer = np.concatenate([[0.0], theta[exporters : exporters + importers - 1]])
    return np.asarray(theta[:exporters, None] + importer + np.tensordot(theta[exporters + importers - 1 :], z, axes=1))


def _score(cells: Array, z: Array) -> Array:
    """X'c for the implicit dummies and the regressors z; the first importer is the base."""
    return np.concatenate([cells.sum(axis=1), cells.sum(axis=0)[1:], (cells * z).sum(axis=(1, 2))])


def _cross(weights: Array, z: Array) -> Array:
    """X'WX for the same columns as _score."""
    weighted = weights * z
    upper = np.block(
        [
            [np.diag(weights.sum(axis=1)), weights[:, 1:], weighted.sum(axis=2).T],
            [weights[:, 1:].T, np.diag(weights.sum(axis=0)[1:]), weighted.sum(axis=1).T[1:]],
            [weighted.sum(axis=2), weighted.sum(axis=1)[:, 1:], np.tensordot(weighted, z, axes=CELLS)],
        ]
    )
    return np.asarray(upper)


def _solve(left: Array, right: Array) -> Array:
    try:
        return np.asarray(scipy.linalg.cho_solve(scipy.linalg.cho_factor(left), right))
    except scipy.linalg.LinAlgError:
        raise MeasureError(UNIDENTIFIED) from None


def _check_identified(z: Array) -> None:
    """A regressor that is a sum of row and column values is swallowed by the country effects."""
    rest = z - z.mean(axis=2, keepdims=True) - z.mean(axis=1, keepdims=True) + z.mean(axis=(1, 2), keepdims=True)
    products, scale = np.tensordot(rest, rest, axes=CELLS), float((z * z).sum())
    if len(z) and np.linalg.matrix_rank(products, tol=FLAT * scale, hermitian=True) < len(z):
        raise MeasureError(UNIDENTIFIED)


def _deviance(y: Array, mean: Array, used: Array) -> float:
    positive = (used > 0) & (y > 0)
    logs = y[positive] * np.log(y[positive] / mean[positive])
    return 2 * float(logs.sum() - (used * y - mean).sum())
