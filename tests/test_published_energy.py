"""Energy figures against the publishers' own, or an independent file's; the source of each stands in the test."""

import pytest

from analysis.measures import energy
from analysis.tables import load


def test_russian_oil_exports_of_2025():
    """Energy Institute 2026, table of oil trade: 236.5 million tonnes of crude, 114.8 of products."""
    exported = load("energy_exports")
    assert energy.exports(exported, "RUS", fuel="crude")[2025] == pytest.approx(236.5, abs=0.05)
    assert energy.exports(exported, "RUS", fuel="products")[2025] == pytest.approx(114.8, abs=0.1)


def test_russian_gas_to_europe_in_the_consistent_series():
    """Energy Institute 2025, gas trade movements: 164.0 billion cubic metres by pipeline in 2014 (147.7 not standardised)."""
    gas = load("gas_trade").query("destination == 'Europe'").set_index("year")["value_bcm"]
    assert gas[2014] == pytest.approx(164.0, abs=0.05)


def test_the_two_gas_tables_agree_where_both_are_standardised():
    """Pipeline exports to Europe, revised by up to 10 per cent in the single years since."""
    matrix = load("energy_exports").query("fuel == 'pipeline gas' and destination == 'Europe' and year >= 2017")
    series = load("gas_trade").query("destination == 'Europe' and year >= 2017")
    ratio = matrix.set_index("year")["value"] / series.set_index("year")["value_bcm"]
    assert len(ratio) == 9
    assert (ratio - 1).abs().max() < 0.1


@pytest.mark.parametrize(
    ("fuel", "year", "share"),
    [("gas", 2014, 41.6), ("gas", 2019, 41.6), ("gas", 2020, 43.6), ("oil", 2014, 34.2), ("oil", 2020, 28.9),
     ("solid", 2014, 27.7), ("solid", 2020, 53.7)],
)  # fmt: skip
def test_russian_share_of_the_unions_imports(fuel, year, share):
    """Computed from Eurostat's exports (NRG_TI_GAS, NRG_TI_OIL, NRG_TI_SFF) apart from this code."""
    assert energy.eu_share(load("eu_energy_imports"), "RUS", fuel=fuel)[year] == pytest.approx(share, abs=0.05)


def test_gas_of_pakistan():
    """Energy Institute 2026: production 35.0 (2014) and 24.9 (2025), LNG 0 (2014), peak 12.2 (2021), 9.1 (2025)."""
    made = energy.gas_production(load("energy_review"), "PAK")
    bought = energy.lng_imports(load("energy_review"), "PAK")
    assert (made[2014], made[2025]) == pytest.approx((35.0, 24.9), abs=0.05)
    assert (bought[2014], bought[2021], bought[2025]) == pytest.approx((0, 12.2, 9.1), abs=0.05)
    assert bought.idxmax() == 2021


def test_coal_in_the_energy_mix_of_pakistan():
    """Carbon Brief, May 2023, from bp 2022: coal 17 per cent of Pakistan's energy in 2021."""
    rows = load("energy_review").query("country == 'PAK' and year == 2021").set_index("indicator")["value"]
    assert 100 * rows["coal_consumption"] / rows["energy_supply"] == pytest.approx(17, abs=1)


def test_energy_balances_of_pakistan():
    """World Development Indicators: net imports 21.5 per cent of use in 1990, 26.3 in 2014, 39.8 in 2022; access 95.6 in 2023."""
    table = load("energy_balances")
    imports = energy.import_dependence(table, "PAK")
    assert (imports[1990], imports[2014], imports[2022]) == pytest.approx((21.5, 26.3, 39.8), abs=0.05)
    access = table.query("country == 'PAK' and indicator == 'electricity_access'").set_index("year")["value"]
    assert access[2023] == pytest.approx(95.6, abs=0.05)
    assert energy.import_dependence(table, "RUS").lt(0).all()


def test_percentile_of_pakistan_counts_over_140_countries():
    found = energy.use_percentile(load("energy_balances"), "PAK")
    assert found.index.max() == 2022
    assert min(found.attrs["countries"].values()) > 140


