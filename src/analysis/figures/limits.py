"""The figures of the chapter on the limits of cooperation."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
from IPython.display import HTML

from analysis.claims.finding import Finding
from analysis.errors import NotCovered
from analysis.figures import bars, charts, vote_strips
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import held, load
from analysis.figures.shared import SPAN, Panels, each, known, over_spans, place, rolls, vote_spans, within
from analysis.measures import arms, diplomacy, energy, roll_calls, trade, votes
from analysis.measures.series import pooled
from analysis.study import Study

__all__ = ["hedge", "reported", "sides", "ukraine", "weight"]
# What the rival and the country buy from the partner: the line's name and its colour, as in no figure of countries.
GOODS = {"arms": ("Arms", "c6"), "trade": ("Goods trade", "c5"), "fuel": ("Fuel", "c7")}
FROM_BOTH = "Share of arms imports, five years, per cent"
TRADED = "Share of goods trade, per cent"
ALIKE = "Identical votes in the UN, per cent"
TIES = {FROM_BOTH: "arms imports", TRADED: "goods trade", ALIKE: "UN votes alike"}
# A share nearer to 100 than this is rounding: the other took nothing, and there is nothing to divide by.
NOTHING_LEFT = 100 - 1e-9


@figure("fig-ukraine", carrying=True)
def ukraine(study: Study) -> Chart | HTML:
    """Every adopted resolution on Ukraine since 2014; nothing where Russia is not the partner, whose war it is."""
    if study.partner != "RUS":
        return HTML("")
    return vote_strips.strip(study, {"Ukraine": roll_calls.on_topic(rolls()[1], "ukraine")})


@figure("fig-sides")
def sides(study: Study) -> Chart:
    """Where the two powers split: the country's lead of votes with the partner, before that of all members."""
    found = {f"{a}–{b}": votes.sides(study.partner, study.patron, span=(a, b)) for a, b in vote_spans(study)}
    leads = pd.DataFrame({span: rows["lead"] for span, rows in found.items()}).T.dropna(how="all")
    own = over_spans(study, leads, "there are too few votes that split the two powers in these years.")
    codes = [code for code in dict.fromkeys([study.country, study.rival, "CHN"]) if code in leads]
    places = {span: place(study, leads.loc[span]) for span in (own.index[0], own.index[-1])}
    last = max(name for name, rows in found.items() if study.country in rows.index)
    facts = {"span": last, "votes": found[last].loc[study.country].astype(float).to_dict(), "places": places}
    return bars.over_spans(leads, codes, facts=facts)


@figure("fig-hedging")
def hedge(study: Study) -> Chart:
    """What patron and partner have of the country's arms, trade and votes, side by side."""
    own = study.country
    readings: dict[str, Callable[[str], pd.Series]] = {
        FROM_BOTH: lambda code: arms.supplier_share(own, supplier=code, window=5),
        TRADED: lambda code: trade.share(own, partner=code),
        ALIKE: lambda code: votes.identical(own, b=code),
    }
    powers = (study.patron, study.partner)
    panels = known(study, {heading: partial(each, powers, read) for heading, read in readings.items()}, first=1992)
    return charts.panels(panels, facts={"ends": _ends(study, panels)}, marks=[study.turning_point])


def _ends(study: Study, panels: Panels) -> list[Any]:
    """Every tie with the span or the year, and what partner and patron had of it in the last year with data on both."""
    known = ((heading, data.dropna()) for heading, data in panels)
    last = [(heading, int(data.index[-1]), data.iloc[-1]) for heading, data in known if not data.empty]
    return [
        (
            TIES[heading],
            f"{year - SPAN + 1}–{year}" if heading == FROM_BOTH else year,
            *row[[study.name("partner"), study.name("patron")]],
        )
        for heading, year, row in last
    ]


@figure("fig-reported")
def reported(study: Study) -> Chart:
    """How friendly the reported events of country and partner were among those of all pairs, beside patron and rival."""
    table, name = load("event_tone"), study.name("partner")
    tone = partial(diplomacy.friendlier, table, study.country)
    own, pairs = tone(study.partner), {study.name(role): getattr(study, role) for role in ("patron", "rival")}
    beside, _ = held({other: partial(tone, code) for other, code in pairs.items()})
    data = within(pd.DataFrame({name: own} | beside), study)
    rest = data[name].dropna()
    if rest.empty:
        raise NotCovered("no data", "the pair had reported events on too few days of the chosen years to be ranked.")
    last, days = data.loc[max(rest.index)], table.groupby("year")["days_covered"].max()
    roles = [(role, last[study.name(role)]) for role in ("patron", "rival") if study.name(role) in last.dropna()]
    facts = {"own": last[name], "year": max(rest.index), "beside": roles, "days": days}
    return charts.lines(data, points=True, facts=facts)


@figure("fig-weight", carrying=True)
def weight(study: Study, o2: Finding) -> Chart:
    """How many times as much the rival takes from the partner as the country does, on a logarithmic scale."""
    one, two = study.rival, study.country
    readings = {
        "arms": lambda: arms.recipient_balance(study.partner, first=one, second=two),
        "trade": lambda: trade.balance(study.partner, first=one, second=two),
        "fuel": lambda: energy.fuel_balance(study.partner, first=one, second=two),
    }
    covered = [part.id for part in o2.parts if part.reason is None and part.id in readings]
    if not covered:
        raise NotCovered("no data", "no table has trade, arms or fuel of both.")
    found = pd.DataFrame({GOODS[part][0]: _times(readings[part]()) for part in covered}).dropna(
        axis="columns", how="all"
    )
    data, turns = within(found, study, 1992), [study.turning_point, study.shock_year]
    ends = {
        name: (values.dropna().iloc[-1], max(values.dropna().index)) for name, values in data.items() if values.any()
    }
    return charts.lines(data, dict(GOODS.values()), facts={"ends": ends, "span": SPAN}, marks=turns, log=True)


def _times(share: pd.Series) -> pd.Series:
    """The rival's multiple of the country, five years together, from its share in what the two take."""
    years = range(int(share.index[0]) + SPAN - 1, int(share.index[-1]) + 1)
    five = pd.Series({year: pooled(share, year - SPAN + 1, year) for year in years}, dtype=float)
    return (five / (100 - five)).where(five.between(0, NOTHING_LEFT, inclusive="neither")).rename_axis("year")
