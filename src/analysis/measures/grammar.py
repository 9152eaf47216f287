"""What all measures have in common: tables that they load themselves, arguments that are checked, and where a result comes from."""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from functools import cache, wraps
from itertools import takewhile
from typing import Annotated, Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

import pandas as pd
from pandas.api.types import is_numeric_dtype
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationError, validate_call

from analysis import countries, tables
from analysis.errors import MeasureError, TableError

__all__ = [
    "LOADER", "Code", "Codes", "Dates", "Measure", "Pattern", "Span", "Window", "a_country", "from_table", "from_tables",
]  # fmt: skip
P = ParamSpec("P")
T = TypeVar("T", covariant=True)
Function = Callable[..., Any]
# What has a code of its own in a table, and is no state or territory of today: groups, islands, those of unknown origin.
OTHERS = {
    "ANT", "ATA", "BES", "BVT", "CIS", "EU", "HMD", "PCI", "TIB", "TKL", "UMI", "UN", "WLD", "XXA", "YAR", "ZZZ",
}  # fmt: skip
# How tables are loaded: whoever cites what is loaded puts a loader of its own here.
LOADER: ContextVar[Callable[[str], pd.DataFrame]] = ContextVar("loader of tables", default=tables.load)
LENGTH = 60  # characters of a value that a message shows
BOUND = ("missing", "unexpected", "multiple")  # how pydantic's words begin for arguments that do not fit the signature


def a_country(text: str) -> str:
    """The code of a country, or of what has one in a table; ValueError, which pydantic tells, for any other text."""
    code = countries.code_of(text)
    if code in countries.codes() or code in OTHERS:
        return code
    raise ValueError(f"is no country code; nearest: {countries.instead(text) or ', '.join(countries.nearest(text))}")


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else given


def _a_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(
            f"is no regular expression ({error}); write a backslash before a sign that means itself"
        ) from None
    return text


def _a_pair(given: Any) -> Any:
    if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != 2:
        raise ValueError("is no span; give its first and its last year, such as (2014, 2021)")
    return given


def _in_order(span: Any) -> Any:
    """A span whose first is not after its last; ValueError, which pydantic tells, for any other."""
    if span[0] > span[1]:
        raise ValueError("is given backwards; give the earlier one first")
    return span


# A country by its code in any case, or its name; one or more of them in any iterable; a number of years; first and last year; first
# date and the one before which it ends; a regular expression.
Code = Annotated[str, AfterValidator(a_country)]
Codes = Annotated[Sequence[Code], BeforeValidator(_listed), Field(min_length=1)]
Window = Annotated[int, Field(ge=1)]
Span = Annotated[tuple[int, int], BeforeValidator(_a_pair), AfterValidator(_in_order)]
Dates = Annotated[tuple[str, str], BeforeValidator(_a_pair), AfterValidator(_in_order)]
Pattern = Annotated[str, AfterValidator(_a_pattern)]


class Measure(Protocol[P, T]):
    """How a measure may be called: without its tables, or with one or both of them first."""

    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T: ...
    @overload
    def __call__(self, table: pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs) -> T: ...
    @overload
    def __call__(self, table: pd.DataFrame, other: pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs) -> T: ...


def from_table(function: Callable[Concatenate[pd.DataFrame, P], T]) -> Measure[P, T]:
    """Let a measure load the table that its first parameter is named after, and check all that it is given.

    `aid.share("PAK")` loads us_aid; what is made of a loaded table tells in `attrs` its `source` (the publisher's credit) and
    `reach` (first and last year), beside its `unit`. MeasureError says in one line what was given, what is allowed, and which
    column a table lacks.
    """
    return _measure(function)


def from_tables(function: Callable[Concatenate[pd.DataFrame, pd.DataFrame, P], T]) -> Measure[P, T]:
    """The same for a measure of two tables: `votes.agreement("PAK", b="RUS")` loads un_votes and un_resolutions."""
    return _measure(function)


