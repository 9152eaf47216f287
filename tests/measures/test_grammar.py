"""How measures are called: without their tables, with names for codes, and with what is wrong told in one line."""

import inspect
import re
from collections.abc import Callable
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from analysis import load, measures, tables
from analysis.countries import codes
from analysis.errors import MeasureError, NotCovered, ParameterError
from analysis.measures import (
    aid,
    arms,
    energy,
    events,
    exporters,
    grammar,
    measure,
    roll_calls,
    sanctions,
    trade,
    vote_panels,
    votes,
)

FOUND: dict[str, Callable] = {
    f"{name}.{one}": getattr(module, one)
    for name, module in [(name, import_module(f"analysis.measures.{name}")) for name in measures.__all__ if name != "measure"]
    for one in module.__all__ if callable(getattr(module, one))
}  # fmt: skip
READING = {name: one for name, one in FOUND.items() if hasattr(one, "__wrapped__") and inspect.isfunction(one)}


def tables_of(one):
    return [name for name in inspect.signature(one).parameters if name in tables.names()]


def test_a_measure_loads_the_tables_that_its_parameters_are_named_after():
    for found, by_hand in (
        (arms.supplier_share("IND", supplier="RUS", window=5), arms.supplier_share(load("arms_deliveries"), "IND", supplier="RUS", window=5)),
        (votes.agreement("PAK", "RUS"), votes.agreement(load("un_votes"), load("un_resolutions"), "PAK", b="RUS")),
        (trade.turnover("PAK", "RUS"), trade.turnover(load("trade"), "PAK", b="RUS")),
    ):  # fmt: skip
        assert_series_equal(found, by_hand)
    assert_frame_equal(aid.by_category("PAK"), aid.by_category(load("us_aid"), "PAK"))


def test_what_it_returns_says_unit_source_and_reach():
    found = votes.agreement("PAK", "RUS").attrs
    assert found["unit"] == "Cohen's kappa" and found["reach"][1] >= 2023
    assert found["source"] == "; ".join(
        dict.fromkeys(tables.describe(name)["credit"] for name in ("un_votes", "un_resolutions"))
    )
    assert "source" not in votes.agreement(load("un_votes"), load("un_resolutions"), "PAK", "RUS").attrs, (
        "a frame has no name"
    )


def test_countries_are_taken_by_name_in_any_case_and_in_any_iterable():
    plain = arms.deliveries("PAK", supplier=["RUS", "CHN"])
    for several in (("rus", "china"), pd.Index(["RUS", "CHN"]), (one for one in ("RUS", "CHN"))):
        assert_series_equal(arms.deliveries("pakistan", supplier=several), plain)
    assert_frame_equal(events.between({"RUS", "PAK"}), events.between(load("events"), ["PAK", "RUS"]))
    assert list(roll_calls.positions(iter(["PAK", "IND"]), ids=roll_calls.on_topic("ukraine")[:2]).columns[-2:]) == [
        "PAK",
        "IND",
    ]
    assert_series_equal(
        arms.supplier_share("IND", supplier="RUS", window=np.int64(5)),
        arms.supplier_share("IND", supplier="RUS", window=5),
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: arms.supplier_share("IND", supplier="RSU", window=5), "supplier = 'RSU' is no country code; nearest: .*RUS"),
        (lambda: arms.supplier_share("SUN", supplier="RUS", window=5), "recipient = 'SUN' is no country code; nearest: RUS .Russia.: the Soviet"),
        (lambda: arms.supplier_share("IND", supplier="RUS", window=0), "window = 0 input should be greater than or equal to 1"),
        (lambda: arms.supplier_share("IND", supplier="RUS", window="five"), "window = 'five' input should be a valid integer"),
        (lambda: arms.supplier_share("IND", window=5), "arms.supplier_share: supplier: missing .* beside its tables it takes recipient, supplier, window"),
        (lambda: arms.supplier_share("IND", supplier="RUS", windows=5), "arms.supplier_share: windows?: "),
        (lambda: arms.supplier_share(load("un_votes"), "IND", supplier="RUS", window=5), "given as arms_deliveries has no column .*; give load"),
        (lambda: arms.supplier_share(load("arms_deliveries").assign(year="2000"), "IND", supplier="RUS", window=5), "column year of arms_deliveries holds text"),
        (lambda: votes.agreement(load("un_votes"), "PAK", "RUS"), "un_resolutions is a table, not a str; give load"),
        (lambda: votes.agreement("PAK", "RUS", kind="tau"), "kind = 'tau' is unknown; give one of share, kappa, pi, s"),
        (lambda: arms.supplier_share("IND", supplier="any", window=5), "supplier = 'any' is no country code"),
        (lambda: events.years_with(["PAK"], category="visit", window=5, lag=-1), "lag = -1 input should be greater"),
        (lambda: events.between([]), "actors is empty; give one or more country codes"),
        (lambda: events.between(7), "actors = 7 input should be an instance of Sequence"),
        (lambda: arms.pieces("PAK", supplier="RUS", designation="Mi-(35"), r"designation = 'Mi-\(35' is no regular expression"),
        (lambda: energy.pipeline_operating(project="["), r"project = '\[' is no regular expression"),
        (lambda: events.matching(["PAK"], category="visit", text="*", span=("2014", "2015")), r"text = '\*' is no regular expression"),
        (lambda: events.matching(["PAK"], category="visit", text="x", span=("2015", "2014")), "span = .* is given backwards"),
        (lambda: events.between(["PAK"], first=2015, last=2014), "first = 2015 is after last = 2014; give the earlier year first"),
        (lambda: arms.class_shares("IND", supplier="RUS", years=(2014,)), r"years = \(2014,\) is no span; give its first and its last year"),
        (lambda: arms.class_shares("IND", supplier="RUS", years=2014), "years = 2014 is no span; give its first and its last year"),
        (lambda: arms.class_changes("IND", supplier="RUS", before=(2011, 2002), after=(2012, 2021)), "before = .* is given backwards"),
        (lambda: votes.with_each("RUS", span=(2021, 2014)), "span = .* is given backwards"),
        (lambda: votes.sides("RUS", "USA", span=(2021, 2014)), "span = .* is given backwards"),
        (lambda: votes.alike("PAK", "RUS", span=(2021, 2014)), "span = .* is given backwards"),
        (lambda: sanctions.against_allies("USA", span=(2021, 1949)), "span = .* is given backwards"),
        (lambda: exporters.customers("RUS", window_last=1900), "window_last = 1900 is not in the table; give a year from 1954 to"),
        (lambda: measure("energy.destination_share")("RUS", fuel="gas", destination="Europe"), "reads tables of several publishers; give one first"),
    ],
)  # fmt: skip
def test_misuse_is_one_line(call, said):
    with pytest.raises(MeasureError, match=said) as caught:
        call()
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400


