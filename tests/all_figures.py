"""All functions that make a figure, and all figures that a case has."""

import inspect
from functools import cache
from importlib import import_module
from typing import get_args

from once import decide

from analysis import figures as room
from analysis.errors import ParameterError
from analysis.figures import acts
from analysis.figures.compose import Chart
from analysis.figures.figure import Figure

# Chapter 8 asks of all countries at once, and acts are asked of a chapter (below).
MODULES = [import_module(f"analysis.figures.{name}") for name in room.__all__ if name not in ("acts", "elsewhere")]


def builders():
    """Every function of a case, and of one of its findings, that makes a figure."""
    for module in MODULES:
        for builder in list(vars(module).values()):  # as some names arrive late
            if hasattr(builder, "__wrapped__") and builder.__module__ == module.__name__:
                returned = builder.__wrapped__.__annotations__.get("return")
                if Chart in (returned, *get_args(returned)):
                    yield builder


@cache
def figures(study):
    """Every figure that the case has, among them the acts of its chapters."""
    found = [acts.axis(study, chapter) for chapter in acts.chapters(study)]
    for builder in builders():
        names = list(inspect.signature(builder).parameters)
        try:
            found.append(builder(study, *(decide(name.upper(), study) for name in names[1:])))
        except ParameterError:  # the claim belongs to the history of another case
            continue
    return [one for one in found if isinstance(one, Figure)]
