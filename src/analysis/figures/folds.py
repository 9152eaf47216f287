"""What stands under a finding: what came after the article, its sourced events, how we know, and the caveat.

Would another choice change it? Every way to do the sum of a part is drawn, counted, and shown one at a time by radio buttons. The
table is whole without a script. Its bodies carry the result of every combination, and the table the series behind them, each
once; from these the script of a page makes the buttons and draws the series. What moves the result most stands first.
"""

import re
from collections.abc import Sequence
from string import ascii_lowercase, digits
from typing import Any, NamedTuple

import pandas as pd
from IPython.display import HTML

from analysis.claims import wording
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.happened import Choice
from analysis.claims.kind import Reading
from analysis.claims.wording import number, significant, span
from analysis.figures import special
from analysis.templates import render

__all__ = ["how"]
# One letter for the place of a value on its axis, as many as any grid needs.
PLACES = digits + ascii_lowercase
# Significant digits of what is drawn: a third of a pixel.
DRAWN = 3
# What the axes are called beside their buttons; `year` of a part that is read in one year is no turn.
NAMES = {"years": "years counted", "year": "year read"}
NAMES_OF_CHANGES = NAMES | {"years": "compared years", "year": "turning year"}


class Axis(NamedTuple):
    """One choice that is made: its name, the values it can take (the chosen one first), and how much it moves the result."""

    name: str
    values: tuple[str, ...]
    moved: tuple[float, float]


def how(finding: Finding) -> HTML:
    """Everything a doubting reader asks for next; only the events since the article where the claim is not covered."""
    if finding.reason:
        return HTML("")
    after = list(dict.fromkeys(f"{part.subject}. {part.outlook}" for part in finding.parts if part.outlook))
    shown = {"choices": section(finding), "number": number, "span": span}
    return HTML(render("how", finding=finding, after=after, **shown))


def section(finding: Finding) -> str:
    """Heading, curves and table of a finding's choices; "" where no part has two ways to do the sum."""
    varied = [part for part in finding.parts if len(part.choices) > 1]
    if not varied:
        return ""
    drawn = special.curves(varied, anchor=f"curve-{finding.anchor}", title=f"Choices of {finding.claim}")
    lines: dict[str, int] = {}
    bodies = [_body(part, lines) for part in varied]
    return render("choices", claim=finding.claim, drawn=drawn, bodies=bodies, series=";".join(lines))


def axes(found: Sequence[Choice]) -> list[Axis]:
    """The choices that can be made, those first that move the result most.

    An axis moves the result by the share of pairs of ways, alike in all else, whose signs differ; then by how far apart
    their values are, in shares of the larger, where both are in one unit.
    """
    every = []
    for name in found[0].choice:
        values = tuple(dict.fromkeys(one.choice[name] for one in found))
        every.append(Axis(name, values, _moved(found, name)))
    return sorted((axis for axis in every if len(axis.values) > 1), key=lambda axis: axis.moved, reverse=True)


def _moved(found: Sequence[Choice], name: str) -> tuple[float, float]:
    pairs = [
        (one.reading, other.reading)
        for place, one in enumerate(found)
        for other in found[place + 1 :]
        if [axis for axis, value in one.choice.items() if other.choice[axis] != value] == [name]
    ]
    turned = [one.sign != other.sign for one, other in pairs]
    apart = [_apart(one.value, other.value) for one, other in pairs if one.unit == other.unit]
    return sum(turned) / max(len(turned), 1), sum(apart) / max(len(apart), 1)


def _apart(one: float, other: float) -> float:
    largest = max(abs(one), abs(other))
    return abs(one - other) / largest if largest else 0.0


def _body(part: PartFinding, lines: dict[str, int]) -> dict[str, Any]:
    """The rows of a part, and the result of every combination (see `_way`); `lines` gets the series."""
    shown = axes(part.choices)
    units = list(dict.fromkeys(_unit(one.reading) for one in part.choices))
    spans: dict[str, int] = {}
    ways = dict.fromkeys(_way(one, shown, units) + _drawn(one, lines, spans) for one in part.choices)
    told = {
        "axes": "|".join(f"{_named(part, axis)}:{len(axis.values)}" for axis in shown),
        "units": "|".join(units),
        "spans": "|".join(spans),
        "ways": ";".join(ways),
    }
    rows = [(wording.choice(axis.name, value), _counts(part, axis, value)) for axis in shown for value in axis.values]
    return {"label": part.label, "data": told, "rows": rows}


def _counts(part: PartFinding, axis: Axis, value: str) -> list[int]:
    signs = [one.reading.sign for one in part.choices if one.choice[axis.name] == value]
    return [signs.count(sign) for sign in special.SIGNS]


def _named(part: PartFinding, axis: Axis) -> str:
    """An axis in words: a change lies between two spans of years, and turns in a year."""
    names = NAMES if part.choices[0].reading.before is None else NAMES_OF_CHANGES
    return names.get(axis.name, axis.name)


def _way(one: Choice, shown: Sequence[Axis], units: Sequence[str]) -> str:
    """One way: the place of its value on every axis, the place of its unit, the first letter of its sign, then the numbers.

    "0120f−2.5|2.8|0.35": second value of the second axis, third of the third, first unit, for the claim, a change by −2.5.
    """
    read = one.reading
    places = "".join(PLACES[axis.values.index(one.choice[axis.name])] for axis in shown)
    numbers = "|".join(number(value) for value in (read.value, read.before, read.after) if value is not None)
    return f"{places}{PLACES[units.index(_unit(read))]}{read.sign[0]}{numbers}"


def _drawn(one: Choice, lines: dict[str, int], spans: dict[str, int]) -> str:
    """What is drawn of a way: the place of its series, of the years of its levels, and the levels; "" where it has no series.

    "/3/0/2.81,,.351,": the fourth series, the first span, 2.81 at its first two years and 0.351 at the others.
    """
    if not (line := _line(one)):
        return ""
    years = " ".join(str(year) for year, _ in one.reading.drawn)
    ends = [_short(value) for _, value in one.reading.drawn]
    levels = ",".join("" if place % 2 and text == ends[place - 1] else text for place, text in enumerate(ends))
    return f"/{lines.setdefault(line, len(lines))}/{spans.setdefault(years, len(spans))}/{levels}"


def _line(one: Choice) -> str:
    """The series of a choice as "per cent|1990|2.5,,3.1": unit, first year, and a value a year, empty where there is none.

    What stands for more than the record can tell (a rank beyond the last one) is none.
    """
    if (values := one.series) is None:
        return ""
    known = values[values < values.attrs.get("beyond", (float("inf"), ""))[0]]
    if known.empty:
        return ""
    every = known.reindex(range(known.index[0], known.index[-1] + 1))
    return f"{one.reading.unit}|{known.index[0]}|{','.join('' if pd.isna(value) else _short(value) for value in every)}"


def _short(value: float) -> str:
    return re.sub(r"^(-?)0\.", r"\1.", f"{significant(value, DRAWN):g}")


def _unit(read: Reading) -> str:
    """The unit of what is told: a change in per cent is one in percentage points."""
    return read.unit if read.before is None else wording.change_unit(read.unit)
