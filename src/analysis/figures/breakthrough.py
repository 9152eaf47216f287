"""The figures on the breakthrough: which year stands out, and is the change special?"""

import pandas as pd

from analysis.claims import candidates, drift, rules
from analysis.claims import special as ranks
from analysis.claims.finding import Finding
from analysis.claims.telling import joined
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, special
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import cite
from analysis.figures.shared import SPAN, drawn, over_spans, place, vote_spans, within
from analysis.measures import panels, votes
from analysis.study import Study

__all__ = ["matrix", "placebo_pairs", "ties", "travel", "votes_by_span"]
COLD_WAR_OVER = 1990
CLOUD = "The bands hold the middle half and nine tenths of all other members, the grey line is their median."


@figure("fig-matrix")
def matrix(study: Study, b1: Finding) -> Chart:
    """The test of every indicator at every candidate year around the turning point."""
    found = candidates.by_year("B1", study)
    if not found:
        raise NotCovered("no data", "no indicator has data for this pair.")
    table = pd.DataFrame({"indicator": one.label, "year": one.year, **_numbers(one.found)} for one in found)
    grid = table.pivot(index="indicator", columns="year", values="answer")
    _cite(b1, {one.part for one in found})
    chance = f"{50 * (1 - rules.settings().level):.1f} per cent of series that have none"
    return special.symbols(
        grid,
        special.SWINGS,
        title=_at_which(table[table["answer"] == drift.YES]),
        alt="; ".join(f"{row.indicator} at {row.year}: {row.answer}" for row in table.itertuples()),
        table=table,
        note=f"{len(table)} tests, each of which finds a rise in {chance}. Years beside one another share most of their data.",
    )


def _at_which(hits: pd.DataFrame) -> str:
    """At which candidate years the test finds a rise, and of what."""
    if hits.empty:
        return "At no year is the rise of a series more than the usual swing"
    years = sorted(hits["year"].astype(int).unique())
    told, what = ", ".join(map(str, years)), joined(sorted(hits["indicator"].unique()))
    if len(years) == 1:
        return f"At one year only, {told}, is a rise more than the usual swing: in {what}"
    return f"More than one year would do: a rise in {what} is more than the usual swing at {told}"


def _numbers(found: drift.Drift) -> dict[str, object]:
    """What one year gives, in the scale of the test."""
    e = found.estimate
    numbers = {"change": e.value, "low": e.low, "high": e.high, "p": e.p_value} if e else {}
    return {"answer": found.answer, "scale": found.scale, **numbers}


@figure("fig-ties")
def ties(study: Study, b1: Finding) -> Chart:
    """The series behind the break tests."""
    shown = {part.id: part.series for part in b1.parts if part.series is not None and part.answers.special is not None}
    if not shown:
        raise NotCovered("no data", "no indicator has data for this pair.")
    _cite(b1, set(shown))
    panels = {f"{b1.part(part).label.capitalize()}, {one.attrs['unit']}": one for part, one in shown.items()}
    title = b1.part(next(iter(shown))).headline
    return charts.panels(drawn(study, panels, first=1992), title=title, marks=[study.turning_point])


def _cite(b1: Finding, parts: set[str]) -> None:
    """The tables behind the parts that are drawn."""
    cite(*(table for part in b1.parts if part.id in parts for table in part.tables))


@figure("fig-votes-spans", carrying=True)
def votes_by_span(study: Study) -> Chart:
    """Votes alike with the partner in spans of years, country and rival before the cloud of all other members."""
    found = {f"{a}–{b}": votes.with_each(study.partner, span=(a, b)) for a, b in vote_spans(study)}
    each = pd.DataFrame(found).T.dropna(how="all")
    own = over_spans(study, each, "the two voted together in fewer than two of these spans.")
    standing = f"{place(study, each.loc[own.index[-1]])} members by votes alike with {{partner}}"
    note = f"In {own.index[-1]} {{country}} was {standing}. {CLOUD}"
    codes = [code for code in (study.country, study.rival) if code in each]
    return bars.over_spans(each, codes, without=study.patron, title=_peak(own), note=note)


@figure("fig-travel")
def travel(study: Study) -> Chart:
    """How often leaders of country and partner went abroad at all, before the cloud of all other countries."""
    every = within(panels.leaders_abroad(), study).loc[: study.last_year - SPAN + 1]
    over_spans(study, every, "leaders' trips are on record for fewer than two of these spans.")
    every.index = pd.Index([f"{year}–{year + SPAN - 1}" for year in every.index])
    codes = [code for code in (study.country, study.partner) if code in every]
    return bars.over_spans(every, codes, title=_went(study, every[codes]))


def _went(study: Study, own: pd.DataFrame) -> str:
    """Trips a year of the country in its last three spans, and of the partner in the same."""
    last = own.loc[own[study.country].dropna().tail(3).index]
    said = {code: joined([number(float(one)) for one in values]) for code, values in last.dropna(axis=1).items()}
    other = f", {{partner_own}} {said[study.partner]}" if study.partner in said else ""
    return (
        f"{{country_own}} leaders went abroad {said[study.country]} times a year in {joined(list(last.index))}{other}"
    )


def _peak(own: pd.Series) -> str:
    """The span since the Cold War with most votes alike, and the last one."""
    recent = own[[int(name[:4]) >= COLD_WAR_OVER for name in own.index]]
    peak, last = str((recent if len(recent) else own).idxmax()), str(own.index[-1])
    since = "Since the Cold War {country}" if len(recent) else "{country}"
    then = "" if last == peak else f", {number(own[last])} in {last}"
    return f"{since} voted most often with {{partner}} in {peak}: {number(own[peak])} per cent alike{then}"


@figure("fig-placebo")
def placebo_pairs(study: Study) -> Chart:
    """How the agreement of all other pairs of members changed at the turning point, and the case's own pair."""
    spec = rules.chosen(rules.part("B1", "votes", study), study)
    found = ranks.pairs(spec, study)
    if found.value is None or found.rank is None:
        raise NotCovered("no data", found.note)
    cite("un_votes", "un_resolutions")
    pair = study.fill("{country} and {partner}")
    others, years = f"{found.rank - 1:,} of {found.n:,} other pairs", f"{spec.years[0]}–{spec.years[1]}"
    return special.distribution(
        found.values,
        found.value,
        own_name=pair,
        title=f"The agreement of {others} in the UN rose more, or fell less, than that of {pair}",
        subtitle=f"Change of chance-corrected agreement at {spec.at}, {years}, number of pairs",
        unit="change of Cohen's kappa",
    )
