"""The figures of the chapter on the ties of the country with its patron."""

import pandas as pd

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import span
from analysis.errors import NotCovered
from analysis.figures import bars, charts
from analysis.figures import suppliers as supplied
from analysis.figures.aid_flows import marks
from analysis.figures.compose import Chart, figure
from analysis.figures.shared import both, drawn, headline, known, of_us, ties, within
from analysis.measures import aid, arms, conflict, diplomacy, opinion, sanctions
from analysis.measures.series import rolling_sum
from analysis.study import Study

__all__ = ["arms_from_patron", "decoupling", "effective_suppliers", "front_line", "mistrust"]
__all__ += ["sanctioned_allies", "suppliers", "troops", "visits_by_term"]


@figure("fig-visits")
def visits_by_term(study: Study, u1: Finding) -> Chart:
    """Visits in both directions by presidential term."""
    of_us(study)
    terms = diplomacy.terms()
    found = both(study, lambda code: diplomacy.by_term(code, terms)[["to_us", "from_us"]].sum(axis=1, min_count=1))
    data = found.set_index(terms["term"] + " " + terms["president"]).tail(14)
    return bars.grouped(data, title=headline(u1.part("visits_after_2011"), diplomacy.visits(study.country)))


@figure("fig-arms")
def arms_from_patron(study: Study, u1: Finding) -> Chart:
    """Deliveries by the patron to country and rival, five-year sums."""
    found = both(study, lambda code: arms.deliveries(code, supplier=study.patron, window=study.window))
    title = headline(u1.part("arms_after_2011"), found[study.name("country")])
    return charts.lines(within(found, study, 1955), title=title, marks=marks(study))


@figure("fig-troops")
def troops(study: Study) -> Chart:
    """US troops stationed in country and rival."""
    of_us(study)
    data = within(both(study, conflict.troops), study)
    own = data.iloc[:, 0].dropna()
    since = {code: countries.since().get(code, 0) for code in (study.country, study.rival)}
    older = {code: year for code, year in since.items() if data.loc[: year - 1, countries.short(code)].notna().any()}
    return charts.lines(data, facts={"own": own, "silent": _unreported(own, data.index), "older": older})


def _unreported(own: pd.Series, years: pd.Index) -> list[str]:
    """The years without a report, in spans; a war may lie in them."""
    absent = pd.Series(sorted(set(range(int(years.min()), int(years.max()) + 1)) - set(own.index)), dtype=int)
    runs = absent.groupby((absent.diff() != 1).cumsum()).agg(["first", "last"])
    return [span((int(first), int(last))) for first, last in runs.to_numpy()]


@figure("fig-sanctions")
def sanctioned_allies(study: Study) -> Chart:
    """Sanction cases opened against allies, ranked; the first twelve and the country."""
    years = study.clip((1949, 2021))
    counts = sanctions.against_allies(study.patron, span=years).rename("cases")
    if study.country not in counts.index:
        raise NotCovered("no data", f"{countries.short(study.country)} was no ally of the US in the alliance table.")
    own = int(counts[study.country])
    equal = [countries.with_article(str(code)) for code in counts.index[counts == own] if code != study.country]
    ranked = pd.concat([counts.head(12), counts[[study.country]]])
    ranked = ranked[~ranked.index.duplicated()].rename(index=countries.short)
    place = int((counts > own).sum()) + 1
    return bars.bars(ranked, facts={"own": own, "equal": equal, "place": place, "n": len(counts), "years": years})


@figure("fig-front-line")
def front_line(study: Study, u3: Finding) -> Chart:
    """Aid, arms and sanctions in force, 1988 to 2020."""
    of_us(study)
    given = aid.obligations(study.country)
    series = {
        "Aid, million constant 2020 US$": given,
        "Arms, million TIV": arms.deliveries(study.country, supplier=study.patron),
        "Sanction cases in force": sanctions.active(study.patron, target=study.country),
    }
    shown, turns = drawn(study, series, first=1988), {2002: "after 9/11", 2012: ""}
    return charts.panels(shown, title=headline(u3.part("aid"), given), marks=turns)


@figure("fig-decoupling", carrying=True)
def decoupling(study: Study, u4: Finding) -> Chart:
    """Five kinds of tie with the patron, country beside rival."""
    panels = known(study, ties(study, (study.country, study.rival)), first=1990)
    return charts.panels(panels, facts=_led(u4), marks={2006: "after 2005"})


def _led(u4: Finding) -> dict[str, list[str]]:
    """In which ties the rival overtook the country after 2005, by the averages drawn, and in which a lead of its own grew, by the claim's rule."""
    read = [(part, part.reading) for part in u4.parts if part.reading and part.reading.before is not None]
    ends = [(part, one.before or 0, one.after or 0) for part, one in read]
    return {
        "overtook": [part.label for part, old, new in ends if old <= 0 < new],
        "widened": [part.label for part, old, _ in ends if old > 0 and part.holds],
        "nearer": [part.label for part, _, new in ends if new <= 0 and part.holds],
    }


@figure("fig-mistrust")
def mistrust(study: Study, u5: Finding) -> Chart:
    """Three traces of mistrust: opinion, strikes, visits."""
    of_us(study)
    series = {
        "Favourable views of the US, per cent": opinion.favourable(study.country, rated=study.patron),
        "US drone strikes, number": (strikes := conflict.strikes(study.country)),
        "Visits, five-year sum": rolling_sum(diplomacy.visits(study.country), 5),
    }
    shown = drawn(study, series, first=2000)
    return charts.panels(shown, title=headline(u5.part("strikes"), strikes), marks=[2006, 2012])


@figure("fig-suppliers")
def suppliers(study: Study) -> Chart:
    """Shares of the country's arms imports by supplier, windows of years."""
    return supplied.by_year(study, study.country, [study.patron, study.partner], must=study.partner)


@figure("fig-effective")
def effective_suppliers(study: Study) -> Chart:
    """Effective number of suppliers of country and rival."""
    return supplied.effective(study, "country", "rival", [study.turning_point])
