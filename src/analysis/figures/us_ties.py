"""The figures of the chapter on the ties of the country with its patron."""

import pandas as pd

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.telling import counted, joined
from analysis.errors import NotCovered
from analysis.figures import bars, charts, shared
from analysis.figures.aid_flows import marks
from analysis.figures.compose import Chart, figure
from analysis.figures.people import role_colours
from analysis.figures.recorded import load
from analysis.figures.shared import drawn, each, headline, known, of_us, supplier_lines, ties, within
from analysis.measures import aid, arms, conflict, diplomacy, opinion, sanctions
from analysis.measures.series import rolling_sum
from analysis.study import Study

__all__ = ["arms_from_patron", "decoupling", "effective_suppliers", "front_line", "mistrust"]
__all__ += ["sanctioned_allies", "suppliers", "troops", "visits_by_term"]


@figure("fig-visits")
def visits_by_term(study: Study, u1: Finding) -> Chart:
    """Visits in both directions by presidential term."""
    of_us(study)
    table = load("visits")
    terms = diplomacy.terms(table)
    codes = (study.country, study.rival)
    found = each(
        codes, lambda code: diplomacy.by_term(table, code, terms)[["to_us", "from_us"]].sum(axis=1, min_count=1)
    )
    data = found.set_index(terms["term"] + " " + terms["president"])
    return bars.grouped(
        data.tail(14),
        role_colours(study),
        title=headline(u1.part("visits_after_2011"), diplomacy.visits(table, study.country)),
    )


@figure("fig-arms")
def arms_from_patron(study: Study, u1: Finding) -> Chart:
    """Deliveries by the patron to country and rival, five-year sums."""
    found = each(
        (study.country, study.rival),
        lambda code: arms.deliveries(load("arms_deliveries"), code, supplier=study.patron, window=study.window),
    )
    return charts.lines(
        within(found, study, 1955),
        role_colours(study),
        title=headline(u1.part("arms_after_2011"), found[study.name("country")]),
        marks=marks(study),
    )


@figure("fig-troops")
def troops(study: Study) -> Chart:
    """US troops stationed in country and rival."""
    of_us(study)
    data = within(each((study.country, study.rival), lambda code: conflict.troops(load("us_troops"), code)), study)
    own = data.iloc[:, 0].dropna()
    return charts.lines(
        data,
        role_colours(study),
        title=f"Most {{patron_own}} troops on record in {{country}}: {int(own.max()):,} in {own.idxmax()}; {int(own.iloc[-1]):,} were there in {own.index[-1]}",
        note=f"{_unreported(own, data.index)} {_before_statehood(study, data)}".strip(),
    )


def _unreported(own: pd.Series, years: pd.Index) -> str:
    """The years without a report; a war may lie in them."""
    absent = pd.Series(sorted(set(range(int(years.min()), int(years.max()) + 1)) - set(own.index)), dtype=int)
    if absent.empty:
        return ""
    runs = absent.groupby((absent.diff() != 1).cumsum()).agg(["first", "last"])
    return f"No report on {own.name} for {', '.join(f'{a}–{b}' if a < b else str(a) for a, b in runs.to_numpy())}."


def _before_statehood(study: Study, data: pd.DataFrame) -> str:
    """From when on the two are states, where reports on their territory are older."""
    since = {code: countries.since().get(code, 0) for code in (study.country, study.rival)}
    older = {code: year for code, year in since.items() if data.loc[: year - 1, countries.short(code)].notna().any()}
    return " ".join(
        f"Reports from before {year} are on the land that is {countries.with_article(code)} today."
        for code, year in older.items()
    )


