"""From a specification to its yearly series, and to the level of a series over a span of years."""

import json
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis import tables
from analysis.claims import chronology, expectation, wording
from analysis.claims.spec import Spec, Test
from analysis.errors import NotCovered
from analysis.measures import measure
from analysis.measures.series import pooled, pooled_all
from analysis.study import Study

US_TABLES = {"us_aid", "us_aid_totals", "visits", "us_trade", "drone_strikes", "us_troops"}
NO_SERIES = (Test.DOCUMENTS, Test.FIRST, Test.MAJORITY)
OUTSIDE = "its years lie outside the chosen ones."
LEAST_YEARS = 3  # fewer years are no level to compare


def series(spec: Spec, study: Study, *, call: str = "") -> pd.Series:
    """The series of a specification: its measure on its tables, less the `minus` call where there is one.

    `call` asks for one side alone ("args", "minus" or "follower"). Clipped to the years in use; raises NotCovered where
    the tables hold nothing for the roles.
    """
    if spec.test == Test.GRAVITY:
        return expectation.ratio(spec)
    foreign = sorted(US_TABLES & set(spec.table))
    if foreign and study.patron != "USA":
        raise NotCovered(f"the table {foreign[0]} records the ties of the United States only.")
    values = _measured(spec, getattr(spec, call or "args"), study)
    if spec.minus is not None and not call:
        values = _less(values, _measured(spec, spec.minus, study))
    return values.loc[study.first_year : study.last_year] if values.index.name == "year" else values


def _less(values: pd.Series, other: pd.Series) -> pd.Series:
    found = (values - other).dropna()
    found.attrs = {
        "unit": wording.change_unit(wording.unit_of(values)),
        "pooled": lambda first, last: pooled(values, first, last) - pooled(other, first, last),
    }
    if "period" in values.attrs:
        found.attrs["period"] = f"{values.attrs['period']}{wording.LESS}"
    return found


def yearly_series(spec: Spec, study: Study) -> pd.Series | None:
    """The series of a specification where it is one by year; None for documents, rankings and classes."""
    return None if spec.test in NO_SERIES else series(spec, study)


def spanned(spec: Spec, study: Study) -> pd.Series:
    """The series of a specification within its span."""
    values = series(spec, study)
    return values[(values.index >= spec.years[0]) & (values.index <= spec.years[1])]


def counts(spec: Spec, study: Study) -> pd.Series:
    """What a ranking counts within the span of a specification, by country; NotCovered where no year of it is left."""
    if spec.years[0] > spec.years[1]:
        raise NotCovered(OUTSIDE)
    return series(spec.model_copy(update={"args": spec.args | {"span": list(spec.years)}}), study)


def level(values: pd.Series, first: int, last: int) -> tuple[float, tuple[int, int]]:
    """Pooled level of a series over a span, and the years that stand behind it; NotCovered below three years."""
    found = values.loc[first:last].dropna()
    if first > last:
        raise NotCovered(OUTSIDE)
    if len(found) < LEAST_YEARS:
        few = f"{len(found) or 'no'} year{'s' * (len(found) > 1)} with data in {first}–{last}"
        raise NotCovered(f"{few}; a level needs {LEAST_YEARS}.")
    return pooled_all(found), (int(found.index[0]), int(found.index[-1]))


def _measured(spec: Spec, arguments: dict[str, Any], study: Study) -> pd.Series:
    if spec.table == ("events",):
        return measure(spec.measure)(chronology.of(study), **arguments)
    return _cached(spec.measure, spec.table, json.dumps(arguments, sort_keys=True), tables.hashes(*spec.table))


@lru_cache(maxsize=512)
def _cached(name: str, table: tuple[str, ...], arguments: str, _: tuple[str, ...]) -> pd.Series:
    return measure(name)(*(tables.load(one) for one in table), **json.loads(arguments))
