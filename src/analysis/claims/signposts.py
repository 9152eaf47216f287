"""Signposts: the releases that could change a verdict, with a number and a date, resolved when the data arrive."""

from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import Field

from analysis import histories, tables
from analysis.claims.spec import Model
from analysis.claims.wording import with_unit
from analysis.errors import covered
from analysis.measures import measure
from analysis.study import Study


class Signpost(Model):
    """A number to watch: which measure, at which year, above or below what, published when, and what that would mean."""

    id: str
    claims: tuple[str, ...]
    says: str
    release: str
    table: tuple[str, ...]
    measure: str
    args: dict[str, Any]
    unit: str
    times: float = 1.0  # from the unit of the measure to that of the limit
    year: int
    above: float | None = None
    below: float | None = None
    meaning: str
    bound: dict[str, str] = Field(default_factory=dict)


@cache
def all_signposts() -> tuple[Signpost, ...]:
    """Every signpost, in the order of signposts.toml."""
    raw = histories.read(Path(__file__).with_name("signposts.toml"))
    return tuple(Signpost.model_validate(one) for one in raw["signpost"])


def of(claim_id: str, study: Study) -> tuple[str, ...]:
    """The signposts of a claim in sentences, resolved where the data have arrived; none where they are about another case."""
    return tuple(told(one, study) for one in all_signposts() if claim_id in one.claims and study.cast(one.bound))


def told(one: Signpost, study: Study) -> str:
    """A signpost in a sentence: what to watch for, or what came."""
    side, limit = ("below", one.below) if one.above is None else ("above", one.above)
    assert limit is not None
    watch = f"{study.sentence(one.says)} {side} {with_unit(limit, one.unit)}"
    came = outcome(one, study)
    if came is None:
        return f"Watch for {one.release}: {watch} {one.meaning}."
    hit = came > limit if one.above is not None else came < limit
    return f"{one.release}: {watch} was the signpost; it came to {with_unit(came, one.unit)}, which {one.meaning if hit else 'changes nothing'}."


def outcome(one: Signpost, study: Study) -> float | None:
    """The number that came; None while the table does not reach the year."""
    arguments = {key: study.code(value) if isinstance(value, str) else value for key, value in one.args.items()}
    read = partial(measure(one.measure), *(tables.load(name) for name in one.table), **arguments)
    values = covered(read, pd.Series(dtype=float)).dropna()
    return one.times * float(values[one.year]) if one.year in values.index else None
