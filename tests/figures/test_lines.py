"""Lines can be told from one another, and a name belongs to the line whose end it stands at."""

import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas

from analysis import Study
from analysis.figures import charts, india, labels, us_ties

pytestmark = pytest.mark.usefixtures("undrawn")
TALES = pd.DataFrame({"A": [9.0, 0.2], "B": [4.0, 0.1], "C": [1.0, 0.0], "D": [2.0, 0.3]}, index=[2000, 2025])


def painted(chart, *, narrow):
    canvas = Canvas()
    chart.paint(canvas, narrow)
    return canvas.axes[0]


def looks(axis):
    return [
        (line.get_color(), line.get_linestyle(), getattr(line, "_unscaled_dash_pattern", None))
        for line in axis.lines[:4]
    ]


@pytest.mark.parametrize("narrow", [False, True])
def test_no_two_lines_of_countries_without_a_colour_look_alike(narrow):
    assert len(set(looks(painted(charts.lines(TALES.rename_axis("year"), title="", subtitle=""), narrow=narrow)))) == 4


@pytest.mark.parametrize("narrow", [False, True])
def test_a_line_leads_from_the_end_of_a_line_to_a_name_that_was_moved(narrow):
    axis = painted(charts.lines(TALES.rename_axis("year"), title="", subtitle=""), narrow=narrow)
    ends = labels.shares(axis, TALES.iloc[-1].to_dict())
    led = {text.get_text(): text for text in axis.texts if text.arrow_patch is not None}
    assert set(led) == set(TALES)
    assert all(text.xy == (1.0, pytest.approx(ends[name])) for name, text in led.items())


def test_names_at_their_lines_need_none():
    data = pd.DataFrame({"A": [9.0, 9.0], "B": [1.0, 1.0]}, index=pd.Index([2000, 2025], name="year"))
    assert all(
        text.arrow_patch is None for text in painted(charts.lines(data, title="", subtitle=""), narrow=False).texts
    )


@pytest.mark.parametrize("builder", [us_ties.suppliers, india.rival_suppliers])
def test_the_suppliers_drawn_are_those_of_the_rule(builder):
    figure = builder(Study())
    drawn = figure.data.set_index("year")
    latest = drawn.iloc[-1].sort_values(ascending=False).index
    for name, values in drawn.items():
        assert values.max() >= 20 or name in {*latest[:3], "US", "Russia"}, name
    assert "20 per cent or more in any window" in figure.note and "three largest of the last window" in figure.note


def test_the_second_largest_supplier_of_the_last_years_is_drawn():
    drawn = us_ties.suppliers(Study()).data.set_index("year")
    assert drawn.loc[2025, "Türkiye"] == pytest.approx(7.02, abs=0.01)
