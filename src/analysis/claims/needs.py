"""From the answers of the parts to the verdict of a claim, by one written rule for all claims.

What the words of a claim need is `[rules.needs]` in claims.toml; this file applies it: the status of a part, then the verdict
of a claim from the statuses of its core parts and details, then the certainty with its reasons by code.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.claims import documents, drift, happened, rules, special
from analysis.claims.documents import Documented
from analysis.claims.drift import Dating, Drift
from analysis.claims.happened import Happened
from analysis.claims.spec import Ask, Claim, Mark, Part, Spec, Verdict, Words
from analysis.claims.special import Special
from analysis.claims.wording import significant
from analysis.errors import NotCovered

LEVELS = ("high", "medium", "low")
REASONS = {
    "choice": "another defensible way to do the sum gives another answer",
    "one source": "all of it rests on one table",
    "indirect": "votes and surveys stand for closeness, they are not it",
    "lower bound": "the chronology is a selection, so its counts are lower bounds",
    "short": "a series is short",
    "half covered": "a part of the claim is in no table that we may use",
    "motive not tested": "the motive itself is not tested",
}
# What findings.json holds of an answer, and the digits of what is a number there.
READ = ("value", "before", "after", "low", "high", "unit", "years", "n", "sign")
SPECIAL = ("answer", "among", "rank", "n", "proportion_rank", "proportion_n", "note", "p_value")
DOCUMENTED = ("answer", "found", "listed", "lower_bound", "refuted")
DIGITS = dict.fromkeys(("agreeing", "value", "before", "after", "low", "high"), 6) | {"p_value": 4}
INDIRECT = ("votes.", "opinion.")
# Which answers are a yes.
YES = {
    "happened": (happened.YES, happened.MOSTLY),
    "drift": (drift.YES,),
    "special": (special.RARE, special.FAIRLY),
    "documented": (documents.YES,),
}


class Status(StrEnum):
    """What the answers make of a part: whether it has what the claim's words need."""

    HOLDS = "holds"
    PARTLY = "partly"
    FAILS = "does not hold"
    DEPENDS = "depends"
    UNKNOWN = "cannot be known"
    NO_DATA = "no data"


@dataclass(frozen=True)
class Answers:
    """The answers of one part, each from its own evidence; None where it is not asked, or has no data."""

    happened: Happened | None = None
    drift: Drift | None = None
    special: Special | None = None
    documented: Documented | None = None
    dating: Dating | None = None
    act: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """Every answer by its question as findings.json holds it; None for one that is not asked, or has no data."""
        read, beyond, dated = self.happened, self.drift, self.dating
        told: dict[str, Any] = {
            "happened": read and _held(read, "answer", "agreeing", "turning"),
            "beyond_drift": beyond and _held(beyond, "answer", "words", "scale"),
            "special": self.special and _held(self.special, *SPECIAL),
            "documented": self.documented and _held(self.documented, *DOCUMENTED),
            "dating": dated and _held(dated, "answer", "stated"),
        }
        if read:
            told["happened"]["choices"] = [{"choice": one.words} | _held(one.reading, *READ) for one in read.choices]
        if beyond:
            told["beyond_drift"] |= _held(beyond.estimate, "value", "low", "high", "p_value", "n", "method")
            told["beyond_drift"] |= {"base": significant(beyond.base), "least_detectable": significant(beyond.least)}
        if dated:
            told["dating"] |= {"year": dated.found.year, "not_rejected": list(dated.found.dates)}
            told["dating"] |= _held(dated.found.estimate, "p_value") | {"several": list(dated.several.years)}
        return told


