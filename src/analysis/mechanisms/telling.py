"""What a mechanism shows, in sentences: the effect, its past, its other specifications, and where the case stands."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import histories
from analysis.claims.special import ordinal
from analysis.claims.wording import number, span
from analysis.claims.wording import signed as signed
from analysis.inference import placebo
from analysis.mechanisms.checks import towards
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.mechanism import FRAGILE, OTHER_WAY, PRECEDES, WORKS, Effect, Mechanism, verdict
from analysis.study import Study
from analysis.tables import load

WORDS: dict[str, dict[str, str]] = histories.read(Path(__file__).with_name("words.toml"))
ANSWERS, DRIVERS = WORDS["answers"], WORDS["drivers"]


def unit(found: Mechanism) -> str:
    """The unit of the effect in words."""
    one = found.declared
    return WORDS["units"]["poisson" if one.design == "poisson" else "share" if "share" in one.outcome else "agreement"]


def answer(found: Mechanism) -> str:
    """The verdict in a word or two; for a mechanism that works, whether the effect is as large as needed."""
    return _answered(found.declared, found.verdict, found.effect)


def _answered(one: Estimand, found: str, effect: Effect | None) -> str:
    joint = {WORKS: "but", FRAGILE: "and"}.get(found)
    small = joint and _smaller(one, effect)
    return f"{ANSWERS[found]}{f', {joint} {small} than would matter' if small else ''}"


def _smaller(one: Estimand, effect: Effect | None) -> str:
    """Whether an effect is "less" than would matter (its whole interval is) or "perhaps less" (the estimate is); else empty."""
    if effect is None:
        return ""
    _, high = towards(one, effect.estimate)
    if high < effect.needed:
        return "less"
    return "perhaps less" if abs(effect.estimate.value or 0.0) < effect.needed else ""


def sentence(found: Mechanism, study: Study) -> str:
    """The effect with its interval, what the article needs, and why that gives the answer."""
    if found.effect is None:
        return f"No data: {found.reason}"
    one, effect = found.declared, found.effect
    need = number(effect.needed if one.expects == "up" else -effect.needed)
    behind = f"{effect.countries} countries, {effect.periods} windows of years"
    if one.design == "events":
        behind = f"{effect.cases} cases after quiet years, {effect.countries} countries compared"
    return (
        f"For {study.fill(one.dose_says)}: {between(effect)} {unit(found)} ({behind}); an effect that would matter is {need}. "
        f"{answer(found)}: {WORDS['meanings'][found.verdict]}{f' {found.fragile}' if found.fragile else ''}."
    )


def between(effect: Effect) -> str:
    """A value with its interval: "+0.02 (−0.03 to +0.07)"."""
    one = effect.estimate
    value, low, high = (signed(part) for part in (one.value, one.low, one.high))
    return f"{value} ({low} to {high})"


def past(found: Mechanism) -> str:
    """What the lead test says."""
    lead = found.effect.lead if found.effect else None
    if lead is None or lead.low is None or lead.high is None:
        return "The years before cannot be tested." if found.effect else ""
    quiet = lead.low <= 0 <= lead.high
    told = "no move shows" if quiet else "the outcome had already moved"
    return f"In the years before, {told}: {signed(lead.value)} ({signed(lead.low)} to {signed(lead.high)})."


def others(found: Mechanism) -> str:
    """How many of the declared specifications give which answer, and by name those in which the move came first or went the other way."""
    own, named = found.declared, {ANSWERS[one] for one in (PRECEDES, OTHER_WAY)}
    by_answer: dict[str, list[str]] = {}
    for words, one in found.variants:
        said = ANSWERS["no data"] if isinstance(one, str) else _answered(own, verdict(own, one), one)
        by_answer.setdefault(said, []).append(words)
    if not by_answer:
        return ""
    told = []
    for said, names in sorted(by_answer.items(), key=lambda one: -len(one[1])):
        which = f": {', '.join(names)}" if said in named else ""
        told.append(f"{said[:1].lower()}{said[1:]} ({len(names)}{which})")
    tried = ", in which no country is left out" if found.declared.design != "poisson" else ""
    return f"In {len(found.variants)} other specifications{tried}: {'; '.join(told)}."


def place(found: Mechanism, study: Study) -> str:
    """Where the case stands: its largest fall and those around the turning point, or its events, with both ranks."""
    if found.dots.empty:
        return ""
    if found.declared.design == "events":
        rows = own(found, study).query("x == 1")
        told = [_of_event(found, row) for row in rows.to_dict("records")]
    else:
        told = [_of_window(found, row) for row in shown_windows(found, study).to_dict("records")]
    name = subject(found, study)
    return f"{name}: {'; '.join(told)}." if told else f"{name}: no such case in the years compared."


def short_place(found: Mechanism, study: Study) -> str:
    """The same in a title: the places by how far the cause went and by how far votes moved, 1st the farthest."""
    rows = shown_windows(found, study).to_dict("records")
    if not rows:
        return study.sentence(f"{_compared(found)}: {subject(found, study)} {_left_out(found, study)}")
    places = [(*ranks(found, row), window(found, row["period"])) for row in rows]
    told = [f"{ordinal(by_fall)} and {ordinal(by_move)} of {n} in {years}" for by_fall, by_move, n, years in places]
    moves = next(words for word, words in WORDS["moves"].items() if word in found.declared.treatment.split())
    return study.sentence(f"{subject(found, study)} by {moves}: {', '.join(told)}")


def _compared(found: Mechanism) -> str:
    """What stands beside one another where the case itself does not: the rows of the last window."""
    last = int(found.dots["period"].max())
    what = "pairs of an old friend and its enemy" if found.declared.driver == "rival" else "countries"
    return f"{(found.dots['period'] == last).sum()} {what}, {window(found, last)}"


def _left_out(found: Mechanism, study: Study) -> str:
    """Why the case is none of the rows."""
    if found.declared.driver != "rival":
        return "is not among them, as the tables lack what happened to it or how it voted"
    pair, table = {study.country, study.rival}, load("enemies")
    if (table["a"].isin(pair) & table["b"].isin(pair)).any():
        told = "as their last armed conflict lies too far back, or {rival} had not voted nearer to {the_partner} than to {the_patron}"
    else:
        told = "as no armed conflict between the two is on record"
    return study.fill(f"are not among them, {told}")


def of_driver(found: Sequence[Mechanism], study: Study) -> str:
    """What the main estimands of one driver show together."""
    main = [one for one in found if one.declared.main and one.effect is not None]
    if not main:
        return f"{DRIVERS[found[0].declared.driver]}: no data for these countries."
    works = [one for one in main if one.verdict == WORKS]
    unsure = sum(one.verdict == FRAGILE for one in main)
    told = f"it works clearly in {len(works) or 'none'} of {len(main)} main tests{f', not surely in {unsure}' if unsure else ''}"
    if len(main) == 1:
        told = (
            "whether it works is not sure"
            if unsure
            else f"it {'works' if works else 'does not work'} in the one main test"
        )
    which = "".join(f"; {_named(one, study)}" for one in works)
    # A test that asks for half of the mechanism, such as votes away from the patron, decides nothing and is told.
    halves = [_named(one, study) for one in found if not one.declared.main and one.verdict == WORKS]
    half = f" Its first half does: {'; '.join(halves)}." if halves else ""
    return f"{DRIVERS[found[0].declared.driver]}: {told}{which}.{half}"


def _named(found: Mechanism, study: Study) -> str:
    label = study.fill(found.declared.label)
    smaller = _smaller(found.declared, found.effect)
    small = f", though {smaller} than would matter" if smaller else ""
    return f"{label}, {between(found.effect)}{small}" if found.effect else label


def subject(found: Mechanism, study: Study) -> str:
    """Who the case is: its country, the sanctioned partner, or the old friend and its enemy."""
    if found.declared.driver == "rival":
        return study.sentence("{rival} and {country}")
    return study.sentence("{partner}" if found.declared.driver == "energy" else "{country}")


def own(found: Mechanism, study: Study) -> pd.DataFrame:
    """The case's own rows among the dots."""
    dots = found.dots
    if found.declared.driver == "rival":
        return dots[(dots["country"] == study.country) & (dots["friend"] == study.rival)]
    return dots[dots["country"] == (study.partner if found.declared.driver == "energy" else study.country)]


