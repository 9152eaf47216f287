"""The figures of the chapter on the common neighbour; none where no neighbour is named, as the claim itself says so."""

from functools import partial

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, palette, vote_strips
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import load
from analysis.figures.shared import each, known, rolls, within
from analysis.figures.words import at, peak
from analysis.measures import conflict, roll_calls
from analysis.study import Study

__all__ = ["deaths", "hosts", "on_it", "refugees"]

HOSTS_IN = 2022
# Years to mark and what changed in the count of refugees, of the neighbours of which it was looked up.
TURNS = {"AFG": {2001: "2001", 2021: "Kabul falls"}}
COVERAGE = {
    "AFG": "The count changes its coverage: in Pakistan between 2006 and 2007, in Iran from 2021 to 2022 and again in 2025."
}


@figure("fig-deaths")
def deaths(study: Study) -> Chart | HTML:
    """Battle deaths in the neighbour and in the country, and conflicts that they are a party of."""
    if not (near := study.shared_neighbour):
        return HTML("")
    name = countries.short(near)
    codes = list(dict.fromkeys([near, study.country]))
    killed = {f"Battle deaths: {countries.short(code)}": partial(each, [code], conflict.deaths) for code in codes}
    parties = partial(each, codes, conflict.conflicts)
    panels = known(study, killed | {"Armed conflicts as a party, number": parties}, first=1989)
    title = _worst(name, dict(panels).get(f"Battle deaths: {name}"))
    return charts.panels(panels, {name: "context"}, title=title, marks=list(TURNS.get(near, ())))


def _worst(name: str, killed: pd.DataFrame | None) -> str:
    """The year with most battle deaths in the neighbour."""
    if killed is None or not killed.to_numpy().any():
        return f"No deaths in battle are on record in {name}"
    values = killed.iloc[:, 0]
    return f"The war in {name} killed most in battle in {values.idxmax()} ({int(values.max()):,})"


@figure("fig-refugees")
def refugees(study: Study) -> Chart | HTML:
    """Refugees from the neighbour in the country, and in the other country that hosted most."""
    if not (near := study.shared_neighbour):
        return HTML("")
    name = countries.short(near)
    table = load("refugees")
    others = table[(table["origin"] == near) & ~table["asylum"].isin([study.country, near])]
    most = others.groupby("asylum")["refugees"].sum()
    codes = [study.country, *([str(most.idxmax())] if len(most) else [])]
    data = within(each(codes, lambda code: conflict.refugees(table, near, asylum=code)), study, 1979)
    return charts.lines(
        data,
        dict.fromkeys(map(str, data), "context") | palette.roles(),
        title=_housed(name, data[countries.short(study.country)].dropna()),
        marks=TURNS.get(near, {}),
        note=COVERAGE.get(near, ""),
    )


def _housed(name: str, own: pd.Series) -> str:
    """The peak, and the last year on record."""
    most, last = peak(own), own.index[-1]
    told = f"{{country}} housed {at(own, most, unit=f'thousand refugees from {name}')}"
    return told + (f", {at(own, last, unit='thousand')}" if last != most else "")


@figure("fig-neighbour-votes")
def on_it(study: Study) -> Chart | HTML:
    """Every recorded vote on the neighbour: those of its crisis in the Cold War, and those since."""
    if not (near := study.shared_neighbour):
        return HTML("")
    name = countries.short(near)
    every = roll_calls.on_topic(rolls()[1], near)
    listed = rolls()[1].set_index("resolution_id")
    early = [one for one in every if listed["crisis"][one] == name]
    found = {name: every}
    if early and len(early) < len(every):
        decade = int(listed["year"][early].min()) // 10 * 10
        found = {f"{name} in the {decade}s": early, f"{name} since": [one for one in every if one not in early]}
    return vote_strips.strip(study, found)


@figure("fig-hosts")
def hosts(study: Study) -> Chart | HTML:
    """Largest hosts of refugees from the neighbour at the end of 2022."""
    if not (near := study.shared_neighbour):
        return HTML("")
    name = countries.short(near)
    table, year = load("refugees"), min(HOSTS_IN, study.last_year)
    rows = table[(table["origin"] == near) & (table["year"] == year)].set_index("asylum")["refugees"]
    if not rows.sum():
        raise NotCovered("no data", f"the table has no refugees from {name} at the end of {year}.")
    top = (rows.sort_values(ascending=False).head(8) / 1e3).rename("thousand persons")
    own = 100 * float(rows.get(study.country, 0)) / float(rows.sum())
    return bars.bars(
        top.rename(index=countries.short),
        palette.named(),
        title=f"{{country}} hosted {number(own)} per cent of all refugees from {name} abroad at the end of {year}",
        subtitle=f"Refugees from {name} by country of asylum at the end of {year}, thousand persons",
    )
