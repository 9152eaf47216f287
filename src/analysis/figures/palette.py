"""The colours of the house, light and dark.

One country keeps one colour across all pages of a case: colours belong to roles. Hues follow Okabe and Ito's colour-blind
safe set; lightness is chosen so that text in every colour but `grid` has a contrast of at least 4.5 against the page, and
so that any two colours stay apart for readers with deuteranopia, protanopia or tritanopia, and the four roles in grey print.
g1 to g5 are for goods, and no country has them: they stay apart from all others, but are for areas, not for text.
"""

from collections import defaultdict
from collections.abc import Mapping
from contextvars import ContextVar

from analysis import countries
from analysis.study import ROLES, Study

# Name: on light ground, on dark ground.
COLOURS = {
    "ink": ("#1a1a1a", "#ececec"),
    "muted": ("#595959", "#b0b0b0"),
    "grid": ("#d9d9d9", "#3b3b3b"),
    "paper": ("#fefefe", "#161616"),
    "country": ("#125227", "#a4fbb1"),
    "partner": ("#964504", "#cf7023"),
    "rival": ("#461d6f", "#f4c2fe"),
    "patron": ("#3667d8", "#a29af9"),
    "c5": ("#7a6e3d", "#e1de5b"),
    "c6": ("#00677b", "#41aac9"),
    "c7": ("#810117", "#fb6b66"),
    "c8": ("#312f30", "#dcdede"),
    "context": ("#707070", "#929292"),
    "g1": ("#bf890a", "#eda20c"),
    "g2": ("#5c94cc", "#3d73f2"),
    "g3": ("#f20cad", "#cc0a58"),
    "g4": ("#6e0dff", "#8150b2"),
    "g5": ("#080899", "#5340ff"),
}
LIGHT, DARK = ({name: both[ground] for name, both in COLOURS.items()} for ground in (0, 1))
GOODS = ("g1", "g2", "g3", "g4", "g5")
# As many as there are colours to spare: a country that shared one would change it from figure to figure.
OTHERS = {"CHN": "c5", "FRA": "c6", "ISR": "c7", "GBR": "c8"}
# What a chart is given: names to palette colours, beside those of the house.
Colours = Mapping[str, str] | None
# Whose roles have colours: the study of the figure that is made.
STUDY: ContextVar[Study | None] = ContextVar("study of the figure that is made", default=None)


def ink(name: str) -> str:
    """The hex colour that stands for a palette name while drawing; it becomes a CSS variable later."""
    return LIGHT[name]


def roles() -> dict[str, str]:
    """Short name of each role's country to its palette colour, of the figure that is made."""
    return {countries.short(getattr(study, role)): role for role in ROLES} if (study := STUDY.get()) else {}


def named(own: Colours = None) -> dict[str, str]:
    """Names to palette colours, the same in every figure: roles and four other countries have their own; `own` adds to them."""
    return {countries.short(code): colour for code, colour in OTHERS.items()} | roles() | dict(own or {})


def inks(own: Colours = None) -> defaultdict[str, str]:
    """What each name is drawn in: the colours of `named`, and grey for all others."""
    return defaultdict(lambda: ink("context"), {name: ink(colour) for name, colour in named(own).items()})
