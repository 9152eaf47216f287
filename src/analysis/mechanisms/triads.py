"""The old friend, its enemy and the two powers: rows for "the friend drifts, so the partner courts the enemy"."""

import numpy as np
import pandas as pd

from analysis.mechanisms import outcomes
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.windows import looked_up
from analysis.study import Study
from analysis.tables import load

AWAY = "drift away from the partner"


def rows(one: Estimand, study: Study, spans: dict[int, int], size: int) -> pd.DataFrame:
    """A row per old friend, enemy (`country`) and window w: x the friend's drift into w; y, before as in rows.differences.

    An enemy fought the friend within the memory of estimands.toml before w ends; a friend voted nearer to the partner than
    to the patron in w-1, unless the sample is "all enemies". The two powers are neither.
    """
    near, far = (outcomes.agreement(one, code, spans) for code in (study.partner, study.patron))
    drift = -near if one.treatment == AWAY else far
    fought = _enemies(study)
    pairs = pd.concat([_recent(fought, window, size) for window in near.index], ignore_index=True)

    def at(panel: pd.DataFrame, step: int, who: str) -> np.ndarray:
        return looked_up(panel, pairs["period"] + step * size, pairs[who])

    table = pairs.assign(
        x=at(drift, 0, "friend") - at(drift, -1, "friend"),
        y=at(near, 1, "country") - at(near, -1, "country"),
        before=at(near, -1, "country") - at(near, -2, "country"),
        level=at(near, -1, "country"),
    )
    close = at(near, -1, "friend") > at(far, -1, "friend")
    return (table if one.sample == "all enemies" else table[close]).dropna(subset=["x"]).reset_index(drop=True)


def _recent(fought: pd.DataFrame, window: int, size: int) -> pd.DataFrame:
    """The pairs that fought within the memory before the end of a window."""
    end = window + size - 1
    recent = fought[fought["year"].between(end - declared().triad.memory + 1, end)]
    return recent[["friend", "country"]].drop_duplicates().assign(period=window)


def _enemies(study: Study) -> pd.DataFrame:
    """Every pair of enemies in both orders: friend, country, year; without the two powers."""
    table = load("enemies")
    both = pd.concat([
        table.rename(columns={"a": "friend", "b": "country"}), table.rename(columns={"b": "friend", "a": "country"}),
    ])  # fmt: skip
    powers = {study.partner, study.patron}
    return both[~both["friend"].isin(powers) & ~both["country"].isin(powers)][["friend", "country", "year"]]
