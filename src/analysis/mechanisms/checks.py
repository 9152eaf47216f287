"""What an effect hangs on, and how the outcome moves year by year around a case."""

from contextlib import suppress

import pandas as pd

from analysis import countries
from analysis.cache import kept
from analysis.errors import NotCovered
from analysis.mechanisms import rows, treatments
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.fits import effects_of, linear, towards
from analysis.mechanisms.samples import clean_years, own_rows, sampled, yearly_outcome
from analysis.study import Study

STEPS = [step for step in range(-6, 6) if step != -1]


@kept
def path_of(name: str, study: Study) -> pd.DataFrame:
    """The outcome of the design of events `name` by year from the first year of a case: value, low, high; 0 in the year before."""
    one = next(one for one in declared().estimand if one.id == name)
    on, y = treatments.yearly(one, study), yearly_outcome(one, study)
    table = sampled(one, study, rows.path(on, y, clean_years(one), STEPS))
    table = table[~own_rows(one, study, table) & table["period"].between(one.first, one.last)]
    found = {-1: (0.0, 0.0, 0.0)}
    for step, at in table.groupby("step"):
        with suppress(NotCovered):
            effect = linear(at, "y", "x", *effects_of(one))
            found[int(str(step))] = (effect.value or 0.0, effect.low or 0.0, effect.high or 0.0)
    return pd.DataFrame.from_dict(found, orient="index", columns=["value", "low", "high"]).sort_index()


def hangs_on(one: Estimand, study: Study, dots: pd.DataFrame) -> str:
    """With which errors, or without which country, the interval no longer lies on the article's side; empty if it always does."""
    fit = dots[~own_rows(one, study, dots)]
    effects, own_clusters = effects_of(one)
    told = []
    wider = [["country", "period"], *([["friend", "period"]] if "friend" in fit else [])]
    for clusters in (names for names in wider if names != own_clusters):
        if not _holds(one, fit, effects, clusters):
            told.append(
                f"with errors clustered by {' and '.join('old friend' if name == 'friend' else name for name in clusters)}"
            )
    moved = (fit["x"] - fit["x"].mean()).abs() * (fit["y"] - fit["y"].mean()).abs()
    for code in moved.groupby(fit["country"]).sum().sort_values(ascending=False).index:
        if not _holds(one, fit[fit["country"] != code], effects, own_clusters):
            told.append(f"without {countries.with_article(str(code))}")
            break
    return " or ".join(told)


def _holds(one: Estimand, fit: pd.DataFrame, effects: list[str], clusters: list[str]) -> bool:
    """Whether the whole interval lies on the article's side; not where too little is left to tell."""
    try:
        return towards(one, linear(fit, "y", "x", effects, clusters))[0] > 0
    except NotCovered:
        return False
