"""What every page shares: colours, style, and the frame around the text."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from analysis.figures.palette import DARK, LIGHT

# What the script serves; a page without any of it has none.
SCRIPTED = ('<figure class="figure"', " data-ways=", '<section class="find"')
# The strip of the window, from its top and from its bottom, in which a section counts as being read.
BAND = "20% 79%"
EXTRA_LIGHT = {
    "link": "#005a9c",
    "soft": "#f4f4f2",
    "v-yes": "#00664a",
    "v-part": "#7a5c00",
    "v-no": "#a8321c",
    "v-open": "#5a4a8a",
    "v-paper": "#8a3d78",
}
EXTRA_DARK = {
    "link": "#7fc1ff",
    "soft": "#202022",
    "v-yes": "#3fcf9f",
    "v-part": "#e0b84a",
    "v-no": "#ff8f75",
    "v-open": "#bcaef0",
    "v-paper": "#f0a3da",
}


def frame(**values: Any) -> str:
    """A whole page around its `body`; every other value is escaped unless it is marked as safe."""
    following = Markup(reading_position([anchor for anchor, _ in values["contents"]]))
    own = script() if any(mark in values["body"] for mark in SCRIPTED) else ""
    digest = base64.b64encode(hashlib.sha256(own.encode("utf-8")).digest()).decode("ascii")
    shared = {"colours": colours(), "style": style(), "following": following, "script": own, "digest": digest}
    return fragment("page.html.j2", **shared, **values) + "\n"


def script() -> str:
    """The script of a page, as it stands in it: without comments and indents."""
    lines = (line.strip() for line in (_folder() / "page.js").read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def fragment(template: str, **values: Any) -> str:
    """What a template makes of `values`, such as the body of the index; values are escaped."""
    return _environment().get_template(template).render(**values)


def reading_position(anchors: Sequence[str]) -> str:
    """Style that marks the section being read in the contents list, for browsers that know scroll timelines only.

    Those with scroll-target-group need none of it; in all others the contents list is just a list.
    """
    names = [f"--at-{place}" for place, _ in enumerate(anchors)]
    rules = "".join(
        f"section:has(#{anchor}){{view-timeline:{name};view-timeline-inset:{BAND}}}"
        f'.beside a[href="#{anchor}"]{{animation:here linear both;animation-timeline:{name}}}'
        for anchor, name in zip(anchors, names, strict=True)
    )
    if not names:
        return ""
    return (
        "@supports (animation-timeline:view()) and (not (scroll-target-group:auto)){"
        f"@keyframes here{{1%,99%{{color:var(--ink);border-color:var(--ink)}}}}.columns{{timeline-scope:{','.join(names)}}}"
        f"{rules}}}"
    )


def style() -> str:
    """The style sheet of all pages."""
    return str((_folder() / "style.css").read_text(encoding="utf-8"))


def colours() -> str:
    """The palette as CSS variables: light, dark by the reader's setting, and the other one when the switch is on."""
    light, dark = _variables(LIGHT | EXTRA_LIGHT), _variables(DARK | EXTRA_DARK)
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: light) {{ :root:has(#scheme:checked) {{ {dark} }} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} :root:has(#scheme:checked) {{ {light} }} }}\n"
        f"@media print {{ :root, :root:has(#scheme:checked) {{ {light} }} }}"
    )


def _variables(palette: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in palette.items())


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(str(_folder()))
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)


def _folder() -> Any:
    return files("analysis.report").joinpath("templates")
