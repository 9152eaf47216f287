"""The figures of the chapter on the common neighbour; none where no neighbour is named, as the claim itself says so."""

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, vote_strips
from analysis.figures.figure import Figure
from analysis.figures.people import colours, or_missing, role_colours
from analysis.figures.shared import Reading, known, within
from analysis.measures import conflict, roll_calls
from analysis.study import Study
from analysis.tables import load

__all__ = ["deaths", "hosts", "on_it", "refugees"]

HOSTS_IN = 2022
# Years to mark and what changed in the count of refugees, of the neighbours of which it was looked up.
TURNS = {"AFG": {2001: "2001", 2021: "Kabul falls"}}
COVERAGE = {
    "AFG": "The count changes its coverage: in Pakistan between 2006 and 2007, in Iran from 2021 to 2022 and again in 2025."
}


def _near(study: Study) -> tuple[str, str]:
    """Code and name of the common neighbour."""
    code = study.code("{neighbour}")
    return code, countries.short(code)


@or_missing("fig-deaths", "Battle deaths")
def deaths(study: Study) -> Figure | HTML:
    """Battle deaths in the neighbour and in the country, and conflicts that they are a party of."""
    if not study.shared_neighbour:
        return HTML("")
    near, name = _near(study)
    codes = list(dict.fromkeys([near, study.country]))

    panels, tables = known(study, [*map(_killed, codes), _parties(codes)], first=1989)
    return charts.panels(
        panels,
        role_colours(study) | {name: "context"},
        anchor="fig-deaths",
        title=_worst(name, dict(panels).get(f"Battle deaths: {name}")),
        subtitle="Battle deaths in conflicts with a state, best estimate, persons; and conflicts with the state as a party",
        tables=tables,
        marks=dict.fromkeys(TURNS.get(near, ()), ""),
        note="One-sided violence is not counted.",
    )


def _killed(code: str) -> Reading:
    name = countries.short(code)
    return Reading(
        f"Battle deaths: {name}",
        lambda: conflict.deaths(load("battle_deaths"), code).to_frame(name),
        ("battle_deaths",),
    )


def _parties(codes: list[str]) -> Reading:
    def read() -> pd.DataFrame:
        return pd.DataFrame({countries.short(code): conflict.conflicts(load("conflicts"), code) for code in codes})

    return Reading("Armed conflicts as a party, number", read, ("conflicts",))


def _worst(name: str, killed: pd.DataFrame | None) -> str:
    """The year with most battle deaths in the neighbour."""
    if killed is None or not killed.to_numpy().any():
        return f"No deaths in battle are on record in {name}"
    values = killed.iloc[:, 0]
    place = int(values.to_numpy().argmax())
    return f"The war in {name} killed most in battle in {values.index[place]} ({int(values.iloc[place]):,})"


@or_missing("fig-refugees", "Refugees from {neighbour}")
def refugees(study: Study) -> Figure | HTML:
    """Refugees from the neighbour in the country, and in the other country that hosted most."""
    if not study.shared_neighbour:
        return HTML("")
    near, name = _near(study)
    table = load("refugees")
    others = table[(table["origin"] == near) & ~table["asylum"].isin([study.country, near])]
    most = others.groupby("asylum")["refugees"].sum()
    codes = [study.country, *([str(most.idxmax())] if len(most) else [])]
    found = {countries.short(code): conflict.refugees(table, near, asylum=code) for code in codes}
    data = within(pd.DataFrame(found), study, 1979)
    return charts.lines(
        data,
        {str(column): "context" for column in data} | role_colours(study),
        anchor="fig-refugees",
        title=_housed(study, name, data[countries.short(study.country)].dropna()),
        subtitle=f"Refugees from {name} at the end of each year, thousand persons",
        tables=["refugees"],
        marks=TURNS.get(near, {}),
        note=COVERAGE.get(near, ""),
    )


def _housed(study: Study, name: str, own: pd.Series) -> str:
    """The peak, and the last year on record."""
    peak, last = int(own.index[int(own.to_numpy().argmax())]), int(own.index[-1])
    told = f"{{country}} housed {number(float(own[peak]))} thousand refugees from {name} in {peak}"
    return study.sentence(told + (f", {number(float(own[last]))} thousand in {last}" if last != peak else ""))


@or_missing("fig-neighbour-votes", "Votes on {neighbour}")
def on_it(study: Study) -> Figure | HTML:
    """Every recorded vote on the neighbour: those of its crisis in the Cold War, and those since."""
    if not study.shared_neighbour:
        return HTML("")
    near, name = _near(study)
    rolls = load("un_resolutions")
    every = roll_calls.on_topic(rolls, near)
    crises = rolls.set_index("resolution_id")["crisis"]
    early = [one for one in every if crises[one] == name]
    if not early or len(early) == len(every):
        return vote_strips.strip(study, {name: every}, anchor="fig-neighbour-votes")
    decade = int(rolls.set_index("resolution_id")["year"][early].min()) // 10 * 10
    split = {f"{name} in the {decade}s": early, f"{name} since": [one for one in every if one not in early]}
    return vote_strips.strip(study, split, anchor="fig-neighbour-votes")


@or_missing("fig-hosts", "Refugees by country of asylum")
def hosts(study: Study) -> Figure | HTML:
    """Largest hosts of refugees from the neighbour at the end of 2022."""
    if not study.shared_neighbour:
        return HTML("")
    near, name = _near(study)
    table, year = load("refugees"), min(HOSTS_IN, study.last_year)
    rows = table[(table["origin"] == near) & (table["year"] == year)].set_index("asylum")["refugees"]
    if not rows.sum():
        raise NotCovered("no data", f"the table has no refugees from {name} at the end of {year}.")
    top = (rows.sort_values(ascending=False).head(8) / 1e3).rename(index=countries.short)
    top.name = "thousand persons"
    own = 100 * float(rows.get(study.country, 0)) / float(rows.sum())
    return bars.bars(
        top,
        colours(study, list(rows.index)),
        anchor="fig-hosts",
        title=study.sentence(
            f"{{country}} hosted {number(own)} per cent of all refugees from {name} abroad at the end of {year}"
        ),
        subtitle=f"Refugees from {name} by country of asylum at the end of {year}, thousand persons",
        tables=["refugees"],
    )
