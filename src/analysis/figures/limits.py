"""The figures of the chapter on the limits of cooperation."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import charts, slopes, vote_strips
from analysis.figures.compose import Chart, figure
from analysis.figures.people import colours, role_colours
from analysis.figures.recorded import load, noted
from analysis.figures.shared import SPAN, Panels, each, known, rolls, vote_spans, within
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
    found = {"Ukraine": roll_calls.on_topic(rolls()[1], "ukraine")}
    return vote_strips.strip(study, found)


@figure("fig-sides")
def sides(study: Study) -> Chart:
    """Where the two powers split: the country's lead of votes with the partner, before that of all members."""
    found = {f"{a}–{b}": votes.sides(*rolls(), study.partner, study.patron, span=(a, b)) for a, b in vote_spans(study)}
    leads = pd.DataFrame({span: rows["lead"] for span, rows in found.items()}).T.dropna(how="all")
    if study.country not in leads or leads[study.country].notna().sum() < 2:
        raise NotCovered("no data", "there are too few votes that split the two powers in these years.")
    codes = [code for code in dict.fromkeys([study.country, study.rival, "CHN"]) if code in leads]
    return slopes.over_spans(
        leads[codes].rename(columns=countries.short),
        leads.drop(columns=codes),
        colours(study, codes),
        title=_taken(study, found),
        note=_place(study, leads),
    )


def _taken(study: Study, found: dict[str, pd.DataFrame]) -> str:
    """With whom the country voted in its last span."""
    span = max(name for name, rows in found.items() if study.country in rows.index)
    row = found[span].loc[study.country].astype(float).to_dict()
    return (
        f"Where the two powers split, {{country}} voted with {{partner}} in {number(row['with_partner'])} per cent of "
        f"votes in {span}, with {{the_patron}} in {number(row['with_patron'])}"
    )


def _place(study: Study, leads: pd.DataFrame) -> str:
    """Where the country stands among all members in its first and last span."""
    own = leads[study.country].dropna()
    told = []
    for span in dict.fromkeys([own.index[0], own.index[-1]]):
        row = leads.loc[span].dropna()
        told.append(f"number {int(row.rank(ascending=False, method='min')[study.country])} of {len(row)} in {span}")
    return (
        f"Counted from the member closest to {{partner}}, {{country}} was {' and '.join(told)}. Bands: the middle half and "
        "nine tenths of all other members; grey line: their median."
    )


@figure("fig-hedging")
def hedge(study: Study) -> Chart:
    """What patron and partner have of the country's arms, trade and votes, side by side."""
    own, both = study.country, (study.patron, study.partner)
    readings: dict[str, Callable[[str], pd.Series]] = {
        FROM_BOTH: lambda code: arms.supplier_share(load("arms_deliveries"), own, supplier=code, window=5),
        TRADED: lambda code: trade.share(load("trade"), own, partner=code),
        ALIKE: lambda code: votes.identical(*rolls(), own, b=code),
    }
    panels = known(study, {heading: partial(each, both, read) for heading, read in readings.items()}, first=1992)
    return charts.panels(panels, role_colours(study), title=_closer_in(study, panels), marks=[study.turning_point])


def _closer_in(study: Study, panels: Panels) -> str:
    """What each of the two has of every tie in the last year with data on both."""
    told = []
    for heading, data in panels:
        last = data.dropna()
        if not last.empty:
            year, words = int(last.index[-1]), TIES[heading]
            when = f"{year - SPAN + 1}–{year}" if heading == FROM_BOTH else str(year)
            patron, partner = (number(last.iloc[-1][study.name(role)]) for role in ("patron", "partner"))
            told.append(f"{words} {partner} against {patron} ({when})")
    return f"{{partner}} against {{the_patron}} in {{country_own}} ties, per cent: {', '.join(told)}"


@figure("fig-reported")
def reported(study: Study) -> Chart:
    """How friendly the reported events of country and partner were among those of all pairs, beside patron and rival."""
    table = load("event_tone")
    found = {study.name("partner"): diplomacy.friendlier(table, study.country, study.partner)}
    for role in ("patron", "rival"):
        with suppress(NotCovered), noted():
            found[study.name(role)] = diplomacy.friendlier(table, study.country, getattr(study, role))
    data = within(pd.DataFrame(found), study)
    return charts.lines(
        data,
        role_colours(study),
        title=_friendlier_told(study, data),
        points=True,
        note="Pairs with reported events on 100 days of the year or more, ranked by how much of it was friendly, not by how much there was. "
        f"The record begins in {min(table['year'])}, so it is no test of what changed before{_thin(table)}. Only actors named as a country are in it.",
    )


def _thin(table: pd.DataFrame) -> str:
    """The year of which the fewest days are known."""
    days = table.groupby("year")["days_covered"].max()
    return f"; of {min(days.index, key=days.__getitem__)} it has {days.min()} days"


def _friendlier_told(study: Study, data: pd.DataFrame) -> str:
    """The share of pairs below country and partner in their last year, and below country and the others in it."""
    own = data[study.name("partner")].dropna()
    if own.empty:
        raise NotCovered("no data", "the pair had reported events on too few days of the chosen years to be ranked.")
    year = max(own.index)
    rest = data.loc[year].drop(own.name).dropna()
    beside = [
        f"with {{the_{role}}} {number(rest[study.name(role)])}"
        for role in ("patron", "rival")
        if study.name(role) in rest
    ]
    told = f"friendlier than those of {number(own[year])} per cent of pairs in {year}"
    return f"Reported events of {{country}} and {{partner}} were {told}" + f" ({', '.join(beside)})" * bool(beside)


@figure("fig-weight", carrying=True)
def weight(study: Study, o2: Finding) -> Chart:
    """How many times as much the rival takes from the partner as the country does, on a logarithmic scale."""
    one, two = study.rival, study.country
    readings = {
        "arms": lambda: arms.recipient_balance(load("arms_deliveries"), study.partner, first=one, second=two),
        "trade": lambda: trade.balance(load("trade"), study.partner, first=one, second=two),
        "fuel": lambda: energy.fuel_balance(load("fuel_trade"), study.partner, first=one, second=two),
    }
    covered = [part.id for part in o2.parts if part.reason is None and part.id in readings]
    if not covered:
        raise NotCovered("no data", "no table has trade, arms or fuel of both.")
    found = {GOODS[part][0]: _times(readings[part]()) for part in covered}
    data = within(pd.DataFrame(found).dropna(axis="columns", how="all"), study, 1992)
    return charts.lines(
        data, dict(GOODS.values()), title=_times_told(data), marks=[study.turning_point, study.shock_year], log=True
    )


def _times(share: pd.Series) -> pd.Series:
    """The rival's multiple of the country, five years together, from its share in what the two take."""
    years = range(int(share.index[0]) + SPAN - 1, int(share.index[-1]) + 1)
    five = pd.Series({year: pooled(share, year - SPAN + 1, year) for year in years}, dtype=float)
    return (five / (100 - five)).where(five.between(0, NOTHING_LEFT, inclusive="neither")).rename_axis("year")


def _times_told(data: pd.DataFrame) -> str:
    said: list[str] = []
    for name, values in ((str(name), values.dropna()) for name, values in data.items() if values.notna().any()):
        last = values.index[-1]
        said.append(
            f"{number(values.iloc[-1])} times{'' if said else ' as much as {country}'} in {name.lower()} ({last - SPAN + 1}–{last})"
        )
    return f"For {{partner}}, {{rival}} weighs {', '.join(said)}"
