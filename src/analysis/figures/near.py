"""The figures of the chapter on the common neighbour; none where no neighbour is named, as the claim itself says so."""

from functools import partial

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.errors import NotCovered
from analysis.figures import bars, charts, palette, vote_strips
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import load
from analysis.figures.shared import each, known, rolls, within
from analysis.measures import conflict, roll_calls
from analysis.study import Study

__all__ = ["deaths", "hosts", "on_it", "refugees"]

HOSTS_IN = 2022
# Dates to mark, of the neighbours of which they were looked up.
TURNS = {"AFG": {"2001-10-07": "US-led war begins", "2021-08-15": "Kabul falls"}}


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
    fallen = dict(panels).get(f"Battle deaths: {name}", pd.DataFrame({name: []})).iloc[:, 0]
    first = fallen.dropna().index.min()
    facts = {"name": name, "killed": fallen[fallen > 0].astype(int), "first": first}
    return charts.panels(panels, {name: "context"}, facts=facts, marks=TURNS.get(near, {}))


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
    own = data[countries.short(study.country)].dropna()
    colours = dict.fromkeys(map(str, data), "context") | palette.roles()
    return charts.lines(
        data, colours, facts={"own": own, "name": name, "near": near}, marks=TURNS.get(near, {}), unit="end"
    )


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
    facts = {"own": own, "name": name, "year": year}
    return bars.bars(top.rename(index=countries.short), palette.named(), facts=facts)
