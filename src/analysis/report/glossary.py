"""The words that a page explains because it uses them."""

import html
import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _words() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    found = tomllib.loads(files("analysis.report").joinpath("glossary.toml").read_text(encoding="utf-8"))["word"]
    return tuple((one["name"], re.compile(one["finds"], re.I), one["means"]) for one in found)


def used(body: str) -> list[tuple[str, str]]:
    """Names and meanings of the words that occur in the text of an HTML body, outside code, in the order of the glossary."""
    text = html.unescape(re.sub(r"<pre.*?</pre>|<svg.*?</svg>|<[^>]+>", " ", body, flags=re.S))
    return [(name, means) for name, pattern, means in _words() if pattern.search(text)]
