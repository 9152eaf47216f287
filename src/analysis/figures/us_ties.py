"""The figures of the chapter on the ties of the country with its patron."""

import pandas as pd

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.telling import counted
from analysis.errors import NotCovered
from analysis.figures import bars, charts
from analysis.figures.aid_flows import marks
from analysis.figures.figure import Figure
from analysis.figures.people import or_missing, role_colours
from analysis.figures.shared import headline, known, most_and_last, of_us, supplier_lines, ties, within
from analysis.measures import aid, arms, conflict, diplomacy, opinion, sanctions
from analysis.measures.series import rolling_sum
from analysis.study import Study
from analysis.tables import load

__all__ = [
    "arms_from_patron", "decoupling", "effective_suppliers", "front_line", "mistrust", "sanctioned_allies", "suppliers",
    "troops", "visits_by_term",
]  # fmt: skip


@or_missing("fig-visits", "Visits between {the_patron}, {country} and {rival}")
def visits_by_term(study: Study, u1: Finding) -> Figure:
    """Visits in both directions by presidential term."""
    of_us(study)
    table = load("visits")
    terms = diplomacy.terms(table)
    found = {
        countries.short(code): diplomacy.by_term(table, code, terms)[["to_us", "from_us"]].sum(axis=1)
        for code in (study.country, study.rival)
    }
    data = pd.DataFrame(found).set_index(terms["term"] + " " + terms["president"])
    return bars.grouped(
        data.tail(14),
        role_colours(study),
        anchor="fig-visits",
        title=headline(u1.part("visits_after_2011"), diplomacy.visits(table, study.country)),
        subtitle=study.sentence(
            "Visits in both directions by presidential term, leaders and secretaries of state, number"
        ),
        tables=["visits"],
    )


@or_missing("fig-arms", "Arms from {the_patron}")
def arms_from_patron(study: Study, u1: Finding) -> Figure:
    """Deliveries by the patron to country and rival, five-year sums."""
    found = {
        countries.short(code): arms.deliveries(
            load("arms_deliveries"), code, supplier=study.patron, window=study.window
        )
        for code in (study.country, study.rival)
    }
    return charts.lines(
        within(pd.DataFrame(found), study, 1955),
        role_colours(study),
        anchor="fig-arms",
        title=headline(u1.part("arms_after_2011"), found[study.name("country")]),
        subtitle=study.sentence(
            f"Arms delivered by {{the_patron}}, sums over the {study.window} years that end with each year, million TIV"
        ),
        tables=["arms_deliveries"],
        marks=marks(study),
    )


@or_missing("fig-troops", "{patron_own} troops")
def troops(study: Study) -> Figure:
    """US troops stationed in country and rival."""
    of_us(study)
    found = {countries.short(c): conflict.troops(load("us_troops"), c) for c in (study.country, study.rival)}
    data = within(pd.DataFrame(found), study)
    own = data.iloc[:, 0].dropna()
    return charts.lines(
        data,
        role_colours(study),
        anchor="fig-troops",
        title=f"Most {study.name('patron')} troops on record in {own.name}: {int(own.max()):,} in {own.idxmax()}; {int(own.iloc[-1]):,} were there in {own.index[-1]}",
        subtitle=study.sentence("Active-duty {patron_own} troops, persons, September reports"),
        tables=["us_troops"],
        note=_unreported(own, data.index),
    )


def _unreported(own: pd.Series, years: pd.Index) -> str:
    """The years without a report; a war may lie in them."""
    absent = pd.Series(sorted(set(range(int(years.min()), int(years.max()) + 1)) - set(own.index)), dtype=int)
    if absent.empty:
        return ""
    runs = absent.groupby((absent.diff() != 1).cumsum()).agg(["first", "last"])
    return f"No report on {own.name} for {', '.join(f'{a}–{b}' if a < b else str(a) for a, b in runs.to_numpy())}."


@or_missing("fig-sanctions", "Sanctions of {the_patron} against its allies")
def sanctioned_allies(study: Study, u2: Finding) -> Figure:
    """Sanction cases opened against allies, ranked; the first twelve and the country."""
    span = study.clip((1949, 2021))
    counts = sanctions.against_allies(load("sanctions"), load("alliances"), study.patron, span=span)
    if study.country not in counts.index:
        raise NotCovered("no data", f"{countries.short(study.country)} was no ally of the US in the alliance table.")
    own, place = int(counts[study.country]), int((counts > counts[study.country]).sum()) + 1
    equal = [countries.short(str(code)) for code in counts.index[counts == own] if code != study.country]
    tied = f" with {', '.join(equal)}" if 0 < len(equal) < 4 else ""
    ranked = pd.concat([counts.head(12), counts[[study.country]]])
    ranked = ranked[~ranked.index.duplicated()].rename(index=countries.short)
    ranked.name = "cases"
    return bars.bars(
        ranked,
        role_colours(study),
        anchor="fig-sanctions",
        title=study.sentence(
            f"{{the_patron}} opened {counted(own, 'sanction case')} against {{country}}, number {place} of {len(counts)} allies{tied}"
        ),
        subtitle=study.sentence(f"Sanction cases opened by {{the_patron}} against allies, {span[0]}–{span[1]}, number"),
        tables=["sanctions", "alliances"],
    )


