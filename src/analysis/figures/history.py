"""The figures of the chapter on the burden of history."""

from typing import Any

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims import chronology, documents
from analysis.claims.finding import Finding
from analysis.claims.wording import span
from analysis.errors import NotCovered
from analysis.figures import charts, vote_strips
from analysis.figures.aid_flows import aid_by_kind
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import cite, load
from analysis.figures.shared import drawn, each, headline, of_us, rolls, within
from analysis.measures import aid, arms, events, roll_calls, trade, votes
from analysis.study import Study
from analysis.templates import render

__all__ = ["agreements", "aid_and_sanctions", "china", "cold_war_votes", "crises"]
__all__ += ["ideal_points", "joining", "rebuilding", "sides", "visits"]
COLD_WAR = (1947, 1991)
SMOOTH = 5


@figure("fig-cold-war-votes")
def cold_war_votes(study: Study) -> Chart:
    """Identical votes of country and rival with the powers, on roll calls that split them."""
    others = (study.partner, study.patron, "CHN")
    pair = (study.country, study.rival)
    found = [(countries.short(one), agreements(study, one, others, "divisive", last=COLD_WAR[1])) for one in pair]
    return charts.panels(found, facts=sides(study, found[0][1]), marks=[1956, 1971, 1980])


def sides(study: Study, shares: pd.DataFrame) -> dict[str, Any]:
    """When the country voted more with the patron, and when with the partner."""
    ours, theirs = (shares[study.name(role)] for role in ("partner", "patron"))
    lead = (ours - theirs).dropna()
    last, turned = int(lead.index[-1]), lead.index[lead > 0]
    always = turned.empty or lead.iloc[0] > 0
    years = span((last - SMOOTH + 1, last))
    facts = {"always": always, "ours": ours[last], "theirs": theirs[last], "years": years, "partner": study.partner}
    return facts if always else facts | {"until": lead.loc[: turned[0] - 1].index[-1], "turned": turned[0]}


def agreements(
    study: Study, one: str, others: tuple[str, ...], on: roll_calls.Rolls, *, last: int = 9999
) -> pd.DataFrame:
    """Identical votes of a country with others by year to `last`, per cent, means over some years, on the roll calls chosen."""
    powers = [other for other in others if other != one]
    found = each(powers, lambda other: 100 * votes.agreement(one, b=other, kind="share", rolls=on))
    return within(found.loc[COLD_WAR[0] : last].rolling(SMOOTH, min_periods=3).mean(), study)


@figure("fig-crises")
def crises(study: Study) -> Chart:
    """Votes on Hungary, East Pakistan and Afghanistan."""
    named = {"Hungary in 1956": "Hungary", "East Pakistan": "East Pakistan", "Afghanistan": "Afghanistan"}
    return vote_strips.strip(study, {label: roll_calls.on_crisis(rolls()[1], name) for label, name in named.items()})


@figure("fig-ideal-points")
def ideal_points(study: Study) -> Chart:
    """Ideal points of the roles and China."""
    table = load("ideal_points").pivot_table(index="year", columns="country", values="ideal_point")
    codes = [code for code in (study.country, study.partner, study.rival, study.patron, "CHN") if code in table]
    data = within(table[list(dict.fromkeys(codes))].rename(columns=countries.short), study)
    if lacking := next((code for code in (study.country, study.partner) if code not in codes), ""):
        raise NotCovered("no data", f"there is no ideal point of {countries.with_article(lacking)}.")
    turns = {1991: "Cold War ends", study.turning_point: str(study.turning_point)}
    return charts.lines(data, facts={"gaps": _gaps(study, data)}, marks=turns)


def _gaps(study: Study, data: pd.DataFrame) -> list[Any]:
    """How far the country stood from partner and patron in the first and the last year with all three."""
    own, partner, patron = (study.name(role) for role in ("country", "partner", "patron"))
    if patron not in data:
        raise NotCovered("no data", study.fill("there is no ideal point of {patron}."))
    gaps = pd.DataFrame({other: (data[own] - data[other]).abs() for other in (partner, patron)}).dropna()
    if gaps.empty:
        raise NotCovered("no data", "in no year do all three have an ideal point.")
    ends = gaps.loc[sorted({gaps.index.min(), gaps.index.max()}), [patron, partner]]
    return list(ends.itertuples())


@figure("fig-camp")
def joining(study: Study, h2: Finding) -> Chart:
    """The patron's arms and aid in the first decades."""
    of_us(study)
    share = arms.supplier_share(study.country, supplier=study.patron)
    given = aid.by_category(study.country)
    series = {
        "Share of arms imports, per cent": share,
        "Military aid, million constant 2020 US$": given["military"],
        "Economic aid, million constant 2020 US$": given["economic"],
    }
    title = headline(h2.part("aid"), given.sum(axis=1))
    return charts.panels(drawn(study, series, last=1970), title=title, marks=[1954])


@figure("fig-china")
def china(study: Study, h4: Finding) -> Chart:
    """China's share of the country's arms imports, and agreement with China and the partner."""
    share = arms.supplier_share(study.country, supplier="CHN", window=study.window)
    kappa = each(("CHN", study.partner), lambda code: votes.agreement(study.country, b=code))
    series = {
        f"China's share of arms imports, {study.window} years, per cent": share.to_frame("China"),
        "Agreement in UN votes, Cohen's kappa": kappa,
    }
    shown = drawn(study, series, last=1991)
    return charts.panels(shown, title=headline(h4.part("arms"), share), marks=[1963, 1971])


@figure("fig-aid-history")
def aid_and_sanctions(study: Study, h5: Finding) -> Chart:
    """The patron's aid since 1946, with the years in which sanction cases began."""
    of_us(study)
    cite("us_aid")  # what is drawn stands before what is marked
    cases = load("sanctions").query("sender == @study.patron and target == @study.country and begun > 0")
    years = sorted(cases["year"].astype(int))
    if not years:
        raise NotCovered("no data", "the table has no sanction case between the two.")
    cut = h5.part("aid_cut")
    turns = list(map(str, years))
    return aid_by_kind(study, dict.fromkeys(years, ""), turns, title="" if cut.reason else cut.headline)


@figure("fig-rebuilding")
def rebuilding(study: Study) -> Chart:
    """Arms, trade and votes of country and partner after the Cold War."""
    end = study.turning_point - 1
    share = arms.supplier_share(study.country, supplier=study.partner)
    both = trade.turnover(study.country, b=study.partner)
    series = {
        "Share of arms imports, per cent": share,
        "Goods trade, million current US$": both,
        "UN votes, Cohen's kappa": votes.agreement(study.country, b=study.partner),
    }
    known = both.loc[study.first_year : end].dropna()
    return charts.panels(drawn(study, series, first=1992, last=end), facts={"known": known, "end": end})


def visits(study: Study, h7: Finding) -> HTML:
    """Every sourced visit between country and partner in the chronology, as a list."""
    pair, years = [study.country, study.partner], {"first": study.first_year, "last": study.last_year}
    rows = events.between(chronology.of(study), pair, category="visit", **years)
    listed = documents.listed(tuple(rows["event_id"]), study) if not h7.reason else ()
    title = f"{len(listed)} visits and meetings, some of them called off, of {{country}} and {{partner}} on record"
    return HTML(render("passage", heading=study.sentence(title), events=listed) if listed else "")
