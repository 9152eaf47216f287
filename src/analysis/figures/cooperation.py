"""The figures on how far cooperation goes: arms, exercises, trade."""

import html

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, data_table, special
from analysis.figures.figure import Figure, source_line
from analysis.figures.people import or_missing, role_colours
from analysis.figures.shared import expected_trade, within
from analysis.measures import diplomacy, events, trade
from analysis.study import Study
from analysis.tables import load

REGISTER = {
    "order_year": "ordered in", "designation": "designation", "description": "kind", "number_ordered": "ordered, pieces",
    "number_delivered": "delivered, pieces", "delivery_years": "delivered in", "status": "status",
    "tiv_delivered": "volume, million TIV",
}  # fmt: skip
CLASSES = {"helicopters": "partner", "engines": "c6", "missiles": "c7", "other": "context"}
EXERCISE = {
    "E": special.Symbol("o", "c6", True, "documented"),
    "A": special.Symbol("D", "c6", False, "announced only"),
    "0": special.Symbol("o", "context", False, "none on record"),
}


@or_missing("fig-register", "Arms from {partner}")
def register(study: Study) -> Figure:
    """The partner's deliveries to the country by class of weapons."""
    rows = load("arms_deliveries").query("recipient == @study.country and supplier == @study.partner and year >= 1992")
    if rows.empty:
        raise NotCovered("licence", "no delivery of this pair is in the extract that SIPRI's terms allow.")
    sums = rows.pivot_table(index="year", columns="weapon_class", values="tiv", aggfunc="sum").fillna(0)
    years = range(1992, int(load("arms_deliveries")["year"].max()) + 1)
    named = [name for name in CLASSES if name in sums]
    others = sums.drop(columns=named).sum(axis=1)
    data = within(
        sums[named].assign(**({"other": others} if others.sum() else {})).reindex(years).fillna(0), study, 1992
    )
    share = 100 * float(data.get("engines", pd.Series(0.0)).sum()) / float(data.to_numpy().sum())
    return bars.stacked(
        data.rename(columns=str.capitalize),
        {name.capitalize(): colour for name, colour in CLASSES.items()},
        anchor="fig-register",
        title=study.sentence(
            f"Engines are {number(share)} per cent of what {{partner}} delivered to {{country}} since {data.index[0]}"
        ),
        subtitle=study.sentence("Arms delivered by {partner} to {country} by class, million TIV"),
        tables=["arms_deliveries"],
        marks={study.turning_point: str(study.turning_point)},
        note=_before_and_after(study, data),
    )


def _before_and_after(study: Study, data: pd.DataFrame) -> str:
    total, turn = data.sum(axis=1), study.turning_point
    spans = [(int(data.index[0]), turn - 1), (turn, int(data.index[-1]))]
    said = [f"{number(float(total.loc[a:b].sum()))} million TIV in {a}–{b}" for a, b in spans if a <= b]
    peak = int(total.index[int(total.to_numpy().argmax())])
    return f"In all {' and '.join(said)}; most in {peak} ({number(float(total.max()))})."


@or_missing("fig-exercises", "Joint exercises")
def exercises(study: Study) -> Figure:
    """Years with a joint exercise: the record to 2010, the chronology since."""
    data = within(_exercise_years(study), study, study.turning_point - 10).T.sort_index(axis=1)
    own = data.iloc[-1].dropna()
    span = [int(year) for year in own.index if int(year) >= study.turning_point]
    held, announced = ([year for year in span if own[year] == code] for code in "EA")
    return special.symbols(
        data,
        EXERCISE,
        anchor="fig-exercises",
        title=study.sentence(
            f"A joint exercise of {{country}} and {{partner}} is documented in {len(held)} of {len(span)} years, {span[0]}–{span[-1]}"
        ),
        subtitle=study.sentence("Years with at least one exercise in which {partner} took part"),
        tables=["exercises", "events"],
        alt=f"Documented in {', '.join(map(str, held)) or 'no year'}; announced only in {', '.join(map(str, announced)) or 'no year'}",
        table=data.rename_axis("pair").reset_index(),
        note="The record to 2010 is of multinational exercises in the news; the chronology is a selection, a lower bound.",
    )


def _exercise_years(study: Study) -> pd.DataFrame:
    """Years down; country and rival in the record to 2010, the country in the chronology since: E, A (announced), 0, or missing."""
    found = events.between(load("events"), [study.country, study.partner], category="exercise", first=2011)
    if found.empty:
        raise NotCovered("no data", "the chronology does not follow the exercises of this pair.")
    rows = {}
    for one in (study.country, study.rival):
        try:
            rows[f"{countries.short(one)} (to 2010)"] = _codes(
                diplomacy.exercises(load("exercises"), one, partner=study.partner)
            )
        except NotCovered:
            continue
    told = events.not_held(found)
    since = range(2011, int(load("events")["year"].max()) + 1)
    own = _codes(found.loc[told == "", "year"].value_counts().reindex(since).fillna(0))
    announced = own.index.isin(found.loc[told == events.ANNOUNCED, "year"]) & own.eq("0")
    rows[f"{study.name('country')} (since)"] = own.mask(announced, "A")
    return pd.DataFrame(rows)


def _codes(values: pd.Series) -> pd.Series:
    return values.gt(0).map({True: "E", False: "0"})


