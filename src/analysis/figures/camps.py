"""Which camp the country voted with in the UN: year by year where the powers split, and on crises."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import countries
from analysis.errors import NotCovered
from analysis.figures import charts, vote_strips
from analysis.figures.compose import Chart, figure
from analysis.figures.marks import COLD_WAR_ENDS, Marks
from analysis.figures.shared import each, rolls, within
from analysis.measures import roll_calls, votes
from analysis.measures.vote_panels import FEW_VOTES
from analysis.study import Study

__all__ = ["cold_war_votes", "crises", "past_votes"]
COLD_WAR = (1947, 1991)
CRISES = {"1956-11-04": "Hungary", "1971-12-03": "war in South Asia", "1979-12-24": "Afghanistan"}
NUMBER = "Votes cast on which the two powers were opposed, number"


@figure("fig-cold-war-votes")
def cold_war_votes(study: Study) -> Chart:
    """Identical votes of country and rival with the powers, on roll calls that split them."""
    return _alike(study, (study.partner, study.patron, "CHN"), "divisive", marks=CRISES, last=COLD_WAR[1])


@figure("fig-past-votes")
def past_votes(study: Study) -> Chart:
    """Identical votes of country and rival with partner and patron, on roll calls that split the two."""
    return _alike(study, (study.partner, study.patron), [study.partner, study.patron], marks=COLD_WAR_ENDS)


def _alike(study: Study, others: Sequence[str], on: roll_calls.Rolls, *, marks: Marks, last: int = 9999) -> Chart:
    """Identical votes of country and rival with others to the year `last`, per cent of each year, and how many votes that was."""
    pair = (study.country, study.rival)

    def yearly(one: str) -> pd.DataFrame:
        powers = [other for other in others if other != one]
        shares = each(powers, lambda other: 100 * votes.agreement(one, b=other, kind="share", rolls=on))
        return _whole(within(shares.loc[COLD_WAR[0] : last], study))

    found = [(countries.short(one), yearly(one)) for one in pair]
    cast = _whole(within(each(pair, lambda one: _cast(one, on)).loc[COLD_WAR[0] : last], study))
    facts = _sides(study, found[0][1], cast[study.name("country")]) | {"late": _late(others), "least": FEW_VOTES}
    return charts.panels([*found, (NUMBER, cast)], facts=facts, marks=marks)


def _whole(data: pd.DataFrame) -> pd.DataFrame:
    """With a row for every year: where there is no value the line has a gap."""
    return data.reindex(pd.RangeIndex(int(data.index.min()), int(data.index.max()) + 1, name="year"))


def _cast(one: str, on: roll_calls.Rolls) -> pd.Series:
    """How many votes a country cast each year on the roll calls that split the powers."""
    cast, every = rolls()
    chosen = roll_calls.years_of(every, on, cast)
    return chosen[chosen.index.isin(roll_calls.cast_by(cast, one).index)].value_counts().sort_index()


def _late(codes: Sequence[str]) -> dict[str, int]:
    """The countries whose votes do not begin with the record, and the year in which they do: China's, whose seat was Taipei's, in 1971."""
    cast, every = rolls()
    years = cast["resolution_id"].map(every.set_index("resolution_id")["year"]).groupby(cast["country"], observed=True)
    begun = years.min().astype(int)
    return {code: int(begun[code]) for code in codes if code in begun and begun[code] > begun.min()}


def _sides(study: Study, shares: pd.DataFrame, cast: pd.Series) -> dict[str, Any]:
    """With which of the two the country voted more, year by year: the last years that are all alike, and those before them."""
    both = shares[[study.name(role) for role in ("partner", "patron")]].dropna()
    if both.empty:
        raise NotCovered(f"in no year are there {FEW_VOTES} votes of all three.")
    more = (both.iloc[:, 0] - both.iloc[:, 1]).map(lambda lead: "partner" if lead > 0 else "patron" if lead < 0 else "")
    other = more.index[more != more.iloc[-1]]
    run = more.index[more.index > max(other, default=0)]
    levels = {role: both[study.name(role)] for role in ("partner", "patron")}
    roles = {"partner": "Moscow" if study.partner == "RUS" else "{the_partner}", "patron": "{the_patron}"}
    return {
        "more": more,
        "run": run,
        "before": more.loc[: run[0] - 1],
        "levels": levels,
        "cast": cast,
        "names": roles,
        "other": {"partner": "patron", "patron": "partner", "": ""}[more.iloc[-1]],
    }


@figure("fig-crises")
def crises(study: Study) -> Chart:
    """Votes on Hungary, East Pakistan and Afghanistan."""
    named = {"Hungary in 1956": "Hungary", "East Pakistan": "East Pakistan", "Afghanistan": "Afghanistan"}
    return vote_strips.strip(study, {label: roll_calls.on_crisis(rolls()[1], name) for label, name in named.items()})
