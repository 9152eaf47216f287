"""What is derived from SIPRI's files: the quantiles for placebo tests."""

import pandas as pd
import pytest

from analysis.sources import sipri
from analysis.tables import load


def test_placebo_quantiles_agree_with_the_deliveries_themselves(raw):
    """The change for Russia to Pakistan at 2014, from the panel and from the shipped extract of deliveries."""
    panel = sipri.pair_deliveries(raw).loc[2002:2021]
    change = sipri.pair_changes(panel, 2014)["RUS", "PAK"]
    table = load("arms_deliveries").query("supplier == 'RUS' and recipient == 'PAK' and 2002 <= year <= 2021")
    by_year = table.groupby("year")["tiv"].sum().reindex(range(2002, 2022), fill_value=0)
    assert change == pytest.approx(by_year.loc[2014:].mean() - by_year.loc[:2013].mean(), abs=0.01)


def test_placebo_table_is_whole_and_in_order():
    table = load("arms_placebo")
    keys = ["measure", "span_first", "span_last", "year", "excluding"]
    assert len(table) == 2 * 3 * 13 * 2 * 13
    assert table.groupby(keys)["value"].apply(lambda values: values.is_monotonic_increasing).all()
    shares = table[table["measure"] == "supplier_share"]["value"]
    assert shares.between(-100, 100).all()
    pairs = table.groupby([*keys])["pairs"].first().unstack("excluding")
    assert (pairs["PAK RUS IND USA"] < pairs["none"]).all() and (pairs > 500).all(axis=None)


def test_a_pair_needs_four_years_of_data_on_each_side():
    values = pd.DataFrame({"a": [1.0] * 4 + [3.0] * 4, "b": [None] + [1.0] * 7}, index=range(2000, 2008))
    assert sipri.pair_changes(values, 2004).to_dict() == {"a": 2.0}


def test_a_multiple_rocket_launcher_is_artillery_and_one_against_submarines_is_not():
    told = pd.Series(
        ["multiple rocket launcher", "naval multiple rocket launcher", "anti-submarine rocket launcher", "naval gun"]
    )
    assert sipri.weapon_class(told).tolist() == ["artillery", "artillery", "missiles", "artillery"]
