"""The figures of the chapter on the limits of cooperation."""

from collections.abc import Callable
from contextlib import suppress

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import charts, slopes, vote_strips
from analysis.figures.figure import Figure
from analysis.figures.people import colours, or_missing, role_colours
from analysis.figures.shared import SPAN, vote_spans, within
from analysis.measures import arms, diplomacy, energy, roll_calls, trade, votes
from analysis.measures.series import pooled
from analysis.study import Study
from analysis.tables import load

__all__ = ["hedge", "reported", "sides", "ukraine", "weight"]
# What the rival and the country buy from the partner: the line's name and its colour, as in no figure of countries.
GOODS = {"arms": ("Arms", "c6"), "trade": ("Goods trade", "c5"), "fuel": ("Fuel", "c7")}
# A share nearer to 100 than this is rounding: the other took nothing, and there is nothing to divide by.
NOTHING_LEFT = 100 - 1e-9


@or_missing("fig-ukraine", "Votes on Ukraine")
def ukraine(study: Study) -> Figure | HTML:
    """Every adopted resolution on Ukraine since 2014; nothing where Russia is not the partner, whose war it is."""
    if study.partner != "RUS":
        return HTML("")
    found = {"Ukraine": roll_calls.on_topic(load("un_resolutions"), "ukraine")}
    return vote_strips.strip(study, found, anchor="fig-ukraine", carrying=True)


@or_missing("fig-sides", "Between {the_patron} and {partner}")
def sides(study: Study) -> Figure:
    """Where the two powers split: the country's lead of votes with the partner, before that of all members."""
    rolls = load("un_votes"), load("un_resolutions")
    found = {
        f"{first}–{last}": votes.sides(*rolls, study.partner, study.patron, span=(first, last))
        for first, last in vote_spans(study)
    }
    leads = pd.DataFrame({span: rows["lead"] for span, rows in found.items()}).T.dropna(how="all")
    if study.country not in leads or leads[study.country].notna().sum() < 2:
        raise NotCovered("no data", "there are too few votes that split the two powers in these years.")
    codes = [code for code in dict.fromkeys([study.country, study.rival, "CHN"]) if code in leads]
    return slopes.over_spans(
        leads[codes].rename(columns=countries.short),
        leads.drop(columns=codes),
        colours(study, codes),
        anchor="fig-sides",
        title=_taken(study, found),
        subtitle=study.sentence(
            "UN votes on which {partner} and {the_patron} said yes against no: per cent cast with {partner} less per cent "
            "cast with {the_patron}; bands: all other members"
        ),
        tables=["un_votes", "un_resolutions"],
        note=_place(study, leads),
    )


