"""Findings told in sentences: parts, claims, chapters. Every number comes from an answer."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

import pandas as pd

from analysis.claims import drift, evidence, happened, special, wording
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.kind import FOR, NONE, plain
from analysis.claims.needs import Answers, Status
from analysis.claims.spec import Mark, Spec, Test, Verdict
from analysis.claims.wording import NOUGHT
from analysis.errors import covered
from analysis.study import Study

NO_TABLE = "No published table that we may use covers these claims."
NO_NEIGHBOUR = "No common neighbour is named for this case, so there is nothing to ask."
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
LITTLE = 2.0  # per cent: half of it is the point by which a share moves
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
YEAR_AT_END = re.compile(r" (?:in|by) (\d{4})$")
CHANGES = (Test.SHIFT, Test.SEGMENTED, Test.TREND, Test.COMPARE, Test.GRAVITY, Test.AT)


def counted(number: int, noun: str = "") -> str:
    """A number in words up to twelve, with its noun: "one claim", "thirty claims" is "30 claims"."""
    word = WORDS[number] if number < len(WORDS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}" if noun else word


def joined(items: Sequence[str], word: str = "and") -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"


def headline(subject: str, answers: Answers) -> str:
    """What a part shows, in a few words with its numbers; without an end stop."""
    if answers.happened is not None:
        return _after(subject, answers.happened.chosen.words)
    if answers.documented is not None:
        return _after(subject, answers.documented.words)
    if answers.drift is not None:
        return f"{subject}: {answers.drift.words}"
    return f"{subject}: {_dated(answers)}"


def at_first(spec: Spec, values: pd.Series | None, answers: Answers) -> str:
    """Where a change as claimed was none in the first half of the years after it: the level of that half."""
    found = answers.happened
    if (
        spec.test != Test.SHIFT
        or values is None
        or found is None
        or found.chosen.sign != FOR
        or found.chosen.before is None
    ):
        return ""
    half = (spec.at, (spec.at + spec.years[1]) // 2)
    level = covered(lambda: evidence.level(values, *half)[0], None)
    if level is None or (level > found.chosen.before if spec.up else level < found.chosen.before):
        return ""
    return f", but {wording.number(level)} in the first half of these years ({wording.span(half)})"


def part(subject: str, answers: Answers, more: str = "") -> str:
    """The same with its rank, how the choices turn out, and whether it is more than the usual swing; `more` follows the headline."""
    rank = f"; {answers.special.words}" if answers.special and _ranked(answers) else ""
    said = f"{headline(subject, answers)}{more}{rank}."
    if answers.happened is not None:
        said += f" {happened.words(answers.happened)}".rstrip()
        if answers.drift is not None:
            said += f" {answers.drift.words[:1].upper()}{answers.drift.words[1:]}."
    return said


def sentence(verdict: Verdict, parts: Sequence[PartFinding], untested: str = "") -> str:
    """What a claim comes to, in one or two sentences with its numbers; last what no table holds."""
    if untested and any(one.decides for one in parts):
        return f"{sentence(verdict, parts)} Not tested: {untested}."
    core = [one for one in parts if one.decides]
    if not core:
        return parts[0].sentence
    holding = [one for one in core if one.holds]
    others = [one for one in core if not one.holds]
    if verdict == Verdict.PAPER:
        told = [f"{lead(holding[0])}, but:", *(f"{lead(one)}." for one in others[:2]), _of_little(others[:2])]
        return " ".join(told).rstrip()
    if verdict == Verdict.CORRECTED:
        return f"{lead(core[0])}. {correction(parts)}"
    if not others:
        also = f" The same holds for {joined([one.label for one in core[1:]])}." if len(core) > 1 else ""
        unknown = [f"{one.label} ({one.lack})" for one in parts if one.mark == Mark.CORE and not one.decides]
        return f"{lead(core[0])}.{also}" + (f" Not known: {joined(unknown)}." if unknown else "")
    first, rest = (holding[0], holding[1:]) if holding else (others[0], [])
    same = [f"The same holds for {joined([one.label for one in rest])}."] if rest else []
    said = lead(first) if holding else f"{lead(first)} ({_why(first)})"
    groups = _groups(one for one in others if one is not first)
    return " ".join(filter(None, [f"{said}.", *same, *groups, _of_little(others), correction(parts)]))


def _of_little(parts: Sequence[PartFinding]) -> str:
    """That one point, below which a share has not moved, is much where there was little of it; else empty."""
    unmoved = [(one.label, one.reading) for one in parts if one.reading and one.reading.sign == NONE]
    levels = {label: abs(found.before or 0.0) for label, found in unmoved if plain(found.unit) == "per cent"}
    little = {label: level for label, level in levels.items() if NOUGHT <= level < LITTLE}
    if not little:
        return ""
    who, much = joined(list(little)), "one point" if max(little.values()) < LITTLE / 2 else "two points"
    return f"{who[:1].upper()}{who[1:]}: below {much} before, and only a change of one counts."


def lead(one: PartFinding) -> str:
    """The headline of a part, with its rank where that is rare or the part asks for it."""
    rank = one.answers.special
    return f"{one.headline}; {rank.words}" if rank is not None and rank.rank and _ranked(one.answers) else one.headline


def _ranked(answers: Answers) -> bool:
    """Whether there is a rank to tell: one among allies is told by the finding itself."""
    return answers.special is not None and answers.special.among != "allies"


def correction(parts: Sequence[PartFinding]) -> str:
    """What is right instead of the details that are wrong."""
    wrong = [one for one in parts if one.mark == Mark.DETAIL and one.status in (Status.FAILS, Status.DEPENDS)]
    return " ".join(f"But {one.label}: {_without_subject(one)}." for one in wrong)


def flips(parts: Sequence[PartFinding]) -> str:
    """The nearest choice that turns the answer of a core part; that none does, where none does."""
    asked = [(one, one.answers.happened) for one in parts if one.mark == Mark.CORE and one.answers.happened]
    turns = [(found.agreeing, one, nearest) for one, found in asked if (nearest := found.nearest)]
    if not turns:
        n = sum(len(found.choices) for _, found in asked)
        return f"None of {n} ways to do the sums turns a part of it." if n > len(asked) else ""
    _, one, nearest = min(turns, key=itemgetter(0))
    turned = {axis: value for axis, value in nearest.choice.items() if one.choices[0].choice[axis] != value}
    subject = one.label if "measure" in turned else one.subject  # the subject names what the part itself measures
    changed = joined([wording.choice(axis, value) for axis, value in turned.items()])
    return f"With {changed}: {_after(subject, nearest.reading.words)}."


def in_short(findings: Sequence[Finding]) -> list[str]:
    """A chapter in up to five sentences, by their first years: what is surest, what did not happen or is wrong, what holds in part."""
    told = [one for one in findings if one.verdict != Verdict.NOT_COVERED]
    sure = [one for one in told if one.verdict in (Verdict.HAPPENED, Verdict.CORRECTED)]
    wrong = [one for one in told if one.verdict in (Verdict.NOT, Verdict.PAPER)]
    rest = [one for one in told if one not in sure and one not in wrong]
    said = [_first(one) for one in [*sure[:2], *wrong[:1], *rest[:2]]]
    nothing = NO_NEIGHBOUR if {one.reason for one in findings} == {"no neighbour"} else NO_TABLE
    return sorted(dict.fromkeys(said), key=_begins) or [nothing]


def _begins(said: str) -> int:
    """The first year that a sentence names; one that names none comes last."""
    found = YEAR.search(said)
    return int(found[0]) if found else sys.maxsize


def _first(finding: Finding) -> str:
    """The first thing that a finding says; of one that holds in part also the first that does not."""
    core = [one for one in finding.parts if one.decides]
    holding, others = ([one for one in core if one.holds is yes] for yes in (True, False))
    shown = [lead(one) for one in (holding[:1] + others[:1] if finding.verdict != Verdict.NOT else others[:1])]
    return f"{'. But: '.join(shown)}."


def outlook(spec: Spec, study: Study) -> str:
    """What came after the article; nothing for parts about years long before it."""
    last = spec.span[1] if spec.span else spec.year if isinstance(spec.year, int) else 0
    if last < study.turning_point or spec.test not in CHANGES:
        return ""
    values = evidence.series(spec, study)
    if "window" in spec.args and spec.measure.startswith("events."):
        # A window that reaches back before the article would tell of years that are none of its aftermath.
        since = int(values.index[-1]) - study.shock_year + 1
        if since < 1:
            return ""
        spans = {"args": spec.args | {"window": since}}
        if spec.minus is not None:  # and as many years before them
            spans["minus"] = spec.minus | {"window": since, "lag": since}
        values = evidence.series(spec.model_copy(update=spans), study)
    told = wording.latest if spec.test == Test.AT else wording.outlook
    return told(values, study.shock_year)


def _after(subject: str, words: str) -> str:
    """A subject and what is found of it; a year that the subject names is not said again."""
    said = YEAR_AT_END.search(words)
    words = words[: said.start()] if said and said[1] in subject else words
    return f"{subject}{words}" if words[:1] in ":;" else f"{subject} {words}"


def _dated(answers: Answers) -> str:
    found = answers.dating
    if found is None or found.found.year is None:
        return "the data choose no year"
    dates = found.found.dates
    range_ = f" ({dates[0]} to {dates[-1]} not rejected)" if len(dates) > 1 else ""
    if found.answer == drift.CANNOT:
        return f"the data choose no year for sure; the likeliest is {found.found.year}{range_}"
    return f"the data put the change at {found.found.year}{range_}, the claim at {found.stated}"


def _without_subject(one: PartFinding) -> str:
    return one.headline.removeprefix(one.subject).removeprefix(" came to").lstrip(": ")


def _groups(others: Iterable[PartFinding]) -> Iterator[str]:
    """One sentence for each reason why parts are not what the claim's words need, with their numbers."""
    reasons: dict[str, list[str]] = {}
    for one in others:
        reasons.setdefault(_why(one), []).append(_short(one))
    for why, told in reasons.items():
        yield f"{why[:1].upper()}{why[1:]}: {'; '.join(told)}."


def _short(one: PartFinding) -> str:
    """A change by its label and numbers; a level, whose label does not say what is measured, by its headline."""
    found = one.answers.happened
    if found is None or found.chosen.before is None:
        return one.headline
    turning = f"; it turns with {found.turning}" if one.status == Status.DEPENDS else ""
    return f"{one.label} ({_without_subject(one)}{turning})"


def _why(one: PartFinding) -> str:
    """Why a part is not what the claim's words need, in a few words."""
    answers = one.answers
    if one.status == Status.PARTLY:
        if answers.special is not None and answers.special.answer == special.COMMON:
            return "as claimed, but so did many others"
        known = answers.drift is not None and answers.drift.answer == drift.NOT_FOUND
        return f"as claimed, but {'within' if known else 'not told from'} the usual swing"
    if one.status == Status.FAILS and one.reading and one.reading.sign == NONE:
        return "no change that counts"
    return {Status.FAILS: "not so", Status.DEPENDS: "depends on the choice"}.get(one.status, "not known")