def shown_windows(found: Mechanism, study: Study) -> pd.DataFrame:
    """The case's rows that are told: its largest fall, and the windows before and after the turning point."""
    rows = own(found, study)
    if rows.empty:
        return rows
    largest = rows.nlargest(1, "x")
    before = rows[rows["period"] < study.turning_point].nlargest(1, "period")
    after = rows[rows["period"] >= study.turning_point].nsmallest(1, "period")
    return pd.concat([largest, before, after]).drop_duplicates(["period"]).sort_values("period")


def ranks(found: Mechanism, row: dict[Hashable, Any]) -> tuple[int, int, int]:
    """Place of a row among all of its period by the fall and by the outcome (1: the farthest as the article says), and their number.

    Equal ones stand before it, as in every rank of the report.
    """
    dots = found.dots[found.dots["period"] == row["period"]]
    sign = 1 if found.declared.expects == "up" else -1
    by_fall, by_move = (
        placebo.rank(side * row[name], side * dots[name].to_numpy(float), direction="up").rank
        for name, side in (("x", 1), ("y", sign))
    )
    assert by_fall and by_move
    return by_fall - 1, by_move - 1, len(dots)  # the row itself is among the dots


def _of_window(found: Mechanism, row: dict[Hashable, Any]) -> str:
    by_fall, by_move, n = ranks(found, row)
    cause, size = "drift" if found.declared.driver == "rival" else "fall", _length(found)
    return (
        f"in {window(found, row['period'])} the {cause} was number {by_fall} of {n} ({_size(found, float(row['x']))}), "
        f"and the move across it, from {window(found, row['period'] - size)} to {window(found, row['period'] + size)}, "
        f"number {by_move} ({signed(float(row['y']))})"
    )


def window(found: Mechanism, first: int) -> str:
    """The years of a window."""
    return span((first, first + _length(found) - 1))


def _length(found: Mechanism) -> int:
    return found.declared.window or declared().rules.window


def _size(found: Mechanism, x: float) -> str:
    if "aid" in found.declared.treatment.split():
        return f"{f'to {number(100 * 2**-x)} per cent of' if x > 0 else f'a rise to {number(2**-x)} times'} the level before"
    if "visits" in found.declared.treatment:
        return f"{number(abs(x))} visits a year {'fewer' if x > 0 else 'more'}"
    return f"{signed(x)} in Cohen's kappa"


def _of_event(found: Mechanism, row: dict[Hashable, Any]) -> str:
    same = found.dots[found.dots["period"] == row["period"]]
    rest = same[same["x"] == 0]["y"].mean()
    return f"after {row['period']} {signed(float(row['y']))}, with {signed(float(rest))} elsewhere in the same years"