@or_missing("fig-front-line", "Aid and sanctions around 11 September 2001")
def front_line(study: Study, u3: Finding) -> Figure:
    """Aid, arms and sanctions in force, 1988 to 2020."""
    of_us(study)
    name = study.name("country")
    series = [
        ("Aid, million constant 2020 US$", aid.obligations(load("us_aid"), study.country)),
        ("Arms, million TIV", arms.deliveries(load("arms_deliveries"), study.country, supplier=study.patron)),
        ("Sanction cases in force", sanctions.active(load("sanctions"), study.patron, target=study.country)),
    ]
    return charts.panels(
        [(heading, within(values.to_frame(name), study, 1988)) for heading, values in series],
        role_colours(study),
        anchor="fig-front-line",
        title=headline(u3.part("aid"), series[0][1]),
        subtitle=study.sentence("{country} and {the_patron}: aid, arms and sanctions by year"),
        tables=["us_aid", "arms_deliveries", "sanctions"],
        marks={2002: "after 9/11", 2012: ""},
    )


@or_missing("fig-decoupling", "{rival} and {country} in the eyes of {the_patron}")
def decoupling(study: Study, u4: Finding) -> Figure:
    """Five kinds of tie with the patron, country beside rival."""
    panels, tables = known(study, ties(study, (study.country, study.rival)), first=1990)
    return charts.panels(
        panels,
        role_colours(study),
        anchor="fig-decoupling",
        title=_led(study, u4),
        subtitle=study.sentence(
            "Ties with {the_patron}, {country} and {rival}, by year (visits and arms: sums over five years)"
        ),
        tables=tables,
        marks={2006: "after 2005"},
        carrying=True,
    )


def _led(study: Study, u4: Finding) -> str:
    """In which ties the rival overtook the country after 2005, and in which a lead of its own grew."""
    held = [part for part in u4.parts if part.holds and part.reading and part.reading.before is not None]
    passed = [part.label for part in held if part.reading and (part.reading.before or 0) <= 0]
    grown = [part.label for part in held if part.label not in passed]
    said = [f"overtook {{country}} after 2005 in {', '.join(passed)}"] if passed else []
    said += [f"widened its lead in {', '.join(grown)}"] if grown else ["widened a lead in none of the ties"]
    return study.sentence(f"{{rival}} {' and '.join(said)}")


@or_missing("fig-mistrust", "Opinion, strikes and visits")
def mistrust(study: Study, u5: Finding) -> Figure:
    """Three traces of mistrust: opinion, strikes, visits."""
    of_us(study)
    name = study.name("country")
    series = [
        (
            "Favourable views of the US, per cent",
            opinion.favourable(load("favourability"), study.country, rated=study.patron),
        ),
        ("US drone strikes, number", conflict.strikes(load("drone_strikes"), study.country)),
        ("Visits, five-year sum", rolling_sum(diplomacy.visits(load("visits"), study.country), 5)),
    ]
    return charts.panels(
        [(heading, within(values.to_frame(name), study, 2000)) for heading, values in series],
        role_colours(study),
        anchor="fig-mistrust",
        title=headline(u5.part("strikes"), series[1][1]),
        subtitle=study.sentence("{country} and {the_patron}: opinion, strikes and visits by year"),
        tables=["favourability", "drone_strikes", "visits"],
        marks={2006: "", 2012: ""},
    )


@or_missing("fig-suppliers", "{country_s} suppliers of arms")
def suppliers(study: Study) -> Figure:
    """Shares of the country's arms imports by supplier, windows of years."""
    return supplier_lines(study, study.country, "fig-suppliers", [study.patron, study.partner], must=study.partner)


@or_missing("fig-effective", "Number of suppliers")
def effective_suppliers(study: Study) -> Figure:
    """Effective number of suppliers of country and rival."""
    found = {
        countries.short(c): arms.effective_suppliers(load("arms_deliveries"), c, window=study.window)
        for c in (study.country, study.rival)
    }
    return charts.lines(
        within(pd.DataFrame(found), study, 1990),
        role_colours(study),
        anchor="fig-effective",
        title=most_and_last(study, "country", found[study.name("country")]),
        subtitle=f"Effective number of arms suppliers (1/HHI) in the {study.window} years that end with each year",
        tables=["arms_deliveries"],
        marks={study.turning_point: str(study.turning_point)},
    )
