"""Figures in a real browser, made anew: rows of bars under the pointer, nothing that moves, labels whole in what is saved."""

import re

import pytest
from test_pages import open_page

from analysis.figures import commerce, india, us_ties
from analysis.report.page import frame
from analysis.study import Study

# What the live region says and how high the figure is, at every place of the control.
READ = """figure => {
    const control = figure.querySelector('input[type=range]'), read = [], heights = [];
    for (let at = 0; at <= Number(control.max); at += 1) {
        control.value = at;
        control.dispatchEvent(new Event('input', { bubbles: true }));
        read.push(figure.querySelector('output').textContent);
        heights.push(figure.getBoundingClientRect().height);
    }
    return [read, heights];
}"""
BARS = ("fig-customers", "fig-classes", "fig-visits")


@pytest.fixture(scope="module")
def figures():
    study = Study()
    found = [
        india.customers(study), india.classes(study), us_ties.visits_by_term(study),
        us_ties.troops(study), commerce.wheat(study), india.rival_suppliers(study),
    ]  # fmt: skip
    return {one.anchor: one for one in found}


@pytest.fixture(scope="module")
def path(figures, tmp_path_factory):
    body = "".join(one.to_html() for one in figures.values())
    found = tmp_path_factory.mktemp("figures") / "page.html"
    found.write_text(frame(title="T", description="D", short="S", trail=[], contents=[], body=body, neighbours=[]))
    return found


@pytest.fixture(scope="module", params=[1280, 390])
def page(browser, path, request):
    found = open_page(browser, path, width=request.param)
    yield found
    assert not found.errors
    found.context.close()


@pytest.mark.parametrize("anchor", BARS)
def test_the_pointer_reads_the_row_of_bars_under_it(page, anchor):
    """The label of a row stands beside its bar: at its height the pointer reads that row, and the mark frames it."""
    figure = page.locator(f"#{anchor}")
    svg = figure.locator("svg:visible")
    names = figure.locator(".data tbody th").all_text_contents()
    for name in (names[0], names[len(names) // 2], names[-1]):
        label = svg.locator("text").filter(has_text=re.compile(f"^{re.escape(name)}$")).first
        label.evaluate("one => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
        at, box = label.bounding_box(), svg.bounding_box()
        height = at["y"] + at["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 0.7, height)
        assert figure.locator("output").text_content().startswith(f"{name} ")
        frame = svg.locator(".at").bounding_box()
        assert frame["y"] < height < frame["y"] + frame["height"] and svg.locator(".at").count() == 1


def test_nothing_below_a_figure_moves_while_its_values_are_read(page):
    for figure in page.locator("figure.figure").all():
        read, heights = figure.evaluate(READ)
        assert len(set(read)) > 1, "the values follow the control"
        assert len(set(heights)) == 1, (figure.get_attribute("id"), heights)


@pytest.mark.parametrize("how", ["page", pytest.param("module", marks=pytest.mark.slow)])
def test_no_label_is_cut_at_the_edge_of_a_saved_file(browser, path, figures, tmp_path, how):
    """Every word keeps four points from both sides."""
    page = open_page(browser, path)
    for anchor, one in figures.items():
        if how == "module":
            file = one.save(tmp_path / f"{anchor}.svg")
        else:
            with page.expect_download() as waiting:
                page.locator(f"#{anchor}").get_by_role("button", name="Download as SVG").click()
            file = tmp_path / f"{anchor}-page.svg"
            waiting.value.save_as(file)
        alone = open_page(browser, file)
        cut = alone.evaluate("""() => { const all = document.documentElement.getBoundingClientRect();
            return [...document.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()])
                .filter(([, box]) => box.left < all.left + 4 || box.right > all.right - 4).map(([text]) => text); }""")
        assert not cut, (anchor, cut)
        alone.context.close()
    page.context.close()
