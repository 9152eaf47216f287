"""Country names in a user's file to ISO codes, without the publishers' files that building data/ needs."""

from collections.abc import Sequence
from functools import cache

from analysis import countries
from analysis.sources.names import ALIASES, NO_COUNTRY, NOT_COUNTRIES, plain
from analysis.sources.own.reading import Sheet, refuse

# SIPRI's words of older releases, and places that never had a code. South Vietnam must not share the code of Slovenia.
SIPRI_NAMES = {
    "biafra": NO_COUNTRY,
    "cote d ivoire": "CIV",
    "katanga": NO_COUNTRY,
    "northern cyprus": NO_COUNTRY,
    "south vietnam": NO_COUNTRY,
    "turkey": "TUR",
    "turkiye": "TUR",
    "uae": "ARE",
    "viet nam": "VNM",
    "vietnam": "VNM",
    "yemen arab": "YEM",
}
NON_STATE = "*"


@cache
def _known() -> dict[str, str]:
    return {plain(countries.name(code)): code for code in countries.codes()} | ALIASES | SIPRI_NAMES


def iso3(sheet: Sheet, labels: Sequence[str]) -> list[str]:
    """Codes of SIPRI's names, ZZZ for what is no state; SourceError names the line of one that no rule knows."""
    found = {label: _code(label) for label in set(labels)}
    for (line, _), label in zip(sheet.rows, labels, strict=True):
        if not found[label]:
            raise refuse(
                sheet.name, f"line {line}: expected the name of a country as SIPRI writes it, found {label!r}."
            )
    return [found[label] for label in labels]


def _code(label: str) -> str:
    if label.endswith(NON_STATE) or NOT_COUNTRIES.search(label):
        return NO_COUNTRY
    return _known().get(plain(label), "")
