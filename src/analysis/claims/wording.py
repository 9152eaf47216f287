"""Numbers and sentences: every number a reader sees in a text is written here, from an estimate."""

import pandas as pd

from analysis.claims.rules import threshold
from analysis.inference.estimate import Estimate
from analysis.inference.unknown import Break, Segments

POINTS = {"per cent": "percentage points", "per cent per decade": "percentage points per decade"}
DOCUMENTED = "documented years"
DOUBT = ", drift not ruled out"
WHOLE = {"rank", "cases", "cases opened", "case-years", "pieces", DOCUMENTED, "events"}
ALL = {2: "both", 3: "all three", 4: "all four", 5: "all five", 6: "all six"}
# Decimals by size, from the smallest size that rounds to so many; below the last a number is nought.
PLACES = ((99.95, 0), (0.995, 1), (0.0995, 2), (0, 3))
NOUGHT = 5e-4
UNCOUNTED = {
    "rank",
    "index from 0 to 1",
    "index from 0 to 100",
    "Cohen's kappa",
    "Scott's pi",
    "Signorino and Ritter's S",
    "share of identical votes",
    "correlation",
    "actual over expected",
    "distance",
}


def number(value: float) -> str:
    """`value` as a reader wants it: thousands separators, a true minus, two or three significant digits.

    Whole numbers that come as int stay whole.
    """
    if abs(value) < NOUGHT:
        return "0"
    size = abs(value)
    digits = 0 if isinstance(value, int) else next(places for least, places in PLACES if size >= least)
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if text.strip("-0.,") == "" else text.replace("-", "−")


def with_unit(value: float, unit: str) -> str:
    """`value` with its unit; ranks, indices and correlations stand alone, complete counts are whole numbers."""
    if unit in WHOLE and float(value).is_integer():
        value = int(value)
    if value == 1 and unit in WHOLE:
        unit = unit.removesuffix("s")
    bare = unit.removesuffix(" per decade")
    tail = " per decade" if bare != unit else ""
    return number(value) + (tail if bare in UNCOUNTED else f" {unit}")


def change_unit(unit: str) -> str:
    """The unit of a change: percentage points for a series in per cent."""
    return POINTS.get(unit, unit)


def span(years: tuple[int, int] | None) -> str:
    """Years as "1990–2021", one year alone as itself."""
    if years is None:
        return ""
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def interval(estimate: Estimate, level: float, unit: str) -> str:
    """The interval in words, such as: 95 % interval −3.1 to −0.4 percentage points."""
    if estimate.low is None or estimate.high is None:
        return ""
    percent = f"{100 * level:.0f}" if abs(level - 0.95) < 1e-9 else f"{100 * level:.1f}"
    return f"{percent} % interval {number(estimate.low)} to {with_unit(estimate.high, unit)}"


def headline(subject: str, spec: dict, estimate: Estimate, sign: str) -> str:
    """The estimate in a few words, for a figure's title; an open sign says that drift is not ruled out."""
    test = spec["test"]
    if estimate.value is None:
        return f"{subject}: no answer"
    doubt = DOUBT if sign == "open" else ""
    if test == "shift" and estimate.base is not None:
        return f"{subject} {_levels(spec, estimate)}{doubt}"
    if test in ("segmented", "trend"):
        return f"{subject} {_change(test, spec, estimate)}{doubt}"
    if test == "lead_lag":
        shown = "no association shown" if sign == "open" else "an association shown"
        return f"{subject}: {shown} (correlation {number(estimate.value)})"
    if test == "documents" and estimate.value >= 0:
        return f"{subject}: documented ({estimate.note})"
    if estimate.unit == "rank" and not estimate.note:
        return f"{subject}: number {with_unit(estimate.value, estimate.unit)}"
    told = estimate.note if test not in ("compare", "gravity") and estimate.note else _told(estimate)
    return f"{subject}: {told}{doubt if estimate.sampled else ''}"


def _told(estimate: Estimate) -> str:
    assert estimate.value is not None
    least = "at least " if estimate.unit == DOCUMENTED else ""
    return least + with_unit(estimate.value, estimate.unit)


def sentence(subject: str, spec: dict, estimate: Estimate, level: float) -> str:
    """The estimate in one sentence, with its interval and years; the reason where there is none."""
    test = spec["test"]
    if estimate.value is None:
        return f"{subject}: undecided, {estimate.note}."
    if test in ("shift", "segmented", "trend"):
        change = _change(test, spec, estimate) if test != "shift" else _levels(spec, estimate)
        amount = f", a change of {number(estimate.value)}" if test == "shift" else ""
        bounds = interval(estimate, level, change_unit(estimate.unit))
        return (
            f"{subject} {change}, on average{amount} ({bounds}){_weak(estimate)}."
            if amount
            else (f"{subject} {change} ({bounds}){_weak(estimate)}.")
        )
    if test in ("compare", "gravity"):
        limit = _limit(spec)
        return (
            f"{subject}: {with_unit(estimate.value, estimate.unit)} on average in {span(estimate.years)} "
            f"({interval(estimate, level, estimate.unit)}; the claim's threshold is {limit}){_weak(estimate)}."
        )
    if test == "lead_lag":
        return (
            f"{subject}: strongest correlation {number(estimate.value)} in {span(estimate.years)} "
            f"(p = {_p(estimate.p_value)}; the other way round p = {_p(estimate.reverse_p)})."
        )
    if test == "documents":
        return f"{subject}: {_documents(spec, estimate)}."
    if test == "at":
        return f"{subject}: {estimate.note or _told(estimate)} ({_needs(spec, estimate)})."
    if test == "majority":
        return f"{subject}: {estimate.note} ({span(estimate.years)}, complete count)."
    return f"{subject}: {estimate.note or with_unit(estimate.value, estimate.unit)} (complete count)."


