"""One contrast of a linear model of a short, autocorrelated yearly series, with bootstrap interval and p-value.

HAC standard errors alone reject a true null in 10-40 % of series of 12-30 points instead of 5 %, a moving-block
bootstrap in 5-17 %. The statistic here is studentised with a HAC variance (Bartlett, two lags) and compared with its
distribution in an AR(1) sieve bootstrap (Buehlmann 1997) of the model's residuals, whose autocorrelation is first
corrected for small-sample bias (Kendall 1954 for the mean, three such steps for each further regressor). It rejects
4-8 % in series of 20-30 points with autocorrelation from 0 to 0.6, and up to 11 % at 12 points (see tests/inference).
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

HAC_LAGS = 2
BIAS_STEPS = 3
BURN_IN = 20
SEED = 20220224
MAX_RHO = 0.9


def bootstrap_contrast(
    y: Array, design: Array, column: int, *, level: float = 0.95, repetitions: int = 999
) -> tuple[float, float, float, float]:
    """Coefficient of `design[:, column]` in the regression of `y` on `design`, with its uncertainty.

    Returns (estimate, low, high, p_value); the interval is symmetric, at `level`, from the studentised bootstrap, so
    that it holds zero just when p_value >= 1 - level. A series that the model fits without error has no sampling
    error to speak of: its interval is the point, its p-value the smallest the bootstrap can give (or 1 for zero).
    """
    estimate, error = (float(v[0]) for v in _studentise(y[None, :], design, column))
    if _fits_exactly(y, design):
        exact = 0.0 if abs(estimate) < 1e-10 * max(1.0, float(np.abs(y).max())) else estimate
        return exact, exact, exact, 1 / (repetitions + 1) if exact else 1.0
    residuals = y - design @ (np.linalg.pinv(design) @ y)
    samples = _sieve(residuals, design.shape[1], repetitions)
    values, errors = _studentise(samples, design, column)
    statistics = np.sort(np.abs(values / errors))
    p_value = (1 + int((statistics >= abs(estimate / error)).sum())) / (repetitions + 1)
    rank = min(int(np.ceil(level * (repetitions + 1))), repetitions)
    half = float(statistics[rank - 1]) * error
    return estimate, estimate - half, estimate + half, p_value


def _fits_exactly(y: Array, design: Array) -> bool:
    rest = y - design @ (np.linalg.pinv(design) @ y)
    return bool(np.abs(rest).max() <= 1e-10 * max(1.0, float(np.abs(y).max())))


def _studentise(samples: Array, design: Array, column: int) -> tuple[Array, Array]:
    inverse = np.linalg.pinv(design)
    weights = inverse[column]
    residuals = samples - samples @ (design @ inverse).T
    scores = residuals * weights
    variance = (scores**2).sum(axis=1)
    for lag in range(1, HAC_LAGS + 1):
        kernel = 1 - lag / (HAC_LAGS + 1)
        variance = variance + 2 * kernel * (scores[:, lag:] * scores[:, :-lag]).sum(axis=1)
    floor = 1e-20 + 1e-12 * (residuals**2).mean(axis=1) * (weights**2).sum()
    return samples @ weights, np.sqrt(np.maximum(variance, floor))


def _sieve(residuals: Array, regressors: int, repetitions: int) -> Array:
    n = len(residuals)
    rho = _corrected_rho(residuals, regressors)
    innovations = residuals[1:] - rho * residuals[:-1]
    innovations = (innovations - innovations.mean()) * np.sqrt((n - 1) / (n - 1 - regressors))
    draws = np.random.default_rng(SEED).integers(0, n - 1, (BURN_IN + n, repetitions))
    path = np.zeros((BURN_IN + n, repetitions))
    for step in range(1, BURN_IN + n):
        path[step] = rho * path[step - 1] + innovations[draws[step]]
    return path[BURN_IN:].T


def _corrected_rho(residuals: Array, regressors: int) -> float:
    denominator = float(residuals[:-1] @ residuals[:-1])
    rho = float(residuals[1:] @ residuals[:-1]) / denominator if denominator > 0 else 0.0
    rho += (1 + 3 * rho) / len(residuals) + BIAS_STEPS * (regressors - 1) * (1 + rho) / len(residuals)
    return float(np.clip(rho, -MAX_RHO, MAX_RHO))
