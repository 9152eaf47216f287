"""The examples in docstrings of what a user calls are run as they stand, and print what they say."""

import doctest
import inspect
from importlib import import_module

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis import inference, measures

ROOMS = [f"measures.{name}" for name in (*measures.__all__, "panels", "roll_calls", "vote_panels") if name != "measure"]
ROOMS += [f"inference.{name}" for name in inference.__all__]
# What an example may name: the modules of measures and inference, what `analysis` itself exports, numpy and pandas.
NAMES = {room.partition(".")[2]: import_module(f"analysis.{room}") for room in ROOMS}
NAMES |= {name: getattr(analysis, name) for name in analysis.__all__} | {"np": np, "pd": pd}
# Needs a table that only users add, with their own file.
OWN_FILES = {"diplomacy.leader_visits"}
PUBLIC = {
    f"{room.partition('.')[2]}.{name}": getattr(import_module(f"analysis.{room}"), name)
    for room in ROOMS
    for name in import_module(f"analysis.{room}").__all__
}
FUNCTIONS = {name: one for name, one in PUBLIC.items() if inspect.isfunction(one) and name not in OWN_FILES}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_public_function_has_an_example_that_runs(name):
    found = doctest.DocTestParser().get_doctest(inspect.getdoc(FUNCTIONS[name]), dict(NAMES), name, None, 0)
    assert found.examples, f"{name} has no example"
    printed = []
    failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(found, out=printed.append)
    assert not failed, "".join(printed)
