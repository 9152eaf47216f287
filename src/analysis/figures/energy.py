"""The figures of the chapter on energy after the sanctions."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from analysis import countries
from analysis.claims import rules
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, special
from analysis.figures.figure import Figure
from analysis.figures.people import or_missing, role_colours
from analysis.figures.shared import Reading, expected_trade, known, within
from analysis.measures import energy, sanctions, trade
from analysis.measures.series import pooled
from analysis.study import Study
from analysis.tables import load

__all__ = ["balance", "destinations", "europe_buys", "expected", "fit", "origins", "squeeze"]
GROUPS = {"Europe": "c6", "Asia": "c7", "CIS": "c5", "Other": "context"}
FUELS: dict[energy.Fuel, str] = {"crude": "Crude oil", "products": "Oil products", "coal": "Coal", "lng": "LNG"}
SHOWN_ORIGINS, ORIGIN_YEARS = 8, 5
EUROPE = "Europe's share of pipeline gas, per cent"
SENDERS = "Exports to states with sanctions on it, per cent"


def _marks(study: Study) -> dict[int, str]:
    return {study.sanctions_year: str(study.sanctions_year), study.shock_year: str(study.shock_year)}


@or_missing("fig-squeeze", "{partner_s} energy exports")
def squeeze(study: Study) -> Figure:
    """Sanctions, gas exports, Europe's share of them, and the oil price."""
    name = study.name("partner")
    gas = load("gas_trade")
    sender = str(rules.chosen(rules.part("E1", "sanctions", study), study).args["sender"])
    whose = (
        "Sanction cases in force, by sender"
        if sender == "any"
        else study.sentence("{patron_own} sanction cases in force")
    )
    readings = {
        whose: (lambda: sanctions.active(load("sanctions"), sender, target=study.partner), ("sanctions",)),
        SENDERS: (lambda: sanctions.share_of_senders(
            load("trade"), load("sanctions"), study.partner, since=study.sanctions_year), ("trade", "sanctions")),
        "Gas exports, billion cubic metres": (lambda: energy.exports(gas, study.partner, fuel="gas"), ("gas_trade",)),
        EUROPE: (lambda: energy.destination_share(gas, study.partner, fuel="gas", destination="Europe"), ("gas_trade",)),
        "Oil price (Brent), US$ a barrel": (lambda: energy.price(load("energy_prices"), "brent"), ("energy_prices",)),
    }  # fmt: skip
    panels, tables = known(
        study, [Reading(one, partial(_named, read, name), names) for one, (read, names) in readings.items()], first=2000
    )
    return charts.panels(
        panels,
        role_colours(study),
        anchor="fig-squeeze",
        title=_squeezed(study, dict(panels), whose),
        subtitle=study.sentence("{partner}: sanctions, exports and the price of oil, by year, as far as tables reach"),
        tables=tables,
        marks=_marks(study),
    )


def _named(read: Callable[[], pd.Series], name: str) -> pd.DataFrame:
    return read().to_frame(name)


def _squeezed(study: Study, panels: dict[str, pd.DataFrame], whose: str) -> str:
    """What Europe took of the partner's gas, else what the senders of sanctions took of its goods, else how many cases there were."""
    for heading, told in (
        (EUROPE, "Of {partner_s} pipeline gas Europe took {}"),
        (SENDERS, "States with sanctions on {partner} in force took of its goods exports {}"),
    ):
        if heading in panels:
            return _told(study, told, panels[heading].iloc[:, 0].dropna())
    values = panels.get(whose, pd.DataFrame({"none": []})).iloc[:, 0].dropna()
    return (
        f"{whose} against {study.name('partner')}: {number(float(values.iloc[-1]))} in {values.index[-1]}"
        if len(values)
        else study.sentence("{partner_s} exports")
    )


@or_missing("fig-destinations", "{partner_s} exports by destination")
def destinations(study: Study) -> Figure:
    """Shares of destination groups in the partner's exports of oil, products, coal and LNG."""
    table = load("energy_exports")
    panels = []
    for fuel, heading in FUELS.items():
        known = set(table.loc[table["fuel"] == fuel, "destination_group"])
        shares = {
            group: energy.destination_share(table, study.partner, fuel=fuel, destination=group)
            for group in GROUPS
            if group in known
        }
        panels.append((f"{heading}, per cent", within(pd.DataFrame(shares), study, 2014)))
    return charts.panels(
        panels,
        GROUPS,
        anchor="fig-destinations",
        title=_told(study, "Of {partner_s} crude oil exports Asia took {}", panels[0][1]["Asia"].dropna()),
        subtitle=study.sentence("Where {partner_s} exports go: shares by region of destination"),
        tables=["energy_exports"],
        marks={study.shock_year: str(study.shock_year)},
    )


def _told(study: Study, what: str, values: pd.Series) -> str:
    """First and last value, and those at the year of the sanctions and before the shock, with their years."""
    wanted = (int(values.index[0]), study.sanctions_year, study.shock_year - 1, int(values.index[-1]))
    years = sorted({year for year in wanted if year in values.index})
    said = [f"{number(float(values[year]))}{' per cent' * (not place)} in {year}" for place, year in enumerate(years)]
    return study.sentence(what.replace("{}", f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else said[0]))


