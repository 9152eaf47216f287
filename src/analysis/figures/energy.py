"""The figures of the chapter on energy after the sanctions."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from analysis import countries
from analysis.claims import rules
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, charts, maps, special
from analysis.figures.compose import Chart, figure
from analysis.figures.recorded import load, load_geojson
from analysis.figures.shared import REGION, drawn, expected_trade, known, within
from analysis.figures.words import at
from analysis.measures import energy, sanctions, trade
from analysis.measures.series import pooled
from analysis.study import Study
from analysis.tables import describe

__all__ = ["balance", "destinations", "europe_buys", "expected", "fit", "origins", "pipeline_map", "squeeze"]
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
    # What Europe took of the partner's gas is told, else what the senders of sanctions took of its goods, else the number of cases.
    shown = {heading: data.iloc[:, 0].dropna() for heading, data in panels}
    heading = next((one for one in (EUROPE, SENDERS, whose) if len(shown.get(one, ()))), "")
    values = shown.get(heading, pd.Series(dtype=float))
    facts = {
        "heading": heading.replace(", by sender", ""),
        "values": values,
        "told": heading and _levels(study, values),
    }
    note, turns = REGION if EUROPE in shown else "", [study.sanctions_year, study.shock_year]
    return charts.panels(panels, facts=facts, note=note, marks=turns)


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
    taken = _levels(study, panels[0][1]["Asia"].dropna())
    return charts.panels(panels, GROUPS, note=REGION, marks=[study.shock_year], facts={"taken": taken})


def _levels(study: Study, values: pd.Series) -> str:
    """First and last value, and those at the year of the sanctions and before the shock, with their years."""
    wanted = (int(values.index[0]), study.sanctions_year, study.shock_year - 1, int(values.index[-1]))
    said = at(values, *sorted({year for year in wanted if year in values.index}), unit="per cent")
    return " and ".join(said.rsplit(", ", 1))


@figure("fig-eu")
def europe_buys(study: Study) -> Chart:
    """The partner's share of the European Union's imports of gas, oil and solid fuels."""
    share = partial(energy.eu_share, study.partner)
    found = {"Gas": share(fuel="gas"), "Oil and products": share(fuel="oil"), "Solid fuels": share(fuel="solid")}
    data = within(pd.DataFrame(found), study, 2010)
    fuel = next((str(name) for name, values in data.items() if values.any()), "")
    if not fuel:
        raise NotCovered(study.sentence("{partner} sold the European Union no fuel on record."))
    own = data[fuel].dropna()
    colours = {"Gas": "partner", "Oil and products": "c6", "Solid fuels": "c5"}
    return charts.lines(data, colours, marks=[study.sanctions_year], facts={"own": own, "fuel": fuel.lower()})


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
    heading, values = panels[0][0], panels[0][1].iloc[:, 0].dropna()
    return charts.panels(panels, facts={"heading": heading, "values": values, "told": _levels(study, values)})


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
    facts = {"values": values, "years": (first, last), "partner": study.partner}
    return bars.bars(values.rename(index=countries.short), facts=facts)


@figure("fig-fit")
def fit(study: Study) -> Chart:
    """Complementarity of every exporter with the country's imports in the last year, the partner marked."""
    scores = trade.complementarity_all(importer=study.country)
    year = int(scores.index.max())
    values = scores.loc[year].dropna()
    if study.partner not in values:
        raise NotCovered(study.fill(f"the table has no exports of {{the_partner}} in {year}."))
    own, every = values.astype(float).to_dict()[study.partner], values.to_numpy(float)
    return special.distribution(
        every,
        own,
        own_name=study.name("partner"),
        colour="partner",
        facts={"worse": 100 * float((every < own).mean()), "year": year},
        unit="trade complementarity index, 0 to 100",
        counted="exporters",
    )


@figure("fig-export-gap")
def expected(study: Study, e3: Finding) -> Chart:
    """Actual over expected exports of the partner to the country."""
    return expected_trade(study, "E3", "gravity", e3)


@figure("fig-map")
def pipeline_map(study: Study, e4: Finding) -> Chart:
    """Routes of the pipelines touching the country, by status at the last release, and its capitals for orientation."""
    if (built := e4.part("not_built")).reason:
        raise NotCovered(built.sentence, built.reason)
    table = load("pipelines")
    touching = table[table["countries"].str.contains(study.country) & (table["kind"] == "pipeline")]
    last = touching.sort_values("release").drop_duplicates("project_id", keep="last").set_index("project_id")
    lines: dict[str, list[tuple[str, list[list[float]]]]] = {}
    for feature in load_geojson("pipeline_routes")["features"]:
        project = feature["properties"]["project_id"]
        if project in last.index:
            geometry, status, name = feature["geometry"], str(last.loc[project, "status"]), last.loc[project, "name"]
            routes = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
            lines.setdefault(status, []).extend((name, points) for points in routes)
    if not lines:
        raise NotCovered(study.fill("the routes file has no pipeline touching {country}."))
    shown = last[last["name"].isin({name for found in lines.values() for name, _ in found})].reset_index()
    shown = shown[["name", "status", "countries", "capacity", "length_km", "start_year", "release"]]
    lengths = shown["length_km"].map(lambda km: f", {number(km)} km" if pd.notna(km) else "")
    runs = [int((rows["status"] == "operating").sum()) for rows in (last, shown)]
    return maps.routes(
        lines,
        _capitals(study),
        _terminals(table, study.country),
        {one["properties"]["name"]: one["geometry"]["coordinates"] for one in load_geojson("outlines")["features"]},
        table=shown,
        alt="; ".join(shown["name"] + ": " + shown["status"] + lengths),
        named=rules.part("E4", "not_built", study).args["project"],
        facts={"built": built, "runs": runs, "borders": describe("outlines")["remarks"][0]},
    )


def _terminals(table: pd.DataFrame, country: str) -> pd.DataFrame:
    """LNG terminals of the country with a place, by status at the last release: name, status, latitude, longitude."""
    rows = table[table["countries"].str.contains(country) & (table["kind"] == "lng terminal")]
    last = rows.sort_values("release").drop_duplicates("project_id", keep="last")
    return last[["name", "status", "latitude", "longitude"]].dropna(subset=["latitude"])


def _capitals(study: Study) -> pd.DataFrame:
    near = [study.country, study.rival, "AFG", "IRN", "TKM"]
    rows = load("geography").set_index("iso3").reindex(near).dropna(subset=["latitude"])
    return rows[["capital", "latitude", "longitude"]].rename(columns={"capital": "name"}).drop_duplicates()
