"""The colours of the house, light and dark.

One country keeps one colour across all pages of a case: colours belong to roles. Hues follow Okabe and Ito's colour-blind
safe set; lightness is chosen so that text in every colour but `grid` has a contrast of at least 4.5 against the page, and
so that any two colours stay apart for readers with deuteranopia, protanopia or tritanopia.
"""

LIGHT = {
    "ink": "#1a1a1a",
    "muted": "#595959",
    "grid": "#d9d9d9",
    "paper": "#fefefe",
    "country": "#00613f",
    "partner": "#b34900",
    "rival": "#542276",
    "patron": "#1f66dd",
    "c5": "#756c3a",
    "c6": "#00788e",
    "c7": "#7d0a24",
    "c8": "#2a323c",
    "context": "#707070",
}

DARK = {
    "ink": "#ececec",
    "muted": "#b0b0b0",
    "grid": "#3b3b3b",
    "paper": "#161616",
    "country": "#7eeda2",
    "partner": "#e07d2a",
    "rival": "#f4bef2",
    "patron": "#7b97ff",
    "c5": "#e6df55",
    "c6": "#31a7bb",
    "c7": "#f36061",
    "c8": "#c5c1b9",
    "context": "#929292",
}
