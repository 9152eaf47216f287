"""The figures of the chapter on the rival's diversification and the partner's answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from analysis import countries, tables
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, suppliers
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import cite
from analysis.figures.shared import headline, known, ties, within
from analysis.figures.words import reach
from analysis.measures import arms, diplomacy, exporters, trade
from analysis.study import Study

__all__ = ["classes", "customers", "partner_side", "rival_and_patron"]
__all__ += ["rival_concentration", "rival_suppliers", "timing"]
LAST_WINDOW = 2021
BEFORE, AFTER = (2002, 2011), (2012, 2021)


@figure("fig-customers", carrying=True)
def customers(study: Study) -> Chart:
    """The five largest recipients of the partner's arms in the last window before the article, or the last of the years in use."""
    last = min(LAST_WINDOW, study.last_year)
    ranked = exporters.customers(study.partner, window_last=last).set_index("recipient")["share"]
    first = exporters.customer_rank(study.partner, recipient=study.rival).loc[1996 : study.last_year].eq(1)
    if len(ranked) < 2 or first.empty:
        raise NotCovered(f"fewer than two recipients are on record for {last - 4}–{last}.")
    unbroken = first.index[first[::-1].cumprod()[::-1].astype(bool)]
    return bars.bars(
        ranked.rename("share, per cent").rename(index=countries.short),
        facts={"ranked": ranked, "years": (last - 4, last), "first": first, "unbroken": unbroken},
    )


@figure("fig-rival-suppliers", carrying=True)
def rival_suppliers(study: Study) -> Chart:
    """Shares of the rival's arms imports by supplier."""
    told = [study.partner, study.patron, *(["FRA"] if study.rival == "IND" else [])]
    return suppliers.by_year(study, study.rival, told)


@figure("fig-rival-concentration")
def rival_concentration(study: Study) -> Chart:
    """Effective number of suppliers of the rival, and of the country for comparison."""
    return suppliers.effective(study, "rival", "country")


@figure("fig-classes")
def classes(study: Study) -> Chart:
    """The partner's share of the rival's imports by class of weapons, two decades."""
    shares = partial(arms.class_shares, study.rival, supplier=study.partner)
    data = pd.DataFrame({f"{years[0]}–{years[1]}": shares(years=years) for years in (BEFORE, AFTER)}).dropna()
    data = data[data.max(axis=1) > 0].sort_values(data.columns[0], ascending=False)
    if data.empty:
        raise NotCovered("no class of weapons was delivered by this supplier in both decades.")
    fell = int((data.iloc[:, 1] < data.iloc[:, 0]).sum())
    return bars.dumbbells(data, "partner", facts={"fell": fell, "n": len(data)})


@figure("fig-rival-patron")
def rival_and_patron(study: Study, i3: Finding) -> Chart:
    """Five kinds of tie between rival and patron."""
    code, power = study.rival, study.patron
    shown = {heading: read for heading, read in ties(study, [code]).items() if not heading.startswith("Arms")}
    bought, joint = "Share of arms imports, five years, per cent", "Joint exercises, number (to 2010)"
    own: dict[str, Callable[[], pd.Series]] = {
        bought: lambda: arms.supplier_share(code, supplier=power, window=5),
        joint: lambda: diplomacy.exercises(code, partner=power),
    }
    panels = known(study, {**shown, **own}, first=1990, of="rival")
    read = [(part, part.reading) for part in i3.parts if part.reading]
    rose = [part.label for part, one in read if (one.before or 0) < (one.after or 0)]
    share = dict(panels).get(bought, pd.DataFrame({bought: []})).iloc[:, 0].dropna()
    facts: dict[str, Any] = {
        "rising": [part.label for part in i3.parts if part.holds],
        "rose": rose,
        "sold": {},
        "years": (),
        "aid": any("aid" in heading for heading, _ in panels),
        "bought": share,
    }
    return charts.panels(panels, marks=[2006], facts=facts | (_contracts(study) if study.patron == "USA" else {}))


def _contracts(study: Study) -> dict[str, Any]:
    """What the patron's government sold to rival and country, in billion dollars: contracts, beside the volumes that were delivered."""
    rows = tables.load("dsca_sales").query("line == 'total'")
    late = rows["fy_start"] == rows["fy_end"]
    if rows["fy_end"].max() > study.last_year:
        return {}
    sold = {}
    for code in (one for one in (study.rival, study.country) if one in set(rows["recipient"])):
        own = rows["recipient"] == code
        sold[code] = [float(rows.loc[own & part, "value_usd"].sum()) / 1e9 for part in (~late, late)]
    cite(*["dsca_sales"] * bool(sold))
    return {
        "sold": sold,
        "years": (rows["fy_start"].min(), rows.loc[late, "fy_start"].min(), rows.loc[late, "fy_end"].max()),
    }


@figure("fig-partner-side")
def partner_side(study: Study, i4: Finding) -> Chart:
    """Concentration of the partner's arms exports and goods exports, and the rival's share."""
    partner, rival = study.partner, study.rival
    customer = f"{study.name('rival')}: share of arms exports, per cent"
    readings: dict[str, Callable[[], pd.Series]] = {
        "Arms exports: concentration (HHI)": lambda: exporters.customer_concentration(partner),
        "Goods exports: concentration (HHI)": lambda: trade.partner_concentration(partner),
        customer: lambda: exporters.customer_share(partner, recipient=rival),
    }
    panels = known(study, readings, first=1992, of="partner")
    part = "arms_concentration" if panels[0][0].startswith("Arms") else "trade_concentration"
    index = panels[0][1].iloc[:, 0]
    title = headline(i4.part(part), index) + _since(index, study)
    return charts.panels(panels, title=title, marks=[study.turning_point])


def _since(index: pd.Series, study: Study) -> str:
    """The level of a yearly index since the shock year, which a span that ends before it hides."""
    known = index.loc[study.shock_year : study.last_year].dropna()
    return f"; {number(known.mean())} in {reach(known.index.to_series())}" if len(known) else ""


@figure("fig-timing")
def timing(study: Study) -> Chart:
    """Deliveries of the patron to the rival, and of the partner to the country."""
    patron, partner, country, rival = (study.name(role) for role in ("patron", "partner", "country", "rival"))
    first, second = f"{patron} to {rival}", f"{partner} to {country}"
    found = {
        first: arms.deliveries(study.rival, supplier=study.patron),
        second: arms.deliveries(study.country, supplier=study.partner),
    }
    data = within(pd.DataFrame(found), study, 1992)
    facts = {"first": data[first], "second": data[second]}
    parts, colours = [(name, data[[name]]) for name in found], {first: "patron", second: "partner"}
    return charts.panels(parts, colours, marks=[study.turning_point], facts=facts)
