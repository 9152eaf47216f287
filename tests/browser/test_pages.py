"""The committed pages in a real browser: accessible, self-contained, readable on a phone, light and dark."""

import csv
import io
import re
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from analysis.figures import data_table
from analysis.figures.figure import from_data_uri

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for path in (ROOT / "reports").rglob("*.html") if not {"executed", "own"} & {*path.parts})
CHAPTERS = [path for path in PAGES if re.match("[0-9]_", path.name)]
# Where axe is asked at every change; the rest in the slow tests.
SOME = PAGES[::3]
# The rules of axe that another scheme can break.
COLOURS = ["color-contrast", "link-in-text-block"]
# Pixels that an accent or a descender may stand out of its line.
SLACK = 3
# Width and scheme of every look at a page.
LOOKS = [(1280, "light"), (360, "dark"), (1280, "dark"), (360, "light")]
NAMES = [str(path.relative_to(ROOT / "reports")) for path in PAGES]


def open_page(browser, path, *, width=1280, scheme="light", scripts=True):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    page.requests, page.errors = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(path.as_uri())
    return page


def test_there_are_pages():
    assert "pak-rus/index.html" in NAMES and "index.html" in NAMES


@pytest.fixture(scope="module", params=PAGES, ids=NAMES)
def opened(request, browser):
    """A page as a phone opens it, once for all that is looked at: loading costs more than looking."""
    page = open_page(browser, request.param, width=360)
    page.path, page.figures = request.param, request.param.read_text().count('<figure class="figure"')
    yield page
    page.context.close()


def seen(page, width, scheme="light"):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def test_nothing_leaves_the_page_and_nothing_scrolls_sideways(opened):
    seen(opened, 360)
    assert all(url.startswith(("file:", "data:")) for url in opened.requests) and not opened.errors
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def no_violation(page, look, **options):
    """That axe finds nothing to blame on a page as it is, in a look."""
    from axe_playwright_python.sync_playwright import Axe

    seen(page, *look)
    found = Axe().run(page, options={"resultTypes": ["violations"]} | options).response["violations"]
    assert not found, (look, [(v["id"], v["nodes"][0]["html"][:200]) for v in found])


@pytest.mark.parametrize("opened", SOME, ids=[path.name for path in SOME], indirect=True)
def test_axe_finds_no_violation(opened):
    """Some pages in one look each, every look among them."""
    no_violation(opened, LOOKS[SOME.index(opened.path) % len(LOOKS)])


@pytest.mark.slow
def test_axe_finds_no_violation_in_any_other_look(opened):
    first = [LOOKS[SOME.index(opened.path) % len(LOOKS)]] if opened.path in SOME else []
    rest = [look for look in LOOKS if look not in first]
    for look, options in asked(rest, widths=[width for width, _ in first]):
        no_violation(opened, look, **options)


def asked(looks, widths=()):
    """Each look with what axe is asked there: all rules once for a width that is not among `widths`, else those of colours."""
    known = {*widths}
    for look in looks:
        yield look, {"runOnly": COLOURS} if look[0] in known else {}
        known.add(look[0])


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_pages_are_small_with_one_h1_and_links_that_resolve(path):
    text = path.read_text()
    assert len(text.encode()) <= 600_000
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert levels[0] == levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert '<html lang="en">' in text and 'property="og:title"' in text and 'name="description" content="' in text
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids)), {one for one in ids if ids.count(one) > 1}
    for link in re.findall(r'<a [^>]*href="([^"]+)"', text):
        if link.startswith(("http", "data:")):
            continue
        target, _, anchor = link.partition("#")
        found = path if not target else (path.parent / target).resolve()
        assert found.is_file(), link
        assert not anchor or f'id="{anchor}"' in found.read_text(), link


def test_every_text_in_a_figure_can_be_read(opened):
    """WCAG contrast of every SVG text against the page, light and dark; axe leaves SVG text open."""
    for scheme in ("light", "dark"):
        seen(opened, 1280, scheme)
        paper = opened.evaluate("getComputedStyle(document.body).backgroundColor")
        colours = opened.evaluate(
            "[...new Set([...document.querySelectorAll('svg text')].map(t => getComputedStyle(t).fill))]"
        )
        assert all(contrast(colour, paper) >= 4.5 for colour in colours), (scheme, colours)


