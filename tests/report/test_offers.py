"""What a page offers its reader: the list to search, how to cite, and one script named by its hash."""

import base64
import hashlib
import re

import nbformat
import pandas as pd
import pytest

from analysis import tables
from analysis.errors import NotCovered
from analysis.figures import charts
from analysis.measures import votes
from analysis.report import index, page
from analysis.report.outputs import strip
from analysis.study import Study

FINDING = {"claim": "H4", "page": "1_x.html", "anchor": "h4", "events": [{"event_id": "E008"}]}
THEMES = [
    {"claims": [{"id": "H4", "statement": "S", "verdict": "it holds", "href": "1_x.html#h4"},
                {"id": "U1", "statement": "T", "verdict": "not yet tested"}]}
]  # fmt: skip
CITE = r'<details class="cite">.*?<p>(.*?)</p></details><p class="fig-links">'
FIGURE = '<figure class="figure" id="fig-a"><p class="fig-title">A &amp; B</p><p class="fig-source">Source: C</p><p class="fig-links">x</p></figure>'


def test_the_list_leads_to_claims_figures_and_events():
    figures = [{"page": "1_x.html", "anchor": "fig-a", "title": "A rose"}]
    found = index.entries(Study(), {"findings": [FINDING], "figures": figures}, THEMES)
    assert found["Claims"] == [
        ("1_x.html#h4", "H4 S", "it holds"),
        ("#claim-u1", "U1 T", "not yet tested"),
    ]
    assert found["Figures"] == [("1_x.html#fig-a", "A rose", "")]
    pact = next(one for one in found["Events"] if "Baghdad Pact" in one.words)
    assert (pact.href, pact.beside) == ("1_x.html#h4", "evidence for H4") and pact.words.startswith("September 1955: ")
    others = [one for one in found["Events"] if one.beside == "source"]
    assert others and all(one.href.startswith("http") for one in others)


def test_events_of_other_countries_are_left_out():
    found = index.entries(
        Study(country="TUR", rival="GRC", patron="DEU", partner="FRA"), {"findings": [], "figures": []}, []
    )
    assert "Figures" not in found and "Claims" not in found and not found.get("Events")


def test_every_figure_says_how_to_cite_it():
    data = pd.DataFrame({"A": [1.0, 2.0, 4.0]}, index=pd.RangeIndex(2001, 2004, name="year"))
    chart = charts.lines(data, {"A": "country"}, title="A & B", subtitle="S")
    (fold,) = re.findall(CITE, chart.figure("fig-a", ["trade"], study=Study(country="TTO", partner="CHN")).to_html())
    source = tables.describe("trade")["sources"][0]["title"]
    assert fold.startswith("“A &amp; B.” Figure fig-a of: What moved Trinidad and Tobago and China closer?"), fold
    assert f"Source: {source}" in fold and fold.endswith(".") and "Terms" not in fold
    assert not re.findall(CITE, chart.figure("fig-a", ["trade"]).to_html()), "a chart of one's own is of no report"


def framed(body):
    return page.frame(
        title="T", description="D", short="S", trail=[], contents=[], body=body, neighbours=[]
    )  # fmt: skip


def test_a_page_with_a_figure_has_the_script_and_its_hash():
    text = framed(FIGURE)
    script = re.search(r"<script>(.*?)</script>", text, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text and len(script) < 14_000 and "runs no script" not in text
    assert not re.search(r"https?://(?!www\.w3\.org/)", script), "it asks for nothing"


def test_a_page_with_nothing_to_do_has_none():
    text = framed("<p>words</p>")
    assert "<script" not in text and "script-src" not in text and "It runs no script." in text


def test_drawings_are_shorter_and_the_same():
    text = '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><path d="M0 0"/><use xlink:href="#a"/></svg>'
    assert page.small(text) == '<svg><path d="M0 0"/><use href="#a"/></svg>'


def test_an_axis_of_years_says_where_it_lies():
    data = pd.DataFrame({"A": [1.0, 2.0, 4.0]}, index=pd.RangeIndex(2001, 2004, name="year"))
    drawn = charts.lines(data, {"A": "country"}, title="T", subtitle="S").figure("f", ["us_aid"])
    for svg in (drawn.wide, drawn.narrow):
        left, top, right, bottom, first, last = map(float, re.search(r'data-years="([^"]+)"', svg)[1].split(","))
        line = next(d for d, style in re.findall(r'<path d="([^"]+)"[^>]*style="([^"]+)"', svg) if "--country" in style)
        points = [tuple(map(float, pair)) for pair in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", line)]
        for (x, y), year in zip(points, data.index, strict=True):
            assert abs(left + (year - first) / (last - first) * (right - left) - x) < 0.3 and top <= y <= bottom


def test_an_output_that_leaves_an_element_open_does_not_take_in_the_page():
    shown = nbformat.v4.new_output("display_data", {"text/html": "<div><p>open <b>bold <table><tr><td>x"})
    picture = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})
    cells = [nbformat.v4.new_code_cell("show()", outputs=[shown, picture]), nbformat.v4.new_markdown_cell("After")]
    body = page.body_of(nbformat.v4.new_notebook(cells=cells), Study())
    assert (
        [body.count(f"<{tag}") for tag in ("b>", "td>")] == [body.count(f"</{tag}") for tag in ("b>", "td>")] == [1, 1]
    )
    assert 'alt="A picture without a description"' in body
    assert page.closed('<p>a<br>b <img src="x"/></p>') == '<p>a<br>b <img src="x"/></p>', "what is whole stays as it is"


def test_the_result_of_a_cell_stays_a_valid_output():
    """A cell that ends in an expression: its counter goes, the field that a result must have stays."""
    result = nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=7)
    done = strip(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1", outputs=[result])]))
    nbformat.validate(done)
    assert done.cells[0].outputs[0].execution_count is None


def test_two_without_a_common_year_have_no_distance():
    points = pd.DataFrame({"country": ["SSD", "TWN"], "year": [2012, 1970], "ideal_point": [0.1, 0.2]})
    with pytest.raises(NotCovered, match="in no common year"):
        votes.distance(points, "SSD", b="TWN")
