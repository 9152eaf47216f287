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
GOODS = ("g1", "g2", "g3", "g4", "g5")
# As many as there are colours: a country that shared one would change it from figure to figure.
OTHERS = ("CHN", "FRA", "ISR", "GBR")


def role_colours(study: Study) -> dict[str, str]:
    """Short name of each role's country to its palette colour: one country, one colour, on every page of a case."""
    return {countries.short(getattr(study, role)): role for role in ROLES}


def colours(study: Study, codes: Sequence[str]) -> dict[str, str]:
    """Short names of `codes` to colours, the same in every figure: roles and four other countries have their own, the rest is grey."""
    own = {countries.short(code): colour for code, colour in zip(OTHERS, SPARE, strict=True)} | role_colours(study)
    return {name: own.get(name, "context") for name in map(countries.short, codes)}


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
