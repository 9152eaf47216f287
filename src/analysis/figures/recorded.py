"""The tables that a figure is made from, noted as they are loaded: a figure cites what it loaded."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import pandas as pd

from analysis import tables
from analysis.errors import NotCovered
from analysis.measures.grammar import LOADER

T = TypeVar("T")
_NOTED: ContextVar[dict[str, None] | None] = ContextVar("tables of the figure that is made", default=None)


@contextmanager
def noted() -> Iterator[dict[str, None]]:
    """Collect the names of what is loaded within, in order; what encloses it gets them too, unless an error ends it."""
    names: dict[str, None] = {}
    token, before = _NOTED.set(names), LOADER.set(load)
    try:
        yield names
    finally:
        _NOTED.reset(token)
        LOADER.reset(before)
    cite(*names)


def cite(*names: str) -> None:
    """Note tables that were loaded elsewhere: by a claim, by a mechanism, or before it was known whether they hold anything."""
    if (found := _NOTED.get()) is not None:
        found.update(dict.fromkeys(names))


def held(readings: Mapping[str, Callable[[], T]]) -> tuple[dict[str, T], list[NotCovered]]:
    """What the readings give for which there are data, by name, and why the others give nothing; what these loaded is not noted."""
    found: dict[str, T] = {}
    missing: list[NotCovered] = []
    for name, read in readings.items():
        try:
            with noted():
                found[name] = read()
        except NotCovered as error:
            missing.append(error)
    return found, missing


def load(name: str) -> pd.DataFrame:
    """`tables.load`, noted."""
    cite(name)
    return tables.load(name)


def load_geojson(name: str) -> dict[str, Any]:
    """`tables.load_geojson`, noted."""
    cite(name)
    return tables.load_geojson(name)
