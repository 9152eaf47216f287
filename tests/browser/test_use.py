"""The pages in use: by keyboard, with large letters, without scripts, as a download and on paper."""

import re
import zipfile

import pypdf
import pytest
from test_pages import ROOT, open_page

from analysis.figures.figure import from_data_uri
from analysis.report import pdf

INDEX = ROOT / "reports" / "pak-rus" / "index.html"
CHAPTERS = sorted(INDEX.parent.glob("[0-9]_*.html"))
STOPS = 400
# Whether one entry of the contents has a colour of its own, not that of the last one.
ALONE = """place => {
    const colours = [...document.querySelectorAll('.beside a')].map(one => getComputedStyle(one).borderLeftColor);
    return place < colours.length - 1 && colours.filter(one => one === colours[place]).length === 1; }"""
FOCUS = """() => { const e = document.activeElement, box = e.getBoundingClientRect();
    return [e.tagName, e.className, e.getAttribute('href') || '', e.textContent.slice(0, 60), box.width && box.height]; }"""


def walk(page):
    """What the Tab key reaches, in order."""
    stops = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop[0] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("path", CHAPTERS[:1], ids=[path.name for path in CHAPTERS[:1]])
def test_the_keyboard_alone_reaches_contents_folds_and_downloads(browser, path):
    page = open_page(browser, path)
    stops = walk(page)
    assert stops[0][3] == "Skip to the text"
    anchors = page.eval_on_selector_all(".beside a", "links => links.map(link => link.getAttribute('href'))")
    reached = [stop[2] for stop in stops]
    assert anchors and set(anchors) <= set(reached)
    figures = page.locator("figure.figure").count()
    assert sum(stop[0] == "SUMMARY" and "Data behind" in stop[3] for stop in stops) == figures
    assert sum(stop[2].startswith("data:text/csv") for stop in stops) == figures
    assert all(stop[4] for stop in stops if stop[0] in ("A", "SUMMARY")), "the focus is never on something unseen"
    fold = page.locator("details.data").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator("td").first.is_visible()
    page.context.close()


def test_the_bundle_holds_the_downloads_of_all_chapters():
    archive = INDEX.parent / "figure-data.zip"
    assert archive.stat().st_size < 1_000_000
    with zipfile.ZipFile(archive) as files:
        names = files.namelist()
        for path in CHAPTERS:
            for anchor, address in re.findall(r'download="([^"]+)\.csv" href="([^"]+)"', path.read_text()):
                held = files.read(f"{path.stem}/{anchor}.csv").decode()
                assert held == from_data_uri(address).replace("&#x27;", "'")
    assert {"README.txt", "LICENCES.txt"} <= set(names)


def test_filters_and_the_switch_work_without_scripts(browser):
    page = open_page(browser, INDEX, scripts=False)
    every = page.locator(".board > li").count()
    assert every == page.locator(".board > li:visible").count() == 30
    for choice in page.locator(".filters label").all()[1:]:
        choice.click()
        count = int(re.search(r"\((\d+)\)", choice.text_content())[1])
        assert page.locator(".board > li:visible").count() == count
    before = page.locator(".kicker").screenshot()
    page.locator("label.scheme").click()
    assert page.locator(".kicker").screenshot() != before, "the switch changes the colours"
    page.context.close()


def test_the_contents_list_follows_the_reader(browser):
    page = open_page(browser, CHAPTERS[0])
    links = page.locator(".beside a")
    for place in (1, 3):
        anchor = links.nth(place).get_attribute("href")
        page.evaluate("anchor => document.querySelector(anchor).scrollIntoView({behavior: 'instant'})", anchor)
        page.wait_for_function(ALONE, arg=place)
    page.context.close()


@pytest.mark.parametrize(("sheet", "width", "height"), [("A4", 595.3, 841.9), ("Letter", 612, 792)])
def test_a_page_prints_with_text_bookmarks_and_whole_figures(browser, tmp_path, sheet, width, height):
    path = CHAPTERS[-2]  # the last one with claims
    reader = pypdf.PdfReader(
        pdf.make(INDEX.parent, tmp_path / "one.pdf", sheet=sheet, only=[path.name], browser=browser)
    )
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([width, height], abs=1.5)
    marks = [mark.title for mark in flat(reader.outline)]
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for heading in ("In short", "Sources used on this page", "Rerun this page"):
        assert heading in marks and heading in text
    assert "How we know" in text and "The answers of every part" in text, "folds are open"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def flat(outline):
    return [mark for one in outline for mark in (flat(one) if isinstance(one, list) else [one])]


def test_what_stands_above_the_first_figure_is_short(browser):
    """What a reader has before anything is folded or drawn: a headline, two small tables and two sentences."""
    page = open_page(browser, INDEX)
    seen = page.evaluate("""() => { const figure = document.querySelector('main figure'), told = [];
        for (const e of document.querySelectorAll('main h1, main p, main th, main td, main li'))
            if (e.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING && !e.closest('nav, details'))
                for (const n of e.childNodes) if (!n.classList || !n.classList.contains('visually-hidden')) told.push(n.textContent);
        return told.join(' '); }""")
    words = re.findall(r"[^\W\d_][\w’'-]*", seen)
    assert "Certainty:" in seen and "Since 2022" in seen
    assert 100 < len(words) < 270, len(words)
    page.context.close()