@pytest.mark.parametrize("name", sorted(READING))
def test_no_measure_takes_another_table_for_its_own(name):
    """A table of another publisher is refused in one line, whatever else is given; so are columns of text."""
    one = READING[name]
    own, signature = tables_of(one), inspect.signature(one)
    if not own:
        pytest.skip("reads tables of several publishers")
    other = load("un_votes" if "un_votes" not in own else "us_aid")
    given = {"a": "PAK", "b": "RUS", "first": 2000, "last": 2010, "window": 5, "span": (2000, 2010), "spans": {2000: 0}, "ids": [1], "years": (2000, 2010), "before": (2000, 2004), "after": (2005, 2010), "topic": "ukraine", "category": "visit", "text": "x", "window_last": 2010, "designation": "x", "project": "x", "series": "brent", "column": "exports_kusd", "terms": pd.DataFrame(), "fuel": "gas", "destination": "Asia", "rolls": "all", "lag": 0, "countries": ["PAK"], "actors": ["PAK"], "neighbour": "AFG"}  # fmt: skip
    wanted = [
        p
        for p in signature.parameters.values()
        if p.name not in own and p.default is p.empty and p.kind != p.VAR_POSITIONAL
    ]
    filled = {p.name: given.get(p.name, "RUS") for p in wanted}
    for key in ("first", "second"):
        if key in filled and signature.parameters[key].annotation is not int:
            filled[key] = "PAK" if key == "first" else "IND"
    if "category" in filled and "economic" in str(signature.parameters["category"].annotation):
        filled["category"] = "economic"
    with pytest.raises((MeasureError, NotCovered)) as caught:
        one(*[other] * len(own), **filled)
    assert "\n" not in str(caught.value)


def test_every_code_of_every_table_is_taken():
    """What a table files under a code can be asked for: no row is out of reach."""
    for name in tables.names():
        frame = load(name)
        for column in frame.select_dtypes(exclude="number"):
            found = {one for one in frame[column].dropna().astype(str).unique() if re.fullmatch("[A-Z]{3}", one)}
            if found and len(found & set(codes())) > len(found) / 2:
                assert found <= set(codes()) | grammar.OTHERS, (name, column, found - set(codes()) - grammar.OTHERS)


def test_any_sender_of_sanctions_is_a_sender():
    assert sanctions.active("any", target="RUS")[2021] >= sanctions.active("USA", target="RUS")[2021] > 0


def test_measures_are_found_by_completion_and_help():
    assert {"aid", "arms", "votes"} <= set(dir(measures)) and "agreement" in dir(votes)
    assert "un_votes" in str(inspect.signature(votes.agreement)) and "Agreement of" in votes.agreement.__doc__
    assert all(inspect.getdoc(one) for one in READING.values())


def test_a_class_of_weapons_that_is_none_is_refused_and_a_supplier_counts_once():
    with pytest.raises(MeasureError, match="without"):
        arms.deliveries("PAK", supplier="RUS", without="engine")
    once = arms.supplier_share("PAK", supplier="CHN", window=5)
    assert arms.supplier_share("PAK", supplier=["CHN", "China"], window=5).equals(once)


@pytest.mark.parametrize("rolls", [["USA", "RUS", "CHN"], ["USA", "USA"]])
def test_rolls_that_split_no_two_powers_are_refused(rolls):
    with pytest.raises(MeasureError, match="two countries"):
        votes.agreement("PAK", "RUS", rolls=rolls)


def test_a_panel_takes_the_rolls_that_agreement_takes():
    panel = vote_panels.pooled(vote_panels.counts_with("RUS", rolls=["CHN", "USA"]), {2019: 0, 2020: 0}, "share")
    shares = votes.agreement("PAK", "RUS", kind="share", rolls=["CHN", "USA"])
    assert 0 < panel.loc[0, "PAK"] <= 1 and shares.loc[2019:2020].between(0, 1).all()


@pytest.mark.parametrize("name", ["aid.Code", "arms.LICENCE", "energy.pd", "party.size", "aid"])
def test_what_a_module_only_uses_is_no_measure(name):
    with pytest.raises(ParameterError, match=f"there is no measure '{name}'; write module.function"):
        measure(name)
