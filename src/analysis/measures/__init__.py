"""Measures: pure functions, table first, then country codes, to a tidy yearly series."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType

import pandas as pd

from analysis.errors import ParameterError

__all__ = [
    "aid", "arms", "conflict", "diplomacy", "energy", "events", "exporters", "measure", "opinion", "published", "sanctions",
    "trade", "votes",
]  # fmt: skip
MODULES: dict[str, ModuleType] = {name: import_module(f"{__name__}.{name}") for name in __all__ if name != "measure"}


def measure(name: str) -> Callable[..., pd.Series]:
    """The measure called `name`, such as "aid.share"; ParameterError for any other name."""
    module, _, function = name.partition(".")
    if function not in getattr(MODULES.get(module), "__all__", ()):
        raise ParameterError(
            f"there is no measure {name!r}; write module.function with a module of {', '.join(MODULES)}."
        )
    found: Callable[..., pd.Series] = getattr(MODULES[module], function)
    return found