@figure("fig-sanctions")
def sanctioned_allies(study: Study) -> Chart:
    """Sanction cases opened against allies, ranked; the first twelve and the country."""
    span = study.clip((1949, 2021))
    counts = sanctions.against_allies(load("sanctions"), load("alliances"), study.patron, span=span)
    if study.country not in counts.index:
        raise NotCovered("no data", f"{countries.short(study.country)} was no ally of the US in the alliance table.")
    own, place = int(counts[study.country]), int((counts > counts[study.country]).sum()) + 1
    equal = [countries.with_article(str(code)) for code in counts.index[counts == own] if code != study.country]
    tied = f", as many as against {', '.join(equal)}" if 0 < len(equal) < 4 else ""
    ranked = pd.concat([counts.head(12), counts[[study.country]]])
    ranked = ranked[~ranked.index.duplicated()].rename(index=countries.short)
    ranked.name = "cases"
    return bars.bars(
        ranked,
        role_colours(study),
        title=f"{{the_patron}} opened {counted(own, 'sanction case')} against {{country}}{tied}: number {place} of {len(counts)} allies",
        subtitle=f"Sanction cases opened by {{the_patron}} against allies, {span[0]}–{span[1]}, number",
    )


@figure("fig-front-line")
def front_line(study: Study, u3: Finding) -> Chart:
    """Aid, arms and sanctions in force, 1988 to 2020."""
    of_us(study)
    given = aid.obligations(load("us_aid"), study.country)
    series = {
        "Aid, million constant 2020 US$": given,
        "Arms, million TIV": arms.deliveries(load("arms_deliveries"), study.country, supplier=study.patron),
        "Sanction cases in force": sanctions.active(load("sanctions"), study.patron, target=study.country),
    }
    return charts.panels(
        drawn(study, series, first=1988),
        role_colours(study),
        title=headline(u3.part("aid"), given),
        marks={2002: "after 9/11", 2012: ""},
    )


@figure("fig-decoupling", carrying=True)
def decoupling(study: Study, u4: Finding) -> Chart:
    """Five kinds of tie with the patron, country beside rival."""
    panels = known(study, ties(study, (study.country, study.rival)), first=1990)
    return charts.panels(panels, role_colours(study), title=_led(u4), marks={2006: "after 2005"})


def _led(u4: Finding) -> str:
    """In which ties the rival overtook the country after 2005, by the averages drawn, and in which a lead of its own grew, by the claim's rule."""
    read = [(part, part.reading) for part in u4.parts if part.reading and part.reading.before is not None]
    ends = [(part, one.before or 0, one.after or 0) for part, one in read]
    kinds = {
        "overtook {country}, by averages before and since 2006, in": [
            p.label for p, old, new in ends if old <= 0 < new
        ],
        "widened its lead in": [p.label for p, old, _ in ends if old > 0 and p.holds],
        "came nearer to {country} in": [p.label for p, _, new in ends if new <= 0 and p.holds],
    }
    said = [f"{words} {joined(labels)}" for words, labels in kinds.items() if labels]
    return f"{{rival}} {', '.join(said) or 'gained on {country} in none of the ties after 2005'}"


@figure("fig-mistrust")
def mistrust(study: Study, u5: Finding) -> Chart:
    """Three traces of mistrust: opinion, strikes, visits."""
    of_us(study)
    favourable = opinion.favourable(load("favourability"), study.country, rated=study.patron)
    strikes = conflict.strikes(load("drone_strikes"), study.country)
    series = {
        "Favourable views of the US, per cent": favourable,
        "US drone strikes, number": strikes,
        "Visits, five-year sum": rolling_sum(diplomacy.visits(load("visits"), study.country), 5),
    }
    return charts.panels(
        drawn(study, series, first=2000),
        role_colours(study),
        title=headline(u5.part("strikes"), strikes),
        marks=[2006, 2012],
    )


@figure("fig-suppliers")
def suppliers(study: Study) -> Chart:
    """Shares of the country's arms imports by supplier, windows of years."""
    return supplier_lines(study, study.country, [study.patron, study.partner], must=study.partner)


@figure("fig-effective")
def effective_suppliers(study: Study) -> Chart:
    """Effective number of suppliers of country and rival."""
    return shared.effective_suppliers(study, "country", "rival", [study.turning_point])
