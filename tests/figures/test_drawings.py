"""A figure draws its data, names itself, and offers what it has drawn."""

import io
import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pandas as pd
import pytest

from analysis.figures import bars as bar_charts
from analysis.figures import charts, data_table
from analysis.figures.figure import from_data_uri

YEARS = pd.RangeIndex(2001, 2011, name="year")
DATA = pd.DataFrame({"A": np.linspace(1234.5, 9876.5, 10), "B": np.linspace(500, 100, 10) ** 1.1}, index=YEARS)
COLOURS = {"A": "country", "B": "rival"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figure():
    return charts.lines(DATA, COLOURS, title='Rose & fell: "A"', subtitle="Things, number").figure(
        "fig-test", ["us_aid"]
    )


def tree(drawing):
    return ElementTree.fromstring(drawing)


def test_a_drawing_has_title_description_and_real_text(figure):
    page = figure.to_html()
    for drawing in re.findall(r"<svg.*?</svg>", page, re.S):
        root = tree(drawing)
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("role") == "img"
        assert (title.text, description.text) == (figure.title, figure.alt)
        assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), description.get("id"))
        assert {"A", "B", "2008"} <= {text.text for text in root.iter(f"{SVG}text")}
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 4


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_lines_drawn_are_the_data(figure, size):
    """Height on paper is linear in the value: the plotted points and the table's say the same."""
    for column, colour in (("A", "country"), ("B", "rival")):
        drawn = [
            path.get("d") for path in tree(getattr(figure, size)).iter(f"{SVG}path")
            if f"stroke:var(--{colour})" in (path.get("style") or "")
        ]  # fmt: skip
        points = np.array(re.findall(r"[ML]([\d.-]+) ([\d.-]+)", drawn[0]), dtype=float)
        assert len(points) == len(DATA)
        assert abs(np.corrcoef(points[:, 1], DATA[column])[0, 1] + 1) < 1e-4
        assert np.ptp(np.diff(points[:, 0])) <= 0.2, "years are evenly spaced"


def test_a_drawing_is_small(figure):
    assert "<g>" not in figure.wide and "rotate(-0" not in figure.wide and "\n" not in figure.wide
    assert not re.search(r'="[^"]*\d\.\d{2,}', figure.wide.split(">", 1)[1])


def test_the_download_is_the_data(figure):
    address = re.search(r'href="(data:[^"]+)"', figure.to_html())[1]
    text = from_data_uri(address)
    assert text == figure.csv()
    assert text.startswith('# Rose & fell: "A"\n')
    read = pd.read_csv(io.StringIO(text.split("\n", text.count("\n# ") + 1)[-1]), index_col="year")
    pd.testing.assert_frame_equal(read, DATA, rtol=1e-5, check_index_type=False)


def test_panels_are_shown_with_a_row_per_year():
    long = pd.DataFrame(
        {"panel": ["P", "P", "Q"], "series": ["x", "y", "x"], "year": [2001, 2001, 2002], "value": [1.0, 2.0, 3.0]}
    )
    wide = data_table.shown(long)
    assert list(wide) == ["year", "x: P", "y: P", "x: Q"]
    assert wide.loc[wide["year"] == 2002, "x: Q"].item() == 3 and wide["x: P"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("values", "shown"),
    [([1234.567, 0.2], ["1,235", "0"]), ([12.34, -0.04], ["12.3", "0.0"]), ([1.239, -1.5], ["1.24", "−1.50"]),
     ([3.0, 4000.0], ["3", "4,000"]), ([0.12345, None], ["0.123", "no data"])],
)  # fmt: skip
def test_numbers_of_a_column_are_alike(values, shown):
    page = data_table.to_html(pd.DataFrame({"name": ["a", "b"], "value": values}), "A caption")
    assert re.findall(r"<td>(?:<span[^>]*>)?([^<]*)", page) == shown


def test_the_unit_is_said_in_the_header():
    data = DATA.reset_index()
    data.attrs["unit"] = "million US$"
    page = data_table.to_html(data, "A caption")
    assert '<th scope="col">year</th><th scope="col">A, million US$</th>' in page


def test_bars_of_one_colour_share_a_path_and_none_is_lost():
    bars = bar_charts.stacked(DATA, COLOURS, title="T", subtitle="S").figure("fig-bars", ["us_aid"])
    for colour, column in (("country", "A"), ("rival", "B")):
        shapes = [
            path.get("d") for path in tree(bars.wide).iter(f"{SVG}path")
            if path.get("style") == f"fill:var(--{colour})" and path.get("clip-path")
        ]  # fmt: skip
        assert len(shapes) == 1 and shapes[0].count("M") == len(DATA)
        corners = [re.findall(r"[ML][\d.-]+ ([\d.-]+)", shape) for shape in shapes[0].split("z")[:-1]]
        heights = [max(map(float, corner)) - min(map(float, corner)) for corner in corners]
        assert abs(np.corrcoef(heights, DATA[column])[0, 1] - 1) < 1e-2


def test_marks_of_one_style_are_grouped_and_none_is_lost():
    dots = charts.lines(DATA, COLOURS, title="T", subtitle="S", points=True).figure("fig-own", ["us_aid"])
    groups = [group for group in tree(dots.wide).iter(f"{SVG}g") if "fill:var(--country)" in (group.get("style") or "")]
    assert [len(group) for group in groups] == [len(DATA)]


def test_a_long_heading_of_a_panel_is_broken_on_a_phone_only():
    heading = "Share of everything that was ever counted, five years, per cent"
    chart = charts.panels([(heading, DATA[["A"]])], {"A": "country"}, title="T", subtitle="S")
    drawn = chart.figure("fig-p", ["us_aid"])
    wide, narrow = ([text.text for text in tree(one).iter(f"{SVG}text")] for one in (drawn.wide, drawn.narrow))
    assert heading in wide and heading not in narrow
    assert "Share of everything that was ever counted," in narrow and "five years, per cent" in narrow
