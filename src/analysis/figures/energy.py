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
    cases = study.sentence("{patron_own} sanction cases in force")
    whose = "Sanction cases in force, by sender" if sender == "any" else cases
    readings: dict[str, Callable[[], pd.Series]] = {
        whose: lambda: sanctions.active(sender, target=partner),
        SENDERS: lambda: sanctions.share_of_senders(partner, since=study.sanctions_year),
        "Gas exports, billion cubic metres": lambda: energy.exports(partner, fuel="gas"),
        EUROPE: lambda: energy.destination_share(load("gas_trade"), partner, fuel="gas", destination="Europe"),
        "Oil price (Brent), US$ a barrel": lambda: energy.price("brent"),
    }
    panels = known(study, readings, first=2000, of="partner")
    note, turns = REGION if EUROPE in dict(panels) else "", [study.sanctions_year, study.shock_year]
    return charts.panels(panels, title=_squeezed(study, dict(panels), whose), note=note, marks=turns)


def _squeezed(study: Study, panels: dict[str, pd.DataFrame], whose: str) -> str:
    """What Europe took of the partner's gas, else what the senders of sanctions took of its goods, else how many cases there were."""
    for heading, told in (
        (EUROPE, "Of {partner_own} pipeline gas Europe took {}"),
        (SENDERS, "States with sanctions on {partner} in force took of its goods exports {}"),
    ):
        if heading in panels:
            return _told(study, told, panels[heading].iloc[:, 0].dropna())
    values = panels[whose].iloc[:, 0].dropna() if whose in panels else pd.Series(dtype=float)
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
        shares[f"{heading}, per cent"] = pd.DataFrame({one: share(destination=one) for one in GROUPS if one in held})
    panels = drawn(study, shares, first=2014)
    title = _told(study, "Of {partner_own} crude oil exports Asia took {}", panels[0][1]["Asia"].dropna())
    return charts.panels(panels, GROUPS, title=title, note=REGION, marks=[study.shock_year])


def _told(study: Study, what: str, values: pd.Series) -> str:
    """First and last value, and those at the year of the sanctions and before the shock, with their years."""
    wanted = (int(values.index[0]), study.sanctions_year, study.shock_year - 1, int(values.index[-1]))
    years = sorted({year for year in wanted if year in values.index})
    said = at(values, *years, unit="per cent")
    return what.replace("{}", " and ".join(said.rsplit(", ", 1)))


@figure("fig-eu")
def europe_buys(study: Study) -> Chart:
    """The partner's share of the European Union's imports of gas, oil and solid fuels."""
    share = partial(energy.eu_share, study.partner)
    found = {"Gas": share(fuel="gas"), "Oil and products": share(fuel="oil"), "Solid fuels": share(fuel="solid")}
    data = within(pd.DataFrame(found), study, 2010)
    fuel = next((str(name) for name, values in data.items() if values.any()), "")
    if not fuel:
        raise NotCovered("no data", study.sentence("{partner} sold the European Union no fuel on record."))
    own = data[fuel].dropna()
    then, last = f"{number(own.iloc[0])} per cent of the EU's imports of {fuel.lower()}", at(own, own.index[-1])
    return charts.lines(
        data,
        {"Gas": "partner", "Oil and products": "c6", "Solid fuels": "c5"},
        title=f"{{partner}} supplied {then} in {own.index[0]}, {last}",
        marks=[study.sanctions_year],
    )


@figure("fig-balance")
def balance(study: Study) -> Chart:
    """Import dependence, place by use per head, gas production and LNG imports of the country."""
    code = study.country
    readings: dict[str, Callable[[], pd.Series]] = {
        "Net imports, per cent of energy use": lambda: energy.import_dependence(code),
        "Countries that use less per head, per cent": lambda: energy.use_percentile(code),
        "Gas production, billion cubic metres": lambda: energy.gas_production(code),
        "LNG imports, billion cubic metres": lambda: energy.lng_imports(code),
    }
    panels = known(study, readings, first=1990)
    return charts.panels(panels, title=_balance_title(study, panels))


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
    shares = within(energy.origin_shares(study.country), study)
    last = int(shares.index[-1])
    first = max(last - ORIGIN_YEARS + 1, int(shares.index[0]))
    top = [str(code) for code in shares.loc[first:last].sum().sort_values(ascending=False).index[:SHOWN_ORIGINS]]
    chosen = dict.fromkeys([*top, *([study.partner] if study.partner in shares else [])])
    pools = {code: pooled(energy.origin_share(study.country, origin=code), first, last) for code in chosen}
    values = pd.Series(pools, name="per cent of value").sort_values(ascending=False)
    told = f"{countries.with_article(str(values.index[0]))} sold {{country}} {number(values.iloc[0])} per cent"
    beside = f"{{the_partner}} {number(values[study.partner]) if study.partner in values else 'none'}"
    title = f"{told} of its imported fuel in {first}–{last}, {beside}"
    return bars.bars(values.rename(index=countries.short), title=title)


@figure("fig-fit")
def fit(study: Study) -> Chart:
    """Complementarity of every exporter with the country's imports in the last year, the partner marked."""
    scores = trade.complementarity_all(importer=study.country)
    year = int(scores.index.max())
    values = scores.loc[year].dropna()
    if study.partner not in values:
        raise NotCovered("no data", f"the table has no exports of {study.partner} in {year}.")
    own, every = values.astype(float).to_dict()[study.partner], values.to_numpy(float)
    worse = f"{number(100 * float((every < own).mean()))} per cent of exporters in {year}"
    return special.distribution(
        every,
        own,
        own_name=study.name("partner"),
        colour="partner",
        title=f"{{partner_own}} exports fit {{country_own}} imports better than those of {worse}",
        subtitle=f"Complementarity of all exporters with {{country_own}} imports, {year}, number of exporters",
        unit="trade complementarity index, 0 to 100",
        counted="exporters",
    )


@figure("fig-export-gap")
def expected(study: Study, e3: Finding) -> Chart:
    """Actual over expected exports of the partner to the country."""
    return expected_trade(study, "E3", "gravity", e3)
