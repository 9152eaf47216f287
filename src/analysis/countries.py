"""Countries: ISO 3166-1 alpha-3 codes, names as a reader expects them, and the nearest valid code to a wrong one."""

import csv
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = [
    "code_of", "codes", "instead", "listed", "name", "nearest", "owning", "possessive", "short", "since", "with_article",
]  # fmt: skip


@cache
def _names() -> dict[str, str]:
    with files("analysis").joinpath("countries.csv").open(encoding="utf-8") as file:
        return {row["iso3"]: row["name"] for row in csv.DictReader(file)}


def codes() -> list[str]:
    """All valid codes, in order."""
    return sorted(_names())


def name(iso3: str) -> str:
    """English name of a country; the code itself where it has none."""
    return _names().get(iso3, iso3)


def short(iso3: str) -> str:
    """Name as a figure or a sentence uses it: "US", "UK", "Türkiye", else the English name."""
    return str(_aliases()["short"].get(iso3, name(iso3)))


def with_article(iso3: str) -> str:
    """Short name as an object in a sentence: "the US", "Pakistan"."""
    return f"the {short(iso3)}" if iso3 in _aliases()["with_article"]["codes"] else short(iso3)


def listed(found: Iterable[str]) -> str:
    """Countries in a sentence, in order of their names: `listed(["USA", "EU", "PAK"])` is "EU, Pakistan, the US"."""
    return ", ".join(with_article(code) for code in sorted(map(str, found), key=lambda one: short(one).lower()))


def possessive(iso3: str) -> str:
    """Short name before what it owns: "Pakistan's", "the Philippines'", an abbreviation as it is ("the US", as in "the US share")."""
    if iso3 not in _aliases()["with_article"]["codes"]:
        return f"{short(iso3)}'s"
    ending = "" if short(iso3).isupper() else "'" if short(iso3).endswith("s") else "'s"
    return f"the {short(iso3)}{ending}"


def owning(iso3: str) -> str:
    """Short name before goods, trade or aid: "US" (as in "US exports"), "Pakistan's", "the Philippines'"."""
    return short(iso3) if short(iso3).isupper() else possessive(iso3)


def code_of(text: str) -> str:
    """The code of `text`, a code in any case or a country's name ("pak", "Türkiye", "south korea"); else `text` as it is.

    Example: `code_of(" viet nam ")` is "VNM".
    """
    asked = " ".join(text.split())
    if asked.upper() in _names():
        return asked.upper()
    return _by_name().get(asked.lower(), text)


def _by_name() -> dict[str, str]:
    known = {label.lower(): code for code, label in _names().items()} | _aliases()["names"]
    found: dict[str, str] = known | {
        label.lower(): code for code, label in _aliases()["short"].items() if code in _names()
    }
    return found


@cache
def _aliases() -> dict[str, Any]:
    return tomllib.loads(files("analysis").joinpath("aliases.toml").read_text(encoding="utf-8"))


def instead(text: str) -> str:
    """What to give for a state that is gone, or a territory that is none, with the reason; empty for all others.

    Example: `instead("SUN")` is "RUS (Russia): the Soviet Union ended in 1991; the tables file it under Russia".
    """
    asked = " ".join(text.split()).upper()
    if asked in _aliases()["gone"]:
        code, why = _aliases()["gone"][asked]
        return f"{code} ({short(code)}): {why}"
    owner = _aliases()["territories"].get(asked)
    return f"{owner} ({short(owner)}): {name(asked)} is no state of its own" if owner else ""


@cache
def since() -> dict[str, int]:
    """The first year of states that are younger than 1947, by code: `since()["ERI"]` is 1993."""
    return {code: int(year) for year, several in _aliases()["since"].items() for code in several.split()}


def nearest(text: str) -> list[str]:
    """Up to three codes of states of today nearest to `text`, which may be a mistyped code or a country's name."""
    states = {code for code in codes() if not instead(code)}
    by_name = {label: code for label, code in _by_name().items() if code in states}
    hits = [by_name[label] for label in get_close_matches(text.lower(), by_name, n=3, cutoff=0.75)]
    scrambled = [code for code in sorted(states) if sorted(code) == sorted(text.upper())]
    hits += scrambled + get_close_matches(text.upper(), sorted(states), n=3, cutoff=0.5)
    return list(dict.fromkeys(hits))[:3] or ["PAK", "RUS", "IND"]
