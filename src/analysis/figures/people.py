"""Who has which colour, which years are marked, and what stands in for a figure that cannot be drawn."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from analysis import countries
from analysis.errors import NotCovered
from analysis.figures.figure import Missing
from analysis.study import ROLES, Study

P = ParamSpec("P")
Shown = TypeVar("Shown")

SPARE = ("c5", "c6", "c7", "c8")
OTHERS = ("CHN", "FRA", "ISR", "ITA", "GBR", "TUR", "DEU", "UKR")


def role_colours(study: Study) -> dict[str, str]:
    """Short name of each role's country to its palette colour: one country, one colour, on every page of a case."""
    return {countries.short(getattr(study, role)): role for role in ROLES}


def colours(study: Study, codes: Sequence[str]) -> dict[str, str]:
    """Short names of `codes` to colours: roles keep theirs, a few other countries share the spare ones, the rest is grey.

    Where two of `codes` would share a colour, the later one is grey: their order counts, so a set is no answer.
    """
    roles = role_colours(study)
    spare = dict(zip((code for code in OTHERS if countries.short(code) not in roles), SPARE * 2, strict=False))
    found: dict[str, str] = {}
    for code in codes:
        colour = roles.get(countries.short(code), spare.get(code, "context"))
        found[countries.short(code)] = "context" if colour in found.values() else colour
    return found


def or_missing(anchor: str, subtitle: str) -> Callable[[Callable[P, Shown]], Callable[P, Shown | Missing]]:
    """Let a figure function, whose first argument is the Study, say why when the tables hold nothing for the roles."""

    def wrap(build: Callable[P, Shown]) -> Callable[P, Shown | Missing]:
        @wraps(build)
        def shown(*args: P.args, **kwargs: P.kwargs) -> Shown | Missing:
            try:
                return build(*args, **kwargs)
            except NotCovered as error:
                study = next(value for value in (*args, *kwargs.values()) if isinstance(value, Study))
                return Missing(anchor, study.sentence(subtitle), str(error))

        return shown

    return wrap