@or_missing("fig-trade-sources", "Trade of {country} and {partner}")
def trade_sources(study: Study) -> Figure:
    """Trade of the pair by source: reconciled, as declared by the partner, and published later."""
    found = {"Reconciled (BACI)": trade.turnover(load("trade"), study.country, b=study.partner)}
    try:
        declared = trade.declared(load("trade_declared"), study.partner, partner=study.country)
        found[f"Declared by {study.name('partner')}"] = declared
    except NotCovered:
        pass
    points = load("trade_published").query(
        "first == @study.country and second == @study.partner and period_kind == 'CY' and unit == 'musd'"
    )
    if not points["total"].dropna().empty:
        found["Published, calendar years"] = points.dropna(subset=["total"]).groupby("year")["total"].first()
    data = within(pd.DataFrame(found), study, 2000)
    shades = dict(zip(data.columns, ("country", "partner", "c5"), strict=False))
    own = data.iloc[:, 0].dropna()
    return charts.lines(
        data,
        shades,
        anchor="fig-trade-sources",
        title=study.sentence(
            f"Trade of {{country}} and {{partner}}: {number(float(own.iloc[0]))} million dollars in {own.index[0]}, "
            f"{number(float(own.iloc[-1]))} in {own.index[-1]}"
        ),
        subtitle="Goods in both directions, million current US$, by source; the sources are shown apart, never averaged",
        tables=["trade", "trade_declared", "trade_published"],
        marks={study.turning_point: str(study.turning_point)},
        points=True,
    )


@or_missing("fig-scale", "Trade of {partner} with {country} and {rival}")
def scale(study: Study) -> Figure:
    """The partner's trade with country and rival on a logarithmic scale."""
    found = {
        countries.short(code): trade.turnover(load("trade"), study.partner, b=code)
        for code in (study.country, study.rival)
    }
    data = within(pd.DataFrame(found), study, 2000)
    ratio = (data.iloc[:, 1] / data.iloc[:, 0]).dropna()
    return charts.lines(
        data,
        role_colours(study),
        anchor="fig-scale",
        title=study.sentence(
            f"{{partner_s}} trade with {{rival}} was {number(float(ratio.iloc[-1]))} times that with {{country}} in {ratio.index[-1]}"
        ),
        subtitle=study.sentence("{partner_s} goods trade in both directions, million current US$, logarithmic scale"),
        tables=["trade", *(["sbp_trade"] if (beside := _exports_since(study)) else [])],
        marks={study.turning_point: str(study.turning_point)},
        log=True,
        note=beside,
    )


def _exports_since(study: Study) -> str:
    """What the country's central bank reports of its exports after the table of trade ends: Pakistan only, and no partner's total."""
    rows = load("sbp_trade").query("flow == 'exports' and months == 12")
    latest = rows[rows["fy_start"] == rows["fy_start"].max()].set_index("partner")["value_musd"]
    named = [code for code in (study.patron, "CHN") if code in latest]
    if study.country != "PAK" or not named:
        return ""
    told = " and ".join(f"{number(float(latest[code]))} to {countries.with_article(code)}" for code in named)
    silent = "" if study.partner in latest else "; {the_partner} is not among the buyers that the press names"
    first = int(rows["fy_start"].max())
    return study.sentence(
        f"For scale, after this table ends: {{country}} exported goods for {told}, million dollars, in the fiscal year "
        f"{first}–{(first + 1) % 100} (State Bank of Pakistan){silent}."
    )


@or_missing("fig-expected", "Trade against what could be expected")
def expected(study: Study, c3: Finding) -> Figure:
    """Actual over expected trade of country and partner."""
    return expected_trade(study, "C3", "trade", c3, anchor="fig-expected")


@or_missing("fig-register-table", "The register of arms deals")
def register_table(study: Study) -> HTML:
    """Every deal of the partner with the country in the register, engines for another country's aircraft at the end."""
    rows = load("pak_rus_arms_register").query("recipient == @study.country and supplier == @study.partner")
    if rows.empty:
        raise NotCovered("licence", "the extract of the register that SIPRI's terms allow has no deal of this pair.")
    rows = rows.sort_values("order_year", ascending=False)
    engines = rows["description"].str.contains("turbofan")
    ordered = pd.concat([rows[~engines], rows[engines]]).astype({"order_year": str})
    shown = ordered[list(REGISTER)].rename(columns=REGISTER)
    caption = study.sentence(
        "Deals of {partner} and its predecessor with {country} in SIPRI's register, newest first, engines last"
    )
    source = html.escape(source_line(["pak_rus_arms_register"]))
    return HTML(
        f'<div class="register">{data_table.to_html(shown, caption, 1)}<p class="fig-source">Source: {source}</p></div>'
    )


@or_missing("fig-wheat", "Grain and other goods from {partner}")
def wheat(study: Study) -> Figure:
    """What the country bought from the partner in wheat, fertiliser and gas, as its own customs report it."""
    rows = load("wheat_trade").query("exporter == @study.partner and importer == @study.country")
    if rows.empty:
        raise NotCovered("licence", "the extract of UN Comtrade that may be shipped has no such trade of this pair.")
    data = rows.pivot_table(index="year", columns="product", values="value_musd", aggfunc="sum").fillna(0)
    data = within(data[data.sum().sort_values(ascending=False).index], study, 2020)
    shades = dict(zip(data.columns, ("partner", "c6", "c7", "c8", "context"), strict=False))
    first, last = int(data.index[0]), int(data.index[-1])
    own = data.iloc[:, 0]
    return bars.stacked(
        data.rename(columns=str.capitalize),
        {str(name).capitalize(): colour for name, colour in shades.items()},
        anchor="fig-wheat",
        title=study.sentence(
            f"{str(own.name).capitalize()} from {{partner}}: {number(float(own.iloc[0]))} million dollars in {first}, "
            f"{number(float(own.max()))} in {int(own.index[int(own.to_numpy().argmax())])}, {number(float(own.iloc[-1]))} in {last}"
        ),
        subtitle=study.sentence("{country_s} imports from {partner} by product, million current US$"),
        tables=["wheat_trade"],
        marks={study.shock_year: str(study.shock_year)},
    )
