"""Every figure of every chapter for odd but valid parameters: a chart or a reason, never an exception or a warning."""

import json
import warnings

import pandas as pd
import pytest

from analysis import decide
from analysis.figures import breakthrough, compose, energy, india, limits, near, us_ties
from analysis.figures.figure import Figure, Missing
from analysis.mechanisms import mechanism
from analysis.study import Study

ODD = {
    "late": {"first_year": 2010},
    "only now": {"first_year": 2016, "turning_point": 2020},
    "before all": {"first_year": 1946, "last_year": 1955, "turning_point": 1950},
    "early": {"last_year": 1985, "turning_point": 1971},
    "short": {"first_year": 2000, "last_year": 2012, "turning_point": 2005},
    "never voted": {"country": "XKX"},
    "partner never voted": {"partner": "TWN"},
    "no arms we may use": {"country": "TUR", "rival": "GRC"},
    "young": {"country": "SSD", "rival": "SDN"},
    "no trade of its own": {"country": "FSM", "rival": "TON"},
    "no trade at all": {"country": "SSD", "rival": "TLS"},
    "long names": {"country": "VCT", "rival": "SYC"},
    "no trade of the rival": {"country": "TON", "rival": "GRD"},
    "other patron": {"patron": "CHN"},
    "a donor": {"patron": "JPN", "country": "VNM", "rival": "CHN"},
    "turned early": {"turning_point": 1960},
}


# One for the fast part, which draws nothing; the slow one draws some seventy figures a case, each twice, this case too.
USUAL = {"partner never voted": "partner never voted, undrawn"}
ODD |= {undrawn: ODD[odd] for odd, undrawn in USUAL.items()}


def chapters(root):
    for path in sorted((root / "notebooks").glob("[0-9]_*.ipynb")):
        cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
        yield path.stem, ["".join(cell["source"]) for cell in cells]


def assert_in_order(figure, odd):
    """No line runs back in time: the years of a yearly table only rise."""
    if isinstance(figure, Figure) and figure.data.columns[0] == "year":
        assert figure.data["year"].is_monotonic_increasing, (odd, figure.anchor)


@pytest.fixture
def without_variants(monkeypatch, cached):
    """Ninety fits a case: tests/mechanisms asks for them. What is found without them must not stay."""
    mechanism._all.cache_clear()
    monkeypatch.setattr(mechanism, "_mechanism", mechanism._main_only)  # which is kept under its own name
    yield
    mechanism._all.cache_clear()


@pytest.mark.usefixtures("without_variants")
@pytest.mark.parametrize(
    "odd", [odd if odd in USUAL.values() else pytest.param(odd, marks=pytest.mark.slow) for odd in ODD]
)
def test_every_chapter_is_whole_for_odd_parameters(root, odd, monkeypatch):
    study = Study(**ODD[odd])
    if odd in USUAL.values():
        monkeypatch.setattr(compose, "draw", lambda *_, **__: "")
    for name, cells in chapters(root):
        space = study.parameters() | {"together": lambda *shown: shown}
        for source in cells:
            if "country: str" in source:
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                try:
                    exec(source.replace("display(", "shown = together("), space)  # the notebook's own cells
                except Exception as error:
                    pytest.fail(f"{odd}: {name}: {source[:60]!r}: {type(error).__name__}: {error}")
            shown = space.get("shown")
            for figure in shown if isinstance(shown, tuple) else (shown,):
                assert_in_order(figure, odd)
                told = figure.title if isinstance(figure, Figure) else ""
                assert "no data" not in told, (odd, figure.anchor, told)


def test_figures_of_other_pairs_claim_no_more_than_the_tables_hold():
    """No record of exercises, routes or war years is no record of none."""
    study = Study(country="IRN", rival="SAU")
    assert isinstance(limits.exercises(study), Missing)
    vietnam = us_ties.troops(Study(country="VNM", rival="CHN"))
    assert "on record in Viet Nam: 129,611 in 1965" in vietnam.title and "1966–1991" in vietnam.note
    named = breakthrough.ties(study, decide("B1", study)).tables
    assert "trade" in named and "arms_deliveries" not in named


def test_what_is_drawn_or_listed_names_its_source():
    study = Study()
    assert "pipeline_routes" in energy.pipeline_map(study, decide("E4", study)).tables
    assert "Source: SIPRI Arms Transfers Database" in limits.register_table(study).data


def test_events_of_a_country_that_is_not_in_the_case_are_not_its_evidence():
    """The Pressler halt and the raid of 2011 are no evidence about Türkiye; Crimea is about Russia in any case."""
    assert not decide("U1", Study(country="TUR", rival="GRC")).documents
    assert {one["event_id"] for one in decide("U1", Study()).documents} >= {"E045", "E079"}


def test_a_study_of_the_early_years_has_no_share_of_nothing():
    early = Study(first_year=1946, last_year=1955, turning_point=1950)
    assert isinstance(near.hosts(early), Missing)
    assert isinstance(india.classes(Study(country="RUS", partner="PAK")), Missing)


def test_a_title_never_ends_in_a_list_of_nothing():
    """No tie of Palestine before 2005 has data on both Russia and the United States."""
    nineties = Study(
        country="PSE", first_year=1990, last_year=2004, turning_point=1995, sanctions_year=1996, shock_year=1998
    )
    assert limits.hedge(nineties).title == "Russia against the US in Palestine's ties: none has data on both"


def test_a_good_without_a_value_in_the_years_drawn_is_no_line(monkeypatch):
    """What the two took from the partner before the first year that is drawn."""
    study, before = Study(), pd.Series(50.0, index=pd.RangeIndex(1980, 1990, name="year"))
    finding = decide("O2", study)
    monkeypatch.setattr(limits.energy, "fuel_balance", lambda *_, **__: before)
    drawn = limits.weight(study, finding)
    assert "Fuel" not in drawn.data and "in fuel" not in drawn.title and drawn.data["Arms"].notna().any()
