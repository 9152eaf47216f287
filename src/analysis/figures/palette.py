"""The colours of the house, light and dark.

One country keeps one colour across all pages of a case: colours belong to roles. Hues follow Okabe and Ito's colour-blind
safe set, shifted in lightness so that text in them has a contrast of at least 4.5 against the page.
"""

LIGHT = {
    "ink": "#1b1b1b",
    "muted": "#5a5a5a",
    "grid": "#dcdcdc",
    "paper": "#fefefe",
    "country": "#00664a",
    "partner": "#b84300",
    "rival": "#8c4580",
    "patron": "#005fa8",
    "c5": "#7a5c00",
    "c6": "#2f6f88",
    "c7": "#a61e4d",
    "c8": "#4a4a6a",
    "context": "#757575",
}

DARK = {
    "ink": "#ededed",
    "muted": "#b0b0b0",
    "grid": "#3d3d3d",
    "paper": "#161616",
    "country": "#3fcf9f",
    "partner": "#ff9050",
    "rival": "#d99bd0",
    "patron": "#62b5f5",
    "c5": "#e0b84a",
    "c6": "#84c6dc",
    "c7": "#ff8fb0",
    "c8": "#b4b4e0",
    "context": "#969696",
}
