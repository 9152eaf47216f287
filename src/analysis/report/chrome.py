"""What every page shares: colours, style, and the frame around the text."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from analysis.figures.palette import DARK, LIGHT

EXTRA_LIGHT = {
    "link": "#005a9c",
    "soft": "#f4f4f2",
    "v-supported": "#00664a",
    "v-partly": "#7a5c00",
    "v-contradicted": "#a8321c",
    "v-undecided": "#5a4a8a",
}
EXTRA_DARK = {
    "link": "#7fc1ff",
    "soft": "#202022",
    "v-supported": "#3fcf9f",
    "v-partly": "#e0b84a",
    "v-contradicted": "#ff8f75",
    "v-undecided": "#bcaef0",
}


def frame(**values: Any) -> str:
    """A whole page around its `body`; every other value is escaped unless it is marked as safe."""
    return fragment("page.html.j2", colours=colours(), style=style(), **values) + "\n"


def fragment(template: str, **values: Any) -> str:
    """What a template makes of `values`, such as the body of the index; values are escaped."""
    return _environment().get_template(template).render(**values)


def style() -> str:
    """The style sheet of all pages."""
    return (_folder() / "style.css").read_text(encoding="utf-8")


def colours() -> str:
    """The palette as CSS variables: light, dark by the reader's setting, and the other one when the switch is on."""
    light, dark = _variables(LIGHT | EXTRA_LIGHT), _variables(DARK | EXTRA_DARK)
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: light) {{ :root:has(#scheme:checked) {{ {dark} }} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} :root:has(#scheme:checked) {{ {light} }} }}\n"
        f"@media print {{ :root {{ {light} }} }}"
    )


def _variables(palette: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in palette.items())


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(str(_folder()))
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)


def _folder() -> Any:
    return files("analysis.report").joinpath("templates")
