"""The figures of the chapter on energy after the sanctions."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from analysis import countries
from analysis.claims import rules
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, special
from analysis.figures.compose import Chart, figure
from analysis.figures.people import role_colours
from analysis.figures.recorded import load
from analysis.figures.shared import REGION, at, drawn, expected_trade, known, within
from analysis.measures import energy, sanctions, trade
from analysis.measures.series import pooled
from analysis.study import Study

__all__ = ["balance", "destinations", "europe_buys", "expected", "fit", "origins", "squeeze"]
GROUPS = {"Europe": "c6", "Asia": "c7", "CIS": "c5", "Other": "context"}
FUELS: dict[energy.Fuel, str] = {"crude": "Crude oil", "products": "Oil products", "coal": "Coal", "lng": "LNG"}
SHOWN_ORIGINS, ORIGIN_YEARS = 8, 5
EUROPE = "Europe's share of pipeline gas, per cent"
SENDERS = "Exports to sanctioning states, per cent"


@figure("fig-squeeze")
def squeeze(study: Study) -> Chart:
    """Sanctions, gas exports, Europe's share of them, and the oil price."""
    partner = study.partner
    sender = str(rules.chosen(rules.part("E1", "sanctions", study), study).args["sender"])
    whose = "Sanction cases in force, by sender"
    if sender != "any":
        whose = study.sentence("{patron_own} sanction cases in force")
    readings: dict[str, Callable[[], pd.Series]] = {
        whose: lambda: sanctions.active(load("sanctions"), sender, target=partner),
        SENDERS: lambda: sanctions.share_of_senders(
            load("trade"), load("sanctions"), partner, since=study.sanctions_year
        ),
        "Gas exports, billion cubic metres": lambda: energy.exports(load("gas_trade"), partner, fuel="gas"),
        EUROPE: lambda: energy.destination_share(load("gas_trade"), partner, fuel="gas", destination="Europe"),
        "Oil price (Brent), US$ a barrel": lambda: energy.price(load("energy_prices"), "brent"),
    }
    panels = known(study, readings, first=2000, of="partner")
    return charts.panels(
        panels,
        role_colours(study),
        title=_squeezed(study, dict(panels), whose),
        note=REGION if EUROPE in dict(panels) else "",
        marks=[study.sanctions_year, study.shock_year],
    )


def _squeezed(study: Study, panels: dict[str, pd.DataFrame], whose: str) -> str:
    """What Europe took of the partner's gas, else what the senders of sanctions took of its goods, else how many cases there were."""
    for heading, told in (
        (EUROPE, "Of {partner_own} pipeline gas Europe took {}"),
        (SENDERS, "States with sanctions on {partner} in force took of its goods exports {}"),
    ):
        if heading in panels:
            return _told(study, told, panels[heading].iloc[:, 0].dropna())
    values = panels.get(whose, pd.DataFrame({"none": []})).iloc[:, 0].dropna()
    if values.empty:
        return "{partner_own} exports"
    return f"{whose.replace(', by sender', '')} against {{partner}}: {at(values, values.index[-1])}"


@figure("fig-destinations")
def destinations(study: Study) -> Chart:
    """Shares of destination groups in the partner's exports of oil, products, coal and LNG."""
    table = load("energy_exports")
    shares: dict[str, pd.DataFrame] = {}
    for fuel, heading in FUELS.items():
        held = set(table.loc[table["fuel"] == fuel, "destination_group"])
        share = partial(energy.destination_share, table, study.partner, fuel=fuel)
        found = {group: share(destination=group) for group in GROUPS if group in held}
        shares[f"{heading}, per cent"] = pd.DataFrame(found)
    panels = drawn(study, shares, first=2014)
    return charts.panels(
        panels,
        GROUPS,
        title=_told(study, "Of {partner_own} crude oil exports Asia took {}", panels[0][1]["Asia"].dropna()),
        note=REGION,
        marks=[study.shock_year],
    )


def _told(study: Study, what: str, values: pd.Series) -> str:
    """First and last value, and those at the year of the sanctions and before the shock, with their years."""
    wanted = (int(values.index[0]), study.sanctions_year, study.shock_year - 1, int(values.index[-1]))
    years = sorted({year for year in wanted if year in values.index})
    said = [at(values, year, "per cent" * (not place)) for place, year in enumerate(years)]
    return study.sentence(what.replace("{}", f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else said[0]))


