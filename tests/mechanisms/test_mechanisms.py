"""Mechanisms on all countries: declarations, rows by hand, fits against second implementations, verdicts, and the case's place."""

import json
import multiprocessing
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analysis import Study, children, load
from analysis.errors import NotCovered
from analysis.inference import fixed_effects
from analysis.inference.estimate import Estimate
from analysis.measures import vote_panels, votes
from analysis.mechanisms import panels, rows, samples, telling
from analysis.mechanisms.checks import effects_of, hangs_on, linear
from analysis.mechanisms.declared import Estimand, declared, estimand
from analysis.mechanisms.facts import elsewhere, facts
from analysis.mechanisms.mechanism import WORKS, Effect, main_only, mechanism, verdict
from analysis.mechanisms.rows import averaged, windows

QUICK = [one.id for one in declared().estimand if one.design != "poisson"]


def test_every_estimand_names_known_treatments_and_every_variant_changes_something():
    for one in declared().estimand:
        for words, other in [("", one), *one.varied()]:
            assert other.treatment in panels.TREATMENTS or one.driver == "rival", (one.id, words)
            assert other.driver == one.driver and other.expects == one.expects and other.dose == one.dose
        assert all(other != one for _, other in one.varied())


@pytest.mark.parametrize("wrong", [{"design": "guess"}, {"expects": "sideways"}, {"dose": "much"}, {"colour": "red"}])
def test_a_wrong_declaration_is_refused_by_name(wrong):
    plain = declared().estimand[0].model_dump(by_alias=True) | wrong
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Estimand(**plain)


def test_the_west_is_who_joined_in_2014():
    west = declared().west
    assert (
        len(west.european_union) == 27 and "GBR" in west.states(narrow=True) and "JPN" not in west.states(narrow=True)
    )
    assert {"JPN", "NOR", "UKR"} <= west.states() and not {"IND", "TUR", "CHN", "PAK"} & west.states()


@given(st.integers(1950, 2020), st.integers(1, 9), st.integers(1946, 1990), st.integers(0, 34))
def test_windows_are_whole_do_not_overlap_and_one_begins_with_the_turning_point(turn, size, first, length):
    found = windows(turn, size, first, first + length)
    starts = pd.Series(found).value_counts()
    assert (starts == size).all() and all(start <= year < start + size for year, start in found.items())
    assert all((start - turn) % size == 0 for start in starts.index)


def test_visits_are_counted_and_only_aid_and_logs_are_in_doublings():
    means = pd.DataFrame({"AAA": [0.1, 4.0]}, index=[2000, 2005])
    scaled = {
        words: panels.scaled(other, means)["AAA"].tolist()
        for name in ("visits_partner", "aid_partner")
        for words, other in [(name, estimand(name)), *estimand(name).varied()]
    }
    for words in ("visits_partner", "visits paid", "visits received"):
        assert scaled[words] == [0.1, 4.0]
    assert scaled["log visits"] == [pytest.approx(np.log2(0.2)), 2] and scaled["aid_partner"] == [0, 2]
    assert scaled["military aid"] == scaled["aid to 2024"] == [0, 2]


def test_a_window_with_a_year_missing_is_missing():
    panel = pd.DataFrame({"AAA": [1.0, 3.0, np.nan, 5.0], "BBB": [2.0, 2.0, 2.0, 4.0]}, index=range(2010, 2014))
    found = averaged(panel, {2010: 2010, 2011: 2010, 2012: 2012, 2013: 2012})
    assert found.loc[2010].tolist() == [2, 2] and np.isnan(found.loc[2012, "AAA"]) and found.loc[2012, "BBB"] == 3


def test_agreement_of_one_member_with_all_is_that_of_every_pair():
    both = load("un_votes"), load("un_resolutions")
    yearly = vote_panels.pooled(vote_panels.counts_with(*both, "RUS"), {year: year for year in range(1946, 2025)})
    for other in ("PAK", "IND", "USA"):
        pd.testing.assert_series_equal(
            yearly[other].dropna(), votes.agreement(*both, other, b="RUS"), check_names=False, check_index_type=False
        )
    pooled = vote_panels.pooled(vote_panels.counts_with(*both, "RUS"), dict.fromkeys(range(2014, 2019), 2014), "share")
    assert pooled.loc[2014, "PAK"] == pytest.approx(votes.alike(*both, "PAK", b="RUS", span=(2014, 2018)).mean())


