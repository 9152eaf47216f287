"""The figures of the chapter on the rival's diversification and the partner's answer."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts
from analysis.figures.figure import Figure
from analysis.figures.people import colours, or_missing, role_colours
from analysis.figures.shared import Reading, headline, known, most_and_last, supplier_lines, ties, within
from analysis.measures import arms, diplomacy, exporters, trade
from analysis.study import Study
from analysis.tables import load

__all__ = [
    "classes", "customers", "partner_side", "rival_and_patron", "rival_concentration", "rival_suppliers", "timing",
]  # fmt: skip
LAST_WINDOW = 2021
BEFORE, AFTER = (2002, 2011), (2012, 2021)


@or_missing("fig-customers", "{partner_s} customers")
def customers(study: Study) -> Figure:
    """The five largest recipients of the partner's arms in the last window before the article."""
    ranked = exporters.customers(load("arms_customers"), study.partner, window_last=LAST_WINDOW)
    shares = ranked.set_index("recipient")["share"].rename(index=countries.short)
    shares.name = "share, per cent"
    first, second = shares.index[0], shares.index[1]
    return bars.bars(
        shares,
        colours(study, list(ranked["recipient"])),
        anchor="fig-customers",
        title=f"{first} took {shares.iloc[0]:.0f} per cent of {study.fill('{partner_s}')} arms exports in {LAST_WINDOW - 4}–{LAST_WINDOW}, {second} {shares.iloc[1]:.0f} per cent",
        subtitle=study.sentence(
            f"Largest recipients of {{partner_s}} arms, {LAST_WINDOW - 4}–{LAST_WINDOW}, per cent of exports in TIV"
        ),
        tables=["arms_customers"],
        note=_first_since(study),
        carrying=True,
    )


def _first_since(study: Study) -> str:
    """Since which window the rival has been the first customer without a break."""
    ranks = exporters.customer_rank(load("arms_customers"), study.partner, recipient=study.rival)
    ranks = ranks[ranks.index >= 1996]
    first = ranks.eq(1)
    unbroken = first[::-1].cumprod()[::-1].astype(bool)
    since = f", without a break in those that ended since {int(ranks.index[unbroken][0])}" if unbroken.any() else ""
    return study.sentence(
        f"{{rival}} came first in {int(first.sum())} of {len(first)} windows of five years that ended in "
        f"{ranks.index[0]}–{ranks.index[-1]}{since}."
    )


@or_missing("fig-rival-suppliers", "{rival_s} suppliers of arms")
def rival_suppliers(study: Study) -> Figure:
    """Shares of the rival's arms imports by supplier."""
    told = [study.partner, study.patron, *(["FRA"] if study.rival == "IND" else [])]
    return supplier_lines(study, study.rival, "fig-rival-suppliers", told, must=study.patron, carrying=True)


@or_missing("fig-rival-concentration", "Concentration of {rival_s} arms imports")
def rival_concentration(study: Study) -> Figure:
    """Effective number of suppliers of the rival, and of the country for comparison."""
    found = {
        countries.short(code): arms.effective_suppliers(load("arms_deliveries"), code, window=study.window)
        for code in (study.rival, study.country)
    }
    return charts.lines(
        within(pd.DataFrame(found), study, 1990),
        role_colours(study),
        anchor="fig-rival-concentration",
        title=most_and_last(study, "rival", found[study.name("rival")]),
        subtitle=f"Effective number of arms suppliers (1/HHI) in the {study.window} years that end with each year",
        tables=["arms_deliveries"],
    )


@or_missing("fig-classes", "{partner_s} share by class of weapons")
def classes(study: Study) -> Figure:
    """The partner's share of the rival's imports by class of weapons, two decades."""
    spans = {f"{a}–{b}": (a, b) for a, b in (BEFORE, AFTER)}
    found = {
        label: arms.class_shares(load("arms_deliveries"), study.rival, supplier=study.partner, years=years)
        for label, years in spans.items()
    }
    data = pd.DataFrame(found).dropna()
    data = data[data.max(axis=1) > 0].sort_values(data.columns[0], ascending=False)
    if data.empty:
        raise NotCovered("no data", "no class of weapons was delivered by this supplier in both decades.")
    fell = int((data.iloc[:, 1] < data.iloc[:, 0]).sum())
    return bars.dumbbells(
        data,
        "partner",
        anchor="fig-classes",
        title=study.sentence(f"{{partner_s}} share fell in {fell} of {len(data)} classes of {{rival_s}} arms imports"),
        subtitle=study.sentence("Share of {partner} in {rival_s} arms imports by class of weapons, per cent of TIV"),
        tables=["arms_deliveries"],
    )


