"""Mechanisms as findings.json holds them."""

from typing import Any

from analysis.mechanisms.mechanism import Mechanism
from analysis.mechanisms.telling import answer, sentence, unit
from analysis.study import Study


def facts(found: Mechanism, study: Study) -> dict[str, Any]:
    """A mechanism as findings.json holds it: the question, the answer, the effect at the declared dose and that of the years before.

    Numbers have four digits: beyond them an estimate depends on the order in which a process adds up.
    """
    one, effect = found.declared, found.effect
    lead = effect.lead if effect else None
    told = {
        "id": one.id, "driver": one.driver, "main": one.main, "question": study.sentence(one.says), "answer": answer(found),
        "verdict": found.verdict, "sentence": sentence(found, study), "dose": study.fill(one.dose_says), "unit": unit(found),
        "expects": one.expects, "fragile": found.fragile, "reason": found.reason,
    }  # fmt: skip
    told |= {name: _four(effect.estimate if effect else None, name) for name in ("value", "low", "high", "p_value")}
    told |= {f"{name}_before": _four(lead, name) for name in ("value", "low", "high")}
    told |= {"needed": _four(effect, "needed")}
    return told | {name: getattr(effect, name, 0) for name in ("countries", "periods", "cases")}


def _four(found: object, name: str) -> float | None:
    value = getattr(found, name, None)
    return None if value is None else float(f"{value:.4g}")
