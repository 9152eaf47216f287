"""Energy measures on small tables worked out by hand, and their properties on any table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError, NotCovered
from analysis.measures import energy

GAS = pd.DataFrame(
    [("RUS", "Europe", "pipeline", 2000, 60.0), ("RUS", "China", "pipeline", 2000, 20.0),
     ("RUS", "All destinations", "lng", 2000, 20.0), ("RUS", "Europe", "pipeline", 2001, 30.0),
     ("RUS", "China", "pipeline", 2001, 30.0), ("RUS", "All destinations", "lng", 2001, 0.0)],
    columns=["exporter", "destination", "route", "year", "value_bcm"],
)  # fmt: skip
EXPORTS = pd.DataFrame(
    [("RUS", "crude", "CHN", "Asia", 2015, 40.0, "million tonnes"), ("RUS", "crude", "IND", "Asia", 2015, 10.0, "million tonnes"),
     ("RUS", "crude", "Europe", "Europe", 2015, 50.0, "million tonnes"),
     ("RUS", "crude", "Europe", "Europe", 2016, 80.0, "million tonnes"),
     ("RUS", "pipeline gas", "Europe", "Europe", 2016, 9.0, "billion cubic metres, not standardised"),
     ("RUS", "pipeline gas", "Europe", "Europe", 2017, 9.0, "billion cubic metres"),
     ("ZZZ", "crude and products", "Europe", "Europe", 2014, 300.0, "million tonnes")],
    columns=["exporter", "fuel", "destination", "destination_group", "year", "value", "unit"],
)  # fmt: skip
IMPORTS = pd.DataFrame(
    [("PAK", "ARE", 2016, 75.0, "UN Comtrade"), ("PAK", "RUS", 2016, 25.0, "UN Comtrade"),
     ("PAK", "ARE", 2015, 50.0, "UN Comtrade"), ("PAK", "RUS", 2015, 9.0, "CEPII BACI"), ("PAK", "ARE", 2015, 1.0, "CEPII BACI"),
     ("PAK", "ARE", 2018, 90.0, "CEPII BACI"), ("PAK", "RUS", 2018, 10.0, "CEPII BACI")],
    columns=["importer", "origin", "year", "value_kusd", "source"],
)  # fmt: skip
TRADE = pd.DataFrame(
    [("RUS", "IND", 2014, 90.0, "importer"), ("RUS", "PAK", 2014, 10.0, "importer"), ("RUS", "IND", 2014, 30.0, "exporter"),
     ("RUS", "PAK", 2014, 30.0, "exporter"), ("RUS", "IND", 2002, 5.0, "importer"), ("RUS", "IND", 2015, 0.0, "importer"),
     ("RUS", "PAK", 2015, 0.0, "importer")],
    columns=["exporter", "importer", "year", "value_kusd", "reporter"],
)  # fmt: skip
PIPELINES = pd.DataFrame(
    [("pipeline", "Alpha Stream", "proposed", 500.0, "2023-12"), ("pipeline", "Alpha Stream", "operating", 500.0, "2024-10"),
     ("pipeline", "Alpha Branch", "operating", 40.0, "2024-10"), ("pipeline", "Beta", "operating", np.nan, "2024-10"),
     ("lng terminal", "Alpha FSRU", "operating", np.nan, "2024-01")],
    columns=["kind", "name", "status", "length_km", "release"],
)  # fmt: skip


NET_IMPORTS = pd.DataFrame(
    [("PAK", 2000, "net_energy_imports", 27.0, "per cent of energy use")],
    columns=["country", "year", "indicator", "value", "unit"],
)


def balances(rows):
    table = pd.DataFrame(rows, columns=["country", "year", "value"])
    return table.assign(indicator="energy_use_per_head", unit="kg of oil equivalent per head")


def test_gas_exports_are_pipeline_gas_and_lng():
    assert energy.exports(GAS, "RUS", fuel="gas").to_dict() == {2000: 100, 2001: 60}
    assert energy.exports(GAS, "RUS", fuel="lng").to_dict() == {2000: 20, 2001: 0}
    assert energy.exports(GAS, "RUS", fuel="gas").attrs["unit"] == "billion cubic metres"


def test_a_table_without_the_indicator_is_not_read_as_a_gap():
    assert energy.import_dependence(NET_IMPORTS, "PAK").to_dict() == {2000: 27}
    with pytest.raises(MeasureError, match="no indicator gas_production, only net_energy_imports"):
        energy.gas_production(NET_IMPORTS, "PAK")


def test_undivided_lng_stands_outside_the_share_or_lowers_it():
    outside = energy.destination_share(GAS, "RUS", fuel="gas", destination="Europe")
    assert outside.to_dict() == {2000: 75, 2001: 50}
    assert outside.name == "share of pipeline gas exports"
    lowest = energy.destination_share(GAS, "RUS", fuel="gas", destination="Europe", undivided="elsewhere")
    assert lowest.to_dict() == {2000: 60, 2001: 50}
    with pytest.raises(NotCovered, match="take energy_exports"):
        energy.destination_share(GAS, "RUS", fuel="lng", destination="Europe")


def test_a_destination_may_be_a_group_or_a_country_and_a_year_without_it_is_zero():
    assert energy.destination_share(EXPORTS, "RUS", fuel="crude", destination="Asia").to_dict() == {2015: 50, 2016: 0}
    assert energy.destination_share(EXPORTS, "RUS", fuel="crude", destination="IND")[2015] == 10


def test_the_former_soviet_union_is_never_counted_as_russia():
    assert 2014 not in energy.destination_share(EXPORTS, "RUS", fuel="crude", destination="Europe").index


def test_gas_in_two_units_is_not_joined_into_one_series():
    with pytest.raises(MeasureError, match="not standardised, not to be compared over time; use gas_trade"):
        energy.exports(EXPORTS, "RUS", fuel="pipeline gas")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: energy.exports(GAS, "RUS", fuel="coal"), "give gas or one of lng, pipeline gas"),
        (lambda: energy.destination_share(EXPORTS, "RUS", fuel="crude", destination="Mars"), "one of Asia, CHN, Europe, IND"),
        (lambda: energy.destination_share(GAS, "RUS", fuel="gas", destination="Europe", undivided="x"), "undivided = 'x' is unknown; give one of left out, elsewhere"),
        (lambda: energy.origin_share(IMPORTS, "PAK", origin="RUS", source="x"), "one of UN Comtrade, CEPII BACI"),
        (lambda: energy.fuel_balance(TRADE, "RUS", first="IND", second="PAK", reporter="x"), "one of importer, exporter"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_named_with_what_is_allowed(call, message):
    with pytest.raises(MeasureError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: energy.exports(GAS, "NOR", fuel="gas"), "licence"),
        (lambda: energy.origin_share(IMPORTS, "TUR", origin="RUS"), "licence"),
        (lambda: energy.origin_share(IMPORTS, "PAK", origin="NOR"), "no data"),
        (lambda: energy.fuel_balance(TRADE, "RUS", first="IND", second="KAZ"), "licence"),
        (lambda: energy.use_percentile(balances([("PAK", 2000, 1.0)]), "TUR"), "no data"),
        (lambda: energy.import_dependence(NET_IMPORTS, "TUR"), "no data"),
        (lambda: energy.pipeline_operating(PIPELINES, project="Gamma"), "no data"),
    ],
)  # fmt: skip
def test_what_the_tables_do_not_hold_is_not_covered(call, code):
    with pytest.raises(NotCovered) as caught:
        call()
    assert caught.value.code == code


def test_origin_shares_take_one_source_a_year():
    assert energy.origin_share(IMPORTS, "PAK", origin="RUS").to_dict() == {2015: 0, 2016: 25, 2018: 10}
    assert energy.origin_share(IMPORTS, "PAK", origin="RUS", source="CEPII BACI").to_dict() == {2015: 90, 2018: 10}
    assert energy.origin_shares(IMPORTS, "PAK").sum(axis=1).eq(100).all()


def test_the_fuel_balance_follows_one_side_and_needs_both_reports():
    assert energy.fuel_balance(TRADE, "RUS", first="IND", second="PAK").to_dict() == {2014: 90}
    assert energy.fuel_balance(TRADE, "RUS", first="IND", second="PAK", reporter="exporter")[2014] == 50


def test_percentile_of_energy_use_by_hand():
    """Of four others, one uses less in 2000 and two in 2001; a country with half of the years is not counted."""
    rows = [("PAK", 2000, 5.0), ("ARG", 2000, 1.0), ("BEL", 2000, 6.0), ("CHL", 2000, 7.0), ("DNK", 2000, 8.0)]
    rows += [
        ("PAK", 2001, 7.0),
        ("ARG", 2001, 1.0),
        ("BEL", 2001, 6.0),
        ("CHL", 2001, 7.0),
        ("DNK", 2001, 8.0),
        ("EGY", 2001, 1.0),
    ]
    found = energy.use_percentile(balances(rows), "PAK")
    assert found.to_dict() == {2000: 25, 2001: 50}
    assert found.attrs["countries"] == {2000: 5, 2001: 5}


def test_a_year_with_half_of_the_countries_has_no_percentile():
    rows = [
        (code, year, 1.0 + number) for year in range(2000, 2010) for number, code in enumerate(["ARG", "BEL", "PAK"])
    ]
    rows = [row for row in rows if not (row[1] == 2009 and row[0] in {"ARG", "BEL"})]
    assert 2009 not in energy.use_percentile(balances(rows), "PAK").index
    assert energy.use_percentile(balances(rows), "PAK")[2008] == 100


def test_prices_of_incomplete_years_are_left_out():
    table = pd.DataFrame({"series": "brent", "year": [2025, 2026], "value": [69.0, 90.0], "unit": "US$ per barrel",
                          "complete": [True, False]})  # fmt: skip
    assert energy.price(table, "brent").to_dict() == {2025: 69}
    with pytest.raises(MeasureError, match="one of brent"):
        energy.price(table, "urals")


def test_eu_share_by_hand():
    table = pd.DataFrame({"partner": ["RUS", "NOR"], "fuel": "gas", "year": 2014, "value": [30.0, 70.0]})
    assert energy.eu_share(table, "RUS", fuel="gas").to_dict() == {2014: 30}
    with pytest.raises(NotCovered):
        energy.eu_share(table, "PAK", fuel="gas")
    with pytest.raises(MeasureError, match="oil, gas, solid"):
        energy.eu_share(table, "RUS", fuel="peat")


def test_crude_share_marks_the_partial_year():
    table = pd.DataFrame({"importer": "IND", "fuel": "crude", "origin": ["RUS", "IRQ", "IRQ"], "fy_start": [2022, 2022, 2021],
                          "months": [5, 5, 12], "value_musd": [10.0, 30.0, 5.0]})  # fmt: skip
    found = energy.crude_share(table, "IND", origin="RUS")
    assert found.to_dict() == {2021: 0, 2022: 25}
    assert found.attrs["partial"] == [2022]
    with pytest.raises(NotCovered):
        energy.crude_share(table, "IND", origin="NOR")


def test_kilometres_in_operation_by_release():
    assert energy.pipeline_operating(PIPELINES, project="alpha").to_dict() == {2023: 0, 2024: 540}


def test_an_operating_pipeline_of_unknown_length_is_missing_not_zero():
    assert np.isnan(energy.pipeline_operating(PIPELINES, project="Beta")[2024])


@given(st.lists(st.floats(0.01, 1e4), min_size=3, max_size=3))
def test_shares_of_all_destinations_add_up(amounts):
    table = EXPORTS.iloc[:3].assign(value=amounts)
    shares = [
        energy.destination_share(table, "RUS", fuel="crude", destination=one)[2015] for one in ("CHN", "IND", "Europe")
    ]
    assert sum(shares) == pytest.approx(100)
    asia = energy.destination_share(table, "RUS", fuel="crude", destination="Asia")[2015]
    assert asia == pytest.approx(shares[0] + shares[1])
