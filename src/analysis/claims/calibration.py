"""How often the verdicts are wrong: the engine on simulated series, without an effect and with a planted one.

Each simulated claim goes the way of a real one: estimates of every specification, `sign`, `verdict_of`, `combine`.
`python -m analysis.claims.calibration` (make calibrate) writes calibration.csv and power.csv beside this file.
The null designs promise: supported and partly together, and contradicted, in at most 5 % of series each; but a shift is
no null test of a series that grows steadily, and the table says how often it takes the growth for one.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.claims import rules
from analysis.claims.finding import PartFinding
from analysis.claims.verdicts import combine, sign, verdict_of
from analysis.inference import association, breaks
from analysis.inference.contrast import Array
from analysis.inference.estimate import Estimate, no_estimate

Generator = np.random.Generator

VERDICTS = ("supported", "partly", "contradicted", "undecided")
TESTS = ("shift", "segmented", "trend", "compare", "lead_lag")
POINTS = {"short": 12, "normal": 24, "long": 70}
EFFECTS = (0.5, 1.0, 2.0)
SERIES = 2000
SERIES_POWER = 250
SEED = 20140401
WORKERS = 2
FIRST_YEAR = 1900
OFFSETS = (0, -2, -1, 1, 2)
TRIMMED = 8  # the shorter span leaves out the first eighth
LAGS = (3, 2, 5)
LAG = 2
ACTIVE_YEARS = 10
BURN_IN = 50
SLOPE = 0.1  # of the design "linear trend", in deviations a year
RARE = 0.5  # mean count of the design "counts with zeros"


@dataclass(frozen=True)
class Cell:
    """One row of the tables: what is simulated, how it is tested, how often."""

    design: str
    length: str
    test: str
    parts: int = 1
    effect: float = 0.0
    series: int = SERIES
    repetitions: int = 999


def autoregressive(generator: Generator, n: int, *, rho: float) -> Array:
    """A stationary AR(1) series with standard deviation 1."""
    values = generator.normal(size=BURN_IN + n) * np.sqrt(1 - rho**2)
    for step in range(1, len(values)):
        values[step] += rho * values[step - 1]
    return np.asarray(values[BURN_IN:])


def growing(generator: Generator, n: int) -> Array:
    """White noise around a straight line."""
    return np.asarray(generator.normal(size=n) + SLOPE * np.arange(n))


def rare_counts(generator: Generator, n: int) -> Array:
    """Poisson counts, most of them zero, as deviations from their mean in standard deviations."""
    return np.asarray((generator.poisson(RARE, n) - RARE) / np.sqrt(RARE))


DESIGNS: dict[str, Callable[[Generator, int], Array]] = {
    "white noise": partial(autoregressive, rho=0.0),
    "AR(1) 0.3": partial(autoregressive, rho=0.3),
    "AR(1) 0.6": partial(autoregressive, rho=0.6),
    "linear trend": growing,
    "counts with zeros": rare_counts,
}


def cells() -> list[Cell]:
    """Every null design with every test that has a null there; claims of two and four parts for one test."""
    single = [
        Cell(*names)
        for names in product(DESIGNS, POINTS, TESTS)
        if not (names[0] == "linear trend" and names[2] in ("trend", "compare"))
    ]
    return single + [
        Cell(design, "normal", "shift", parts=parts)
        for design in DESIGNS
        if design != "linear trend"
        for parts in (2, 4)
    ]


def power_cells() -> list[Cell]:
    """Planted effects of half, one and two standard deviations, in every design but the growing one."""
    planted = product([name for name in DESIGNS if name != "linear trend"], POINTS, TESTS, EFFECTS)
    return [Cell(d, length, test, effect=effect, series=SERIES_POWER) for d, length, test, effect in planted]


def rates(cell: Cell) -> dict[str, object]:
    """Shares of the verdicts (0 to 1) over the cell's simulated claims, and what the cell is."""
    # A cell's series depend on what it is, not on which other cells are run.
    names = f"{cell.design}{cell.length}{cell.test}{cell.parts}{cell.effect}"
    generator = np.random.default_rng([SEED, *names.encode()])
    level = rules.level({"part": [{"test": cell.test}] * cell.parts})
    found = []
    for _ in range(cell.series):
        verdicts = [_part(cell, generator, level) for _ in range(cell.parts)]
        parts = tuple(PartFinding(str(i), "", "", v, "", no_estimate(""), ()) for i, v in enumerate(verdicts))
        found.append(combine(parts, decisive=set()))
    shares = {verdict: found.count(verdict) / cell.series for verdict in VERDICTS}
    named = {"design": cell.design, "points": POINTS[cell.length], "test": cell.test, "parts": cell.parts}
    return named | {"effect": cell.effect, "series": cell.series} | shares


