"""A chart becomes a figure: it cites what was loaded for it, and its words are declared or said."""

import importlib
import inspect
import pkgutil
import re
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from jinja2 import UndefinedError

from analysis import Study, figures, tables
from analysis.claims.decide import decide
from analysis.claims.spec import Shown
from analysis.errors import MeasureError, NotCovered
from analysis.figures import charts, compose, india, recorded, sections, shared, us_ties
from analysis.figures.figure import Missing
from analysis.figures.words import at
from analysis.measures import aid

STUDY = Study()
DATA = pd.DataFrame({"Pakistan": np.arange(10.0)}, index=pd.RangeIndex(2001, 2011, name="year"))


@pytest.fixture
def words(monkeypatch):
    """Words of one figure, in place of those that are declared."""
    told = {"fig-test": {"missing": "Ties of {country}", "subtitle": "{country_s} ties, number", "note": "Declared."}}
    monkeypatch.setattr(compose.words, "declared", lambda: told)
    return told


def drawn(**options):
    def build(study):
        table = recorded.load("trade")
        shared.known(study, {"of none": lambda: missing(recorded.load("us_aid")), "of one": lambda: DATA})
        with recorded.noted():
            recorded.load("trade")
        return charts.panels([("A", DATA)], {"Pakistan": "country"}, title=f"{{partner}} {len(table) > 0}", **options)

    return compose.figure("fig-test")(build)(STUDY)


def missing(_):
    raise NotCovered("nothing of the sort.")


def test_a_figure_cites_what_it_loaded_once_and_not_what_held_nothing(words):
    assert drawn().tables == ("trade",)


def test_roles_are_filled_into_what_is_declared_and_what_is_said(words):
    figure = drawn(marks=[2005])
    assert (figure.title, figure.subtitle, figure.note) == (
        "Russia True",
        "Pakistan's ties, number",
        "Declared. Dashed line: 2005.",
    )
    assert drawn(note="Said of {rival}.").note == "Said of India."
    assert drawn(note="Dashed line: a war.", marks=[2005]).note == "Dashed line: a war."


def test_declared_sentences_are_filled_with_what_a_figure_found(words):
    words["fig-test"] |= {
        "title": "{country} gave {{ at(own, 2001, 2003, unit='million') }}{% if few %}, and few{% endif %}"
    }
    chart = charts.lines(DATA, facts={"own": DATA["Pakistan"], "few": False})
    assert chart.figure("fig-test", ["trade"], study=STUDY).title == "Pakistan gave 0 million in 2001, 2 in 2003"
    assert chart.figure("fig-own", ["trade"], study=STUDY, like="fig-test").title.startswith("Pakistan gave 0")
    with pytest.raises(UndefinedError, match="few"):
        charts.lines(DATA, facts={"own": DATA["Pakistan"]}).figure("fig-test", ["trade"])


def test_a_country_has_the_colour_of_its_role_unless_another_is_given(words):
    figure = compose.figure("fig-test")(lambda study: charts.lines(DATA, title="T"))(STUDY)
    other = compose.figure("fig-test")(lambda study: charts.lines(DATA, {"Pakistan": "c6"}, title="T"))(STUDY)
    assert "stroke:var(--country)" in figure.wide and "stroke:var(--c6)" in other.wide
    assert "stroke:var(--context)" in charts.lines(DATA, title="T").figure("fig-own", ["trade"]).wide


def test_a_marked_year_is_told_unless_the_note_does():
    chart = charts.panels(
        [("A", DATA)], {"Pakistan": "country"}, title="T", subtitle="S", marks={2005: "", 2007: "war"}
    )
    assert chart.figure("fig-own", ["trade"]).note == "Dashed lines: 2005, 2007 (war)."


def test_what_no_table_holds_says_why_in_declared_words(words):
    found = compose.figure("fig-test")(missing)(STUDY)
    assert isinstance(found, Missing) and (found.subtitle, found.reason) == ("Ties of Pakistan", "nothing of the sort.")


def test_nothing_is_noted_outside_a_figure():
    recorded.cite("trade")
    with recorded.noted() as names:
        pass
    assert not names


def test_every_declared_figure_is_made():
    made, liked = set(), set()
    for one in pkgutil.iter_modules(figures.__path__):
        module = importlib.import_module(f"analysis.figures.{one.name}")
        # Of a figure whose name is made of what it shows.
        liked |= set(re.findall(r'like="(fig-[\w-]+)"', inspect.getsource(module)))
        for builder in vars(module).values():
            if inspect.isfunction(builder) and hasattr(builder, "__wrapped__"):
                made |= {inspect.getclosurevars(builder).nonlocals.get("anchor")}
    declared = compose.words.declared.__wrapped__()
    assert set(declared) <= made | liked and all(declared[name]["missing"] for name in made & set(declared))


def test_a_measure_that_loads_its_own_table_is_cited():
    @compose.figure("fig-own-load")
    def shown(study: Study) -> compose.Chart:
        """Shares."""
        return charts.lines(
            aid.share(study.country).to_frame("share"), {"share": "country"}, title="A title", subtitle="Per cent"
        )

    assert shown(Study()).tables == ("us_aid",)
    assert aid.share("PAK").attrs["source"], "outside of a figure nothing is noted"


def test_a_figure_without_a_study_says_what_it_needs():
    with pytest.raises(MeasureError, match=r"troops\(\) needs the study first, such as troops\(Study\(\)\)"):
        us_ties.troops("PAK")


def test_counts_in_words_have_no_decimals_and_amounts_do():
    counted, amounts = pd.Series({2016: 3.0, 2017: 4.0}), pd.Series({2016: 3.0, 2017: 4.5})
    assert at(counted, 2016, 2017) == "3 in 2016, 4 in 2017" and at(amounts, 2016) == "3.0 in 2016"


def test_a_title_tells_no_year_that_is_left_out():
    study = Study(first_year=2012)
    drawn = us_ties.mistrust(study, decide("U5", study))
    assert min(map(int, re.findall(r"\b(?:19|20)\d\d\b", drawn.title))) >= 2012, drawn.title


def test_customers_are_those_of_the_years_in_use():
    figure = india.customers(Study(last_year=2015))
    assert "2011–2015" in figure.title and "2011–2015" in figure.subtitle and "2021" not in figure.title + figure.note
    early = Study(last_year=1970, turning_point=1960, sanctions_year=1960, shock_year=1965)
    assert isinstance(india.customers(early), Missing)


def test_a_window_without_deliveries_is_told_by_the_one_before(monkeypatch):
    """Of one's own table of SIPRI's: nothing from 2009 to 2013, and nothing for the country at all since 1985."""
    whole = tables.load("arms_deliveries")
    lacking = whole[~whole["year"].between(2009, 2013)]
    monkeypatch.setattr(
        tables, "load", lambda name, real=tables.load: lacking if name == "arms_deliveries" else real(name)
    )
    assert not isinstance(us_ties.suppliers(Study()), Missing)
    gone = whole[(whole["recipient"] != "PAK") | (whole["year"] < 1985)]
    monkeypatch.setattr(
        tables, "load", lambda name, real=tables.load: gone if name == "arms_deliveries" else real(name)
    )
    assert isinstance(us_ties.effective_suppliers(Study()), Missing)


def test_every_figure_that_a_claim_may_show_is_found_by_its_name():
    assert set(sections.FIGURES) == set(get_args(Shown))
