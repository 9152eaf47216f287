"""The figures on the trade of country and partner: by source, against expectation, beside the rival's, and in which goods."""

from typing import Any

import pandas as pd

from analysis import tables
from analysis.claims.finding import Finding
from analysis.errors import NotCovered
from analysis.figures import bars, charts
from analysis.figures.compose import Chart, figure
from analysis.figures.palette import GOODS
from analysis.figures.recorded import cite, held, load
from analysis.figures.shared import SPAN, both, expected_trade, within
from analysis.figures.words import peak
from analysis.measures import published, trade
from analysis.measures.series import covering
from analysis.study import Study

__all__ = ["expected", "scale", "trade_sources", "wheat"]
BOUGHT = "exporter == @study.partner and importer == @study.country"


@figure("fig-trade-sources")
def trade_sources(study: Study) -> Chart:
    """Trade of the pair by source: reconciled, as declared by the partner, and every total published since."""
    name, told = "Reconciled (BACI)", f"Declared by {study.name('partner')}"
    own = trade.turnover(study.country, b=study.partner)
    declared, _ = held({told: lambda: trade.declared(study.partner, partner=study.country)})
    data = within(pd.DataFrame({name: own} | declared), study, 2000)
    if not data.iloc[:, 0].any():
        raise NotCovered(study.fill("no trade of {country} and {partner} is recorded in these years."))
    if len(points := _published(study)):
        cite("trade_published")
    own, colours = data[name].dropna(), {name: "country", told: "partner"}
    later = points[points["year"] > own.index[-1]]
    facts = {"own": own, "wheat": _wheat(study, peak(own)), "points": points, "later": later}
    return charts.lines(data, colours, marks=[study.turning_point], published=points, facts=facts)


def _published(study: Study) -> pd.DataFrame:
    """Totals of the pair published for whole years; a financial year, which begins in July, lies half a year later."""
    rows = published.totals(tables.load("trade_published"), study.country, partner=study.partner)
    rows = rows[rows["year"].between(study.first_year, study.last_year)]
    points = rows.assign(year=rows["year"] + rows["fiscal"] / 2)[charts.PUBLISHED]
    return points.sort_values(["year", "value"]).reset_index(drop=True)


def _wheat(study: Study, year: int) -> float | None:
    """What the country bought of the partner's wheat in a year, by its own customs."""
    rows = tables.load("wheat_trade").query(f"{BOUGHT} and year == @year and product == 'wheat'")["value_musd"]
    cite(*["wheat_trade"] * bool(len(rows)))
    return float(rows.iloc[0]) if len(rows) else None


@figure("fig-scale")
def scale(study: Study) -> Chart:
    """The partner's trade with country and rival on a logarithmic scale."""
    data = within(both(study, lambda code: trade.turnover(study.partner, b=code)), study, 2000)
    last = data.dropna().iloc[-SPAN:]
    if last.empty:
        raise NotCovered(study.fill("no year holds {partner_own} trade with both {country} and {rival}."))
    facts = {"last": last, "sums": last.sum().tolist()} | _exports_since(study)
    return charts.lines(data, marks=[study.turning_point], log=True, facts=facts)


def _exports_since(study: Study) -> dict[str, Any]:
    """What the country's central bank reports of its exports after the table of trade ends: Pakistan only, and no partner's total."""
    rows = tables.load("sbp_trade").query("flow == 'exports' and months == 12")
    latest = rows[rows["fy_start"] == rows["fy_start"].max()].set_index("partner")["value_musd"]
    buyers = [code for code in (study.patron, "CHN") if code in latest and study.country == "PAK"]
    cite(*["sbp_trade"] * bool(buyers))
    return {
        "sold": latest[buyers].to_dict(),
        "year": int(rows["fy_start"].max()),
        "silent": study.partner not in latest,
    }


@figure("fig-expected")
def expected(study: Study, c3: Finding) -> Chart:
    """Actual over expected trade of country and partner."""
    return expected_trade(study, "C3", "trade", c3)


@figure("fig-wheat")
def wheat(study: Study) -> Chart:
    """What the country bought from the partner in wheat, fertiliser and gas, as its own customs report it."""
    table = load("wheat_trade")
    covering(table, "exports of grain, fertiliser and gas", code="licence", exporter=study.partner)
    covering(table, "imports of grain, fertiliser and gas", code="licence", importer=study.country)
    rows = table.query(BOUGHT)
    if rows.empty:
        raise NotCovered(study.fill("no grain, fertiliser or gas of {the_partner} for {the_country} is in the table."))
    data = rows.pivot_table(index="year", columns="product", values="value_musd", aggfunc="sum").fillna(0)
    data = within(data[data.sum().sort_values(ascending=False).index], study, 2020).rename(columns=str.capitalize)
    own, goods = data.iloc[:, 0], dict(zip(data.columns, GOODS, strict=False))
    return bars.stacked(data, goods, facts={"own": own}, marks=[study.shock_year])
