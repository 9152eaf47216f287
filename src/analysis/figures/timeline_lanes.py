"""The acts of the chronology in lanes: each stands in the first lane whose rule it meets, or in none."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from analysis.answers.levels import chronicled
from analysis.claims import chronology, rules
from analysis.measures.events import NOT_HELD
from analysis.study import Study

BETWEEN = ("agreement", "visit", "exercise", "arms", "energy")
# Of the acts that a claim names, a lane labels one in so many parts of the axis: nearer ones would overlap on a phone.
LABELS_FIT = 10
Act = tuple[set[str], str, str]


class Lane(NamedTuple):
    """A row of dots: heading, palette colour, and which acts (actors, category, subtype) belong to it."""

    words: str
    colour: str
    holds: Callable[[Study, Act], bool]


def _pair(study: Study, act: Act) -> bool:
    actors, category, subtype = act
    own = {study.country, study.partner} <= actors and study.rival not in actors
    return own and chronicled(study) and category in BETWEEN and subtype != "sanction"


def _patron(study: Study, act: Act) -> bool:
    actors, category, _ = act
    crowd = {study.rival, study.partner} <= actors
    return {study.country, study.patron} <= actors and not crowd and category != study.name("neighbour")


def _rival(study: Study, act: Act) -> bool:
    actors, category, _ = act
    others = actors & {study.partner, study.patron}
    return (
        study.rival in actors and bool(others) and study.country not in actors and category != study.name("neighbour")
    )


def _neighbour(study: Study, act: Act) -> bool:
    return act[1] == study.name("neighbour") and chronicled(study)


LANES = (
    Lane("{country} and {the_partner}", "partner", _pair),
    Lane("{country} and {the_patron}", "patron", _patron),
    Lane("{rival} with {the_partner} or {the_patron}", "rival", _rival),
    Lane("Acts on {neighbour}", "context", _neighbour),
)


def acts(study: Study) -> pd.DataFrame:
    """The acts of the chronology that took place in the years in use: place of its lane, whether a claim names it.

    For a pair that the chronology does not follow only acts of nobody but its roles: all others are another case's history.
    """
    rows = chronology.of(study)
    if not chronicled(study):
        rows = rows[[set(actors.split(";")) <= study.roles() | {"EU"} for actors in rows["actors"]]]
    rows = rows[rows["year"].between(study.first_year, study.last_year) & ~rows["subtype"].isin(NOT_HELD)]
    keys = zip(rows["actors"], rows["category"], rows["subtype"].fillna(""), strict=True)
    lanes = [_lane(study, (set(actors.split(";")), category, subtype)) for actors, category, subtype in keys]
    ids = {one for claim in rules.all_claims(study) for part in claim.parts for one in part.confirmed_by}
    return rows.assign(lane=lanes, named=rows["event_id"].isin(ids)).sort_values(["date", "event_id"])


def labelled(study: Study, rows: pd.DataFrame) -> list[int]:
    """Years that a lane labels: those of acts that a claim names, in order, each far enough from the one before."""
    found: list[int] = []
    gap = (study.last_year - study.first_year + 1) / LABELS_FIT
    for year in rows.loc[rows["named"], "year"]:
        if not found or year - found[-1] >= gap:
            found.append(int(year))
    return found


def _lane(study: Study, act: Act) -> int:
    return next((place for place, lane in enumerate(LANES) if lane.holds(study, act)), -1)
