"""How far cooperation goes, in arms and exercises, and what limits it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims import chronology
from analysis.claims.documents import in_words
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, data_table, special, vote_strips
from analysis.figures.compose import Chart, figure
from analysis.figures.figure import source_line
from analysis.figures.recorded import cite, held, load
from analysis.figures.shared import SPAN, Panels, each, known, over_five, over_spans, place, rolls, vote_spans, within
from analysis.measures import arms, diplomacy, energy, events, roll_calls, trade, votes
from analysis.measures.series import covering
from analysis.study import Study
from analysis.templates import render

__all__ = ["exercises", "hedge", "register", "register_table", "reported", "sides", "ukraine", "weight"]
# What the rival and the country buy from the partner: the line's name and its colour, as in no figure of countries.
GOODS = {"arms": ("Arms", "c6"), "trade": ("Goods trade", "c5"), "fuel": ("Fuel", "c7")}
FROM_BOTH = "Share of arms imports, five years, per cent"
TRADED = "Share of goods trade, five years, per cent"
ALIKE = "Identical votes in the UN, five years, per cent"
TIES = {FROM_BOTH: "arms imports", TRADED: "goods trade", ALIKE: "UN votes alike"}
# A share nearer to 100 than this is rounding: the other took nothing, and there is nothing to divide by.
NOTHING_LEFT = 100 - 1e-9
REGISTER = {
    "order_year": "ordered in", "designation": "designation", "description": "kind", "number_ordered": "ordered, pieces",
    "number_delivered": "delivered, pieces", "delivery_years": "delivered in", "status": "status",
    "tiv_delivered": "volume, million TIV",
}  # fmt: skip
# The act in the chronology; its note says what the country made of the word.
EMBARGO_LIFTED = "E089"
CLASSES = {"helicopters": "partner", "engines": "c6", "missiles": "c7", "other": "context"}
EXERCISE = {
    "E": special.Symbol("o", "c6", True, "documented"),
    "A": special.Symbol("D", "c6", False, "announced only"),
    "0": special.Symbol("o", "context", False, "none on record"),
}


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
    return _with_sides(study, bars.over_spans(leads, codes, facts=facts), found)


def _with_sides(study: Study, chart: Chart, found: dict[str, pd.DataFrame]) -> Chart:
    """With what the country's lead is the difference of in the table: per cent cast with each power."""
    table = chart.data.copy()
    for role in ("partner", "patron"):
        cast = {span: rows[f"with_{role}"].get(study.country) for span, rows in found.items()}
        table[study.sentence(f"{{country}} with {{the_{role}}}")] = table["years"].map(cast)
    return replace(chart, data=table)


@figure("fig-hedging")
def hedge(study: Study) -> Chart:
    """What patron and partner have of the country's arms, trade and votes, side by side."""
    own = study.country
    readings: dict[str, Callable[[str], pd.Series]] = {
        FROM_BOTH: lambda code: arms.supplier_share(own, supplier=code, window=5),
        TRADED: lambda code: over_five(trade.share(own, partner=code)),
        ALIKE: lambda code: over_five(votes.identical(own, b=code)),
    }
    powers = (study.patron, study.partner)
    panels = known(study, {heading: partial(each, powers, read) for heading, read in readings.items()}, first=1992)
    return charts.panels(panels, facts={"ends": _ends(study, panels)}, marks=[study.turning_point])


def _ends(study: Study, panels: Panels) -> list[Any]:
    """Every tie with its last span with data on both, and what partner and patron had of it then."""
    known = ((TIES[heading], data.dropna()) for heading, data in panels)
    last = [(tie, int(data.index[-1]), data.iloc[-1]) for tie, data in known if not data.empty]
    roles = [study.name("partner"), study.name("patron")]
    return [(tie, f"{year - SPAN + 1}–{year}", *row[roles]) for tie, year, row in last]


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
        raise NotCovered("the pair had reported events on too few days of the chosen years to be ranked.")
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
        raise NotCovered("no table has trade, arms or fuel of both.")
    found = pd.DataFrame({GOODS[part][0]: _times(readings[part]()) for part in covered})
    data, turns = within(found, study, 1992).dropna(axis=1, how="all"), [study.turning_point, study.shock_year]
    ends = {name: _reach(values.dropna()) for name, values in data.items()}
    taken = [name.lower() for name in (GOODS["arms"][0], GOODS["fuel"][0]) if name in data]
    facts = {"ends": ends, "span": SPAN, "taken": taken, "traded": GOODS["trade"][0] in data}
    least, most = float(data.min().min()), float(data.max().max())
    return charts.lines(data, dict(GOODS.values()), facts=facts | {"least": least, "most": most}, marks=turns, log=True)


def _reach(times: pd.Series) -> tuple[float, int, list[float]]:
    """The last multiple, its year, and the least and the most of those before it."""
    return times.iloc[-1], int(times.index[-1]), times.iloc[:-1].agg(["min", "max"]).dropna().tolist()


def _times(share: pd.Series) -> pd.Series:
    """The rival's multiple of the country, five years together, from its share in what the two take."""
    five = over_five(share)
    return (five / (100 - five)).where(five.between(0, NOTHING_LEFT, inclusive="neither"))