def _taken(study: Study, found: dict[str, pd.DataFrame]) -> str:
    """With whom the country voted in its last span."""
    span = max(name for name, rows in found.items() if study.country in rows.index)
    row = found[span].loc[study.country].astype(float).to_dict()
    return study.sentence(
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
    return study.sentence(
        f"Counted from the member closest to {{partner}}, {{country}} was {' and '.join(told)}. Bands: the middle half and "
        "nine tenths of all other members; grey line: their median."
    )


@or_missing("fig-hedging", "{country} between {the_patron} and {partner}")
def hedge(study: Study) -> Figure:
    """What patron and partner have of the country's arms, trade and votes, side by side."""
    shares = _shares_of_both(study)
    headings = {
        "arms": "Share of arms imports, five years, per cent",
        "trade": "Share of goods trade, per cent",
        "votes": "Identical votes in the UN, per cent",
    }
    tables = {"arms": ["arms_deliveries"], "trade": ["trade"], "votes": ["un_votes", "un_resolutions"]}
    return charts.panels(
        [(headings[tie], within(data, study, 1992)) for tie, data in shares.items()],
        role_colours(study),
        anchor="fig-hedging",
        title=_closer_in(study, shares),
        subtitle=study.sentence("Share of {the_patron} and of {partner} in {country_s} ties, by year"),
        tables=[table for tie in shares for table in tables[tie]],
        marks={study.turning_point: str(study.turning_point)},
    )


def _shares_of_both(study: Study) -> dict[str, pd.DataFrame]:
    rolls, own = (load("un_votes"), load("un_resolutions")), study.country
    readings: dict[str, Callable[[str], pd.Series]] = {
        "arms": lambda code: arms.supplier_share(load("arms_deliveries"), own, supplier=code, window=5),
        "trade": lambda code: trade.share(load("trade"), own, partner=code),
        "votes": lambda code: votes.identical(*rolls, own, b=code),
    }
    found = {}
    for tie, reading in readings.items():
        try:
            columns = {countries.short(code): reading(code) for code in (study.patron, study.partner)}
        except NotCovered:
            continue
        found[tie] = pd.DataFrame(columns)
    if not found:
        raise NotCovered("no data", "no table has arms, trade or votes of both.")
    return found


def _closer_in(study: Study, shares: dict[str, pd.DataFrame]) -> str:
    """What each of the two has of every tie in the last year with data on both."""
    words = {"arms": "arms imports", "trade": "goods trade", "votes": "UN votes alike"}
    told = []
    for tie, data in shares.items():
        last = within(data, study).dropna()
        if not last.empty:
            year = int(last.index[-1])
            when = f"{year - SPAN + 1}–{year}" if tie == "arms" else str(year)
            patron, partner = (number(float(last.iloc[-1][study.name(role)])) for role in ("patron", "partner"))
            told.append(f"{words[tie]} {partner} against {patron} ({when})")
    return study.sentence(f"{{partner}} against {{the_patron}} in {{country_s}} ties, per cent: {', '.join(told)}")


@or_missing("fig-reported", "Reported events of {country} with {partner}")
def reported(study: Study) -> Figure:
    """How friendly the reported events of country and partner were among those of all pairs, beside patron and rival."""
    table = load("event_tone")
    found = {study.name("partner"): diplomacy.friendlier(table, study.country, study.partner)}
    for role in ("patron", "rival"):
        with suppress(NotCovered):
            found[study.name(role)] = diplomacy.friendlier(table, study.country, getattr(study, role))
    data = within(pd.DataFrame(found), study)
    return charts.lines(
        data,
        role_colours(study),
        anchor="fig-reported",
        title=_friendlier_told(study, data),
        subtitle=study.sentence(
            "Share of all pairs of countries whose reported events were less friendly than those of {country} with each, per cent"
        ),
        tables=["event_tone"],
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
    beside = ", ".join(f"with {{{role}}} {number(float(rest[study.name(role.removeprefix('the_'))]))}"
                       for role in ("the_patron", "the_rival") if study.name(role.removeprefix("the_")) in rest)  # fmt: skip
    told = f"friendlier than those of {number(float(own[year]))} per cent of pairs in {year}"
    return study.sentence(
        f"Reported events of {{country}} and {{partner}} were {told}{f' ({beside})' if beside else ''}"
    )


@or_missing("fig-weight", "{rival} and {country} as customers of {partner}")
def weight(study: Study, o2: Finding) -> Figure:
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
    ratios = {GOODS[part][0]: _times(readings[part]()) for part in covered}
    data = within(pd.DataFrame(ratios), study, 1992)
    return charts.lines(
        data,
        {GOODS[part][0]: GOODS[part][1] for part in covered},
        anchor="fig-weight",
        title=_times_told(study, data),
        subtitle=study.sentence(
            "What {rival} took from {partner} in the five years to each year, as a multiple of what {country} took; logarithmic scale"
        ),
        tables=["arms_deliveries", "trade", "fuel_trade"],
        marks={study.turning_point: str(study.turning_point), study.shock_year: str(study.shock_year)},
        note=study.sentence("1: both took the same. Years in which {country} took nothing have no multiple."),
        carrying=True,
        log=True,
    )


def _times(share: pd.Series) -> pd.Series:
    """The rival's multiple of the country, five years together, from its share in what the two take."""
    years = range(int(share.index[0]) + SPAN - 1, int(share.index[-1]) + 1)
    five = pd.Series({year: pooled(share, year - SPAN + 1, year) for year in years}, dtype=float)
    return (five / (100 - five)).where(five.between(0, NOTHING_LEFT, inclusive="neither")).rename_axis("year")


def _times_told(study: Study, data: pd.DataFrame) -> str:
    ends = {str(name): values.dropna() for name, values in data.items() if values.notna().any()}
    said = [
        f"{number(float(values.iloc[-1]))} times as {'many' if name == 'Arms' else 'much in'} {name.lower()} ({values.index[-1] - SPAN + 1}–{values.index[-1]})"
        for name, values in ends.items()
    ]
    return study.sentence(f"Against {{country}}, {{rival}} took from {{partner}} {', '.join(said)}")
