"""The figures of the chapter on the breakthrough and on how far cooperation goes."""

import pandas as pd

from analysis import countries
from analysis.claims import candidates, evidence, placebos, rules
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, special
from analysis.figures.figure import Figure
from analysis.figures.people import or_missing, role_colours
from analysis.figures.shared import expected_trade, within
from analysis.measures import diplomacy, events, trade
from analysis.study import Study
from analysis.tables import load

CLASSES = {"helicopters": "partner", "engines": "c6", "missiles": "c7"}
EXERCISE = {
    "E": special.Symbol("o", "c6", True, "exercise documented"),
    "0": special.Symbol("o", "grid", False, "none in the record"),
}


@or_missing("fig-matrix", "Which year stands out?")
def matrix(study: Study, b1: Finding) -> Figure:
    """The test of every indicator at every candidate year around the turning point."""
    found = candidates.by_year("B1", study)
    if not found:
        raise NotCovered("no data", "no indicator has data for this pair.")
    table = pd.DataFrame(
        {"indicator": one.label, "year": one.year, "change": one.estimate.value, "low": one.estimate.low,
         "high": one.estimate.high, "p": one.estimate.p_value, "sign": one.sign}
        for one in found
    )  # fmt: skip
    grid = table.pivot(index="indicator", columns="year", values="sign")
    hits = sorted(table.loc[table["sign"] == "for", "year"].astype(int).unique())
    years = ", ".join(map(str, hits)) if hits else "none"
    return special.symbols(
        grid,
        special.SIGNS,
        anchor="fig-matrix",
        title=f"Years at which a rise is beyond chance in at least one indicator: {years}",
        subtitle=study.sentence("Change of {country_s} ties with {partner} when the break is put at each year"),
        tables=["arms_deliveries", "trade", "un_votes", "un_resolutions"],
        alt="; ".join(f"{row.indicator} at {row.year}: {row.sign}" for row in table.itertuples()),
        table=table,
        carrying=True,
    )


@or_missing("fig-ties", "{country} and {partner}, by year")
def ties(study: Study, b1: Finding) -> Figure:
    """The series behind the break tests."""
    name = study.name("country")
    panels = [
        (part.label.capitalize() + f", {part.series.attrs['unit']}", part.series.to_frame(name))
        for part in b1.parts
        if part.series is not None and part.placebo is not None
    ]
    if not panels:
        raise NotCovered("no data", "no indicator has data for this pair.")
    return charts.panels(
        [(heading, within(data, study, 1992)) for heading, data in panels],
        role_colours(study),
        anchor="fig-ties",
        title=b1.part("votes").headline,
        subtitle=study.sentence("{country} and {partner}: arms, trade and votes by year"),
        tables=["arms_deliveries", "trade", "un_votes", "un_resolutions"],
        marks={study.turning_point: str(study.turning_point)},
    )


@or_missing("fig-register", "Arms from {partner}")
def register(study: Study, c1: Finding) -> Figure:
    """The partner's deliveries to the country by class of weapons."""
    rows = load("arms_deliveries").query("recipient == @study.country and supplier == @study.partner and year >= 1992")
    if rows.empty:
        raise NotCovered("licence", "no delivery of this pair is in the extract that SIPRI's terms allow.")
    sums = rows.pivot_table(index="year", columns="weapon_class", values="tiv", aggfunc="sum").fillna(0)
    years = range(1992, int(load("arms_deliveries")["year"].max()) + 1)
    data = within(sums.reindex(years).fillna(0)[[name for name in CLASSES if name in sums]], study, 1992)
    share = 100 * float(data.get("engines", pd.Series(0.0)).sum()) / float(data.to_numpy().sum())
    return bars.stacked(
        data.rename(columns=str.capitalize),
        {name.capitalize(): colour for name, colour in CLASSES.items()},
        anchor="fig-register",
        title=study.sentence(
            f"Engines are {number(share)} per cent of what {{partner}} delivered to {{country}} since 1992"
        ),
        subtitle=study.sentence("Arms delivered by {partner} to {country} by class, million TIV"),
        tables=["arms_deliveries"],
        marks={study.turning_point: str(study.turning_point)},
    )


@or_missing("fig-exercises", "Joint exercises")
def exercises(study: Study, c2: Finding) -> Figure:
    """Years with a joint exercise: the record to 2010, the chronology since."""
    table = load("exercises")
    found = {}
    for one in (study.country, study.rival):
        try:
            found[one] = diplomacy.exercises(table, one, partner=study.partner)
        except NotCovered:
            continue
    documented = events.between(load("events"), [study.country, study.partner], category="exercise", first=2011)
    held = documented[~documented["subtype"].isin(events.NOT_HELD)]["year"]
    last = int(load("events")["year"].max())
    rows = {f"{countries.short(one)} (to 2010)": _codes(values) for one, values in found.items()}
    rows[f"{study.name('country')} (since)"] = _codes(held.value_counts().reindex(range(2011, last + 1)).fillna(0))
    data = pd.DataFrame(rows).T.sort_index(axis=1)
    count = int((data == "E").iloc[-1].sum())
    return special.symbols(
        data,
        EXERCISE,
        anchor="fig-exercises",
        title=study.sentence(
            f"A joint exercise of {{country}} and {{partner}} is documented in {count} years since 2011"
        ),
        subtitle=study.sentence("Years with at least one exercise in which {partner} took part"),
        tables=["exercises", "events"],
        alt=f"{count} years: {', '.join(map(str, sorted(held.unique())))}",
        table=data.rename_axis("pair").reset_index(),
        note="The record to 2010 is of multinational exercises in the news; the chronology is a selection, a lower bound.",
    )


def _codes(values: pd.Series) -> pd.Series:
    return values.gt(0).map({True: "E", False: "0"})


@or_missing("fig-trade-sources", "Trade of {country} and {partner}")
def trade_sources(study: Study, c3: Finding) -> Figure:
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
        found["Published, calendar years"] = points.dropna(subset=["total"]).groupby("year")["total"].max()
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
        tables=["trade"],
        marks={study.turning_point: str(study.turning_point)},
        log=True,
    )


@or_missing("fig-placebo", "Is the change special?")
def placebo_pairs(study: Study, b1: Finding) -> Figure:
    """How the agreement of all other pairs of members changed at the turning point, and the case's own pair."""
    spec = rules.specifications(rules.part("B1", "votes"), study)[0]
    found = placebos.pairs(spec, evidence.spanned(spec, study), study)
    if found.value is None or found.rank is None:
        raise NotCovered("no data", found.note)
    pair = study.fill("{country} and {partner}")
    return special.distribution(
        found.values,
        found.value,
        own_name=pair,
        anchor="fig-placebo",
        title=f"{pair}: rank {found.rank:,} among {found.n + 1:,} pairs by the rise of agreement at {spec['year']}",
        subtitle=f"Change of chance-corrected agreement at {spec['year']}, {spec['span'][0]}–{spec['span'][1]}, number of pairs",
        tables=["un_votes", "un_resolutions"],
        unit="change of Cohen's kappa",
        note="Pairs with a country of this case are left out. The outermost pairs are not drawn.",
    )


@or_missing("fig-expected", "Trade against what could be expected")
def expected(study: Study, c3: Finding) -> Figure:
    """Actual over expected trade of country and partner."""
    return expected_trade(study, "C3", "trade", c3, anchor="fig-expected")