@figure("fig-register")
def register(study: Study) -> Chart:
    """The partner's deliveries to the country by class of weapons."""
    table = load("arms_deliveries")
    covering(table, "imports of arms", code="licence", recipient=study.country)
    rows = table.query("recipient == @study.country and supplier == @study.partner and year >= 1992")
    if rows.empty:
        raise NotCovered(study.fill("no delivery of {the_partner} to {the_country} since 1992 is in the register."))
    sums = rows.pivot_table(index="year", columns="weapon_class", values="tiv", aggfunc="sum").fillna(0)
    years = range(1992, int(load("arms_deliveries")["year"].max()) + 1)
    named = [name for name in CLASSES if name in sums]
    others = sums.drop(columns=named).sum(axis=1)
    rest = {"other": others} if others.sum() else {}
    data = within(sums[named].assign(**rest).reindex(years).fillna(0), study, 1992)
    shown, colours = data.rename(columns=str.capitalize), {name.capitalize(): one for name, one in CLASSES.items()}
    return bars.stacked(shown, colours, marks=[study.turning_point], facts=_before_and_after(study, data))


def _sides(study: Study, values: pd.Series, words: str) -> str:
    """Sum and mean of the years before the turning point, and of those from it on, as far as they are drawn."""
    turn = study.turning_point
    spans = [(int(values.index[0]), turn - 1), (turn, int(values.index[-1]))]
    sides = [(first, last, values.loc[first:last]) for first, last in spans if first <= last]
    return " and ".join(words.format(number(one.sum()), f"{a}–{b}", number(one.mean())) for a, b, one in sides)


def _before_and_after(study: Study, data: pd.DataFrame) -> dict[str, Any]:
    """The sums without engines for other makers' aircraft and with them, when helicopters came, and what is on record about an embargo."""
    engineless, total = data.drop(columns="engines", errors="ignore").sum(axis=1), data.sum(axis=1)
    flown = data.get("helicopters", total * 0.0).loc[: study.turning_point - 1]
    acts = events.between(events.named(chronology.of(study), [EMBARGO_LIFTED]), [study.country, study.partner])
    lifted = acts.fillna({"note": ""}).to_dict("records") if (flown > 0).any() else []
    cite(*["events"] * bool(lifted))
    return {
        "engines": "engines" in data,
        "told": _sides(study, engineless, "{} in {} ({} a year)"),
        "whole": _sides(study, total, "{} million TIV in {}"),
        "flown": list(flown.index[flown > 0]),
        "lifted": [(in_words(one["date"]), one["note"].partition(" (")[0]) for one in lifted],
    }


@figure("fig-exercises")
def exercises(study: Study) -> Chart:
    """Years with a joint exercise: the record to 2010, the chronology since."""
    data = within(_exercise_years(study), study, study.turning_point - 10).T.sort_index(axis=1)
    own = data.iloc[-1].dropna().loc[study.turning_point :]
    if own.empty:
        raise NotCovered(f"no record of exercises reaches from {study.turning_point} to {study.last_year}.")
    held, announced = (own.index[own == code].astype(str) for code in "EA")
    return special.symbols(
        data,
        EXERCISE,
        facts={"held": held, "own": own},
        alt=f"Documented in {', '.join(held) or 'no year'}; announced only in {', '.join(announced) or 'no year'}",
        table=data.rename_axis("pair").reset_index(),
    )


def _exercise_years(study: Study) -> pd.DataFrame:
    """Years down; country and rival in the record to 2010, the country in the chronology since: E, A (announced), 0, or missing."""
    found = events.between(chronology.of(study), [study.country, study.partner], category="exercise", first=2011)
    if found.empty:
        raise NotCovered("the chronology does not follow the exercises of this pair.")
    record = partial(diplomacy.exercises, partner=study.partner)
    rows, _ = held({f"{countries.short(one)} (to 2010)": partial(record, one) for one in (study.country, study.rival)})
    rows = {name: _codes(values) for name, values in rows.items()}
    cite("events")
    told = events.not_held(found)
    since = range(2011, int(chronology.of(study)["year"].max()) + 1)
    own = _codes(found.loc[told == "", "year"].value_counts().reindex(since).fillna(0))
    announced = own.index.isin(found.loc[told == events.ANNOUNCED, "year"]) & own.eq("0")
    rows[f"{study.name('country')} (since)"] = own.mask(announced, "A")
    return pd.DataFrame(rows)


def _codes(values: pd.Series) -> pd.Series:
    return values.gt(0).map({True: "E", False: "0"})


@figure("fig-register-table")
def register_table(study: Study) -> HTML:
    """Every deal of the partner with the country in the register, engines for another country's aircraft at the end."""
    table = load("pak_rus_arms_register")
    covering(table, "sales of arms", code="licence", supplier=study.partner)
    covering(table, "purchases of arms", code="licence", recipient=study.country)
    rows = table.query("recipient == @study.country and supplier == @study.partner")
    rows = rows.sort_values("order_year", ascending=False)
    engines = rows["description"].str.contains("turbofan")
    ordered = pd.concat([rows[~engines], rows[engines]]).astype({"order_year": str})
    shown = ordered[list(REGISTER)].rename(columns=REGISTER)
    deals = "Deals of {partner} and its predecessor with {country} in SIPRI's register, newest first, engines last"
    data = data_table.columns(shown, study.sentence(deals), 1)
    return HTML(render("register", data=data, source=source_line(["pak_rus_arms_register"])))
