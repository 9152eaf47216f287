"""What every page shares: the frame around the text, its colours and its script."""

import base64
import hashlib
from typing import Any

from analysis.figures.palette import DARK, LIGHT
from analysis.templates import render, text

# What the script serves; a page without any of it has none.
SCRIPTED = ('<figure class="figure"', " data-ways=", '<section class="find"')
# Of pages alone, as palette.COLOURS: on light ground, on dark ground.
OF_PAGES = {
    "link": ("#005a9c", "#7fc1ff"),
    "soft": ("#f4f4f2", "#202022"),
    "v-yes": ("#00664a", "#3fcf9f"),
    "v-part": ("#7a5c00", "#e0b84a"),
    "v-no": ("#a8321c", "#ff8f75"),
    "v-open": ("#5a4a8a", "#bcaef0"),
    "v-paper": ("#8a3d78", "#f0a3da"),
}


def frame(**values: Any) -> str:
    """A whole page around its `body`; every other value is escaped unless it is marked as safe."""
    own = script() if any(mark in values["body"] for mark in SCRIPTED) else ""
    digest = base64.b64encode(hashlib.sha256(own.encode("utf-8")).digest()).decode("ascii")
    return render("pages/page", script=own, digest=digest, **colours(), **values) + "\n"


def script() -> str:
    """The script of a page, as it stands in it: without comments and indents."""
    lines = (line.strip() for line in text("pages/page.js").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def colours() -> dict[str, str]:
    """The palette as CSS variables on light and on dark ground."""
    grounds = {"light": LIGHT, "dark": DARK}
    every = {
        ground: house | {name: both[place] for name, both in OF_PAGES.items()}
        for place, (ground, house) in enumerate(grounds.items())
    }
    return {ground: " ".join(f"--{name}: {hue};" for name, hue in hues.items()) for ground, hues in every.items()}
