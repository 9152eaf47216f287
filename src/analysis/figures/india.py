"""The figures of the chapter on the rival's diversification and the partner's answer."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from analysis import countries, tables
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, palette, suppliers
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import cite
from analysis.figures.shared import drawn, headline, known, peak, ties
from analysis.measures import arms, diplomacy, exporters, trade
from analysis.study import Study

__all__ = ["classes", "customers", "partner_side", "rival_and_patron"]
__all__ += ["rival_concentration", "rival_suppliers", "timing"]
LAST_WINDOW = 2021
BEFORE, AFTER = (2002, 2011), (2012, 2021)


@figure("fig-customers", carrying=True)
def customers(study: Study) -> Chart:
    """The five largest recipients of the partner's arms in the last window before the article."""
    ranked = exporters.customers(study.partner, window_last=LAST_WINDOW).set_index("recipient")["share"]
    first, second = (f"{ranked.iloc[place]:.0f} per cent" for place in range(2))
    one, other = (countries.with_article(str(code)) for code in ranked.index[:2])
    years = f"{LAST_WINDOW - 4}–{LAST_WINDOW}"
    return bars.bars(
        ranked.rename("share, per cent").rename(index=countries.short),
        palette.named(),
        title=f"{one} took {first} of {{partner_own}} arms exports in {years}, {other} {second}",
        subtitle=f"Largest recipients of {{partner_own}} arms, {years}, per cent of exports in TIV",
        note=_first_since(study),
    )


def _first_since(study: Study) -> str:
    """Since which window the rival has been the first customer without a break."""
    first = exporters.customer_rank(study.partner, recipient=study.rival).loc[1996:].eq(1)
    unbroken = first.index[first[::-1].cumprod()[::-1].astype(bool)]
    since = f", without a break in those that ended since {int(unbroken[0])}" if len(unbroken) else ""
    windows = f"{len(first)} windows of five years that ended in {first.index[0]}–{first.index[-1]}"
    return f"{{rival}} came first in {int(first.sum()) or 'none'} of {windows}{since}."


@figure("fig-rival-suppliers", carrying=True)
def rival_suppliers(study: Study) -> Chart:
    """Shares of the rival's arms imports by supplier."""
    told = [study.partner, study.patron, *(["FRA"] if study.rival == "IND" else [])]
    return suppliers.by_year(study, study.rival, told, must=study.patron)


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
        raise NotCovered("no data", "no class of weapons was delivered by this supplier in both decades.")
    fell = int((data.iloc[:, 1] < data.iloc[:, 0]).sum())
    title = f"{{partner_s}} share fell in {fell} of {len(data)} classes of {{rival_own}} arms imports"
    return bars.dumbbells(data, "partner", title=title)


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
    note = _contracts(study) if study.patron == "USA" else ""
    rising = ", ".join(part.label for part in i3.parts if part.holds) or "none of the ties"
    return charts.panels(panels, title=f"{{rival}} drew closer to {{the_patron}} in {rising}", marks=[2006], note=note)


def _contracts(study: Study) -> str:
    """What the patron's government sold to rival and country, in dollars: contracts, beside the volumes that were delivered."""
    rows = tables.load("dsca_sales").query("line == 'total'")
    late = rows["fy_start"] == rows["fy_end"]
    told = []
    for code in (study.rival, study.country):
        own = rows["recipient"] == code
        if not own.any():
            continue
        early, since = (float(rows.loc[own & part, "value_usd"].sum()) / 1e9 for part in (~late, late))
        told.append(f"to {countries.with_article(code)} {number(since)} (before: {number(early)})")
    years = int(rows.loc[late, "fy_start"].min()), int(rows.loc[late, "fy_end"].max())
    if not told:
        return ""
    cite("dsca_sales")
    return (
        f"Contracts, in billion current dollars: in the fiscal years {years[0]}–{years[1]} {{the_patron}} authorised government "
        f"sales of arms {' and '.join(told)}; “before” is all of {int(rows['fy_start'].min())}–{years[0] - 1}."
    )


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
    """The last value of a yearly index, which a span that ends before it hides."""
    known = index.loc[: study.last_year].dropna()
    return f"; {known.iloc[-1]:.2f} in {known.index[-1]}" if len(known) else ""


@figure("fig-timing")
def timing(study: Study) -> Chart:
    """Deliveries of the patron to the rival, and of the partner to the country."""
    first = arms.deliveries(study.rival, supplier=study.patron)
    second = arms.deliveries(study.country, supplier=study.partner)
    patron, partner, country, rival = (study.name(role) for role in ("patron", "partner", "country", "rival"))
    names = f"{patron} to {rival}", f"{partner} to {country}"
    series = {name: values.to_frame(name) for name, values in zip(names, (first, second), strict=True)}
    one, two = (peak(values.loc[1992:]) for values in (first, second))
    return charts.panels(
        drawn(study, series, first=1992),
        dict(zip(names, ("patron", "partner"), strict=True)),
        title=f"{{the_patron}} delivered most to {{rival}} in {one}, {{partner}} most to {{country}} in {two}",
        marks=[study.turning_point],
    )
