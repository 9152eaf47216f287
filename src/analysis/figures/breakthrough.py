"""The figures on the breakthrough: which year stands out, and is the change special?"""

from functools import partial

import pandas as pd

from analysis import countries
from analysis.claims import drift, rules
from analysis.claims import special as ranks
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered, covered
from analysis.figures import bars, charts, special
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import cite
from analysis.figures.shared import SPAN, drawn, over_spans, place, vote_spans, with_levels, within
from analysis.measures import opinion, panels, votes
from analysis.study import Study

__all__ = ["matrix", "placebo_pairs", "ties", "travel", "views", "votes_by_span"]
COLD_WAR_OVER = 1990
CHINA = "CHN"


@figure("fig-matrix")
def matrix(study: Study, b1: Finding) -> Chart:
    """The test of every indicator at every candidate year around the turning point."""
    found = drift.by_year("B1", study)
    if not found:
        raise NotCovered("no indicator has data for this pair.")
    table = pd.DataFrame({"indicator": one.label, "year": one.year, **_numbers(one.found)} for one in found)
    found_rise = table[table["answer"] == drift.YES]
    hits, what = (sorted(found_rise[name].unique()) for name in ("year", "indicator"))
    grid = table.pivot(index="indicator", columns="year", values="answer")
    _cite(b1, {one.part for one in found})
    return special.symbols(
        grid,
        special.SWINGS,
        facts={"n": len(table), "chance": 50 * (1 - rules.settings().level), "hits": hits, "what": what},
        alt="; ".join(f"{row.indicator} at {row.year}: {row.answer}" for row in table.itertuples()),
        table=table,
    )


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
        raise NotCovered("no indicator has data for this pair.")
    _cite(b1, set(shown))
    told = b1.part(next(iter(shown)))
    series = {f"{b1.part(part).label.capitalize()}, {one.attrs['unit']}": one for part, one in shown.items()}
    panels = drawn(study, series, first=1992)
    chart = charts.panels(panels, title=told.headline, marks=[study.turning_point])
    return with_levels(chart, panels[0][0], told)


@figure("fig-views")
def views(study: Study) -> Chart:
    """What people in the country think of the partner, the patron and China, as far as they were asked."""
    asked = dict.fromkeys((study.partner, study.patron, CHINA))
    known = {code: covered(partial(opinion.favourable, study.country, rated=code), None) for code in asked}
    seen = {countries.short(code): values for code, values in known.items() if values is not None}
    own = study.name("partner")
    if own not in seen:
        raise NotCovered(study.fill("no survey in the table asked people in {the_country} about {the_partner}."))
    data = within(pd.DataFrame(seen), study)
    values = data[own].dropna()
    if values.empty:
        raise NotCovered("no survey is of the chosen years.")
    unfavourable = values - opinion.net_favourable(study.country, rated=study.partner)
    silent = (100 - values - unfavourable).dropna()
    return charts.lines(data, marks=[study.turning_point], points=True, facts={"values": values, "silent": silent})


def _cite(b1: Finding, parts: set[str]) -> None:
    """The tables behind the parts that are drawn."""
    cite(*(table for part in b1.parts if part.id in parts for table in part.tables))


@figure("fig-votes-spans", carrying=True)
def votes_by_span(study: Study) -> Chart:
    """Votes alike with the partner in spans of years, country and rival before the cloud of all other members."""
    found = {f"{a}–{b}": votes.with_each(study.partner, span=(a, b)) for a, b in vote_spans(study)}
    each = pd.DataFrame(found).T.dropna(how="all")
    own = over_spans(study, each, "the two voted together in fewer than two of these spans.")
    codes = [code for code in (study.country, study.rival) if code in each]
    recent = own[[int(name[:4]) >= COLD_WAR_OVER for name in own.index]]
    facts = {"own": own, "recent": recent, "place": place(study, each.loc[own.index[-1]])}
    return bars.over_spans(each, codes, without=study.patron, facts=facts)


@figure("fig-travel")
def travel(study: Study) -> Chart:
    """How often leaders of country and partner went abroad at all, before the cloud of all other countries."""
    every = within(panels.leaders_abroad(), study).loc[: study.last_year - SPAN + 1]
    over_spans(study, every, "leaders' trips are on record for fewer than two of these spans.")
    every.index = pd.Index([f"{year}–{year + SPAN - 1}" for year in every.index])
    codes = [code for code in (study.country, study.partner) if code in every]
    # Trips a year of the country in its last three spans, and of the partner in the same.
    last = every[codes].loc[every[study.country].dropna().tail(3).index].dropna(axis=1)
    trips = {code: [number(float(one)) for one in values] for code, values in last.items()}
    facts = {"own": trips[study.country], "other": trips.get(study.partner), "spans": list(last.index)}
    return bars.over_spans(every, codes, facts=facts)


@figure("fig-placebo")
def placebo_pairs(study: Study) -> Chart:
    """How the agreement of all other pairs of members changed at the turning point, and the case's own pair."""
    spec = rules.chosen(rules.part("B1", "votes", study), study)
    found = ranks.pairs(spec, study)
    if found.value is None or found.rank is None:
        raise NotCovered(found.note)
    cite("un_votes", "un_resolutions")
    pair = study.fill("{country} and {partner}")
    facts = {"found": found, "spec": spec}
    return special.distribution(found.values, found.value, own_name=pair, unit="change of Cohen's kappa", facts=facts)