@or_missing("fig-rival-patron", "Ties of {rival} and {the_patron}")
def rival_and_patron(study: Study, i3: Finding) -> Figure:
    """Five kinds of tie between rival and patron."""

    def joint() -> pd.DataFrame:
        return diplomacy.exercises(load("exercises"), study.rival, partner=study.patron).to_frame(study.name("rival"))

    def share() -> pd.DataFrame:
        found = arms.supplier_share(load("arms_deliveries"), study.rival, supplier=study.patron, window=5)
        return found.to_frame(study.name("rival"))

    own = [
        Reading("Share of arms imports, five years, per cent", share, ("arms_deliveries",)),
        Reading("Joint exercises, number (to 2010)", joint, ("exercises",)),
    ]
    shown = [one for one in ties(study, [study.rival]) if not one.heading.startswith("Arms")]
    panels, tables = known(study, [*shown, *own], first=1990)
    noted = _contracts(study) if study.patron == "USA" else ""
    rising = [part.label for part in i3.parts if part.holds]
    what = ", ".join(rising) if rising else "none of the ties"
    return charts.panels(
        panels,
        role_colours(study),
        anchor="fig-rival-patron",
        title=study.sentence(f"{{rival}} drew closer to {{the_patron}} in {what}"),
        subtitle=study.sentence("{rival} and {the_patron}: kinds of tie by year, as far as tables reach"),
        tables=[*tables, *(["dsca_sales"] if noted else [])],
        marks={2006: ""},
        note=noted,
    )


def _contracts(study: Study) -> str:
    """What the patron's government sold to rival and country, in dollars: contracts, beside the volumes that were delivered."""
    rows = load("dsca_sales").query("line == 'total'")
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
    return study.sentence(
        f"Contracts, in billion current dollars: in the fiscal years {years[0]}–{years[1]} {{the_patron}} authorised government "
        f"sales of arms {' and '.join(told)}; “before” is all of {int(rows['fy_start'].min())}–{years[0] - 1}."
    )


@or_missing("fig-partner-side", "{partner_s} own partners")
def partner_side(study: Study, i4: Finding) -> Figure:
    """Concentration of the partner's arms exports and goods exports, and the rival's share."""
    name, arms_table = study.name("partner"), ("arms_exporters", "arms_deliveries")
    readings = {
        "Arms exports: concentration (HHI)": (
            lambda: exporters.customer_concentration(load("arms_exporters"), study.partner), arms_table[:1]),
        "Goods exports: concentration (HHI)": (
            lambda: trade.partner_concentration(load("trade"), study.partner), ("trade",)),
        f"{study.name('rival')}: share of arms exports, per cent": (
            lambda: exporters.customer_share(
                load("arms_exporters"), load("arms_deliveries"), study.partner, recipient=study.rival), arms_table),
    }  # fmt: skip
    panels, tables = known(
        study, [Reading(one, partial(_named, read, name), names) for one, (read, names) in readings.items()], first=1992
    )
    part, drawn = (
        ("arms_concentration" if panels[0][0].startswith("Arms") else "trade_concentration"),
        panels[0][1][name],
    )
    return charts.panels(
        panels,
        role_colours(study),
        anchor="fig-partner-side",
        title=headline(i4.part(part), drawn) + _since(drawn, study),
        subtitle=study.sentence("{partner_s} exports by year: how concentrated on few customers"),
        tables=tables,
        marks={study.turning_point: str(study.turning_point)},
    )


def _named(read: Callable[[], pd.Series], name: str) -> pd.DataFrame:
    return read().to_frame(name)


def _since(index: pd.Series, study: Study) -> str:
    """The last value of a yearly index, which a span that ends before it hides."""
    known = index.loc[: study.last_year].dropna()
    return f"; {known.iloc[-1]:.2f} in {known.index[-1]}" if len(known) else ""


def _peak(series: pd.Series) -> int:
    """The year since 1992 with the largest value."""
    known = series.loc[1992:]
    return int(known.index[int(known.to_numpy().argmax())])


@or_missing("fig-timing", "Who follows whom")
def timing(study: Study) -> Figure:
    """Deliveries of the patron to the rival, and of the partner to the country."""
    table = load("arms_deliveries")
    first, second = (
        f"{study.name('patron')} to {study.name('rival')}",
        f"{study.name('partner')} to {study.name('country')}",
    )
    found = [
        (first, arms.deliveries(table, study.rival, supplier=study.patron), "patron"),
        (second, arms.deliveries(table, study.country, supplier=study.partner), "partner"),
    ]
    return charts.panels(
        [(name, within(values.to_frame(name), study, 1992)) for name, values, _ in found],
        {name: colour for name, _, colour in found},
        anchor="fig-timing",
        title=study.sentence(
            f"{{the_patron}} delivered most to {{rival}} in {_peak(found[0][1])}, {{partner}} most to {{country}} in {_peak(found[1][1])}"
        ),
        subtitle="Arms deliveries by year, million TIV",
        tables=["arms_deliveries"],
        marks={study.turning_point: str(study.turning_point)},
    )
