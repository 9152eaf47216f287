"""Specification curves: the same estimates as one by one, equal ones computed once, errors before any work."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.inference import breaks, specifications
from analysis.inference.specifications import Specification


@pytest.fixture
def series():
    return pd.Series(np.random.default_rng(3).normal(size=25).cumsum(), index=range(2000, 2025))


def test_each_choice_gets_the_estimate_of_its_test(series):
    cut = series.loc[2002:2020]
    found = specifications.estimates(
        [Specification(series, "shift", year=2012), Specification(series, "segmented", year=2010, span=(2002, 2020), quantity="slope"),
         Specification(series, "trend", threshold=1.0, span=(2002, 2020)), Specification(series, "compare", threshold=2.0)],
        level=0.9, repetitions=199,
    )  # fmt: skip
    options = {"level": 0.9, "repetitions": 199}
    assert found == [
        breaks.shift(series, 2012, **options), breaks.segmented(cut, 2010, quantity="slope", **options),
        breaks.trend(cut, threshold=1.0, **options), breaks.compare(series, threshold=2.0, **options),
    ]  # fmt: skip


def test_choices_that_come_to_the_same_are_computed_once(series, monkeypatch):
    calls = []
    monkeypatch.setattr(breaks, "shift", lambda *given, **options: calls.append(given) or len(calls))
    choices = [
        Specification(series, "shift", year=2012, span=span) for span in ((2000, 2024), (1990, 2030), (2001, 2024))
    ]
    assert specifications.estimates(choices) == [1, 1, 2]


def test_a_wrong_choice_is_refused_before_anything_is_computed(series, monkeypatch):
    monkeypatch.setattr(breaks, "trend", lambda *given, **options: pytest.fail("computed"))
    with pytest.raises(MeasureError, match="test = 'jump' is unknown; give one of shift, segmented, trend, compare"):
        specifications.estimates([Specification(series, "trend"), Specification(series, "jump")])
    with pytest.raises(MeasureError, match="needs a year"):
        specifications.estimates([Specification(series, "trend"), Specification(series, "shift")])