def _held(found: object, *names: str) -> dict[str, Any]:
    """Plain values by name, numbers rounded to so many significant digits."""
    values: dict[str, Any] = {name: getattr(found, name, None) for name in names}
    values |= {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
    return values | {name: significant(values[name], DIGITS[name]) for name in values if name in DIGITS}


def status(part: Part, words: Words, answers: Answers) -> Status:
    """Whether a part has what its words need; Status.NO_DATA where it has no answer at all."""
    if part.asks == (Ask.DATE,):
        return _alone(answers.dating)
    if part.asks == (Ask.DRIFT,):
        return _alone(answers.drift)
    if answers.happened is None and answers.documented is None:
        return Status.NO_DATA
    if answers.happened is not None and answers.happened.answer == happened.DEPENDS:
        return Status.DEPENDS
    given = {name: _given(name, answers) for name in (*YES, "act")}
    combinations = rules.settings().needs[words]
    if any(all(given[name] for name in one) for one in combinations):
        return Status.HOLDS
    return Status.PARTLY if given["happened"] else Status.FAILS


def _alone(found: Drift | Dating | None) -> Status:
    if found is None:
        return Status.NO_DATA
    return {drift.YES: Status.HOLDS, drift.CANNOT: Status.UNKNOWN}.get(found.answer, Status.FAILS)


def _given(name: str, answers: Answers) -> bool:
    """Whether an answer is there and is yes."""
    found = getattr(answers, name)
    return bool(found) and (name == "act" or found.answer in YES[name])


@dataclass(frozen=True)
class Judged:
    """A part as written, its status and its answers; `asked` as it was put to the table that knows, filled to `spec`, and its series.

    `lacks` says why there are no data.
    """

    part: Part
    status: Status
    answers: Answers
    asked: Part | None = None
    spec: Spec | None = None
    series: pd.Series | None = field(default=None, compare=False, repr=False)
    lacks: NotCovered | None = None

    @property
    def decides(self) -> bool:
        """Whether the verdict is made from it: a core part with data."""
        return self.part.mark == Mark.CORE and self.status != Status.NO_DATA


def verdict(parts: Sequence[Judged], untested: str = "") -> Verdict:
    """The verdict of a claim from its core parts and details; parts beside it decide nothing.

    A claim holds with all its core parts: one without data leaves it in part, however well the others hold, and so do words of
    the claim that no table holds (`untested`).
    """
    core = [one for one in parts if one.decides]
    if not core:
        return Verdict.NOT_COVERED
    found = [one.status for one in core]
    if all(one == Status.HOLDS for one in found):
        if untested or len(core) < sum(one.part.mark == Mark.CORE for one in parts):
            return Verdict.IN_PART
        details = [one.status for one in parts if one.part.mark == Mark.DETAIL]
        wrong = any(one in (Status.FAILS, Status.DEPENDS) for one in details)
        return Verdict.CORRECTED if wrong else Verdict.HAPPENED
    if _on_paper(core):
        return Verdict.PAPER
    if Status.HOLDS in found or Status.PARTLY in found:
        return Verdict.IN_PART
    if 2 * found.count(Status.FAILS) > len(found):
        return Verdict.NOT
    return Verdict.DEPENDS if Status.DEPENDS in found else Verdict.UNKNOWN


def _on_paper(core: Sequence[Judged]) -> bool:
    """Only dated acts hold; every measure shows no change, the opposite, or what is common whichever way it is done.

    A count of the chronology's own is no act on paper: alone it leaves the claim in part.
    """
    written = [one for one in core if one.answers.documented is not None and not one.answers.documented.lower_bound]
    measured = [one for one in core if one.answers.documented is None]
    if not measured or not any(one.status == Status.HOLDS for one in written):
        return False
    return all(one.status == Status.FAILS or _only_common(one) for one in measured)


def _only_common(one: Judged) -> bool:
    found = one.answers.special
    return one.status != Status.HOLDS and found is not None and found.answer == special.COMMON


def certainty(claim: Claim, parts: Sequence[Judged]) -> tuple[str, tuple[str, ...]]:
    """The level (high, medium, low) and why it is not higher, by code: one step down for each reason."""
    asked, known = sum(one.part.mark == Mark.CORE for one in parts), [one for one in parts if one.decides]
    readings = [(one, one.answers.happened) for one in known if one.answers.happened is not None]
    tables = {name for one in known for name in one.part.table}
    indirect = [one for one, _ in readings if one.part.measure.startswith(INDIRECT)]
    holds = {
        "choice": any(found.answer in (happened.MOSTLY, happened.DEPENDS) for _, found in readings),
        "one source": len(tables) == 1,
        "indirect": bool(readings) and 2 * len(indirect) >= len(readings),
        "lower bound": any(one.answers.documented is not None and one.answers.documented.lower_bound for one in known),
        "short": any(_short(one) for one in known),
        "half covered": bool(claim.untested) or len(known) < rules.settings().half_covered * asked,
        "motive not tested": bool(claim.motive),
    }
    reasons = tuple(code for code, given in holds.items() if given)
    return LEVELS[min(len(reasons), len(LEVELS) - 1)], reasons


def _short(one: Judged) -> bool:
    """Whether a change is read from fewer years than it takes to tell it from a swing."""
    found = one.answers.happened
    return found is not None and Ask.DRIFT in one.part.asks and found.chosen.n < rules.settings().points
