"""The driver of energy: did sanctions turn the partner's exports, and did the country buy?"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import pandas as pd

from analysis import countries
from analysis.answers.levels import chronicled, direction
from analysis.claims import chronology, layers
from analysis.claims.wording import number
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered, covered
from analysis.measures import energy, events
from analysis.measures.series import pooled
from analysis.study import Study
from analysis.tables import load

WINDOW = 5
NOTHING = pd.Series(dtype=float)
CHINA = "CHN"  # the other large market in Asia: what went there before is no answer to the shock


class Told(NamedTuple):
    """Whether a driver happened, whether it reached the pair, a sentence that says so in numbers; in short what shows the one and the other."""

    happened: str
    reached: str
    sentence: str
    short: str
    shown: str = ""


def new_markets(study: Study) -> Told:
    """Happened if sanctions squeezed the volume of its gas exports: yes before the shock year, later only from it on."""
    happened, told, short = _squeezed(study)
    since = study.shock_year if happened == "later" else study.sanctions_year
    reached, bought = _bought(study, since=since)
    crude = _crude(study, study.rival)
    if crude:
        (first, then), (last, now) = crude
        buyer = countries.with_article(study.rival)
        short = study.fill("{partner_own} crude oil for ")
        way = {1: "rose", 0: "hardly moved", -1: "fell"}[direction(then, now, share=False)]
        short += f"{buyer} {way}: {number(then)} ({first}), {number(now)} million tonnes ({last})"
    china = [] if CHINA in study.roles() else _crude(study, CHINA, earlier=True)
    shown = (_cargoes(study, since, "") if reached == "unknown" else "") or bought.removeprefix("; ")
    told = f"{told}{_moved(CHINA, china)}{_moved(study.rival, crude)}{bought}{_coal(study)}{_built(study)}"
    return Told(happened, reached, told, short, shown)


def _squeezed(study: Study) -> tuple[str, str, str]:
    """Whether gas exports fell after the sanctions, and their means in words, at length and in short."""
    volume = energy.exports(study.partner, fuel="gas")
    turn, shock = study.sanctions_year, study.shock_year
    spans = [study.clip(span) for span in ((turn - WINDOW, turn - 1), (turn, shock - 1))]
    before, after = (_mean(volume.loc[first:last]) for first, last in spans)
    later = volume.loc[shock : study.last_year].dropna()
    happened = "yes" if direction(before, after, share=False) < 0 else "no"
    if happened == "no" and len(later) and direction(after, float(later.mean()), share=False) < 0:
        happened = "later"
    now = number(float(later.mean())) if len(later) else ""
    first, last = map(in_years, spans)
    told = study.fill("{partner_own} gas exports went from ") + f"{number(before)} billion cubic metres a year "
    told += f"({first}) to {number(after)} ({last}){f' and {now} since' if now else ''}"
    short = f"{'squeezed, ' if happened != 'no' else ''}gas exports {number(before)} ({first}), {number(after)} billion cubic metres a year ({last})"
    return happened, told, f"{short}, {now} since" if now else short


def _bought(study: Study, *, since: int) -> tuple[str, str]:
    """Whether the country bought the partner's fuel from `since` on, and in words; unknown where no table reaches so far."""
    crude = _crude(study, study.country)
    if crude:
        rose = direction(*(value for _, value in crude), share=False) > 0
        return ("yes" if rose else "no"), _moved(study.country, crude)
    imports = partial(energy.origin_share, study.country, origin=study.partner)
    share = covered(imports, None)
    if share is None:
        return _reported(study, since)
    share = share.loc[study.sanctions_year : study.last_year]
    if share.empty:
        return "unknown", ""
    years = (int(share.index.min()), int(share.index.max()))
    level = pooled(share, *years)
    told = study.fill(f"; of {{country_own}} fuel imports {number(level)} per cent came from {{the_partner}}")
    told += f" ({in_years(years)})"
    if years[1] < since:
        return "unknown", f"{told}, what it bought from {since} on is in none of the tables{_cargoes(study, since)}"
    return ("in part" if direction(0.0, level, share=True) > 0 else "no"), told


