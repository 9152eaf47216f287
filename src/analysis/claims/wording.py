"""Numbers and sentences: every number a reader sees in a text is written here, from an estimate."""

import math
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import countries, histories
from analysis.errors import NotCovered
from analysis.measures.series import pooled

POINTS = {"per cent": "percentage points", "per cent per decade": "percentage points per decade"}
DOCUMENTED = "documented years"
LESS = ", less those before"  # ends the period of a count from which an earlier one is taken
WHOLE = {"rank", "cases", "cases opened", "case-years", "pieces", DOCUMENTED, "events"}
# Decimals by size, from the smallest size that rounds to so many; below the last a number is nought.
PLACES = ((99.95, 0), (0.995, 1), (0.0995, 2), (0, 3))
NOUGHT = 5e-4
UNCOUNTED = {
    "rank", "index from 0 to 1", "index from 0 to 100", "Cohen's kappa", "Scott's pi", "Signorino and Ritter's S",
    "share of identical votes", "correlation", "actual over expected", "distance",
}  # fmt: skip


def number(value: float, more: int = 0) -> str:
    """`value` as a reader wants it: thousands separators, a true minus, two or three significant digits, and so many `more`.

    Whole numbers that come as int stay whole; ValueError for a number that is none, which no sentence may hold.
    """
    if not math.isfinite(value):
        raise ValueError(f"a sentence needs a finite number; got {value}. Say what is missing instead.")
    text = f"{rounded(value, more):,}"
    return text.removeprefix("-") if text.strip("-0.,") == "" else text.replace("-", "−")


def rounded(value: float, more: int = 0) -> Decimal:
    """The number that `number` writes."""
    if abs(value) < NOUGHT:
        return Decimal(0)
    digits = 0 if isinstance(value, int) else more + next(places for least, places in PLACES if abs(value) >= least)
    # Halves go up, as readers round; the shortest decimal is what they would see of the number.
    return Decimal(format(value, ".12g")).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def whole(value: float) -> float:
    """A whole number as int, so that it is written as one; any other as it is."""
    return int(value) if float(value).is_integer() else value


def significant(value: float | None, digits: int = 6) -> float | None:
    """`value` rounded to `digits` significant digits, so that two machines write the same bytes."""
    return None if value is None else float(f"{value:.{digits}g}")


def signed(value: float | None) -> str:
    """A number with its sign."""
    text = number(value or 0.0)
    return f"+{text}" if (value or 0.0) > 0 and text != "0" else text


def with_unit(value: float, unit: str, more: int = 0) -> str:
    """`value` with its unit; ranks, indices and correlations stand alone, complete counts are whole numbers. `more`: see `number`."""
    value = whole(value) if unit in WHOLE else value
    if value == 1 and unit in WHOLE:
        unit = unit.removesuffix("s")
    bare = unit.removesuffix(" per decade")
    tail = " per decade" if bare != unit else ""
    return number(value, more) + (tail if bare in UNCOUNTED else f" {unit}")


def unit_of(values: pd.Series) -> str:
    """The unit that a series says it has; empty where it says none."""
    return str(values.attrs.get("unit", ""))


def change_unit(unit: str) -> str:
    """The unit of a change: percentage points for a series in per cent."""
    return POINTS.get(unit, unit)


def choice(axis: str, value: str) -> str:
    """One choice made, as "the years 1949–2018", "the year 2012", or what else is measured."""
    return {"years": f"the years {value}", "year": f"the year {value}", "lag": f"lags {value}"}.get(axis, value)


def argument(key: str, value: Any) -> str:
    """A value of a measure's argument as readers write it: spans with a dash, countries by name."""
    if isinstance(value, list) and key in ("before", "after"):
        return "–".join(map(str, value))
    several = value if isinstance(value, list) else [value]
    return ", ".join(countries.with_article(one) if one in countries.codes() else str(one) for one in several)


def variant(pieces: list[tuple[str, str]]) -> str:
    """The words of choices.toml for what a variant changes, piece by piece or as a whole; what has no words there stands as it is."""
    known = _choices()
    plain = [f"{name} {value}".strip() for name, value in pieces]
    if (whole := ", ".join(plain)) in known:
        return known[whole]
    said = [
        known.get(text) or known.get(name, text).format(value)
        for text, (name, value) in zip(plain, pieces, strict=True)
    ]
    return ", ".join(said).replace(", and ", " and ")


@cache
def _choices() -> dict[str, str]:
    return histories.read(Path(__file__).with_name("choices.toml"))


def span(years: tuple[int, int] | None) -> str:
    """Years as "1990–2021", one year alone as itself."""
    if years is None:
        return ""
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def latest(values: pd.Series, shock_year: int) -> str:
    """The last value of a series that is counted, not averaged; empty where no data reach `shock_year`."""
    after = values[values.index >= shock_year].dropna()
    if after.empty:
        return ""
    beyond, words = values.attrs.get("beyond", (float("inf"), ""))
    last = float(after.iloc[-1])
    when = period(values, int(after.index[-1]))
    told = words if last >= beyond else with_unit(last, unit_of(values))
    if when.endswith(LESS):
        more = f"{number(round(abs(last)))} {'more' if last > 0 else 'fewer'}" if last else "as many"
        when, told = when.removesuffix(LESS), f"{more} {unit_of(values)} {'than' if last else 'as'} in the years before"
    return f"{when[:1].upper()}{when[1:]}: {told}."


def period(values: pd.Series, year: int) -> str:
    """What the value of `year` covers: "in 2021", or what the measure says, as "by 2021" for a sum up to each year."""
    return str(values.attrs.get("period", "in {year}")).format(year=year)


def outlook(values: pd.Series, shock_year: int) -> str:
    """What came after the article: level from `shock_year` on beside that of the five years before; empty where no data reach it."""
    after = values[values.index >= shock_year].dropna()
    before = values[(values.index >= shock_year - 5) & (values.index < shock_year)].dropna()
    if after.empty or before.empty:
        return ""
    unit = unit_of(values)
    spans = [(int(years.index[0]), int(years.index[-1])) for years in (after, before)]
    try:
        now, then = (pooled(values, *years) for years in spans)
    except NotCovered:  # too few roll calls on either side
        return ""
    average = "" if "pooled" in values.attrs else " on average"
    return f"In {span(spans[0])}: {with_unit(now, unit)}{average}, against {number(then)} in {span(spans[1])}."