def test_rows_of_differences_by_hand():
    x = pd.DataFrame({"AAA": [3.0, 1.0, 1.0, 0.0]}, index=[2000, 2005, 2010, 2015])
    y = pd.DataFrame({"AAA": [0.1, 0.2, 0.5, 0.9]}, index=[2000, 2005, 2010, 2015])
    found = rows.differences(x, y, 5).set_index("period")
    assert found.loc[2005, "x"] == 2 and found.loc[2005, "y"] == pytest.approx(0.4)  # fell by 2; from 0.1 to 0.5
    assert found.loc[2010, "x"] == 0 and found.loc[2010, ["y", "before"]].tolist() == pytest.approx([0.7, 0.1])
    assert np.isnan(found.loc[2015, "y"])


def test_rows_of_events_have_clean_controls_only():
    years = range(1990, 2011)
    on = pd.DataFrame(0.0, index=years, columns=["HIT", "CLEAN", "OTHER"])
    on.loc[2000:2002, "HIT"] = 1
    on.loc[2003:2004, "OTHER"] = 1
    y = pd.DataFrame({"HIT": 0.0, "CLEAN": 0.0, "OTHER": 0.0}, index=years)
    y.loc[2001:, "HIT"] = 1.0
    found = rows.events(on, y, clean=5, after=5)
    assert set(found.loc[found["period"] == 2000, "country"]) == {"HIT", "CLEAN"}  # OTHER has a case three years later
    assert found.set_index(["period", "country"]).loc[(2000, "HIT"), ["x", "y", "before"]].tolist() == [1, 1, 0]
    assert (2003, "OTHER") in set(zip(found["period"], found["country"], strict=True))
    assert "HIT" not in set(found.loc[found["period"] == 2003, "country"])


def test_event_fit_is_the_mean_difference_within_years():
    """With effects of the year and one case a year the slope is the weighted mean of case less its year's controls."""
    table = samples.rows_of(estimand("suspension_partner"), Study())
    fit = table[table["country"] != "PAK"].dropna(subset=["y"])
    parts = []
    for _, year in fit.groupby("period"):
        hit, rest = year[year["x"] == 1]["y"], year[year["x"] == 0]["y"]
        if len(hit) and len(rest):
            parts.append((hit.mean() - rest.mean(), len(hit) * len(rest) / len(year)))
    by_hand = sum(gap * weight for gap, weight in parts) / sum(weight for _, weight in parts)
    assert main_only("suspension_partner", Study()).effect.estimate.value == pytest.approx(by_hand)


def small_panel(seed, countries=12, periods=6):
    draw = np.random.default_rng(seed)
    found = pd.MultiIndex.from_product([range(countries), range(periods)], names=["country", "period"]).to_frame(
        index=False
    )
    return found.assign(x=draw.normal(size=len(found)), y=draw.normal(size=len(found)) + found["country"] / 5)


@pytest.mark.parametrize("seed", range(3))
def test_linear_fit_equals_dummies_in_statsmodels(seed):
    table = small_panel(seed)
    found = fixed_effects.linear(table, y="y", x="x", effects=["country", "period"], clusters=["country"], level=0.95)
    dummies = pd.get_dummies(table[["country", "period"]].astype(str), drop_first=True, dtype=float)
    ols = sm.OLS(table["y"], sm.add_constant(pd.concat([table[["x"]], dummies], axis=1)))
    other = ols.fit(cov_type="cluster", cov_kwds={"groups": table["country"]})
    assert found.value == pytest.approx(other.params["x"])
    wide = (found.high - found.low) / (other.conf_int().loc["x", 1] - other.conf_int().loc["x", 0])
    assert 0.9 < wide < 1.2, "the same error up to the small-sample correction and t against normal"


