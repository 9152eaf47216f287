"""How often the answer "beyond drift" is wrong: the engine on simulated series, without a change and with one planted.

Each series goes the way of a real one: `drift.judge`, with its scales, its limits and its one level. `make calibrate` writes
drift.csv and power.csv beside the rules of claims, and ranks.csv and triples.csv (see no_case.py). Promise: "yes" in at most
2.5 per cent of series without a change where next year resembles this one little or moderately (autocorrelation up to 0.6), 5
at the worst. Where it resembles it much, where it wanders, or where it grows steadily all along, the promise does not hold, and
the tables say by how much.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Literal

import no_case
import numpy as np
import pandas as pd

from analysis.claims import drift, rules
from analysis.claims.spec import Spec, Test
from analysis.inference.contrast import Array

Generator = np.random.Generator

ANSWERS = (drift.YES, drift.OTHER_WAY, drift.NOT_FOUND, drift.CANNOT)
POINTS = (12, 20, 30, 70)
TESTS = (Test.SHIFT, Test.TREND)
RHOS = (0.0, 0.3, 0.6, 0.8, 0.95)
SERIES = 2000
POWER_SHARE = 4  # a fourth of the series suffices to say how often a change is found
TRIPLES = 100
SEED = 20140401
WORKERS = 2
FIRST_YEAR = 1900
BURN_IN = 100
AMOUNT, SHARE, COUNT = "million TIV", "per cent", "visits a year"
TYPICAL = {AMOUNT: 100.0, SHARE: 20.0}
SWING = 0.55  # deviation of a typical part of the claims in its scale, log or logit
STEP = 0.2  # of the wandering series, in the same scale
GROWTH = 0.03  # a year, of the growing amounts
RARE_COUNT = 0.5  # a year
DELIVERED, SPREAD = 0.25, 1.0  # share of the years with a delivery, and the deviation of its log
STOCK_STEP = 4.0  # points a year
GROWING = "steady growth, 3 per cent a year"
UNIT_ROOT = "unit root (a wandering series)"


def autocorrelated(generator: Generator, path: Array, *, rho: float, unit: str) -> Array:
    """An amount or share whose log or logit is a stationary AR(1) series."""
    noise = generator.normal(size=BURN_IN + len(path)) * np.sqrt(1 - rho**2)
    noise[0] /= np.sqrt(1 - rho**2)
    for step in range(1, len(noise)):
        noise[step] += rho * noise[step - 1]
    return _placed(SWING * noise[BURN_IN:], path, unit)


def wandering(generator: Generator, path: Array, *, unit: str) -> Array:
    """An amount or share whose log or logit is a random walk."""
    return _placed(np.cumsum(generator.normal(size=len(path))) * STEP, path, unit)


def growing(generator: Generator, path: Array) -> Array:
    """An amount that grows steadily, with independent swings around its course."""
    noise = SWING * generator.normal(size=len(path)) + np.log1p(GROWTH) * np.arange(len(path))
    return _placed(noise, path, AMOUNT)


def rare_counts(generator: Generator, path: Array) -> Array:
    """Poisson counts, most of them nought."""
    return np.asarray(generator.poisson(RARE_COUNT * path), dtype=float)


def lumpy(generator: Generator, path: Array) -> Array:
    """Deliveries in one year of four, of very different sizes."""
    sizes = TYPICAL[AMOUNT] * np.exp(SPREAD * generator.normal(size=len(path)))
    return np.asarray(path * sizes * (generator.random(len(path)) < DELIVERED))


def stock(generator: Generator, path: Array) -> Array:
    """A share that moves a few points a year and turns back at 0 and 100."""
    course = generator.uniform(0, 100) + np.cumsum(STOCK_STEP * generator.normal(size=len(path)))
    turned = np.abs(course) % 200
    return np.clip(path * np.where(turned > 100, 200 - turned, turned), 0, 100)


def _placed(noise: Array, path: Array, unit: str) -> Array:
    if unit == AMOUNT:
        return np.asarray(path * TYPICAL[AMOUNT] * np.exp(noise))
    middle = np.log(TYPICAL[SHARE] / (100 - TYPICAL[SHARE]))
    return np.asarray(np.clip(path * 100 / (1 + np.exp(-middle - noise)), 0, 100))


Draw = Callable[[Generator, Array], Array]
DESIGNS: dict[tuple[str, str], Draw] = {
    **{(f"autocorrelation {r:g}", u): partial(autocorrelated, rho=r, unit=u) for r in RHOS for u in TYPICAL},
    **{(UNIT_ROOT, unit): partial(wandering, unit=unit) for unit in TYPICAL},
    (GROWING, AMOUNT): growing,
    ("counts, many of them nought", COUNT): rare_counts,
    ("lumpy amounts, most years nought", AMOUNT): lumpy,
    ("stock-like, a slow share", SHARE): stock,
}


@dataclass(frozen=True)
class Cell:
    """One row of the tables: what is simulated, how it is asked, what is planted (nought: nothing), how often."""

    design: str
    unit: str
    points: int
    test: Test
    direction: Literal["up", "down"] = "up"
    planted: float = 0.0
    series: int = SERIES


def cells(series: int = SERIES) -> list[Cell]:
    """Every design, length and kind of change, with nothing planted; a growing series does have a trend."""
    every = [Cell(*names, n, test, series=series) for names, n, test in product(DESIGNS, POINTS, TESTS)]
    return [one for one in every if (one.design, one.test) != (GROWING, Test.TREND)]


def power_cells(series: int) -> list[Cell]:
    """The same with the benchmark planted: a fall by half, and a rise by half."""
    size = rules.settings().benchmark
    directions: tuple[tuple[Literal["up", "down"], float], ...] = (("down", -size), ("up", size))
    return [
        Cell(one.design, one.unit, one.points, one.test, direction, planted, series)
        for one in cells()
        if one.design != GROWING
        for direction, planted in directions
    ]


def rates(cell: Cell) -> dict[str, object]:
    """Shares of the four answers (0 to 1) over the cell's series, and what the cell is."""
    # A cell's series depend on what it is, not on which other cells are run.
    generator = np.random.default_rng([SEED, *f"{cell.design}{cell.unit}{cell.points}{cell.test}".encode()])
    found = [answer(cell, generator) for _ in range(cell.series)]
    named = {"design": cell.design, "unit": cell.unit, "points": cell.points, "test": cell.test.value}
    shares = {one: found.count(one) / cell.series for one in ANSWERS}
    return named | {"direction": cell.direction, "planted": cell.planted, "series": cell.series} | shares


