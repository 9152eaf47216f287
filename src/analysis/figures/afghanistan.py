"""The figures of the chapter on Afghanistan."""

import pandas as pd

from analysis import countries
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, vote_strips
from analysis.figures.figure import Figure
from analysis.figures.people import colours, or_missing, role_colours
from analysis.figures.shared import within
from analysis.measures import conflict, roll_calls
from analysis.study import Study
from analysis.tables import load

__all__ = ["afghan_votes", "deaths", "hosts", "refugees"]
ORIGIN = "AFG"
NEIGHBOUR = "IRN"


@or_missing("fig-deaths", "Battle deaths")
def deaths(study: Study) -> Figure:
    """Battle deaths in Afghanistan and in the country."""
    codes = list(dict.fromkeys([ORIGIN, study.country]))
    panels = [
        (
            f"Battle deaths: {countries.name(code)}",
            conflict.deaths(load("battle_deaths"), code).to_frame(countries.short(code)),
        )
        for code in codes
    ]
    parties = {countries.short(code): conflict.conflicts(load("conflicts"), code) for code in codes}
    panels.append(("Armed conflicts as a party, number", pd.DataFrame(parties)))
    worst = panels[0][1].iloc[:, 0]
    place = int(worst.to_numpy().argmax())
    return charts.panels(
        [(heading, within(data, study, 1989)) for heading, data in panels],
        role_colours(study) | {countries.short(ORIGIN): "context"},
        anchor="fig-deaths",
        title=f"The war in {countries.name(ORIGIN)} killed most in battle in {worst.index[place]} ({int(worst.iloc[place]):,})",
        subtitle="Battle deaths in conflicts with a state, best estimate, persons; and conflicts with the state as a party",
        tables=["battle_deaths", "conflicts"],
        marks={2001: "", 2021: ""},
        note="Dashed lines: the war of 2001, the fall of Kabul in 2021. One-sided violence is not counted.",
    )


@or_missing("fig-refugees", "Afghan refugees")
def refugees(study: Study) -> Figure:
    """Afghan refugees in the country and in Iran."""
    codes = list(dict.fromkeys([study.country, NEIGHBOUR]))
    found = {countries.short(code): conflict.refugees(load("refugees"), ORIGIN, asylum=code) for code in codes}
    data = within(pd.DataFrame(found), study, 1979)
    return charts.lines(
        data,
        {str(name): "context" for name in data} | role_colours(study),
        anchor="fig-refugees",
        title=_housed(study, data[countries.short(study.country)].dropna()),
        subtitle="Afghan refugees at the end of each year, thousand persons",
        tables=["refugees"],
        marks={2001: "2001", 2021: "Kabul falls"},
        note="The count changes its coverage: in Pakistan between 2006 and 2007, in Iran from 2021 to 2022 and again in 2025.",
    )


def _housed(study: Study, own: pd.Series) -> str:
    """The peak, and the last year on record."""
    peak, last = int(own.index[int(own.to_numpy().argmax())]), int(own.index[-1])
    told = f"{{country}} housed {number(float(own[peak]))} thousand Afghan refugees in {peak}"
    return study.sentence(told + (f", {number(float(own[last]))} thousand in {last}" if last != peak else ""))


@or_missing("fig-afghan-votes", "Votes on Afghanistan")
def afghan_votes(study: Study) -> Figure:
    """Every recorded vote on Afghanistan."""
    rolls = load("un_resolutions")
    early = roll_calls.on_crisis(rolls, "Afghanistan")
    later = [one for one in roll_calls.on_topic(rolls, "afghanistan") if one not in early]
    return vote_strips.strip(
        study, {"Afghanistan in the 1980s": early, "Afghanistan since": later}, anchor="fig-afghan-votes"
    )


@or_missing("fig-neighbours", "Refugees by country of asylum")
def hosts(study: Study) -> Figure:
    """Largest hosts of Afghan refugees at the end of 2022."""
    table = load("refugees")
    year = min(2022, study.last_year)
    rows = table[(table["origin"] == ORIGIN) & (table["year"] == year)].set_index("asylum")["refugees"]
    top = (rows.sort_values(ascending=False).head(8) / 1e3).rename(index=countries.short)
    top.name = "thousand persons"
    if not rows.sum():
        raise NotCovered("no data", f"the table has no Afghan refugees at the end of {year}.")
    own = 100 * float(rows.get(study.country, 0)) / float(rows.sum())
    return bars.bars(
        top,
        colours(study, list(rows.index)),
        anchor="fig-neighbours",
        title=study.sentence(
            f"{{country}} hosted {number(own)} per cent of all Afghan refugees abroad at the end of {year}"
        ),
        subtitle=f"Afghan refugees by country of asylum at the end of {year}, thousand persons",
        tables=["refugees"],
    )
