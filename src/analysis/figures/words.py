"""The words of figures: sentences declared in words.toml, filled with what a figure found, and values in words."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from analysis import countries, histories
from analysis.claims.telling import counted, joined
from analysis.claims.wording import number, span

SPOKEN = ("title", "subtitle", "note")


@cache
def declared() -> dict[str, dict[str, str]]:
    """The words of words.toml by anchor: `missing`, and title, subtitle and note as far as a figure does not say them itself."""
    found = histories.read(Path(__file__).with_name("words.toml"))
    return {anchor: found.get(one.get("like", ""), {}) | one for anchor, one in found.items()}


def said(anchor: str, given: Mapping[str, Any]) -> dict[str, str]:
    """Title, subtitle and note of a figure: what it says itself, else what is declared, filled with its `facts`.

    ValueError for a figure without a title, jinja2's UndefinedError for a fact that is missing.
    """
    found, facts = declared().get(anchor, {}), given.get("facts", {})
    told = {word: given[word] if word in given else _template(found.get(word, "")).render(**facts) for word in SPOKEN}
    if not told["title"]:
        raise ValueError(f"{anchor} has no title: give one, or declare it in words.toml.")
    return {word: text.strip() for word, text in told.items()}


@cache
def _template(text: str) -> jinja2.Template:
    return _environment().from_string(text)


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(undefined=jinja2.StrictUndefined)
    found.globals |= {one.__name__: one for one in (at, counted, joined, number, numbered, peak, reach)}
    found.globals |= {"the": countries.with_article, "own": countries.owning, "theirs": countries.possessive}
    return found


def peak(values: pd.Series) -> int:
    """The year with the largest value of a series without gaps."""
    return int(values.index[int(values.argmax())])


def at(values: pd.Series, *years: int, unit: str = "") -> str:
    """Values in their years, each year once and the unit with the first: 12.4 million dollars in 2019, 15 in 2021."""
    known = values.dropna()
    whole = bool((known % 1 == 0).all())  # counts are told without decimals
    units = (f" {unit}" if unit and not place else "" for place in range(len(years)))
    told = zip(dict.fromkeys(years), units, strict=False)
    return ", ".join(f"{number(int(values[year]) if whole else values[year])}{words} in {year}" for year, words in told)


def numbered(number: int, noun: str) -> str:
    """A number in figures with its noun: "1 vote", "23 votes"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def spans(years: Iterable[int]) -> list[str]:
    """Years in the runs without a gap that they make: `spans([1945, 1951, 1952])` is ["1945", "1951–1952"]."""
    ordered = pd.Series(sorted(set(years)), dtype=int)
    runs = ordered.groupby((ordered.diff() != 1).cumsum()).agg(["first", "last"])
    return [span((int(first), int(last))) for first, last in runs.to_numpy()]


def reach(years: pd.Series) -> str:
    """The first and the last of some years, as a span."""
    return span((int(years.min()), int(years.max())))
