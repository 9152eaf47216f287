"""What a choice that differs from the part as written is called on the page (words in choices.toml)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from analysis import countries


def argument(key: str, value: Any) -> str:
    """A value of a measure's argument as readers write it: spans with a dash, countries by name."""
    if isinstance(value, list) and key in ("before", "after"):
        return "–".join(map(str, value))
    several = value if isinstance(value, list) else [value]
    return ", ".join(countries.with_article(one) if one in countries.codes() else str(one) for one in several)


def told(pieces: list[tuple[str, str]]) -> str:
    """The words of choices.toml for the whole, or piece by piece; what has no words there stands as it is."""
    known = _words()
    plain = [f"{name} {value}".strip() for name, value in pieces]
    if (whole := ", ".join(plain)) in known:
        return known[whole]
    said = [
        known.get(text) or known.get(name, text).format(value)
        for text, (name, value) in zip(plain, pieces, strict=True)
    ]
    return ", ".join(said).replace(", and ", " and ")


@cache
def _words() -> dict[str, str]:
    return tomllib.loads((files("analysis.claims") / "choices.toml").read_text("utf-8"))
