"""Happened: what do the records show, under the chosen way to do the sum and under every other defensible one?

A complete record has no sampling error, so there is no interval and no p-value: the uncertainty is the range over the choices
(definitions, windows, sources, vintages), none of which dates a change before the event that the part names.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from analysis.claims import evidence, rules, wording
from analysis.claims.kind import AGAINST, FOR, NONE, Reading
from analysis.claims.kinds import KINDS
from analysis.claims.spec import Part, Spec
from analysis.errors import NotCovered
from analysis.study import Study

YES, MOSTLY, DEPENDS, NO_CHANGE, NO = "yes", "mostly", "depends", "no change", "no"


class Choice(NamedTuple):
    """What one way to do the sum shows, of whom, and how it is done."""

    reading: Reading
    spec: Spec
    study: Study

    @property
    def choice(self) -> dict[str, str]:
        """What it chose: axis to words."""
        return self.spec.choice

    @property
    def words(self) -> str:
        """The same in a line."""
        return ", ".join(wording.choice(axis, value) for axis, value in self.choice.items())

    @property
    def series(self) -> pd.Series | None:
        """What it reads, by year; None for rankings and classes. Computed when asked for: deciding needs it for none but the chosen."""
        return evidence.yearly_series(self.spec, self.study)

    def unlike(self, other: "Choice") -> int:
        """In how many axes the two differ."""
        return sum(other.choice[axis] != value for axis, value in self.choice.items())


@dataclass(frozen=True)
class Happened:
    """answer: yes, mostly, depends, no change, or no. choices: every distinct one with data, the chosen one first.

    agreeing: share of the choices with the chosen one's sign. turning: the choice that most often turns the answer, in words.
    """

    answer: str
    choices: tuple[Choice, ...]
    agreeing: float
    turning: str

    @property
    def chosen(self) -> Reading:
        """What the part as written shows."""
        return self.choices[0].reading

    @property
    def nearest(self) -> Choice | None:
        """The choice with another answer that differs least from the chosen one; None where no choice turns it."""
        own = self.choices[0]
        others = [one for one in self.choices if one.reading.sign != own.reading.sign]
        return min(others, key=own.unlike, default=None)


def ask(part: Part, study: Study) -> Happened:
    """The answer of a part; NotCovered where the chosen way to do the sum has no data."""
    every: dict[Any, Choice] = {}
    for place, spec in enumerate(rules.specifications(part, study)):
        try:
            one = Choice(KINDS[spec.test].read(spec, study), spec, study)
        except NotCovered:
            if place == 0:
                raise
            continue
        every.setdefault(_data_of(one), one)
    found = list(every.values())
    signs = [one.reading.sign for one in found]
    answer = answer_of(signs)
    return Happened(answer, tuple(found), signs.count(signs[0]) / len(signs), _turning(found))


def _data_of(one: Choice) -> tuple[Any, ...]:
    """What tells a choice from others: spans that take in the same years with data are one way to do the sum, not several."""
    if one.spec.test in evidence.NO_SERIES:
        return tuple(one.choice.items())
    rest = tuple((axis, value) for axis, value in one.choice.items() if axis != "years")
    return (*rest, one.reading.value, one.reading.before, one.reading.after, one.reading.n)


def answer_of(signs: list[str]) -> str:
    """The answer from the signs of the choices, the chosen one first."""
    limits, chosen, n = rules.settings(), signs[0], len(signs)
    supporting, against = signs.count(FOR) / n, signs.count(AGAINST) / n
    if chosen == FOR:
        return YES if supporting >= limits.yes else MOSTLY if supporting >= limits.mostly else DEPENDS
    if chosen == AGAINST:
        return NO if against >= limits.no or supporting == 0 else DEPENDS
    return NO_CHANGE if supporting <= 1 - limits.mostly else DEPENDS


def _turning(found: list[Choice]) -> str:
    """The single choice under which most readings differ from the chosen one; empty where none does."""
    own = found[0].reading.sign
    shares = {}
    for axis in found[0].choice:
        for value in dict.fromkeys(one.choice[axis] for one in found if one.choice[axis] != found[0].choice[axis]):
            signs = [one.reading.sign for one in found if one.choice[axis] == value]
            shares[wording.choice(axis, value)] = 1 - signs.count(own) / len(signs)
    best = max(shares, key=shares.__getitem__, default="")
    return best if best and shares[best] > 0 else ""


def words(found: Happened) -> str:
    """How the choices turn out, in a sentence; empty where there is one only."""
    n = len(found.choices)
    if n == 1:
        return ""
    signs = [one.reading.sign for one in found.choices]
    if len(set(signs)) == 1:
        ways = f"{n} ways to do the sum"
        return f"So do all {ways}." if signs[0] == NONE else f"Every one of {ways} shows it."
    said = {FOR: "show what the claim says", NONE: "no change that counts", AGAINST: "the opposite"}
    one = signs.count(FOR) == 1
    said |= {FOR: "shows what the claim says"} if one else {}
    counted = ", ".join(f"{signs.count(sign)} {words}" for sign, words in said.items() if sign in signs)
    return f"Of {n} ways to do the sum {counted}; most often it turns with {found.turning}."
