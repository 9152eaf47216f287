"""A case of fewer years: what a figure says lies in the years that it draws."""

import re

import pytest
from all_figures import figures

from analysis import Study
from analysis.figures import suppliers, us_ties

pytestmark = pytest.mark.usefixtures("undrawn")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Prices of a year are a unit; the matrix of all exporters is of one year, which its title names.
UNITS, ONE_YEAR = re.compile(r"(?:constant |US\$ of |dollars of )\d{4}"), {"fig-fit"}
SHORT = [
    Study(first_year=2000, last_year=2017, turning_point=2009),
    Study(first_year=1990, last_year=2012, turning_point=2005, country="TUR", rival="GRC"),
]


def outside(text, study):
    return [year for year in YEAR.findall(UNITS.sub("", text)) if not study.first_year <= int(year) <= study.last_year]


def dashed(figure):
    """What the note says of dashed lines."""
    return figure.note.partition("Dashed line")[2].partition(" Diamonds:")[0]


@pytest.mark.parametrize("study", SHORT, ids=lambda study: study.country)
def test_titles_and_dashed_lines_are_of_years_that_are_drawn(study):
    found = {
        figure.anchor: (figure.title, dashed(figure))
        for figure in figures(study)
        if figure.anchor not in ONE_YEAR and outside(f"{figure.title} {dashed(figure)}", study)
    }
    assert found == {}


def test_lines_out_of_sight_are_not_in_the_note():
    assert "1962" in suppliers.since_1950(Study()).note and "1991" in suppliers.since_1950(Study()).note
    assert "1962" not in suppliers.since_1950(Study(first_year=1970)).note
    assert "Dashed" not in suppliers.since_1950(SHORT[0]).note
    assert "cut-off" in us_ties.aid_waves(Study()).note and "cut-off" not in us_ties.aid_waves(SHORT[0]).note
