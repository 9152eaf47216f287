"""The figures of the chapter on the burden of history, and what the tables know of a past that has no history of its own."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.answers import retreat
from analysis.claims import chronology, documents
from analysis.claims.finding import Finding
from analysis.claims.telling import joined
from analysis.claims.wording import span
from analysis.errors import NotCovered
from analysis.figures import charts
from analysis.figures.camps import past_votes
from analysis.figures.compose import Chart, figure
from analysis.figures.figure import source_line
from analysis.figures.marks import COLD_WAR_ENDS, Mark
from analysis.figures.recorded import cite, load
from analysis.figures.shared import Values, drawn, each, headline, known, of_us, with_levels, within
from analysis.figures.us_ties import aid_by_kind
from analysis.figures.words import spans
from analysis.measures import aid, arms, conflict, events, sanctions, trade, votes
from analysis.study import Study
from analysis.templates import render

__all__ = [
    "aid_and_sanctions",
    "china",
    "general_past",
    "ideal_points",
    "joining",
    "past_ties",
    "rebuilding",
    "record",
    "visits",
]


@figure("fig-ideal-points")
def ideal_points(study: Study) -> Chart:
    """Ideal points of the roles and China."""
    table = load("ideal_points").pivot_table(index="year", columns="country", values="ideal_point")
    codes = [code for code in (study.country, study.partner, study.rival, study.patron, "CHN") if code in table]
    data = within(table[list(dict.fromkeys(codes))].rename(columns=countries.short), study)
    if lacking := next((code for code in (study.country, study.partner) if code not in codes), ""):
        raise NotCovered(f"there is no ideal point of {countries.with_article(lacking)}.")
    turns = COLD_WAR_ENDS | {study.turning_point: str(study.turning_point)}
    return charts.lines(data, facts={"gaps": _gaps(study, data)}, marks=turns)


def _gaps(study: Study, data: pd.DataFrame) -> list[Any]:
    """How far the country stood from partner and patron in the first and the last year with all three."""
    own, partner, patron = (study.name(role) for role in ("country", "partner", "patron"))
    if patron not in data:
        raise NotCovered(study.fill("there is no ideal point of {patron}."))
    gaps = pd.DataFrame({other: (data[own] - data[other]).abs() for other in (partner, patron)}).dropna()
    if gaps.empty:
        raise NotCovered("in no year do all three have an ideal point.")
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
        "Military aid, fiscal years, million US$ of 2020": given["military"],
        "Economic aid, fiscal years, million US$ of 2020": given["economic"],
    }
    title = headline(h2.part("aid"), given.sum(axis=1))
    return charts.panels(drawn(study, series, last=1970), title=title, marks={"1954-02": "arms promised"})


@figure("fig-china")
def china(study: Study, h4: Finding) -> Chart:
    """China's share of the country's arms imports, and agreement with China and the partner."""
    share = arms.supplier_share(study.country, supplier="CHN", window=study.window)
    kappa = each(("CHN", study.partner), lambda code: votes.agreement(study.country, b=code))
    heading, told = f"China's share of arms imports, {study.window} years, per cent", h4.part("arms")
    shown = drawn(study, {heading: share.to_frame("China"), "Agreement in UN votes, Cohen's kappa": kappa}, last=1991)
    turns = {"1962-10-20": "war of China and India", "1971-10-25": "China's seat"}
    return with_levels(charts.panels(shown, title=headline(told, share), marks=turns), heading, told)


@figure("fig-aid-history")
def aid_and_sanctions(study: Study, h5: Finding) -> Chart:
    """The patron's aid since 1946, with the years in which sanction cases began."""
    of_us(study)
    cite("us_aid")  # what is drawn stands before what is marked
    cases = load("sanctions").query("sender == @study.patron and target == @study.country and begun > 0")
    turns: dict[Mark, str] = {str(year): str(year) for year in sorted(cases["year"].astype(int))}
    if not turns:
        raise NotCovered("the table has no sanction case between the two.")
    cut = h5.part("aid_cut")
    return aid_by_kind(study, dict.fromkeys(turns, ""), turns, title="" if cut.reason else cut.headline)


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


def general_past(study: Study) -> list[object]:
    """The general page of a past, and that it is one."""
    why = study.sentence(
        "No history of {country} and {partner} is known to this report, so no claim about it is tested here. This is what the "
        "tables hold of it; a history of one's own can be written (see the README)."
    )
    return [
        HTML(render("passage", paragraphs=[why])),
        past_votes(study),
        ideal_points(study),
        past_ties(study),
        record(study),
    ]


@figure("fig-past-ties")
def past_ties(study: Study) -> Chart:
    """The patron's aid and sanctions, both powers' arms, and armed conflicts of the country, as far as tables reach."""
    panels = known(study, _readings(study))
    heading, data = next((one for one in panels if one[1].iloc[:, 0].any()), panels[0])
    values = data.iloc[:, 0].dropna()
    return charts.panels(panels, marks=COLD_WAR_ENDS, facts={"heading": heading, "values": values})


def _readings(study: Study) -> dict[str, Callable[[], Values]]:
    code, powers = study.country, (study.patron, study.partner)

    def given() -> pd.Series:
        if study.patron == "USA":
            return aid.obligations(code)
        cite(retreat.giver(study).table)
        return retreat.of_patron(study, code).values

    given_in = study.sentence("Aid of {the_patron}, million constant US$")
    given_in += f", {charts.FISCAL}" * (study.patron == "USA")

    def bought(one: str) -> pd.Series:
        return arms.supplier_share(code, supplier=one, window=5)

    return {
        given_in: given,
        "Share of arms imports, five years, per cent": lambda: each(powers, bought),
        study.sentence("Sanction cases of {the_patron} in force"): lambda: sanctions.active(study.patron, target=code),
        "Armed conflicts as a party, number": lambda: conflict.conflicts(code),
    }


def record(study: Study) -> HTML:
    """Alliances with the United States and wars between the four countries, as the tables have them, in a list."""
    lines = [*_alliances(study), *_wars(study)]
    source = source_line(["alliances", "enemies"])
    return HTML(render("passage", heading="Alliances and wars on record", lines=lines, source=source))


def _alliances(study: Study) -> list[str]:
    """The years in which the United States, where it is in the case, owed each of the others a defence."""
    if "USA" not in study.roles():
        return ["The table of alliances holds those of the US only, which plays no role here."]
    table = load("alliances").query("defence == 1")
    told = []
    for code in [one for one in (study.country, study.partner, study.rival, study.patron) if one != "USA"]:
        years = sorted(table.loc[table["partner"] == code, "year"].astype(int))
        owed = f"in {joined(spans(years))}" if years else "in no year"
        told.append(
            f"The US owed {countries.with_article(code)} a defence {owed}, on a record that ends in {table['year'].max()}."
        )
    return told


def _wars(study: Study) -> list[str]:
    """Whom the country fought, and in which years; the record begins in 1946."""
    rows = load("enemies")
    own = rows[(rows["a"] == study.country) | (rows["b"] == study.country)]
    if own.empty:
        return [study.sentence("{country} is in no armed conflict between states on record since 1946.")]
    foe = own["b"].where(own["a"] == study.country, own["a"])
    years = own["year"].astype(int).groupby(foe).agg(["min", "max"])
    said = [f"{countries.with_article(str(code))} ({span((int(a), int(b)))})" for code, a, b in years.itertuples()]
    told = f"{{country}} fought with {joined(said)}: the first and the last year of armed conflict between them."
    return [study.sentence(told)]
