"""The partner's crude oil: who buys it, and its share of what the rival imports."""

from functools import partial
from typing import Any

import pandas as pd

from analysis import countries, tables
from analysis.answers import fuel
from analysis.errors import covered
from analysis.figures import charts
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import cite, load
from analysis.figures.shared import within
from analysis.measures import energy
from analysis.study import Study

__all__ = ["crude_by_buyer", "rival_crude"]
# Regions of the World Bank that lie wholly in the publisher's "Asia Pacific".
ASIA = ("South Asia", "East Asia & Pacific")


@figure("fig-crude", carrying=True)
def crude_by_buyer(study: Study) -> Chart:
    """The partner's crude oil by destination, million tonnes: the rival, China, Europe; the country where the table names it."""
    amounts = _amounts(study)
    # Each once: China may be the patron.
    roles = dict.fromkeys((study.rival, "CHN", study.patron, study.country, "Europe"))
    wanted = [code for code in roles if code in amounts]
    names = {code: countries.short(code) for code in wanted if code in countries.codes()}
    data = within(amounts[wanted].rename(columns=names), study)
    cargoes = fuel.NOTHING if study.country in wanted else fuel.published(energy.cargoes, study, study.first_year)
    if len(cargoes):
        cite("trade_published")
        data[study.name("country")] = cargoes.reindex(data.index)
    named = study.country in wanted
    unnamed = {"unnamed": not named, "cargoes": cargoes, "rest": None if named else _rest(study)}
    facts, turns = _turned(study, data), [study.shock_year]
    return charts.lines(data, {"Europe": "c6"}, marks=turns, points=True, facts=facts | unnamed)


def _amounts(study: Study) -> pd.DataFrame:
    return energy.by_destination(load("energy_exports"), study.partner, fuel="crude")


def _turned(study: Study, data: pd.DataFrame) -> dict[str, Any]:
    """What the rival, or else the largest buyer of today, took in the year before the shock and in the last one, and the country's most."""
    name = study.name("rival") if study.name("rival") in data else str(data.iloc[-1].idxmax())
    bought = data[name].dropna()
    first, last = study.shock_year - 1, max(bought.index, default=0)
    known = first in bought.index and last > first
    own = data.get(study.name("country"), pd.Series(dtype=float)).dropna()
    return {
        "buyer": countries.code_of(name) if known else "",
        "bought": bought,
        "first": first,
        "last": last,
        "own": own,
    }


def _rest(study: Study) -> tuple[str, pd.Series] | None:
    """What the rest of Asia took together: more than a country in it can have bought."""
    amounts = _amounts(study)
    groups = [str(name) for name in amounts if str(name).startswith("Other Asia")]
    regions = tables.load("geography").set_index("iso3")["region"]
    if not groups or regions.get(study.country) not in ASIA:
        return None
    rest = within(amounts[groups].sum(axis=1, min_count=1).to_frame("rest"), study)["rest"]
    late = rest.loc[study.shock_year - 1 :].dropna()
    return (groups[0], late) if len(late) else None


@figure("fig-crude-share")
def rival_crude(study: Study) -> Chart:
    """The partner's share of the rival's crude oil and coal imports, by financial year."""
    share = partial(energy.crude_share, study.rival, origin=study.partner)
    data = within(pd.DataFrame({"Crude oil": share(fuel="crude"), "Coal": share(fuel="coal")}), study)
    crude = data["Crude oil"].dropna()
    # The chapter on energy draws the tonnes of later years, where a table has those of the partner; nothing of it is drawn here.
    exports = tables.load("energy_exports")
    drawn = covered(partial(energy.by_destination, exports, study.partner, fuel="crude"), None) is not None
    facts = {"crude": crude, "tonnes": drawn}
    return charts.lines(data, {"Crude oil": "partner"}, marks=[study.shock_year], points=True, facts=facts)
