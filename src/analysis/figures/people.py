"""Who has which colour."""

from collections.abc import Sequence

from analysis import countries
from analysis.study import ROLES, Study

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
