"""Country names in a user's file to ISO codes, without the publishers' files that building data/ needs."""

import re
from collections.abc import Iterable
from functools import cache

import pandas as pd

from analysis import countries
from analysis.sources import names
from analysis.sources.names import NO_COUNTRY
from analysis.sources.own.reading import HALF, Sheet
from analysis.sources.own.unpack import refuse

NON_STATE = "*"
TOTAL = re.compile(r"(grand |sub-?)?totals?\b.*|world|all (countries|suppliers|recipients)", re.I)


def iso3(sheet: Sheet, labels: pd.Series) -> dict[str, str]:
    """Labels (names as SIPRI writes them, or ISO codes) to codes; ZZZ for what is no state, and for an unknown name.

    `labels` are one column of the sheet by line, or several one after the other. Raises SourceError for an empty label, and if
    no rule knows most of them: then these are no columns of countries.
    """
    every = set(labels)
    strange = [""] if "" in every else unknown(every)
    if "" in every or len(strange) > HALF * len(every):
        what = f"expected the name of a country as SIPRI writes it, found {strange[0]!r}."
        raise refuse(sheet.name, f"line {(labels == strange[0]).idxmax()}: {what}")
    return {label: code(label) or NO_COUNTRY for label in every}


def unknown(labels: Iterable[str]) -> list[str]:
    """The labels that no rule knows, in order."""
    return sorted({label for label in labels if not code(label)})


@cache
def code(label: str) -> str:
    """The code of an ISO code or a name, ZZZ for what is no state, empty for what no rule knows."""
    if label in countries.codes():
        return label
    return NO_COUNTRY if label.endswith(NON_STATE) else names.code(label, "sipri")