def answer(cell: Cell, generator: Generator) -> str:
    """The answer for one simulated series."""
    n, middle = cell.points, cell.points // 2
    steps = np.arange(n, dtype=float) / (n - 1) if cell.test == Test.TREND else (np.arange(n) >= middle).astype(float)
    drawn = DESIGNS[cell.design, cell.unit](generator, 1 + cell.planted * steps)
    years = range(FIRST_YEAR, FIRST_YEAR + n)
    values = pd.Series(drawn, index=years, name=cell.design)
    values.attrs["unit"] = cell.unit
    year = FIRST_YEAR + middle if cell.test == Test.SHIFT else None
    span = (years[0], years[-1])
    spec = Spec(test=cell.test, table=("simulated",), year=year, span=span, direction=cell.direction)
    start = middle if cell.test == Test.SHIFT else min(rules.settings().window, middle)
    return drift.judge(values, spec, lambda: float(drawn[:start].mean())).answer


def calibrate(series: int = SERIES, triples: int = TRIPLES, *, folder: Path | None = None) -> None:
    """Write the four tables to `folder`: `series` runs for each row of drift.csv, a fourth of them in power.csv."""
    target = folder or Path(str(files("analysis.claims")))
    with ProcessPoolExecutor(WORKERS) as pool:
        counted = pool.map(no_case.verdicts, no_case.triples(triples))
        nulls = pool.map(rates, cells(series), chunksize=2)
        planted = pool.map(rates, power_cells(max(1, series // POWER_SHARE)), chunksize=4)
        tables = {"ranks": no_case.ranks()}
        tables |= {"drift": pd.DataFrame(nulls), "power": pd.DataFrame(planted)}
        tables["triples"] = no_case.tally(list(counted))
    for name, table in tables.items():
        table.to_csv(target / f"{name}.csv", index=False, float_format="%.6g")


if __name__ == "__main__":
    calibrate(*(int(given) for given in sys.argv[1:3]))