@pytest.mark.parametrize("clusters", [["country"], ["country", "period"]])
def test_linear_fit_equals_pyfixest(clusters):
    """Slope and interval, with effects and clusters of both kinds; the two differ in how they count effects as parameters."""
    table = small_panel(1, countries=60, periods=12)
    effects = ["country", "period"]
    found = fixed_effects.linear(table, y="y", x="x", effects=effects, clusters=clusters, level=0.95)
    formula = f"y ~ x | {' + '.join(effects)}"
    value, low, high, p_value, n = children.apart(
        lambda: fixed_effects._pyfixest("feols", formula, table, "x", clusters, 0.95)
    )
    assert (found.value, found.n) == (pytest.approx(value), n)
    assert found.high - found.low == pytest.approx(high - low, rel=0.02) and found.p_value == pytest.approx(
        p_value, abs=0.01
    )


def test_what_fails_in_a_child_is_raised_here():
    def fail():
        raise NotCovered("no reason at all.")

    with pytest.raises(NotCovered, match="no reason at all"):
        children.apart(fail)
    with pytest.raises(NotCovered, match="without a result"):
        children.apart(lambda: os._exit(3))
    assert children.apart(lambda: {"a": 1}) == {"a": 1}


def test_a_child_that_is_no_longer_waited_for_is_ended(monkeypatch):
    """Ctrl-C while a regression runs: the caller does not wait until it is done."""
    result = children.begun(lambda: time.sleep(60))
    (child,) = multiprocessing.active_children()
    monkeypatch.setattr(type(child), "join", lambda self: None)
    with pytest.raises(KeyboardInterrupt):
        interrupted(result)
    monkeypatch.undo()
    child.join()
    assert child.exitcode == -signal.SIGKILL


def interrupted(result):
    """Call `result` with Ctrl-C in the middle of it."""
    timer = threading.Timer(0.2, signal.pthread_kill, [threading.main_thread().ident, signal.SIGINT])
    timer.start()
    try:
        result()
    finally:
        timer.join()


@pytest.mark.parametrize("seed", range(3))
def test_poisson_fit_equals_dummies_in_statsmodels(seed):
    table = small_panel(seed).assign(flow=lambda one: np.random.default_rng(seed).poisson(np.exp(one["y"])) + 1.0)
    found = fixed_effects.poisson(
        table, y="flow", x=["x"], effects=["country", "period"], clusters=["country"], level=0.95
    )
    dummies = pd.get_dummies(table[["country", "period"]].astype(str), drop_first=True, dtype=float)
    glm = sm.GLM(
        table["flow"], sm.add_constant(pd.concat([table[["x"]], dummies], axis=1)), family=sm.families.Poisson()
    )
    assert found.value == pytest.approx(glm.fit().params["x"], abs=1e-6)


def test_a_cause_without_variation_is_said_so():
    table = small_panel(0).assign(x=1.0)
    with pytest.raises(NotCovered):
        fixed_effects.linear(table, y="y", x="x", effects=["period"], clusters=["country"], level=0.95)


def an_effect(low, high, lead=(-1.0, 1.0), needed=1.0):
    def interval(ends):
        return Estimate(sum(ends) / 2, *ends, 0.5, "", 100, None, "")

    return Effect(interval((low, high)), interval(lead), needed, 100, 10)


@pytest.mark.parametrize(
    ("effect", "found"),
    [
        (an_effect(0.1, 2.0), "works"),
        (an_effect(0.1, 2.0, lead=(0.1, 0.5)), "precedes"),
        (an_effect(0.1, 2.0, lead=(-0.5, -0.1)), "works"),
        (an_effect(-2.0, -0.1), "other way"),
        (an_effect(-0.5, 0.9), "too little"),
        (an_effect(-0.5, 1.1), "cannot tell"),
    ],
)
def test_the_verdict_follows_the_declared_order(effect, found):
    assert verdict(estimand("aid_partner"), effect) == found


def test_where_the_article_expects_a_fall_the_sides_are_exchanged():
    assert verdict(estimand("aid_patron"), an_effect(-2.0, -0.1)) == "works"
    assert verdict(estimand("aid_patron"), an_effect(0.1, 2.0)) == "other way"


@pytest.mark.parametrize("name", QUICK)
def test_the_case_is_left_out_of_the_fit(name):
    """Whatever its own rows hold, the effect is the same: it equals that of the rows without them."""
    found, study = main_only(name, Study()), Study()
    own = telling.own(found, study)
    rest = found.dots.drop(own.index)
    if name == "triad":  # as the old friend too
        rest = rest[~((rest["friend"] == study.country) & (rest["country"] == study.rival))]
    effects, clusters = effects_of(found.declared)
    again = fixed_effects.linear(rest, y="y", x="x", effects=effects, clusters=clusters, level=0.95)
    assert len(own) and found.effect.estimate.value == pytest.approx(again.value * found.declared.dose)