def _measure(function: Function) -> Function:
    own = [one.name for one in takewhile(_is_table, inspect.signature(function).parameters.values())]

    @wraps(function)
    def measured(*args: Any, **kwargs: Any) -> Any:
        if (args and (args[0] is None or isinstance(args[0], pd.DataFrame))) or set(kwargs) & set(own[:1]):
            return _called(function, own, args, kwargs)
        return _told(_called(function, own, (*_loaded(function, own), *args), kwargs), own)

    return measured


def _is_table(one: inspect.Parameter) -> bool:
    return one.annotation in (pd.DataFrame, pd.DataFrame | None) and one.default is one.empty


@cache
def _checked(function: Function) -> Function:
    # Made when it is first called: a hundred of them would cost an import half a second.
    return validate_call(config=ConfigDict(arbitrary_types_allowed=True))(function)


def _called(function: Function, own: Sequence[str], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    for name, frame in zip(own, args, strict=False):
        if isinstance(frame, pd.DataFrame) and "year" in frame and not is_numeric_dtype(frame["year"]):
            raise MeasureError(f"column year of {name} holds text; make numbers of it, as with astype(int).")
    try:
        return _checked(function)(*args, **kwargs)
    except ValidationError as error:
        raise MeasureError(_refused(function, own, error.errors(include_url=False)[0])) from None
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        for name, frame in zip(own, args, strict=False):
            if wrong := _wrong(name, frame):
                raise MeasureError(f"{_label(function)}: {wrong}") from error
        raise


def _loaded(function: Function, own: Sequence[str]) -> list[pd.DataFrame | None]:
    try:
        return [tables.find(name) if name == "leader_visits" else LOADER.get()(name) for name in own]
    except TableError:
        if set(own) <= set(tables.names()):
            raise
    raise MeasureError(f"{_label(function)} reads tables of several publishers; give one first, as in load(...).")


def _told(found: Any, own: Sequence[str]) -> Any:
    if isinstance(found, pd.Series | pd.DataFrame):
        found.attrs["source"] = "; ".join(dict.fromkeys(tables.describe(name)["credit"] for name in own))
        years = found.dropna(how="all").index
        if years.name == "year" and len(years):
            found.attrs["reach"] = (int(years.min()), int(years.max()))
    return found


def _label(function: Function) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def _refused(function: Function, own: Sequence[str], error: Any) -> str:
    """One line for the first thing that pydantic objects to."""
    names = list(inspect.signature(function).parameters)
    place = error["loc"][0] if error["loc"] else ""
    name = names[place] if isinstance(place, int) and place < len(names) else str(place)
    words, value = error["msg"].removeprefix("Value error, "), repr(error["input"])[:LENGTH]
    if name in own and not error["type"].startswith(BOUND):
        kind = type(error["input"]).__name__
        return f"{_label(function)}: {name} is a table, not a {kind}; give load({name!r}), or leave it out."
    if error["type"].startswith(BOUND):
        rest = ", ".join(one for one in names if one not in own)
        return f"{_label(function)}: {name}: {words.lower()}; beside its tables it takes {rest}."
    if error["type"] == "too_short":
        return f"{name} is empty; give one or more country codes."
    if error["type"] == "literal_error":
        allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        return f"{name} = {value} is unknown; give one of {allowed}."
    return f"{name} = {value} {words[:1].lower()}{words[1:].rstrip('.')}."


def _wrong(name: str, frame: Any) -> str:
    """What is wrong with a table given as the one called `name`; empty where it has all columns."""
    if name not in tables.names() or not isinstance(frame, pd.DataFrame):
        return ""
    lacking = [one["name"] for one in tables.describe(name)["schema"]["fields"] if one["name"] not in frame]
    told = f"what was given as {name} has no column {', '.join(lacking)}; give load({name!r}), or leave it out."
    return told if lacking else ""
