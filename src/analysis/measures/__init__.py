"""Measures: pure functions, table first, then country codes, to a tidy yearly series."""

from types import ModuleType

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
MODULES: dict[str, ModuleType] = {module.__name__.rpartition(".")[2]: module for module in _ALL}
