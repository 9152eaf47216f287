"""The committed pages in a real browser: accessible, self-contained, readable on a phone, light and dark."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for path in (ROOT / "reports").rglob("*.html") if not {"executed", "own"} & {*path.parts})
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
    page.place = PAGES.index(request.param)
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


def test_axe_finds_no_violation(opened):
    """Every page in one look, and every look on a fourth of the pages."""
    no_violation(opened, LOOKS[opened.place % len(LOOKS)])


@pytest.mark.slow
def test_axe_finds_no_violation_in_any_other_look(opened):
    for place, look in enumerate(LOOKS):
        if place != opened.place % len(LOOKS):
            no_violation(opened, look)


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


def contrast(one, two):
    light = sorted((luminance(colour) for colour in (one, two)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def luminance(colour):
    parts = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
