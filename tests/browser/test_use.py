"""The pages in use: by keyboard, with large letters, without scripts, as a download and on paper."""

import csv
import io
import re
import zipfile

import pandas as pd
import pypdf
import pytest
from test_pages import NAMES, PAGES, ROOT, open_page

from analysis.figures import data_table
from analysis.figures.figure import from_data_uri
from analysis.report import pdf

INDEX = ROOT / "reports" / "pak-rus" / "index.html"
CHAPTERS = sorted(INDEX.parent.glob("[0-9]_*.html"))
STOPS = 400
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


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_large_letters_stay_readable(browser, path):
    """Zoomed to 200 % (half the width), and with letters twice the size alone: nothing is cut, nothing scrolls sideways."""
    page = open_page(browser, path, width=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_style_tag(content="html { font-size: 200%; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    cut = page.evaluate(
        """() => [...document.querySelectorAll('body *:not(svg, svg *)')].filter(one => {
            const style = getComputedStyle(one), hides = /hidden|clip/.test(style.overflowX + style.overflowY);
            return hides && style.visibility === 'visible' && !one.closest('.visually-hidden')
                && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert not cut
    page.context.close()


@pytest.mark.parametrize("path", CHAPTERS, ids=[path.name for path in CHAPTERS])
def test_downloads_hold_the_values_of_the_table(browser, path):
    page = open_page(browser, path)
    drawn = page.eval_on_selector_all(
        "figure.figure",
        """figures => figures.map(figure => ({
            href: figure.querySelector('a[download]').getAttribute('href'),
            heads: [...figure.querySelectorAll('.data thead th')].map(cell => cell.textContent),
            rows: [...figure.querySelectorAll('.data tbody tr')].map(row => [...row.children].map(cell => cell.textContent)),
        }))""",
    )
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
    page.context.close()


def same(cell, value):
    """Whether a cell shows `value`, rounded to the digits that it has."""
    if isinstance(value, str):
        return cell == value
    if pd.isna(value):  # an empty cell of the download: a missing number, or a word that does not apply
        return cell in ("no data", "")
    shown = cell.replace(",", "").replace("−", "-")
    digits = len(shown.partition(".")[2])
    return abs(float(shown) - value) <= 0.5 * 10**-digits + 1e-5 * abs(value)


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
        page.wait_for_timeout(150)
        colours = page.eval_on_selector_all(".beside a", "all => all.map(one => getComputedStyle(one).borderLeftColor)")
        assert colours[place] != colours[-1] and colours.count(colours[place]) == 1, colours
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


@pytest.mark.parametrize("width", [673, 695], ids=["A4", "Letter"])
def test_no_figure_is_wider_or_higher_than_a_sheet(browser, width):
    """The text area of a sheet in CSS pixels: 178 mm of A4, 184 mm of Letter; 230 mm high on the shorter of the two."""
    for path in CHAPTERS:
        page = open_page(browser, path, width=width)
        page.emulate_media(media="print")
        boxes = page.eval_on_selector_all(
            "figure .wide svg",
            "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right, box.height])",
        )
        assert boxes and all(
            left >= 0 and right <= width and 50 < height < 230 * 96 / 25.4 for left, right, height in boxes
        )
        assert not page.locator("nav:visible").count(), "no navigation on paper"
        page.context.close()


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
    assert 100 < len(words) < 250, len(words)
    page.context.close()