@pytest.mark.parametrize(
    ("year", "total"), [(2010, 11_399), (2012, 15_947), (2014, 14_822), (2015, 10_031), (2017, 13_712)]
)
def test_fuel_imports_of_pakistan(year, total):
    """UN Comtrade, Pakistan, HS 27, million US$."""
    rows = load("fuel_imports").query("importer == 'PAK' and source == 'UN Comtrade'")
    assert rows.groupby("year")["value_kusd"].sum()[year] / 1e3 == pytest.approx(total, abs=1)


def test_fuel_imports_of_pakistan_by_origin():
    """UN Comtrade, million US$: UAE 6,270 (2014) and 6,381 (2017), Qatar 1,409, Russia 0.0 and 39.9; BACI 2018: UAE 6,043, Iran 386."""
    rows = load("fuel_imports").query("importer == 'PAK'").set_index(["source", "year", "origin"])["value_kusd"] / 1e3
    own = [rows["UN Comtrade", year, origin] for year, origin in ((2014, "ARE"), (2017, "ARE"), (2017, "QAT"))]
    assert own == pytest.approx([6270, 6381, 1409], abs=1)
    assert rows["UN Comtrade", 2017, "RUS"] == pytest.approx(39.9, abs=0.05)
    assert rows["CEPII BACI", 2018, "ARE"] == pytest.approx(6043, abs=1)
    assert rows["CEPII BACI", 2018, "IRN"] == pytest.approx(386, abs=1)
    assert energy.origin_share(load("fuel_imports"), "PAK", origin="RUS")[2017] == pytest.approx(0.3, abs=0.05)


def test_the_two_sources_agree_on_the_large_origins_of_2015():
    """Shares of UN Comtrade and CEPII BACI in the year that both cover, within six points."""
    table = load("fuel_imports")
    for importer, origins in (("PAK", ["ARE", "SAU", "KWT"]), ("IND", ["SAU", "IRQ", "QAT"])):
        for origin in origins:
            both = [energy.origin_share(table, importer, origin=origin, source=one)[2015] for one in energy.SOURCES]
            assert both[0] == pytest.approx(both[1], abs=6)


def test_russian_fuels_in_india_by_both_reports():
    """UN Comtrade, million US$: India's report 313, 615, 1,990 (2013, 2014, 2017); Russia's 1,516 in 2017."""
    rows = (
        load("fuel_trade")
        .query("exporter == 'RUS' and importer == 'IND'")
        .set_index(["reporter", "year"])["value_kusd"]
    )
    found = [rows["importer", year] / 1e3 for year in (2013, 2014, 2017)] + [rows["exporter", 2017] / 1e3]
    assert found == pytest.approx([313, 615, 1990, 1516], abs=1)


def test_russian_crude_in_india_by_financial_year():
    """Department of Commerce, million US$: 1,169, 1,181, 1,755, 944, 2,471; 11,412 of 77,955 in April-August 2022."""
    rows = load("crude_imports").query("origin == 'RUS' and fuel == 'crude'").set_index("fy_start")["value_musd"]
    assert rows.loc[2017:].tolist() == pytest.approx([1169, 1181, 1755, 944, 2471, 11412], abs=1)
    share = energy.crude_share(load("crude_imports"), "IND", origin="RUS")
    assert share[2022] == pytest.approx(100 * 11_412 / 77_955, abs=0.1)
    assert share.attrs["partial"] == [2022]


def test_pakistan_stream_is_still_proposed():
    """Global Energy Monitor, October 2024: P3101 proposed, 12.4 billion cubic metres a year, 1,100 km."""
    row = load("pipelines").query("project_id == 'P3101' and release == '2024-10'").iloc[0]
    assert (row["status"], row["capacity"], row["length_km"]) == ("proposed", 12.4, 1100)
    built = energy.pipeline_operating(load("pipelines"), project="North-South|Pakistan Stream|PakStream")
    assert built.to_dict() == {2023: 0, 2024: 0}


def test_pipelines_that_operate_have_kilometres():
    """Global Energy Monitor: Karachi-Sawan, operating since 2018, 371 km; Sawan-Lahore is under construction."""
    built = energy.pipeline_operating(load("pipelines"), project="^Karachi–Sawan|^Sawan–Lahore")
    assert built.to_dict() == {2023: 371, 2024: 371}


def test_brent_of_2025():
    """EIA, Europe Brent spot price: 69.14 US$ a barrel in 2025 (mean of days)."""
    assert energy.price(load("energy_prices"), "brent")[2025] == pytest.approx(69.14, abs=0.5)
