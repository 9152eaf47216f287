"""The colours of the house, light and dark.

One country keeps one colour across all pages of a case: colours belong to roles. Hues follow Okabe and Ito's colour-blind
safe set; lightness is chosen so that text in every colour but `grid` has a contrast of at least 4.5 against the page, and
so that any two colours stay apart for readers with deuteranopia, protanopia or tritanopia, and the four roles in grey print.
g1 to g5 are for goods, and no country has them: they stay apart from all others, but are for areas, not for text.
"""

LIGHT = {
    "ink": "#1a1a1a",
    "muted": "#595959",
    "grid": "#d9d9d9",
    "paper": "#fefefe",
    "country": "#125227",
    "partner": "#964504",
    "rival": "#461d6f",
    "patron": "#3667d8",
    "c5": "#7a6e3d",
    "c6": "#00677b",
    "c7": "#810117",
    "c8": "#312f30",
    "context": "#707070",
    "g1": "#bf890a",
    "g2": "#5c94cc",
    "g3": "#f20cad",
    "g4": "#6e0dff",
    "g5": "#080899",
}

DARK = {
    "ink": "#ececec",
    "muted": "#b0b0b0",
    "grid": "#3b3b3b",
    "paper": "#161616",
    "country": "#a4fbb1",
    "partner": "#cf7023",
    "rival": "#f4c2fe",
    "patron": "#a29af9",
    "c5": "#e1de5b",
    "c6": "#41aac9",
    "c7": "#fb6b66",
    "c8": "#dcdede",
    "context": "#929292",
    "g1": "#eda20c",
    "g2": "#3d73f2",
    "g3": "#cc0a58",
    "g4": "#8150b2",
    "g5": "#5340ff",
}