def test_the_fall_of_the_nineties_is_the_case_s_largest():
    """Aid of FY1994-98 against FY1989-93, from the table itself, and its rank among countries."""
    found = main_only("aid_partner", Study())
    aid = load("us_aid").groupby(["recipient", "fiscal_year"])["constant_2020_usd"].sum().unstack(0) / 1e6
    means = [aid.loc[first : first + 4].fillna(0).sum() / 5 for first in (1989, 1994)]
    falls = np.log2(means[0].clip(lower=1)) - np.log2(means[1].clip(lower=1))
    row = telling.own(found, Study()).set_index("period").loc[1994]
    assert row["x"] == pytest.approx(falls["PAK"])
    by_fall, by_move, n = telling.ranks(found, {"period": 1994, "x": row["x"], "y": row["y"]})
    voted = set(found.dots.loc[found.dots["period"] == 1994, "country"])
    assert by_fall == 1 + sum(falls[code] > falls["PAK"] for code in voted & set(falls.index)) and by_move <= n
    assert f"number {by_fall} of {n}" in telling.place(found, Study())


def test_equal_falls_stand_before_the_case_whatever_their_last_bits():
    """2.8 less 2.2 and 0.8 less 0.2 are no equal floating-point numbers, and are equal falls."""
    dots = pd.DataFrame(
        {"period": 2009, "x": [2.8 - 2.2, 0.8 - 0.2, 0.6, 1.0, 0.1], "y": [0.3, 0.1 + 0.2, 0.0, 1.0, 0.2]}
    )
    found = replace(main_only("visits_partner", Study()), dots=dots)
    assert {telling.ranks(found, row)[0] for row in dots.head(3).to_dict("records")} == {4}


def test_trade_rows_hold_the_treatment_where_it_may_matter_only():
    table = samples.trade_rows(estimand("aid_trade"), Study())
    with_partner = (table["exporter"] == "RUS") | (table["importer"] == "RUS")
    assert (table.loc[~with_partner, "x"] == 0).all() and (table["touched"] == with_partner).all()
    assert (
        not {"PAK"} & set(table["exporter"]) and not ((table["exporter"] == "USA") & (table["importer"] == "RUS")).any()
    )
    under = samples.trade_rows(estimand("sanctions_trade"), Study())
    west = declared().west.states()
    assert not west & set(under["exporter"]) and (under.loc[under["importer"].isin(west), "x"] == 0).all()
    assert under["x"].between(0, 1).all() and "RUS" not in set(under["exporter"])


def test_another_patron_has_no_record_and_says_so():
    study = Study(patron="GBR")
    for name in ("aid_partner", "visits_partner"):
        found = main_only(name, study)
        assert found.verdict == "no data" and "the UK" in found.reason, found.reason
        assert telling.sentence(found, study).startswith("No data: ")


def test_a_driver_works_elsewhere_if_one_main_estimand_does():
    for driver in ("patron", "rival", "energy"):
        found = elsewhere(driver, Study())
        main = {
            one.id: main_only(one.id, Study()).verdict
            for one in declared().estimand
            if one.driver == driver and one.main
        }
        assert found.answer == (
            "yes" if "works" in main.values() else "no" if set(main.values()) <= {"other way", "too little"} else "open"
        )
        assert found.tried.items() <= main.items()


@pytest.mark.parametrize("name", ["suspension_partner", "sanctions_share", "triad"])
def test_an_effect_that_hangs_on_a_country_or_on_the_clusters_is_fragile(name):
    """What is named is so: without it the interval holds nought; and the verdict says what it hangs on."""
    found, study = main_only(name, Study()), Study()
    fit = found.dots.drop(telling.own(found, study).index)
    effects, _ = effects_of(found.declared)
    assert (found.verdict == "fragile") == bool(found.fragile) == bool(hangs_on(found.declared, study, found.dots))
    if "clustered by country and period" in found.fragile:
        assert linear(fit, "y", "x", effects, ["country", "period"]).low <= 0
    if found.fragile:
        assert verdict(found.declared, found.effect) == "works" and found.fragile in telling.sentence(found, study)


