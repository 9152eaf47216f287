"""The answers of a part as findings.json holds them: plain values, numbers rounded to six significant digits."""

from typing import Any

from analysis.claims import wording
from analysis.claims.drift import Dating, Drift
from analysis.claims.happened import Choice, Happened
from analysis.claims.needs import Answers
from analysis.claims.special import Special


def significant(value: float | None, digits: int = 6) -> float | None:
    """`value` rounded to `digits` significant digits, so that two machines write the same bytes."""
    return None if value is None else float(f"{value:.{digits}g}")


def answers(given: Answers) -> dict[str, Any]:
    """Every answer of a part by its question; None for one that is not asked, or has no data."""
    return {
        "happened": given.happened and _happened(given.happened),
        "beyond_drift": given.drift and _drift(given.drift),
        "special": given.special and _special(given.special),
        "documented": given.documented
        and _plain(given.documented, "answer", "found", "listed", "lower_bound", "refuted"),
        "dating": given.dating and _dating(given.dating),
    }


def _plain(found: object, *names: str) -> dict[str, Any]:
    values = {name: getattr(found, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _numbers(found: object, *names: str) -> dict[str, Any]:
    return {name: significant(getattr(found, name, None)) for name in names}


def _happened(found: Happened) -> dict[str, Any]:
    told = {"answer": found.answer, "agreeing": significant(found.agreeing), "turning": found.turning}
    return told | {"choices": [_choice(one) for one in found.choices]}


def _choice(one: Choice) -> dict[str, Any]:
    words = ", ".join(wording.choice(axis, value) for axis, value in one.choice.items())
    numbers = _numbers(one.reading, "value", "before", "after", "low", "high")
    return {"choice": words} | numbers | _plain(one.reading, "unit", "years", "n", "sign")


def _drift(found: Drift) -> dict[str, Any]:
    e = found.estimate
    told = _plain(found, "answer", "words", "scale") | _numbers(e, "value", "low", "high")
    told |= {"p_value": e and significant(e.p_value, 4), "n": e and e.n, "method": e and e.method}
    return told | {"base": significant(found.base), "least_detectable": significant(found.least)}


def _special(found: Special) -> dict[str, Any]:
    told = _plain(found, "answer", "among", "rank", "n", "proportion_rank", "proportion_n", "note")
    return told | {"p_value": significant(found.p_value, 4)}


def _dating(found: Dating) -> dict[str, Any]:
    one = found.found
    told = {"answer": found.answer, "stated": found.stated, "year": one.year, "not_rejected": list(one.dates)}
    return told | {"p_value": significant(one.estimate.p_value, 4), "several": list(found.several.years)}
