"""The figures on the breakthrough: which year stands out, and is the change special?"""

import pandas as pd

from analysis import countries
from analysis.claims import drift, rules
from analysis.claims import special as ranks
from analysis.claims.finding import Finding
from analysis.claims.telling import joined
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import charts, slopes, special
from analysis.figures.compose import Chart, figure
from analysis.figures.people import role_colours
from analysis.figures.recorded import cite, load
from analysis.figures.shared import SPAN, drawn, rolls, vote_spans, within
from analysis.measures import panels, votes
from analysis.study import Study

__all__ = ["matrix", "placebo_pairs", "ties", "travel", "votes_by_span"]
COLD_WAR_OVER = 1990


@figure("fig-matrix")
def matrix(study: Study, b1: Finding) -> Chart:
    """The test of every indicator at every candidate year around the turning point."""
    found = drift.by_year("B1", study)
    if not found:
        raise NotCovered("no data", "no indicator has data for this pair.")
    table = pd.DataFrame({"indicator": one.label, "year": one.year, **_numbers(one.found)} for one in found)
    grid = table.pivot(index="indicator", columns="year", values="answer")
    _cite(b1, {one.part for one in found})
    hits = table[table["answer"] == drift.YES]
    return special.symbols(
        grid,
        special.SWINGS,
        title=_at_which(hits),
        alt="; ".join(f"{row.indicator} at {row.year}: {row.answer}" for row in table.itertuples()),
        table=table,
        note=f"{len(table)} tests, each of which finds a rise in {50 * (1 - rules.settings().level):.1f} per cent of series that have none. "
        "Years beside one another share most of their data.",
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
    return charts.panels(
        drawn(study, panels, first=1992),
        role_colours(study),
        title=b1.part(next(iter(shown))).headline,
        marks=[study.turning_point],
    )


def _cite(b1: Finding, parts: set[str]) -> None:
    """The tables behind the parts that are drawn."""
    cite(*(table for part in b1.parts if part.id in parts for table in part.tables))


@figure("fig-votes-spans", carrying=True)
def votes_by_span(study: Study) -> Chart:
    """Votes alike with the partner in spans of years, country and rival before the cloud of all other members."""
    found = {f"{a}–{b}": votes.with_each(*rolls(), study.partner, span=(a, b)) for a, b in vote_spans(study)}
    each = pd.DataFrame(found).T.dropna(how="all")
    names = {code: countries.short(code) for code in (study.country, study.rival) if code in each}
    if study.country not in names or each[study.country].notna().sum() < 2:
        raise NotCovered("no data", "the two voted together in fewer than two of these spans.")
    return slopes.over_spans(
        each[list(names)].rename(columns=names),
        each.drop(columns=[*names, study.patron], errors="ignore"),
        role_colours(study),
        title=_peak(study, each[study.country].dropna()),
        note=_rank_in_last(study, each),
    )


@figure("fig-travel")
def travel(study: Study) -> Chart:
    """How often leaders of country and partner went abroad at all, before the cloud of all other countries."""
    every = within(panels.leaders_abroad(load("leader_trips")), study).loc[: study.last_year - SPAN + 1]
    names = {code: countries.short(code) for code in (study.country, study.partner) if code in every}
    if study.country not in names or every[study.country].notna().sum() < 2:
        raise NotCovered("no data", "leaders' trips are on record for fewer than two of these spans.")
    every.index = pd.Index([f"{year}–{year + SPAN - 1}" for year in every.index])
    return slopes.over_spans(
        every[list(names)].rename(columns=names),
        every.drop(columns=list(names)),
        role_colours(study),
        title=_went(study, every[list(names)]),
    )


def _went(study: Study, own: pd.DataFrame) -> str:
    """Trips a year of the country in its last three spans, and of the partner in the same."""
    last = own.loc[own[study.country].dropna().tail(3).index]
    said = {
        role: joined([number(float(value)) for value in last[getattr(study, role)]])
        for role in ("country", "partner")
        if getattr(study, role) in last.dropna(axis=1)
    }
    other = f", {{partner_own}} {said['partner']}" if "partner" in said else ""
    return f"{{country_own}} leaders went abroad {said['country']} times a year in {joined(list(last.index))}{other}"


def _peak(study: Study, own: pd.Series) -> str:
    """The span since the Cold War with most votes alike, and the last one."""
    recent = own[[int(name[:4]) >= COLD_WAR_OVER for name in own.index]]
    peak, last = str((recent if len(recent) else own).idxmax()), str(own.index[-1])
    since = "Since the Cold War {country}" if len(recent) else "{country}"
    then = "" if last == peak else f", {number(own[last])} in {last}"
    return study.sentence(
        f"{since} voted most often with {{partner}} in {peak}: {number(own[peak])} per cent alike{then}"
    )


def _rank_in_last(study: Study, each: pd.DataFrame) -> str:
    """Where the country stands among all members in its last span, and what the figure cannot show."""
    span = str(each[study.country].last_valid_index())
    last = each.T[span].dropna()
    place = int(last.rank(ascending=False, method="min")[study.country])
    return study.sentence(
        f"In {span} {{country}} was number {place} of {len(last)} members by votes alike with {{partner}}. The bands "
        "hold the middle half and nine tenths of all other members, the grey line is their median."
    )


@figure("fig-placebo")
def placebo_pairs(study: Study) -> Chart:
    """How the agreement of all other pairs of members changed at the turning point, and the case's own pair."""
    spec = rules.chosen(rules.part("B1", "votes", study), study)
    found = ranks.pairs(spec, study)
    if found.value is None or found.rank is None:
        raise NotCovered("no data", found.note)
    cite("un_votes", "un_resolutions")
    pair = study.fill("{country} and {partner}")
    return special.distribution(
        found.values,
        found.value,
        own_name=pair,
        title=f"The agreement of {found.rank - 1:,} of {found.n:,} other pairs in the UN rose more, or fell less, than that of {pair}",
        subtitle=f"Change of chance-corrected agreement at {spec.at}, {spec.years[0]}–{spec.years[1]}, number of pairs",
        unit="change of Cohen's kappa",
    )
