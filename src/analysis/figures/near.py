"""The figures of the chapter on the common neighbour; none where no neighbour is named, as the claim itself says so."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.errors import NotCovered
from analysis.figures import bars, charts, palette, vote_strips
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import load
from analysis.figures.shared import each, known, rolls, within
from analysis.figures.words import numbered
from analysis.measures import conflict, roll_calls
from analysis.study import Study

__all__ = ["deaths", "hosts", "on_it", "refugees"]

HOSTS_IN, SHOWN = 2022, 8
# Dates to mark, of the neighbours of which they were looked up.
# The year from which the publisher counts others than before, by neighbour and country of asylum (its remarks on the table).
BREAKS: dict[str, dict[str, list[int]]] = {"AFG": {"PAK": [2007], "IRN": [2022, 2025]}}
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
    breaks = {countries.short(code): years for code, years in BREAKS.get(near, {}).items() if code in codes}
    facts = {"own": own, "name": name, "breaks": _breaks(data, breaks)}
    return charts.lines(data, colours, facts=facts, marks=TURNS.get(near, {}), breaks=breaks, unit="end")


def _breaks(data: pd.DataFrame, years: Mapping[str, Sequence[int]]) -> list[tuple[str, int, float, float]]:
    """Country, year, and the numbers of the year before and of the year, of the breaks that are drawn."""
    found = []
    for name, year in [(name, year) for name, every in years.items() for year in every]:
        before, now = (float(data[name].get(one, float("nan"))) for one in (year - 1, year))
        found += [(name, year, before, now)] if pd.notna(before) and pd.notna(now) else []
    return found


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
        late = [one for one in every if one not in early]
        began = listed["date"][late].min()[:4]
        found = {f"{name} in the {decade}s": early, f"{name} since {began}": late}
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
        raise NotCovered(f"the table has no refugees from {name} at the end of {year}.")
    ranked = rows[rows > 0].sort_values(ascending=False)
    chosen = list(dict.fromkeys([*ranked.index[:SHOWN], *[study.country] * (study.country in ranked)]))
    rest = ranked.drop(chosen)
    top = (ranked[chosen] / 1e3).rename("thousand persons").rename(index=countries.short)
    if len(rest):
        top[f"{numbered(len(rest), 'other')}"] = rest.sum() / 1e3
    own = 100 * float(rows.get(study.country, 0)) / float(rows.sum())
    facts = {"own": own, "name": name, "year": year, "changed": _changed(study, table, year)}
    return bars.bars(top, facts=facts)


def _changed(study: Study, table: pd.DataFrame, year: int) -> list[tuple[str, float, float, float]]:
    """Hosts whose coverage changed in the year: their numbers before and after, thousands, and the country's share with the one before."""
    near, found = study.shared_neighbour, []
    rows = table[table["origin"] == near].pivot_table(index="year", columns="asylum", values="refugees", observed=True)
    for code in [code for code, years in BREAKS.get(near, {}).items() if year in years and code != study.country]:
        before, now = rows[code].get(year - 1, float("nan")), rows[code].get(year, float("nan"))
        share = 100 * rows[study.country].get(year, 0) / (rows.loc[year].sum() - now + before)
        found += [(code, before / 1e3, now / 1e3, share)] if share > 0 else []
    return found