@figure("fig-eu")
def europe_buys(study: Study) -> Chart:
    """The partner's share of the European Union's imports of gas, oil and solid fuels."""
    share = partial(energy.eu_share, load("eu_energy_imports"), study.partner)
    found = {"Gas": share(fuel="gas"), "Oil and products": share(fuel="oil"), "Solid fuels": share(fuel="solid")}
    data = within(pd.DataFrame(found), study, 2010)
    first = next((str(name) for name, values in data.items() if values.any()), "")
    if not first:
        raise NotCovered("no data", study.sentence("{partner} sold the European Union no fuel on record."))
    own = data[first].dropna()
    return charts.lines(
        data,
        {"Gas": "partner", "Oil and products": "c6", "Solid fuels": "c5"},
        title=f"{{partner}} supplied {number(own.iloc[0])} per cent of the EU's imports of {first.lower()} in {own.index[0]}, "
        f"{at(own, own.index[-1])}",
        marks=[study.sanctions_year],
    )


@figure("fig-balance")
def balance(study: Study) -> Chart:
    """Import dependence, place by use per head, gas production and LNG imports of the country."""
    code = study.country
    readings: dict[str, Callable[[], pd.Series]] = {
        "Net imports, per cent of energy use": lambda: energy.import_dependence(load("energy_balances"), code),
        "Countries that use less per head, per cent": lambda: energy.use_percentile(load("energy_balances"), code),
        "Gas production, billion cubic metres": lambda: energy.gas_production(load("energy_review"), code),
        "LNG imports, billion cubic metres": lambda: energy.lng_imports(load("energy_review"), code),
    }
    panels = known(study, readings, first=1990)
    return charts.panels(panels, role_colours(study), title=_balance_title(study, panels))


def _balance_title(study: Study, panels: list[tuple[str, pd.DataFrame]]) -> str:
    """The first panel in a sentence: net imports where the table has them."""
    heading, values = panels[0][0], panels[0][1].iloc[:, 0].dropna()
    if heading.startswith("Net imports"):
        return _told(study, "Of the energy it used {country} imported, net, {}", values)
    last = int(values.index[-1])
    if heading.startswith("Countries that use less"):
        return f"{number(values[last])} per cent of countries used less energy per head than {{country}} in {last}"
    return f"{heading} of {{country}} stood at {at(values, last)}"


@figure("fig-origins")
def origins(study: Study) -> Chart:
    """Largest origins of the country's fuel imports in its last five years on record, and the partner."""
    shares = within(energy.origin_shares(load("fuel_imports"), study.country), study)
    last = int(shares.index[-1])
    first = max(last - ORIGIN_YEARS + 1, int(shares.index[0]))
    top = [str(code) for code in shares.loc[first:last].sum().sort_values(ascending=False).index[:SHOWN_ORIGINS]]
    chosen = list(dict.fromkeys([*top, *([study.partner] if study.partner in shares else [])]))
    sold = (energy.origin_share(load("fuel_imports"), study.country, origin=code) for code in chosen)
    pools = {code: pooled(share, first, last) for code, share in zip(chosen, sold, strict=True)}
    values = pd.Series(pools, name="per cent of value").sort_values(ascending=False)
    told = f"{countries.with_article(str(values.index[0]))} sold {{country}} {number(values.iloc[0])} per cent"
    beside = number(values[study.partner]) if study.partner in values else "none"
    return bars.bars(
        values.rename(index=countries.short),
        role_colours(study),
        title=f"{told} of its imported fuel in {first}–{last}, {{the_partner}} {beside}",
    )


@figure("fig-fit")
def fit(study: Study) -> Chart:
    """Complementarity of every exporter with the country's imports in the last year, the partner marked."""
    scores = trade.complementarity_all(load("trade_sections"), importer=study.country)
    year = int(scores.index.max())
    values = scores.loc[year].dropna()
    if study.partner not in values:
        raise NotCovered("no data", f"the table has no exports of {study.partner} in {year}.")
    own = float(values[values.index == study.partner].to_numpy()[0])
    return special.distribution(
        values.to_numpy(float),
        own,
        own_name=study.name("partner"),
        colour="partner",
        title=(
            f"{{partner_own}} exports fit {{country_own}} imports better than those of {number(100 * float((values.to_numpy() < own).mean()))} "
            f"per cent of exporters in {year}"
        ),
        subtitle=f"Complementarity of all exporters with {{country_own}} imports, {year}, number of exporters",
        unit="trade complementarity index, 0 to 100",
        counted="exporters",
    )


@figure("fig-export-gap")
def expected(study: Study, e3: Finding) -> Chart:
    """Actual over expected exports of the partner to the country."""
    return expected_trade(study, "E3", "gravity", e3)