@or_missing("fig-eu", "{partner_s} share of the European Union's imports")
def europe_buys(study: Study) -> Figure:
    """The partner's share of the European Union's imports of gas, oil and solid fuels."""
    table, partner = load("eu_energy_imports"), study.partner
    found = {
        "Gas": energy.eu_share(table, partner, fuel="gas"),
        "Oil and products": energy.eu_share(table, partner, fuel="oil"),
        "Solid fuels": energy.eu_share(table, partner, fuel="solid"),
    }
    data = within(pd.DataFrame(found), study, 2010)
    gas = data["Gas"].dropna()
    if not data.to_numpy().any():
        raise NotCovered("no data", f"{study.name('partner')} sold the European Union no fuel on record.")
    return charts.lines(
        data,
        {"Gas": "partner", "Oil and products": "c6", "Solid fuels": "c5"},
        anchor="fig-eu",
        title=study.sentence(
            f"{{partner}} supplied {number(float(gas.iloc[0]))} per cent of the EU's gas imports in {gas.index[0]}, "
            f"{number(float(gas.iloc[-1]))} in {gas.index[-1]}"
        ),
        subtitle=study.sentence(
            "{partner_s} share of imports of the 27 member states from outside, per cent of volume"
        ),
        tables=["eu_energy_imports"],
        marks={study.sanctions_year: str(study.sanctions_year)},
    )


@or_missing("fig-balance", "{country_s} energy balance")
def balance(study: Study) -> Figure:
    """Import dependence, place by use per head, gas production and LNG imports of the country."""
    name = study.name("country")
    readings: list[tuple[str, Any]] = [
        ("Net imports, per cent of energy use", lambda: energy.import_dependence(load("energy_balances"), study.country)),
        ("Countries that use less per head, per cent", lambda: energy.use_percentile(load("energy_balances"), study.country)),
        ("Gas production, billion cubic metres", lambda: energy.gas_production(load("energy_review"), study.country)),
        ("LNG imports, billion cubic metres", lambda: energy.lng_imports(load("energy_review"), study.country)),
    ]  # fmt: skip
    panels = []
    for heading, reading in readings:
        try:
            panels.append((heading, within(reading().to_frame(name), study, 1990)))
        except NotCovered:
            continue
    if not panels:
        raise NotCovered("no data", f"no table holds the energy balance of {name}.")
    return charts.panels(
        panels,
        role_colours(study),
        anchor="fig-balance",
        title=_balance_title(study, panels),
        subtitle=study.sentence("{country}: energy imports, use and gas, by year"),
        tables=["energy_balances", "energy_review"],
    )


def _balance_title(study: Study, panels: list[tuple[str, pd.DataFrame]]) -> str:
    """The first panel in a sentence: net imports where the table has them."""
    heading, values = panels[0][0], panels[0][1].iloc[:, 0].dropna()
    if heading.startswith("Net imports"):
        return _told(study, "Of the energy it used {country} imported, net, {}", values)
    last = int(values.index[-1])
    if heading.startswith("Countries that use less"):
        return study.sentence(
            f"{number(float(values[last]))} per cent of countries used less energy per head than {{country}} in {last}"
        )
    return study.sentence(f"{heading} of {{country}} stood at {number(float(values[last]))} in {last}")


@or_missing("fig-origins", "Who sells fuel to {country}")
def origins(study: Study) -> Figure:
    """Largest origins of the country's fuel imports in its last five years on record, and the partner."""
    shares = within(energy.origin_shares(load("fuel_imports"), study.country), study)
    last = int(shares.index[-1])
    first = max(last - ORIGIN_YEARS + 1, int(shares.index[0]))
    top = [str(code) for code in shares.loc[first:last].sum().sort_values(ascending=False).index[:SHOWN_ORIGINS]]
    chosen = list(dict.fromkeys([*top, *([study.partner] if study.partner in shares else [])]))
    sold = {
        code: pooled(energy.origin_share(load("fuel_imports"), study.country, origin=code), first, last)
        for code in chosen
    }
    values = pd.Series(sold, name="per cent of value").sort_values(ascending=False)
    told = f"{countries.with_article(str(values.index[0]))} sold {{country}} {number(float(values.iloc[0]))} per cent"
    beside = number(float(values[study.partner])) if study.partner in values else "none"
    return bars.bars(
        values.rename(index=countries.short),
        role_colours(study),
        anchor="fig-origins",
        title=study.sentence(f"{told} of its imported fuel in {first}–{last}, {{the_partner}} {beside}"),
        subtitle=study.sentence(
            "Largest origins of {country_s} imports of mineral fuels, and {partner}, per cent of value"
        ),
        tables=["fuel_imports"],
    )


@or_missing("fig-fit", "Do the goods match?")
def fit(study: Study) -> Figure:
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
        anchor="fig-fit",
        title=study.sentence(
            f"{{partner_s}} exports fit {{country_s}} imports better than those of {number(100 * float((values.to_numpy() < own).mean()))} "
            f"per cent of exporters in {year}"
        ),
        subtitle=study.sentence(
            f"Complementarity of all exporters with {{country_s}} imports, {year}, number of exporters"
        ),
        tables=["trade_sections"],
        unit="trade complementarity index, 0 to 100",
        counted="exporters",
    )


@or_missing("fig-export-gap", "Exports against what could be expected")
def expected(study: Study, e3: Finding) -> Figure:
    """Actual over expected exports of the partner to the country."""
    return expected_trade(study, "E3", "gravity", e3, anchor="fig-export-gap")
