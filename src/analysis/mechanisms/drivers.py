"""Does a driver work elsewhere? The main estimands of each, the quick ones first, by the rule at the head of estimands.toml."""

from typing import NamedTuple

from analysis.mechanisms import telling
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.mechanism import OTHER_WAY, TOO_LITTLE, WORKS, main_only
from analysis.study import Study


class Elsewhere(NamedTuple):
    """answer: yes, no or open; label: the first estimand that works, and whether it is small, empty where none does; tried: the verdicts seen, by estimand."""

    answer: str
    label: str
    tried: dict[str, str]


def elsewhere(driver: str, study: Study) -> Elsewhere:
    """Whether `driver` ("patron", "rival" or "energy") works in other countries; stops at the first estimand that does."""
    tried: dict[str, str] = {}
    for one in sorted(_main(driver), key=lambda one: one.design == "poisson"):
        found = main_only(one.id, study)
        tried[one.id] = found.verdict
        if found.verdict == WORKS:
            small = ", but less than would matter" if "less" in telling.answer(found) else ""
            return Elsewhere("yes", f"{one.label}{small}", tried)
    closed = bool(tried) and set(tried.values()) <= {OTHER_WAY, TOO_LITTLE}
    return Elsewhere("no" if closed else "open", "", tried)


def _main(driver: str) -> list[Estimand]:
    return [one for one in declared().estimand if one.driver == driver and one.main]
