"""The arguments that claims.toml gives to measures: names, types and codes, checked against the measure's own signature."""

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analysis import countries, tables
from analysis.claims.spec import Spec, Test
from analysis.errors import ParameterError
from analysis.measures import measure
from analysis.study import NEIGHBOUR, ROLES, YEARS

NO_COUNTRY = {"EU", "any"}  # senders of sanctions that are no country
# The arguments of measures that name countries, and those that must be at least one.
COUNTRIES = {"recipient", "supplier", "country", "partner", "a", "b", "exporter", "importer", "sender", "target", "first",
             "second", "origin", "asylum", "rated", "actors"}  # fmt: skip
POSITIVE = {"window", "lag"}


def fault(place: str, words: str, name: str = "claims.toml") -> ParameterError:
    """The error for what stands at `place`: claim, part, key; `name` is the file."""
    return ParameterError(f"{name}: {place}: {words.rstrip('.')}.")


def bind(place: str, key: str, spec: Spec, arguments: Mapping[str, Any]) -> None:
    """The arguments fit the measure: their names, their types, countries that exist, and as many tables as it takes."""
    try:
        function = measure(spec.measure)
    except ParameterError as error:
        raise fault(f"{place}, measure", str(error)) from None
    signature = inspect.signature(function)
    extra = {"span": spec.span} if spec.test == Test.FIRST else {}
    try:
        signature.bind(*spec.table, **arguments, **extra)
    except TypeError as error:
        raise fault(f"{place}, {key}", f"{spec.measure}: {error}") from None
    for table, taken in zip(spec.table, signature.parameters, strict=False):
        if taken not in (table, "table"):
            raise fault(f"{place}, table", f"{spec.measure} reads {taken}, not {table}")
    for name, value in arguments.items():
        where = f"{place}, {key}, {name}"
        codes(where, name, value)
        if value not in [f"{{{year}}}" for year in YEARS]:
            _typed(where, value, signature.parameters[name].annotation)
        if name in POSITIVE:
            _positive(where, value)
    if "destination" in arguments:
        _destination(f"{place}, {key}, destination", spec.table[0], arguments["destination"])


def _typed(place: str, value: Any, annotation: Any) -> None:
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        raise fault(place, f"{value!r}: {error.errors()[0]['msg']}") from None


def _positive(place: str, value: Any) -> None:
    if value is not None and (not isinstance(value, int) or value < 1):
        raise fault(place, f"{value!r} is no number from 1 on")


def _destination(place: str, table: str, value: str) -> None:
    rows = tables.load(table)
    known = sorted({str(one) for key in ("destination", "destination_group") if key in rows for one in rows[key]})
    if value not in known:
        raise fault(place, f"{value!r} is not in {table}; give one of {', '.join(known)}")


def codes(place: str, name: str, value: Any) -> None:
    """Placeholders are roles, and what names a country is a code that exists."""
    for one in _strings(value):
        role = re.fullmatch(r"\{(\w+)\}", one)
        if role and role[1] not in (*ROLES, NEIGHBOUR, *YEARS):
            raise fault(place, f"{one} is no role; give one of {', '.join((*ROLES, NEIGHBOUR))} in braces")
        if not role and name in COUNTRIES and one not in NO_COUNTRY and one not in countries.codes():
            raise fault(place, f"{one!r} is no country code")


def _strings(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(one, str):
            yield one
