"""The series of a picked choice in a real browser: the points drawn are those of the measure, on axes that say so."""

import re

import numpy as np
import pytest
from once import decide
from test_pages import open_page

from analysis.claims.wording import number
from analysis.figures import folds
from analysis.report.page import frame
from analysis.study import Study

# Of every kind of series one claim at least: shares and amounts, counts, differences of votes with gaps, ranks, an
# estimate, surveys of some years, lines fitted to both sides.
CLAIMS = ("U1", "U4", "U5", "U6", "H1", "H6")
KEYS = {words: key for names in (folds.NAMES, folds.NAMES_OF_CHANGES) for key, words in names.items()}
POINT = re.compile(r"([ML])([-\d.]+) ([-\d.]+)")
DRAWN = """svg => ({
    label: svg.getAttribute('aria-label'),
    texts: [...svg.querySelectorAll('text')].map(one => [one.textContent, one.getAttribute('text-anchor'), +one.getAttribute('x'), +one.getAttribute('y')]),
    line: svg.querySelector('.line').getAttribute('d'), over: svg.querySelector('.over').getAttribute('d')})"""

# What is said and drawn once the buttons at these places are pressed, one of each group.
PICKED = f"""(box, places) => {{
    [...box.querySelectorAll('fieldset')].forEach((group, at) => group.querySelectorAll('input')[places[at]].click());
    return [box.querySelector('output[aria-live=polite]').textContent, ({DRAWN})(box.querySelector('svg'))]; }}"""

# In the document: a click may have scrolled to its button.
PLACE = "svg => (({x, y, width, height}) => [x, y + scrollY, width, height])(svg.getBoundingClientRect())"


@pytest.fixture(scope="module")
def findings():
    return {claim: decide(claim, Study()) for claim in CLAIMS}


@pytest.fixture(scope="module")
def page(browser, findings, tmp_path_factory):
    body = "".join(f'<section id="{name}">{folds.how(one).data}</section>' for name, one in findings.items())
    path = tmp_path_factory.mktemp("series") / "page.html"
    path.write_text(frame(title="T", description="D", short="S", trail=[], contents=[], body=body, neighbours=[]))
    found = open_page(browser, path)
    found.add_style_tag(content="details::details-content { content-visibility: visible; height: auto; }")
    found.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    yield found
    assert not found.errors
    found.context.close()


def scale(texts, anchor, place):
    """From a coordinate to what the ticks of an axis say there, and how much a tenth of a point is."""
    ticks = [(row[place], float(row[0].replace(",", "").replace("−", "-"))) for row in texts if row[1] == anchor]
    (one, low), (two, high) = ticks[0], ticks[-1]
    step = (high - low) / (two - one)
    return (lambda at: low + (at - one) * step), abs(step) / 10


def same(drawn, expected):
    """Whether a drawing shows the values of `expected`, year by year, to a tenth of a point and half a per cent."""
    year, _ = scale(drawn["texts"], "middle", 2)
    value, slack = scale([[*row[:3], row[3] - 4] for row in drawn["texts"]], "end", 3)
    found = {round(year(float(x))): value(float(y)) for _, x, y in POINT.findall(drawn["line"])}
    assert sorted(found) == sorted(expected.index)
    return all(abs(found[at] - wanted) <= slack + 0.006 * abs(wanted) for at, wanted in expected.items())


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_line_follows_the_buttons(page, findings, claim):
    parts = [part for part in findings[claim].parts if len(part.choices) > 1]
    boxes = page.locator(f"#{claim} .switch").all()
    assert len(boxes) == len(parts)
    for box, part in zip(boxes, parts, strict=True):
        axes = [KEYS.get(name, name) for name in box.locator("legend").all_text_contents()]
        for one in {id(one.series): one for one in part.choices}.values():
            said, drawn = box.evaluate(PICKED, places(axes, part, one))
            beyond = one.series.attrs.get("beyond", (float("inf"), ""))[0]
            assert same(drawn, one.series[one.series < beyond])
            assert drawn["texts"][0][0] == one.reading.unit and one.reading.unit in drawn["label"]
            assert number(one.reading.value) in said
            year, _ = scale(drawn["texts"], "middle", 2)
            ends = [round(year(float(x))) for _, x, _ in POINT.findall(drawn["over"])]
            assert ends == [at for at, _ in one.reading.drawn]


def places(axes, part, one):
    """Where the buttons of a choice stand: of every axis the values in the order in which they come."""
    return [list(dict.fromkeys(other.choice[key] for other in part.choices)).index(one.choice[key]) for key in axes]


def test_a_gap_breaks_the_line_and_a_lone_year_is_a_dot(page, findings):
    part = next(part for part in findings["H1"].parts if part.id == "votes_patron")
    box = page.locator("#H1 .switch").first
    for group in box.locator("fieldset").all():
        group.locator("input").first.check()
    drawn = box.locator("svg").evaluate(DRAWN)
    years = np.array(part.series.index)
    runs = np.split(years, np.flatnonzero(np.diff(years) > 1) + 1)
    assert len(runs) > 1 and drawn["line"].count("M") == len(runs)
    assert drawn["line"].count("h0") == sum(len(run) == 1 for run in runs)


def test_one_unit_has_one_axis_and_nothing_moves(page):
    """Two years of one measure are drawn on the same axes, in a box of the same size; another unit has axes of its own."""
    box = page.locator("#U1 .switch").first
    groups = {group.locator("legend").text_content(): group for group in box.locator("fieldset").all()}
    svg, shown = box.locator("svg"), []
    for name, place in (("measure", 0), ("turning year", 2), ("measure", 1)):
        groups[name].locator("input").nth(place).check()
        shown.append((svg.evaluate(DRAWN)["texts"], svg.evaluate(PLACE)))
    assert shown[0] == shown[1] and shown[1][0] != shown[2][0] and shown[1][1] == shown[2][1]
