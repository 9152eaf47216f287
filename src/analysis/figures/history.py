"""The figures of the chapter on the burden of history."""

import html

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims import chronology, documents
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import charts, folds, vote_strips
from analysis.figures.aid_flows import aid_by_kind
from analysis.figures.figure import Figure
from analysis.figures.people import colours, or_missing, role_colours
from analysis.figures.shared import headline, of_us, within
from analysis.measures import aid, arms, events, roll_calls, trade, votes
from analysis.study import Study
from analysis.tables import load

__all__ = [
    "agreements", "aid_and_sanctions", "china", "cold_war_votes", "crises", "ideal_points", "joining", "rebuilding", "sides", "visits",
]  # fmt: skip
COLD_WAR = (1947, 1991)
SMOOTH = 5


@or_missing("fig-cold-war-votes", "Agreement in divisive UN votes")
def cold_war_votes(study: Study) -> Figure:
    """Identical votes of country and rival with the powers, on roll calls that split them."""
    others = (study.partner, study.patron, "CHN")
    found = [
        (countries.name(one), agreements(study, one, others, "divisive", last=COLD_WAR[1]))
        for one in (study.country, study.rival)
    ]
    return charts.panels(
        found,
        colours(study, others),
        anchor="fig-cold-war-votes",
        title=sides(study, found[0][1]),
        subtitle=f"Identical votes, per cent of UN votes with the US and the Soviet Union opposed, means over {SMOOTH} years",
        tables=["un_votes", "un_resolutions"],
        marks={1956: "", 1971: "", 1980: ""},
        note="Dashed lines: Hungary 1956, the war in South Asia 1971, Afghanistan 1980. China's seat was Taipei's until 1971.",
    )


def sides(study: Study, shares: pd.DataFrame) -> str:
    """When the country voted more with the patron, and when with the partner."""
    ours, theirs = (shares[study.name(role)] for role in ("partner", "patron"))
    lead = (ours - theirs).dropna()
    turned = lead[(lead > 0)].index
    last = int(lead.index[-1])
    if turned.empty or lead.iloc[0] > 0:
        return study.sentence(
            f"{{country}} voted with {{the_partner}} in {number(float(ours[last]))} per cent of such votes in {last}, with {{the_patron}} in {number(float(theirs[last]))}"
        )
    year, other = int(turned[0]), "Moscow" if study.partner == "RUS" else study.fill("{the_partner}")
    before = lead.loc[: year - 1].index
    return study.sentence(
        f"{{country}} voted more with {{the_patron}} until {int(before[-1])}, and more with {other} from {year} "
        f"({number(float(ours[last]))} against {number(float(theirs[last]))} per cent in {last})"
    )


def agreements(
    study: Study, one: str, others: tuple[str, ...], rolls: votes.Rolls, *, last: int = 9999
) -> pd.DataFrame:
    """Identical votes of a country with others by year to `last`, per cent, means over some years, on the roll calls chosen."""
    tables = load("un_votes"), load("un_resolutions")
    found = {
        countries.short(other): 100 * votes.agreement(*tables, one, b=other, kind="share", rolls=rolls)
        for other in others
        if other != one
    }
    data = pd.DataFrame(found).loc[COLD_WAR[0] : last]
    return within(data.rolling(SMOOTH, min_periods=3).mean(), study)


@or_missing("fig-crises", "Who voted how")
def crises(study: Study) -> Figure:
    """Votes on Hungary, East Pakistan and Afghanistan."""
    rolls = load("un_resolutions")
    named = ["Hungary", "East Pakistan", "Afghanistan"]
    return vote_strips.strip(study, {name: roll_calls.on_crisis(rolls, name) for name in named}, anchor="fig-crises")


@or_missing("fig-ideal-points", "Ideal points")
def ideal_points(study: Study) -> Figure:
    """Ideal points of the roles and China."""
    table = load("ideal_points").pivot_table(index="year", columns="country", values="ideal_point")
    codes = [code for code in (study.country, study.partner, study.rival, study.patron, "CHN") if code in table]
    data = within(table[list(dict.fromkeys(codes))].rename(columns=countries.short), study)
    own, other = (countries.short(code) for code in (study.country, study.partner))
    if own not in data or other not in data:
        raise NotCovered("no data", f"there is no ideal point of {own} or of {other}.")
    return charts.lines(
        data,
        colours(study, codes),
        anchor="fig-ideal-points",
        title=_nearer(study, data),
        subtitle="Ideal points from all votes on final passage, standard deviations; higher is closer to the US",
        tables=["ideal_points"],
        marks={1991: "Cold War ends", study.turning_point: str(study.turning_point)},
    )


def _nearer(study: Study, data: pd.DataFrame) -> str:
    """How far the country stood from partner and patron in the first and the last year with all three."""
    own, partner, patron = (study.name(role) for role in ("country", "partner", "patron"))
    if patron not in data:
        raise NotCovered("no data", f"there is no ideal point of {patron}.")
    gaps = pd.DataFrame({other: (data[own] - data[other]).abs() for other in (partner, patron)}).dropna()
    told = [
        f"in {year} from {study.fill('{the_patron}')} by {number(float(row[patron]))} and from {partner} by {number(float(row[partner]))}"
        for year, row in gaps.iloc[[0, -1]].iterrows()
    ]
    return f"{own} stood apart in UN votes {', '.join(told)}"