def test_an_effect_of_every_country_alike_is_not_fragile():
    one = estimand("suspension_partner")
    draw = np.random.default_rng(0)
    table = pd.DataFrame(
        [
            (f"C{country:02}", year, float(country % 3 == year % 3))
            for country in range(40)
            for year in range(2000, 2012)
        ],
        columns=["country", "period", "x"],
    )
    table["y"] = 0.5 * table["x"] + draw.normal(0, 0.1, len(table))
    assert hangs_on(one, Study(), table) == ""
    table.loc[table["country"] != "C00", "y"] -= 0.5 * table["x"]
    table.loc[table["country"] == "C00", "y"] += 60 * table["x"]
    assert "C00" in hangs_on(one, Study(), table)


def test_sentences_hold_the_numbers_of_the_effect():
    found = main_only("aid_partner", Study())
    told = telling.sentence(found, Study())
    for value in (found.effect.estimate.value, found.effect.estimate.low, found.effect.estimate.high):
        assert telling.signed(value) in told
    assert f"{found.effect.countries} countries" in told


def test_half_of_a_mechanism_is_told_and_decides_nothing():
    """Votes that move away from the patron are half of the way to its opponent."""
    half, whole = main_only("suspension_patron", Study()), main_only("suspension_partner", Study())
    assert not half.declared.main and half.verdict == WORKS
    said = telling.of_driver([whole, half], Study())
    assert (
        "whether it works is not sure. Its first half does: Arms or military aid suspended: votes with the US, " in said
    )
    assert (
        "first half" not in telling.of_driver([whole], Study())
        and half.declared.id not in elsewhere("patron", Study()).tried
    )


def test_what_is_on_record_of_a_mechanism_follows_from_its_own_numbers():
    """The rule of the verdicts by hand, on the record of the committed report and of a case that no table reaches."""
    record = json.loads((Path(__file__).resolve().parents[2] / "reports/pak-rus/findings.json").read_text())
    for one in record["mechanisms"]:
        assert one["low"] <= one["value"] <= one["high"] and one["needed"] > 0 and one["countries"] > 0
        sign = 1 if one["expects"] == "up" else -1
        low, high = sorted((sign * one["low"], sign * one["high"]))
        ahead = sorted(sign * one[f"{end}_before"] for end in ("low", "high") if one[f"{end}_before"] is not None)
        if low > 0:
            assert one["verdict"] == (
                "precedes" if ahead and ahead[0] > 0 else "fragile" if one["fragile"] else "works"
            )
        else:
            worded = "other way" if high < 0 else "too little" if high < one["needed"] else "cannot tell"
            assert one["verdict"] == worded
        assert telling.signed(one["value"]) in one["sentence"] and one["reason"] == ""
    study = Study(country="NRU", partner="TUV", rival="AUS", patron="FJI")
    bare = facts(main_only("visits_trade", study), study)
    assert bare["verdict"] == "no data" and bare["reason"] and bare["value"] is None and bare["countries"] == 0


def test_clients_are_states_with_military_aid_in_the_years_before():
    one = estimand("suspension_partner")
    clients = one.model_copy(update={"sample": "clients"})
    every, rest = samples.rows_of(one, Study()), samples.rows_of(clients, Study())
    assert 0 < len(rest) < len(every)
    aid = (
        load("us_aid").query("category == 'military'").groupby(["recipient", "fiscal_year"])["constant_2020_usd"].sum()
        / 1e6
    )
    for row in rest.sample(20, random_state=1).itertuples():
        years = range(row.period - 5, row.period)
        assert sum(aid.get((row.country, year), 0.0) for year in years) > 1.0


def test_another_specification_that_works_says_if_it_is_less_than_would_matter():
    """A visit fewer and trade: the one specification on the article's side ends at 0.11 of what is needed."""
    found = mechanism("visits_trade", Study())
    works = [one for _, one in found.variants if not isinstance(one, str) and verdict(found.declared, one) == "works"]
    assert works and all(one.estimate.high < one.needed for one in works)
    assert f"yes, but less than would matter ({len(works)})" in telling.others(found)