def calibrate(repetitions: int = SERIES, *, folder: Path | None = None, workers: int = WORKERS) -> None:
    """Write calibration.csv (`repetitions` series per row) and power.csv (an eighth of that) to `folder`."""
    target = folder or Path(str(files("analysis.claims")))
    nulls = [replace(cell, series=repetitions) for cell in cells()]
    planted = [replace(cell, series=max(1, repetitions // (SERIES // SERIES_POWER))) for cell in power_cells()]
    with ProcessPoolExecutor(workers) as pool:
        for name, chosen in (("calibration.csv", nulls), ("power.csv", planted)):
            pd.DataFrame(pool.map(rates, chosen)).to_csv(target / name, index=False)


def _part(cell: Cell, generator: Generator, level: float) -> str:
    """Verdict of one simulated part. Where the chosen specification is open, the others cannot change it."""
    series, leader = _simulate(cell, generator)
    spec = {"test": cell.test, "direction": "up"}
    signs: list[str] = []
    for choice in _specifications(cell.test, POINTS[cell.length]):
        signs.append(sign(_estimate(series, leader, choice, cell, level), spec))
        if signs[0] == "open":
            break
    return verdict_of(signs)[0]


def _simulate(cell: Cell, generator: Generator) -> tuple[pd.Series, pd.Series]:
    """The series with the cell's planted effect, in standard deviations, and for lead_lag the one it follows."""
    n, draw = POINTS[cell.length], DESIGNS[cell.design]
    values, leader = draw(generator, n), draw(generator, n)
    steps = np.arange(n)
    if cell.test in ("shift", "segmented"):
        values = values + cell.effect * (steps >= n // 2)
    elif cell.test == "trend":
        values = values + cell.effect * 2 * steps / (n - 1)
    elif cell.test == "compare":
        values = values + cell.effect
    else:
        values = values + cell.effect * np.where(steps >= LAG, np.roll(leader, LAG), 0)
    years = range(FIRST_YEAR, FIRST_YEAR + n)
    return pd.Series(values, index=years), pd.Series(leader, index=years)


def _specifications(test: str, n: int) -> list[tuple[int, int]]:
    """Pairs (first position used, offset of the year or largest lag), the chosen one first."""
    starts = (0, n // TRIMMED)
    if test == "lead_lag":
        return list(product(starts, LAGS))
    return list(product(starts, OFFSETS if test in ("shift", "segmented") else (0,)))


def _estimate(series: pd.Series, leader: pd.Series, choice: tuple[int, int], cell: Cell, level: float) -> Estimate:
    start, step = choice
    used, year = series.iloc[start:], FIRST_YEAR + POINTS[cell.length] // 2 + step
    if cell.test == "lead_lag":
        options = {"max_lag": step, "minimum": ACTIVE_YEARS, "repetitions": cell.repetitions}
        forward, reverse = association.lead_lag(leader.iloc[start:], used, **options)
        return replace(forward, reverse_p=reverse.p_value)
    if cell.test in ("shift", "segmented"):
        test = breaks.shift if cell.test == "shift" else breaks.segmented
        return test(used, year, level=level, repetitions=cell.repetitions)
    test_of_all = breaks.trend if cell.test == "trend" else breaks.compare
    return test_of_all(used, level=level, repetitions=cell.repetitions)


if __name__ == "__main__":
    calibrate()