@or_missing("fig-camp", "Arms and aid from {the_patron}")
def joining(study: Study, h2: Finding) -> Figure:
    """The patron's arms and aid in the first decades."""
    of_us(study)
    name = study.name("country")
    share = arms.supplier_share(load("arms_deliveries"), study.country, supplier=study.patron)
    given = aid.by_category(load("us_aid"), study.country)
    panels = [
        ("Share of arms imports, per cent", share.to_frame(name)),
        ("Military aid, million constant 2020 US$", given[["military"]].rename(columns={"military": name})),
        ("Economic aid, million constant 2020 US$", given[["economic"]].rename(columns={"economic": name})),
    ]
    return charts.panels(
        [(heading, within(data, study).loc[:1970]) for heading, data in panels],
        role_colours(study),
        anchor="fig-camp",
        title=headline(h2.part("aid"), given.sum(axis=1)),
        subtitle=study.sentence("What {the_patron} gave {country}, by year"),
        tables=["arms_deliveries", "us_aid"],
        marks={1954: ""},
    )


@or_missing("fig-china", "China's arms and votes")
def china(study: Study, h4: Finding) -> Figure:
    """China's share of the country's arms imports, and agreement with China and the partner."""
    share = arms.supplier_share(load("arms_deliveries"), study.country, supplier="CHN", window=study.window)
    kappa = {
        countries.short(code): votes.agreement(load("un_votes"), load("un_resolutions"), study.country, b=code)
        for code in ("CHN", study.partner)
    }
    panels = [
        (f"China's share of arms imports, {study.window} years, per cent", share.to_frame("China")),
        ("Agreement in UN votes, Cohen's kappa", pd.DataFrame(kappa)),
    ]
    return charts.panels(
        [(heading, within(data, study).loc[:1991]) for heading, data in panels],
        colours(study, ["CHN", study.partner]),
        anchor="fig-china",
        title=headline(h4.part("arms"), share),
        subtitle=study.sentence("{country} and China, by year; China holds the UN seat from the session of 1971"),
        tables=["arms_deliveries", "un_votes", "un_resolutions"],
        marks={1963: "", 1971: ""},
    )


@or_missing("fig-aid-history", "{patron} aid to {country} and sanctions")
def aid_and_sanctions(study: Study, h5: Finding) -> Figure:
    """The patron's aid since 1946, with the years in which sanction cases began."""
    of_us(study)
    cases = load("sanctions").query("sender == @study.patron and target == @study.country and begun > 0")
    years = sorted(cases["year"].astype(int))
    if not years:
        raise NotCovered("no data", "the table has no sanction case between the two.")
    return aid_by_kind(
        study,
        anchor="fig-aid-history",
        title="" if h5.part("aid_cut").reason else h5.part("aid_cut").headline,
        marked=dict.fromkeys(years, ""),
        note=f"Dashed lines: sanction cases of {countries.with_article(study.patron)} began in {', '.join(map(str, years))}.",
    )


@or_missing("fig-rebuilding", "{country} and {partner} between the Cold War and the turning point")
def rebuilding(study: Study) -> Figure:
    """Arms, trade and votes of country and partner after the Cold War."""
    name = study.name("country")
    both = trade.turnover(load("trade"), study.country, b=study.partner)
    panels = [
        (
            "Share of arms imports, per cent",
            arms.supplier_share(load("arms_deliveries"), study.country, supplier=study.partner),
        ),
        ("Goods trade, million current US$", both),
        (
            "UN votes, Cohen's kappa",
            votes.agreement(load("un_votes"), load("un_resolutions"), study.country, b=study.partner),
        ),
    ]
    end = study.turning_point - 1
    return charts.panels(
        [(heading, within(values.to_frame(name), study, 1992).loc[:end]) for heading, values in panels],
        role_colours(study),
        anchor="fig-rebuilding",
        title=_grown(study, both, end),
        subtitle=study.sentence(f"{{country}} with {{partner}}, by year, to {end}"),
        tables=["arms_deliveries", "trade", "un_votes", "un_resolutions"],
    )


def _grown(study: Study, both: pd.Series, end: int) -> str:
    kept = both.loc[study.first_year : end].dropna()
    if kept.empty:
        return study.sentence(f"{{country}} and {{partner}} to {end}")
    first, last = int(kept.index[0]), int(kept.index[-1])
    verb = "grew" if kept[last] > kept[first] else "fell"
    values = f"from {number(float(kept[first]))} million dollars in {first} to {number(float(kept[last]))} in {last}"
    return study.sentence(f"Trade of {{country}} and {{partner}} {verb} {values}")


def visits(study: Study, h7: Finding) -> HTML:
    """Every sourced visit between country and partner in the chronology, as a list."""
    rows = events.between(
        chronology.of(study),
        [study.country, study.partner],
        category="visit",
        first=study.first_year,
        last=study.last_year,
    )
    listed = documents.listed(tuple(rows["event_id"]), study) if not h7.reason else ()
    title = study.sentence(
        f"{len(listed)} visits, meetings and cancelled visits of {{country}} and {{partner}} on record"
    )
    body = f"<h3>{html.escape(title)}</h3>{folds.events(listed)}" if listed else ""
    return HTML(body)
