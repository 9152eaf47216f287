"""Every tag of a report: one room of templates and one loader. Python hands them data; what is drawn stays with the figures.

An indented line goes on from the one above it, so that markup has a readable layout and a page no white space for it. What pages
alone use lies in `pages/`; the rest is part of findings and figures, in a notebook and on a page alike.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

__all__ = ["FOLDER", "plain", "render", "text", "unbroken"]
FOLDER = files("analysis.templates")


def render(name: str, /, **values: Any) -> str:
    """The HTML that a template makes of `values`, which are escaped; StrictUndefined's error where one is missing.

    >>> render("missing", anchor="fig-x", subtitle="Arms & aid", reason="no data")
    '<p class="missing" id="fig-x">Arms &amp; aid. No figure: no data</p>'
    """
    return _environment().get_template(f"{name}.html.j2").render(**values)


def plain(name: str, **values: Any) -> str:
    """The text that a template such as "codebook.md" makes of `values`, as it stands: nothing is escaped."""
    return str(jinja2.Template(text(f"{name}.j2"), trim_blocks=True, keep_trailing_newline=True).render(**values))


def text(name: str) -> str:
    """A file of the room as it is, such as "pages/style.css"."""
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


def unbroken(words: str) -> str:
    """Words in which no line ends before a per cent sign or within a span of years: a blank and a joiner that hold.

    >>> unbroken("5 % (2014–2021)").encode("ascii", "namereplace").decode()
    '5\\N{NO-BREAK SPACE}% (2014\\N{EN DASH}\\N{WORD JOINER}2021)'
    """
    return re.sub(r"(?<=\d)–(?=\d)", "–\N{WORD JOINER}", words.replace(" %", "\N{NO-BREAK SPACE}%"))


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FunctionLoader(lambda name: re.sub(r"\n +", "", text(name)))
    found = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    found.globals["text"] = text
    found.filters["unbroken"] = unbroken
    return found
