"""The answers of a part as findings.json holds them: plain values, numbers rounded to six significant digits."""

from typing import Any

from analysis.claims import wording
from analysis.claims.documents import Documented
from analysis.claims.drift import Dating, Drift
from analysis.claims.happened import Happened
from analysis.claims.kind import Reading
from analysis.claims.special import Special


def significant(value: float | None, digits: int = 6) -> float | None:
    """`value` rounded to `digits` significant digits, so that two machines write the same bytes."""
    return None if value is None else float(f"{value:.{digits}g}")


def _reading(found: Reading) -> dict[str, Any]:
    numbers = {name: significant(getattr(found, name)) for name in ("value", "before", "after", "low", "high")}
    return numbers | {"unit": found.unit, "years": list(found.years), "n": found.n, "sign": found.sign}


def happened(found: Happened | None) -> dict[str, Any] | None:
    """Whether it happened, with every choice."""
    if found is None:
        return None
    choices = [
        {
            "choice": ", ".join(wording.choice(axis, value) for axis, value in one.choice.items()),
            **_reading(one.reading),
        }
        for one in found.choices
    ]
    return {
        "answer": found.answer,
        "agreeing": significant(found.agreeing),
        "turning": found.turning,
        "choices": choices,
    }


def drift(found: Drift | None) -> dict[str, Any] | None:
    """Whether it is beyond the usual swing, in the scale of the test."""
    if found is None:
        return None
    e = found.estimate
    numbers = {name: significant(getattr(e, name)) if e else None for name in ("value", "low", "high")}
    return {
        "answer": found.answer, "words": found.words, "scale": found.scale, **numbers,
        "p_value": significant(e.p_value, 4) if e else None, "n": e.n if e else None, "method": e.method if e else None,
        "base": significant(found.base), "least_detectable": significant(found.least),
    }  # fmt: skip


def special(found: Special | None) -> dict[str, Any] | None:
    """The rank among countries or pairs."""
    names = ("answer", "among", "rank", "n", "proportion_rank", "proportion_n", "note")
    return (
        {name: getattr(found, name) for name in names} | {"p_value": significant(found.p_value, 4)} if found else None
    )


def documented(found: Documented | None) -> dict[str, Any] | None:
    """What the chronology holds."""
    names = ("answer", "found", "listed", "lower_bound")
    return {name: getattr(found, name) for name in names} | {"refuted": list(found.refuted)} if found else None


def dating(found: Dating | None) -> dict[str, Any] | None:
    """The year that the data choose."""
    if found is None:
        return None
    one = found.found
    return {
        "answer": found.answer, "stated": found.stated, "year": one.year, "not_rejected": list(one.dates),
        "p_value": significant(one.estimate.p_value, 4), "several": list(found.several.years),
    }  # fmt: skip
