"""The figures of the chapter on the limits of cooperation."""

import pandas as pd

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import charts
from analysis.figures.figure import Figure
from analysis.figures.people import colours, or_missing, role_colours
from analysis.figures.shared import vote_strip, within
from analysis.measures import arms, energy, hedging, ideal_points, trade, votes
from analysis.measures.series import share_of_first
from analysis.study import Study
from analysis.tables import load

# The kinds of tie whose balance is drawn: their table, and what is counted.
TIES = {
    "Arms": ("arms_deliveries", "Arms: five-year sums of TIV."),
    "Trade": ("trade", "Trade: goods in both directions."),
    "Votes": ("ideal_points", "Votes: place between the two ideal points."),
}


@or_missing("fig-ukraine", "Votes on Ukraine")
def ukraine(study: Study) -> Figure:
    """Every adopted resolution on Ukraine since 2014."""
    found = {"Ukraine": votes.on_crisis(load("un_resolutions"), "Ukraine")}
    return vote_strip(study, found, anchor="fig-ukraine", carrying=True)


@or_missing("fig-lean", "Between {the_patron} and {partner}")
def lean(study: Study, o1: Finding) -> Figure:
    """Where country, rival and China stand between patron and partner."""
    codes = [code for code in (study.country, study.rival, "CHN") if code not in (study.partner, study.patron)]
    found = {
        countries.short(code): ideal_points.lean(load("ideal_points"), code, partner=study.partner, patron=study.patron)
        for code in dict.fromkeys(codes)
    }
    return charts.lines(
        within(pd.DataFrame(found), study, 1992),
        colours(study, codes),
        anchor="fig-lean",
        title=o1.part("sides").headline,
        subtitle=study.sentence(
            "Distance of ideal points to {partner} less that to {the_patron}, per cent of the distance between the two: "
            "−100 at {partner_s} or beyond, 100 at {the_patron}"
        ),
        tables=["ideal_points"],
        marks={study.turning_point: str(study.turning_point), study.shock_year: str(study.shock_year)},
    )


@or_missing("fig-hedging", "Hedging between {the_patron} and {partner}")
def hedge(study: Study) -> Figure:
    """How evenly the country spreads arms, trade and votes over patron and partner."""
    domains = within(_patron_shares(study), study, 1992)
    index = hedging.index(domains)
    if index.empty:
        raise NotCovered("no data", "fewer than two kinds of tie have data.")
    # The index covers fewer years than its domains: side by side, their years are in no order of their own.
    data = pd.concat([index.rename("Index"), domains.apply(hedging.evenness)], axis=1).sort_index()
    shades = {"Index": "country", "Arms": "c6", "Trade": "c7", "Votes": "c5"}
    return charts.lines(
        data,
        shades,
        anchor="fig-hedging",
        title=study.sentence(
            f"{{country_s}} hedging index: {number(float(index.iloc[0]))} in {index.index[0]}, "
            f"{number(float(index.iloc[-1]))} in {index.index[-1]}"
        ),
        subtitle=study.sentence("100: a tie is half with {the_patron}, half with {partner}; 0: all with one of them"),
        tables=[TIES[str(tie)][0] for tie in domains],
        marks={study.turning_point: str(study.turning_point)},
        note=" ".join(TIES[str(tie)][1] for tie in domains)
        + " The index is the mean of the kinds of tie with data in the year; it measures balance, not intent.",
    )


def _patron_shares(study: Study) -> pd.DataFrame:
    readings = {
        "Arms": lambda code: arms.deliveries(load("arms_deliveries"), study.country, supplier=code, window=5),
        "Trade": lambda code: trade.turnover(load("trade"), study.country, b=code),
    }
    found = {}
    for name, reading in readings.items():
        try:
            found[name] = share_of_first(reading(study.patron), reading(study.partner))
        except NotCovered:
            continue
    leaning = ideal_points.lean(load("ideal_points"), study.country, partner=study.partner, patron=study.patron)
    found["Votes"] = hedging.vote_share(leaning)
    return pd.DataFrame(found)


@or_missing("fig-weight", "{rival} and {country} as customers of {partner}")
def weight(study: Study, o2: Finding) -> Figure:
    """The rival's share in what rival and country together take from the partner."""
    name = study.name("rival")
    readings = [
        ("Arms, five-year sums", "arms", lambda: arms.recipient_balance(
            load("arms_deliveries"), study.partner, first=study.rival, second=study.country, window=5)),
        ("Goods trade", "trade", lambda: trade.balance(
            load("trade"), study.partner, first=study.rival, second=study.country)),
        ("Fuel exports", "fuel", lambda: energy.fuel_balance(
            load("fuel_trade"), study.partner, first=study.rival, second=study.country)),
    ]  # fmt: skip
    covered = {part.id for part in o2.parts if part.reason is None}
    panels = [(heading, reading().to_frame(name)) for heading, part, reading in readings if part in covered]
    if not panels:
        raise NotCovered("no data", "no table has trade, arms or fuel of both.")
    leading = next((part for part in o2.parts if part.reason is None), None)
    return charts.panels(
        [(heading, within(data, study, 1992)) for heading, data in panels],
        role_colours(study),
        anchor="fig-weight",
        title=leading.headline if leading else study.sentence("{rival} and {country} as customers of {partner}"),
        subtitle=study.sentence("{rival_s} share in what {rival} and {country} together take from {partner}, per cent"),
        tables=["arms_deliveries", "trade", "fuel_trade"],
        marks={study.turning_point: "", study.shock_year: ""},
        carrying=True,
    )


@or_missing("fig-crude", "{partner_s} oil in {rival_s} imports")
def rival_crude(study: Study) -> Figure:
    """The partner's share of the rival's crude oil and coal imports, by financial year."""
    table, roles = load("crude_imports"), (study.rival, study.partner)
    found = {
        "Crude oil": energy.crude_share(table, roles[0], origin=roles[1], fuel="crude"),
        "Coal": energy.crude_share(table, roles[0], origin=roles[1], fuel="coal"),
    }
    data = within(pd.DataFrame(found), study)
    crude = data["Crude oil"].dropna()
    return charts.lines(
        data,
        {"Crude oil": "partner", "Coal": "context"},
        anchor="fig-crude",
        title=study.sentence(
            f"{{partner_s}} share of {{rival_s}} crude oil imports: {number(float(crude.iloc[0]))} per cent in "
            f"{crude.index[0]}, {number(float(crude.iloc[-1]))} in {crude.index[-1]}"
        ),
        subtitle=study.sentence(
            "{partner_s} share of {rival_s} imports, per cent of value, by first year of the financial year"
        ),
        tables=["crude_imports"],
        marks={study.shock_year: str(study.shock_year)},
        points=True,
        note="Financial years begin in April; the last one has its first five months only.",
    )