def test_no_word_of_a_figure_is_cut_off(opened):
    """Every text lies inside its drawing, for screens and for phones."""
    for width in (360, 1280):
        seen(opened, width)
        cut = opened.evaluate(
            """slack => [...document.querySelectorAll('svg text')].filter(text => {
                const own = text.getBoundingClientRect(), all = text.closest('svg').getBoundingClientRect();
                return own.width && (own.left < all.left - slack || own.right > all.right + slack
                    || own.top < all.top - slack || own.bottom > all.bottom + slack);
            }).map(text => [text.closest('figure').id, text.textContent])""",
            SLACK,
        )
        assert not cut, (width, cut)


def test_large_letters_stay_readable(opened):
    """Zoomed to 200 % (half the width), and with letters twice the size alone: nothing is cut, nothing scrolls sideways."""
    seen(opened, 640)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 640
    seen(opened, 1280)
    large = opened.add_style_tag(content="html { font-size: 200%; }")
    width = opened.evaluate("document.documentElement.scrollWidth")
    cut = opened.evaluate(
        """() => [...document.querySelectorAll('body *:not(svg, svg *)')].filter(one => {
            const style = getComputedStyle(one), hides = /hidden|clip/.test(style.overflowX + style.overflowY);
            return hides && style.visibility === 'visible' && !one.closest('.visually-hidden')
                && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    large.evaluate("one => one.remove()")
    assert width <= 1280 and not cut


@pytest.mark.parametrize("width", [673, 695], ids=["A4", "Letter"])
def test_no_figure_is_wider_or_higher_than_a_sheet(opened, width):
    """The text area of a sheet in CSS pixels: 178 mm of A4, 184 mm of Letter; 230 mm high on the shorter of the two."""
    seen(opened, width)
    opened.emulate_media(media="print")
    boxes = opened.eval_on_selector_all(
        "figure .wide svg",
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right, box.height])",
    )
    navigation = opened.locator("nav:visible").count()
    opened.emulate_media(media="screen")
    assert boxes or not opened.figures
    assert all(left >= 0 and right <= width and 50 < height < 230 * 96 / 25.4 for left, right, height in boxes)
    assert not navigation or opened.path not in CHAPTERS, "no navigation on the paper of a chapter"


def test_downloads_hold_the_values_of_the_table(opened):
    drawn = opened.eval_on_selector_all(
        "figure.figure",
        """figures => figures.map(figure => ({
            href: figure.querySelector('a[download]').getAttribute('href'),
            heads: [...figure.querySelectorAll('.data thead th')].map(cell => cell.textContent),
            rows: [...figure.querySelectorAll('.data tbody tr')].map(row => [...row.children].map(cell => cell.textContent)),
        }))""",
    )
    assert len(drawn) == opened.figures
    for figure in drawn:
        text = from_data_uri(figure["href"])
        remarks = [line for line in text.splitlines() if line.startswith("# ")]
        for start in ("# Source: ", "# Credit: ", "# Licence: ", "# Cite: "):
            assert any(line.startswith(start) for line in remarks)
        body = text.split("\n", len(remarks))[-1]
        assert len({len(row) for row in csv.reader(io.StringIO(body))}) == 1
        table = data_table.shown(pd.read_csv(io.StringIO(body)))
        assert [head.split(", ")[0] for head in figure["heads"]] == [str(name).split(", ")[0] for name in table]
        assert len(table) == len(figure["rows"]) > 0
        for shown, (_, row) in zip(figure["rows"], table.iterrows(), strict=True):
            assert all(same(cell, value) for cell, value in zip(shown, row, strict=True)), (shown, row.tolist())


def same(cell, value):
    """Whether a cell shows `value`, rounded to the digits that it has."""
    if isinstance(value, str):
        return cell == value
    if pd.isna(value):  # an empty cell of the download: a missing number, or a word that does not apply
        return cell in ("no data", "")
    shown = cell.replace(",", "").replace("−", "-")
    digits = len(shown.partition(".")[2])
    return abs(float(shown) - value) <= 0.5 * 10**-digits + 1e-5 * abs(value)


def contrast(one, two):
    light = sorted((luminance(colour) for colour in (one, two)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def luminance(colour):
    parts = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
