"""What mechanisms come to: does a driver work elsewhere, and a mechanism as findings.json holds it."""

from typing import Any, NamedTuple

from analysis.claims.wording import significant
from analysis.mechanisms.declared import declared
from analysis.mechanisms.mechanism import OTHER_WAY, TOO_LITTLE, WORKS, Mechanism, main_only
from analysis.mechanisms.telling import answer, sentence, unit
from analysis.study import Study


class Elsewhere(NamedTuple):
    """answer: yes, no or open; label: the first estimand that works, and whether it is small, empty where none does; tried: the verdicts seen, by estimand."""

    answer: str
    label: str
    tried: dict[str, str]


def elsewhere(driver: str, study: Study) -> Elsewhere:
    """Whether `driver` ("patron", "rival" or "energy") works in other countries, by the rule at the head of estimands.toml; the quick estimands first, up to one that does."""
    tried: dict[str, str] = {}
    main = [one for one in declared().estimand if one.driver == driver and one.main]
    for one in sorted(main, key=lambda one: one.design == "poisson"):
        found = main_only(one.id, study)
        tried[one.id] = found.verdict
        if found.verdict == WORKS:
            small = ", but less than would matter" if "less" in answer(found) else ""
            return Elsewhere("yes", f"{one.label}{small}", tried)
    closed = bool(tried) and set(tried.values()) <= {OTHER_WAY, TOO_LITTLE}
    return Elsewhere("no" if closed else "open", "", tried)


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
    sources = [(effect and effect.estimate, name, name) for name in ("value", "low", "high", "p_value")]
    sources += [(lead, name, f"{name}_before") for name in ("value", "low", "high")] + [(effect, "needed", "needed")]
    told |= {key: significant(getattr(source, name, None), 4) for source, name, key in sources}
    return told | {name: getattr(effect, name, 0) for name in ("countries", "periods", "cases")}