def ranking(subject: str, counts: pd.Series, names: dict[str, str], key: str, years: tuple[int, int]) -> str:
    """A ranking of complete counts in a few words: the named country, its rank, and who leads, follows or ties."""
    own = int(counts[key])
    rank = int((counts > own).sum()) + 1
    others = counts.drop(key)
    leaders = " and ".join(names[code] for code in others.index[others == others.max()][:3])
    verb = "are" if (others == others.max()).sum() > 1 else "is"
    relation = f"the next {verb}" if own > others.max() else "tied with" if own == others.max() else f"the first {verb}"
    count = "" if own == others.max() else f" with {int(others.max())}"
    return f"{subject}, {span(years)}: {names[key]} {own}, rank {rank} of {len(counts)}, {relation} {leaders}{count}"


def dating(subject: str, stated: int, found: Break, several: Segments, beyond: Estimate) -> str:
    """Where the data put one break of the mean, and where several, beside the stated year; and what is left beside a trend."""
    if found.year is None:
        return ""
    dates = f", {found.dates[0]}–{found.dates[-1]} not rejected" if len(found.dates) > 1 else ""
    one = f"{found.year}{dates} (sup-F, p = {_p(found.estimate.p_value)}; the rule states {stated})"
    many = f"; several breaks by BIC: {', '.join(map(str, several.years))}" if several.years else "; none by BIC"
    left = ""
    if beyond.value is not None and beyond.low is not None and beyond.high is not None:
        bounds = f"95 % interval {number(beyond.low)} to {number(beyond.high)}"
        left = f" Beside a straight trend the level at {stated} changes by {number(beyond.value)} ({bounds})."
    return f"{subject}: {one}{many}.{left}"


def latest(values: pd.Series, shock_year: int) -> str:
    """The last value of a series that is counted, not averaged; empty where no data reach `shock_year`."""
    after = values[values.index >= shock_year].dropna()
    if after.empty:
        return ""
    beyond, words = values.attrs.get("beyond", (float("inf"), ""))
    last = float(after.iloc[-1])
    return (
        f"In {int(after.index[-1])}: {words if last >= beyond else with_unit(last, str(values.attrs.get('unit', '')))}."
    )


def outlook(values: pd.Series, shock_year: int) -> str:
    """What came after the article: mean from `shock_year` on beside the five years before; empty where no data reach it."""
    after = values[values.index >= shock_year].dropna()
    before = values[(values.index >= shock_year - 5) & (values.index < shock_year)].dropna()
    if after.empty or before.empty:
        return ""
    unit = str(values.attrs.get("unit", ""))
    return (
        f"In {span((int(after.index[0]), int(after.index[-1])))}: {with_unit(float(after.mean()), unit)} on average, "
        f"against {number(float(before.mean()))} in {span((int(before.index[0]), int(before.index[-1])))}."
    )


def _levels(spec: dict, estimate: Estimate) -> str:
    """The means on both sides of a year, each with its years."""
    assert estimate.value is not None and estimate.base is not None and estimate.years is not None
    first, last = estimate.years
    if number(estimate.value) == "0":
        return f"stayed at {with_unit(estimate.base, estimate.unit)} ({span(estimate.years)})"
    verb = "rose" if estimate.value > 0 else "fell"
    before = f"{number(estimate.base)} ({span((first, spec['year'] - 1))})"
    return f"{verb} from {before} to {with_unit(estimate.base + estimate.value, estimate.unit)} ({span((spec['year'], last))})"


def _change(test: str, spec: dict, estimate: Estimate) -> str:
    assert estimate.value is not None
    verb = "rose" if estimate.value > 0 else "fell"
    amount = with_unit(abs(estimate.value), change_unit(estimate.unit))
    kind = f" at {spec['year']}, beyond its earlier course," if test == "segmented" else ""
    return f"{verb}{kind} by {amount} in {span(estimate.years)}"


def _documents(spec: dict, estimate: Estimate) -> str:
    assert estimate.value is not None
    if estimate.value < 0:
        return estimate.note
    none = "; no event in between refutes it" if spec.get("refuted_by") else ""
    number_found = int(estimate.value)
    if number_found == estimate.n == 1:
        return f"found, with a source ({estimate.note}){none}"
    every = ALL.get(estimate.n, f"all {estimate.n}")
    found = every if number_found == estimate.n else f"{number_found} of {estimate.n}"
    return f"{found} dated events found, each with a source ({estimate.note}){none}"


def _limit(spec: dict) -> str:
    least = threshold(spec)
    return number(int(least) if least.is_integer() else least)


def _needs(spec: dict, estimate: Estimate) -> str:
    limit = _limit(spec)
    words = "no more than" if spec.get("direction") == "down" else "more than"
    kind = "a lower bound" if estimate.unit == DOCUMENTED else "complete count"
    return f"{kind}; the claim needs {words} {limit}"


def _p(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.3f}"


def _weak(estimate: Estimate) -> str:
    return f"; {estimate.note}" if estimate.note else ""
