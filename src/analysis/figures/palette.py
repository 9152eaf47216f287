"""The colours of the house, light and dark.

One country keeps one colour across all pages of a case: colours belong to roles. Hues follow Okabe and Ito's colour-blind
safe set; lightness is chosen so that text in every colour but `grid` has a contrast of at least 4.5 against the page, and
so that any two colours stay apart for readers with deuteranopia, protanopia or tritanopia, and the four roles in grey print.
g1 to g5 are for goods, and no country has them: they stay apart from all others, but are for areas, not for text.
"""

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
