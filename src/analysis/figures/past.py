"""What the tables know of the past of a case without a history of its own: votes, ideal points, ties, alliances and wars since 1946."""

from collections.abc import Callable

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.answers import retreat
from analysis.claims.telling import joined
from analysis.claims.wording import span
from analysis.figures import charts
from analysis.figures.compose import Chart, figure
from analysis.figures.figure import source_line
from analysis.figures.history import agreements, ideal_points, sides
from analysis.figures.recorded import cite, load
from analysis.figures.shared import Values, each, known
from analysis.measures import aid, arms, conflict, sanctions
from analysis.study import Study
from analysis.templates import render

__all__ = ["record", "shown", "ties", "votes"]


def shown(study: Study) -> list[object]:
    """The general page of a past, and that it is one."""
    why = study.sentence(
        "No history of {country} and {partner} is known to this report, so no claim about it is tested here. This is what the "
        "tables hold of it; a history of one's own can be written (see the README)."
    )
    return [HTML(render("passage", paragraphs=[why])), votes(study), ideal_points(study), ties(study), record(study)]


@figure("fig-past-votes")
def votes(study: Study) -> Chart:
    """Identical votes of country and rival with partner and patron, on roll calls that split the two."""
    others = (study.partner, study.patron)
    found = [
        (countries.short(one), agreements(study, one, others, list(others)))
        for one in (study.country, study.rival)
        if one not in others
    ]
    return charts.panels(found, facts=sides(study, found[0][1]), marks=[1991])


@figure("fig-past-ties")
def ties(study: Study) -> Chart:
    """The patron's aid and sanctions, both powers' arms, and armed conflicts of the country, as far as tables reach."""
    panels = known(study, _readings(study))
    heading, data = next((one for one in panels if one[1].iloc[:, 0].any()), panels[0])
    values = data.iloc[:, 0].dropna()
    return charts.panels(panels, marks=[1991], facts={"heading": heading, "values": values})


def _readings(study: Study) -> dict[str, Callable[[], Values]]:
    code, powers = study.country, (study.patron, study.partner)

    def given() -> pd.Series:
        if study.patron == "USA":
            return aid.obligations(code)
        cite(retreat.giver(study).table)
        return retreat.of_patron(study, code).values

    def bought(one: str) -> pd.Series:
        return arms.supplier_share(code, supplier=one, window=5)

    return {
        study.sentence("Aid of {the_patron}, million constant US$"): given,
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
        owed = f"in years from {years[0]} to {years[-1]}" if years[1:] else f"in {years[0]}" if years else "in no year"
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
