"""Measures: pure functions, table first, then country codes, to a tidy yearly series."""

from collections.abc import Callable
from types import ModuleType

import pandas as pd

from analysis.errors import ParameterError
from analysis.measures import (
    aid,
    arms,
    conflict,
    diplomacy,
    energy,
    events,
    exporters,
    opinion,
    sanctions,
    trade,
    votes,
)

_ALL = (aid, arms, conflict, diplomacy, energy, events, exporters, opinion, sanctions, trade, votes)
__all__ = [
    "aid", "arms", "conflict", "diplomacy", "energy", "events", "exporters", "measure", "opinion", "sanctions", "trade", "votes",
]  # fmt: skip
MODULES: dict[str, ModuleType] = {module.__name__.rpartition(".")[2]: module for module in _ALL}


def measure(name: str) -> Callable[..., pd.Series]:
    """The measure called `name`, such as "aid.share"; ParameterError for any other name."""
    module, _, function = name.partition(".")
    if function not in getattr(MODULES.get(module), "__all__", ()):
        raise ParameterError(
            f"there is no measure {name!r}; write module.function with a module of {', '.join(MODULES)}."
        )
    found: Callable[..., pd.Series] = getattr(MODULES[module], function)
    return found
