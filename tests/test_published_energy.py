"""Published facts on energy that are no single number of a measure (those are in claims/audits.csv); sources in the tests."""

import pytest

from analysis.measures import energy
from analysis.measures.fuel_imports import SOURCES
from analysis.tables import load


def test_the_two_gas_tables_agree_where_both_are_standardised():
    """Pipeline exports to Europe, revised by up to 10 per cent in the single years since."""
    matrix = load("energy_exports").query("fuel == 'pipeline gas' and destination == 'Europe' and year >= 2017")
    series = load("gas_trade").query("destination == 'Europe' and year >= 2017")
    ratio = matrix.set_index("year")["value"] / series.set_index("year")["value_bcm"]
    assert len(ratio) == 9
    assert (ratio - 1).abs().max() < 0.1


def test_gas_of_pakistan():
    """Energy Institute 2026: LNG had its peak in 2021."""
    assert energy.lng_imports(load("energy_review"), "PAK").idxmax() == 2021


def test_russia_sells_more_energy_abroad_than_it_buys():
    assert energy.import_dependence(load("energy_balances"), "RUS").lt(0).all()


def test_coal_in_the_energy_mix_of_pakistan():
    """Carbon Brief, May 2023, from bp 2022: coal 17 per cent of Pakistan's energy in 2021."""
    rows = load("energy_review").query("country == 'PAK' and year == 2021").set_index("indicator")["value"]
    assert 100 * rows["coal_consumption"] / rows["energy_supply"] == pytest.approx(17, abs=1)


def test_percentile_of_pakistan_counts_over_140_countries():
    found = energy.use_percentile(load("energy_balances"), "PAK")
    assert found.index.max() == 2022
    assert min(found.attrs["countries"].values()) > 140


def test_the_two_sources_agree_on_the_large_origins_of_2015():
    """Shares of UN Comtrade and CEPII BACI in the year that both cover, within six points."""
    table = load("fuel_imports")
    for importer, origins in (("PAK", ["ARE", "SAU", "KWT"]), ("IND", ["SAU", "IRQ", "QAT"])):
        for origin in origins:
            both = [energy.origin_share(table, importer, origin=origin, source=one)[2015] for one in SOURCES]
            assert both[0] == pytest.approx(both[1], abs=6)


def test_russian_crude_in_india_by_financial_year():
    """Department of Commerce: six financial years from 2017-18 on, the last one April to August only."""
    rows = load("crude_imports").query("origin == 'RUS' and fuel == 'crude' and fy_start >= 2017")
    assert rows["fy_start"].tolist() == list(range(2017, 2023))
    assert energy.crude_share(load("crude_imports"), "IND", origin="RUS").attrs["partial"] == [2022]


def test_pakistan_stream_is_still_proposed():
    """Global Energy Monitor, October 2024: P3101 proposed; no other year of release."""
    row = load("pipelines").query("project_id == 'P3101' and release == '2024-10'").iloc[0]
    assert row["status"] == "proposed"
    built = energy.pipeline_operating(load("pipelines"), project="North-South|Pakistan Stream|PakStream")
    assert built.to_dict() == {2023: 0, 2024: 0}