def _reported(study: Study, since: int) -> tuple[str, str]:
    """The same by the fuel that the country itself reported from the partner: a rise is a part, as it may be one of all imports."""
    imports = partial(energy.fuel_from, study.country, origin=study.partner)
    values = covered(imports, NOTHING).loc[study.first_year : study.last_year].dropna()
    if values.empty:
        return "unknown", study.fill("; what {country} bought is in none of the tables")
    later, years = values.loc[since:], values.loc[since - WINDOW : since - 1]
    first, last = later.index[0] if len(later) else int(str(values.idxmax())), values.index[-1]
    told = study.fill("; {country} reported fuel from {partner} for ")
    told += f"{number(values[first])} ({first}){f' and {number(values[last])} ({last})' if last > first else ''} billion dollars"
    if later.empty or years.empty:
        return "unknown", f"{told}, what it bought from {since} on is in none of the tables"
    return ("in part" if direction(float(years.mean()), float(later.mean()), share=False) > 0 else "no"), told


def _cargoes(study: Study, since: int, lead: str = "but for") -> str:
    if not chronicled(study) or since > study.last_year:
        return ""
    span = (str(since), str(study.last_year + 1))
    pair = [study.country, study.partner]
    found = events.matching(chronology.of(study), pair, category="energy", text="crude.* reaches ", span=span)
    if found.empty:
        return ""
    tonnes, said = (published(read, study, since) for read in (energy.cargoes, energy.shipments))
    told = ", ".join(f"{number(amount)} million tonnes ({year})" for year, amount in tonnes.items())
    count, by = len(found), f" by {max(said.index)}" if max(said, default=0) > len(found) else ""
    cargoes = f"at least {int(max(said)) if by else count} cargoes"
    known = f"{number(count)} with " if by else ""
    if not lead:
        return f"{cargoes} of crude{by}, {'no full count' if by or not told else told}"
    return f" {lead} {cargoes} of crude oil{by}{f', {known}{told}' if told else ''}"


def published(read: Callable[..., pd.Series], study: Study, since: int) -> pd.Series:
    """What is published of cargoes of the partner's oil for the country from `since` on, by year; empty where nothing is.

    `read` is the measure: `published(energy.cargoes, Study(), 2022)` is in million tonnes.
    """
    found = covered(partial(read, load("trade_published"), study.country, origin=study.partner), NOTHING)
    return found.loc[since : study.last_year]


def _coal(study: Study) -> str:
    """The first and the last year on record of Russian coal that the country imported; empty without, and for another partner."""
    coal = covered(partial(energy.from_russia, study.country, fuel="coal"), NOTHING)
    coal = coal.loc[study.first_year : study.last_year].dropna()
    if study.partner != "RUS" or len(coal) < 2:
        return ""
    first, last = (f"{number(coal[year])} ({year})" for year in (coal.index[0], coal.index[-1]))
    return study.fill(f"; Russian coal for {{country}} came to {first} and {last} million tonnes")


def _mean(values: pd.Series) -> float:
    if values.dropna().empty:
        raise NotCovered("the table of gas trade does not reach the years on both sides of the sanctions.")
    return float(values.mean())


def _crude(study: Study, buyer: str, *, earlier: bool = False) -> list[tuple[int, float]]:
    """The partner's crude oil for `buyer`, million tonnes, in the year before the shock and the last one; empty without.

    `earlier`: in the first year on record since the sanctions, and in the year before the shock.
    """
    exports = covered(
        partial(energy.by_destination, load("energy_exports"), study.partner, fuel="crude"), pd.DataFrame()
    )
    amounts = exports.get(buyer, NOTHING).loc[: study.last_year].dropna()
    first, last = study.shock_year - 1, max(amounts.index, default=0)
    if earlier:
        first, last = min(amounts.loc[study.sanctions_year :].index, default=0), first
    known = {first, last} <= {*amounts.index} and first < last
    return [(year, float(amounts[year])) for year in (first, last)] if known else []


def _moved(buyer: str, crude: list[tuple[int, float]]) -> str:
    if not crude:
        return ""
    (first, then), (last, now) = crude
    told = f"; its crude oil for {countries.with_article(buyer)} went from {number(then)} million tonnes ({first})"
    return f"{told} to {number(now)} ({last})"


def _built(study: Study) -> str:
    if not (project := layers.history(study).case.pipeline):
        return ""
    built = energy.pipeline_operating(project=project)
    built = built.loc[: study.last_year].dropna()
    if built.empty:
        return ""
    return f", and {number(int(built.iloc[-1]))} km of the agreed pipeline operate ({built.index[-1]})"
