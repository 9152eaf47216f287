"""The arguments that claims.toml gives to measures: names, types and codes, checked against the measure's own signature."""

import inspect
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analysis import countries, tables
from analysis.claims.spec import Spec, Test
from analysis.errors import ParameterError
from analysis.measures import measure
from analysis.study import NEIGHBOUR, ROLES, YEARS

ROLE = re.compile(r"\{(\w+)\}")


def fault(place: str, words: str, name: str = "claims.toml") -> ParameterError:
    """The error for what stands at `place`: claim, part, key; `name` is the file."""
    return ParameterError(f"{name}: {place}: {words}{'' if words.endswith(('.', '?')) else '.'}")


def said(error: ValidationError, keys: Iterable[str] = ()) -> str:
    """What the first error says in words of a rule's own; an unknown key is told the nearest of `keys`."""
    first = error.errors()[0]
    if first["type"] == "extra_forbidden":
        close = get_close_matches(str(first["loc"][-1]), list(keys), n=1)
        return f"there is no such key{f'; did you mean {close[0]}?' if close else ', take it out'}"
    span = ", such as [2000, 2020]" if first["loc"][-1:] == ("span",) else ""
    own = {"missing": "is missing", "tuple_type": f"give a list in brackets{span}"}
    return own.get(first["type"], str(first["msg"])).removeprefix("Value error, ")


def only(place: str, given: Mapping[str, str | int], name: str = "claims.toml") -> None:
    """Roles with a country's code, years that the study has as parameters with a year: where a part or a claim is asked."""
    roles, years = (*ROLES, NEIGHBOUR), [one for one in YEARS if one.endswith(("_year", "_point"))]
    for key, value in given.items():
        if key not in (*roles, *years):
            raise fault(f"{place}, {key}", f"is no role and no year; give one of {', '.join((*roles, *years))}", name)
        if key in roles and value not in countries.codes():
            raise fault(f"{place}, {key}", f"{value!r} is no country code", name)
        if key in years and not isinstance(value, int):
            raise fault(f"{place}, {key}", f"{value!r} is no year; give a whole number such as 2014", name)


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
        codes(where, value)
        if value not in [f"{{{year}}}" for year in YEARS]:
            typed(where, value, signature.parameters[name].annotation)
    if "destination" in arguments:
        _destination(f"{place}, {key}, destination", spec.table[0], arguments["destination"])


def typed(place: str, value: Any, annotation: Any) -> None:
    """A value is of the type of its parameter. A role is a country; which one, each case says."""
    several = isinstance(value, (list, tuple))
    filled = [ROLE.sub("PAK", one) if isinstance(one, str) else one for one in (value if several else [value])]
    given = filled if several else filled[0]
    try:
        taken = _adapter(annotation).validate_python(given)
    except ValidationError as error:
        wrong, words = error.errors()[0]["input"], said(error)
        raise fault(place, f"{wrong!r}{'' if words.startswith('is ') else ':'} {words}") from None
    # Measures take names in any case; rules, which others read, have codes.
    if isinstance(given, str) and isinstance(taken, str) and taken != given:
        raise fault(place, f"{given!r} is no country code; nearest: {taken}")


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    """Made once for each annotation: the rules of a case ask a thousand times for some twenty."""
    return TypeAdapter(annotation)


def _destination(place: str, table: str, value: str) -> None:
    rows = tables.load(table)
    known = sorted({str(one) for key in ("destination", "destination_group") if key in rows for one in rows[key]})
    if value not in known:
        raise fault(place, f"{value!r} is not in {table}; give one of {', '.join(known)}")


def codes(place: str, value: Any) -> None:
    """Placeholders are roles."""
    for one in value if isinstance(value, (list, tuple)) else [value]:
        role = ROLE.fullmatch(one) if isinstance(one, str) else None
        if role and role[1] not in (*ROLES, NEIGHBOUR, *YEARS):
            raise fault(place, f"{one} is no role; give one of {', '.join((*ROLES, NEIGHBOUR))} in braces")
