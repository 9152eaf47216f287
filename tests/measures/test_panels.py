"""The panel of all countries holds the series that the measure gives for each of them."""

import pandas as pd
import pytest

from analysis.errors import NotCovered
from analysis.measures import aid, conflict, diplomacy, energy, sanctions, trade
from analysis.measures.panels import NO_COUNTRY, PANELS
from analysis.tables import load

SEVERAL = ("PAK", "IND", "EGY", "RUS", "UKR")
FEW = ("PAK", "IND", "RUS")
CASES = [
    ("aid.obligations", "us_aid", {}, aid.obligations, "recipient", SEVERAL),
    ("aid.obligations", "us_aid", {"category": "military"}, aid.obligations, "recipient", SEVERAL),
    ("aid.share", "us_aid", {"category": "economic"}, aid.share, "recipient", SEVERAL),
    ("aid.share", "us_aid", {}, aid.share, "recipient", SEVERAL),
    ("aid.total_obligations", "us_aid_totals", {}, aid.total_obligations, "recipient", SEVERAL),
    ("aid.from_donor", "oda_by_donor", {"donor": "GBR"}, aid.from_donor, "recipient", ("PAK", "IND", "EGY")),
    ("aid.from_donor", "oda_by_donor", {"donor": "JPN", "kind": "net"}, aid.from_donor, "recipient", ("PAK", "IND")),
    ("diplomacy.visits", "visits", {}, diplomacy.visits, "country", (*SEVERAL, "ABW")),
    ("diplomacy.visits", "visits", {"direction": "to_us"}, diplomacy.visits, "country", SEVERAL),
    ("sanctions.active", "sanctions", {"sender": "USA"}, sanctions.active, "target", (*SEVERAL, "CHE")),
    (
        "sanctions.active",
        "sanctions",
        {"sender": "EU", "kind": "arms_military"},
        sanctions.active,
        "target",
        SEVERAL,
    ),
    ("trade.us_share", "us_trade", {}, trade.us_share, "partner", (*SEVERAL, "SSD")),
    ("trade.us_share", "us_trade", {"flow": "imports"}, trade.us_share, "partner", SEVERAL),
    ("conflict.refugees", "refugees", {"origin": "AFG"}, conflict.refugees, "asylum", ("PAK", "IND", "IRN", "DEU")),
    (
        "conflict.refugees",
        "refugees",
        {"origin": "AFG", "kind": "with_oip"},
        conflict.refugees,
        "asylum",
        ("PAK", "IRN"),
    ),
    ("energy.import_dependence", "energy_balances", {}, energy.import_dependence, "country", FEW),
    ("energy.use_per_head", "energy_balances", {}, energy.use_per_head, "country", SEVERAL),
    ("energy.gas_production", "energy_review", {}, energy.gas_production, "country", FEW),
]


@pytest.mark.parametrize("name, table, arguments, measure, role, codes", CASES)
def test_a_column_is_the_series_of_the_country(name, table, arguments, measure, role, codes):
    panel = PANELS[name](load(table), **arguments)
    for code in codes:
        own = measure(load(table), **arguments, **{role: code})
        pd.testing.assert_series_equal(panel[code].dropna(), own.dropna(), check_names=False, check_exact=True)


@pytest.mark.parametrize("name, table, arguments", [case[:3] for case in CASES])
def test_rows_are_years_in_order_and_columns_countries(name, table, arguments):
    panel = PANELS[name](load(table), **arguments)
    assert panel.index.name == "year" and panel.index.is_monotonic_increasing and panel.index.is_unique
    assert panel.columns.is_unique and not set(NO_COUNTRY) & set(panel.columns)
    assert set(panel.dtypes) == {pd.Series([0.0]).dtype}


def test_the_registry_has_every_measure_once_and_all_are_tried():
    assert set(PANELS) == {case[0] for case in CASES}


def test_arguments_without_a_row_are_not_covered():
    with pytest.raises(NotCovered, match="no row for any country"):
        PANELS["conflict.refugees"](load("refugees"), origin="ALA")


def test_shares_without_regional_aid_add_up_to_less_than_all():
    """Regional and unallocated aid counts in the total and has no column."""
    total = PANELS["aid.share"](load("us_aid")).sum(axis=1)
    assert total.max() < 100 + 1e-9 and total[2010] < 95
