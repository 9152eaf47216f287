"""Reading on a screen: charts read out, choices switched, figures taken along, everything found; and whole without a script."""

import base64
import hashlib
import html
import io
import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
from matplotlib import image
from test_pages import LOOKS, NAMES, PAGES, asked, no_violation, open_page
from test_use import CHAPTERS, INDEX

from analysis.figures.palette import LIGHT

US = next(path for path in CHAPTERS if path.name.startswith("2_"))
LINES = "fig-troops"
BARS = "fig-replaced"
TABLE = """figure => ({
    heads: [...figure.querySelectorAll('.data thead th')].map(cell => cell.textContent),
    rows: [...figure.querySelectorAll('.data tbody tr')].map(row => [...row.children].map(cell => cell.textContent)),
})"""


def told(heads, row):
    """What the live region says of a row of the data table."""
    return f"{row[0]} " + "; ".join(f"{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell)


@pytest.fixture(scope="module")
def page(browser):
    found = open_page(browser, US)
    yield found
    assert not found.errors
    found.context.close()


@pytest.fixture(scope="module")
def chapter(browser):
    """A function that gives the page of a chapter by how its name begins, opened once for all that is read on it."""
    opened = {}

    def page_of(start):
        if start not in opened:
            opened[start] = open_page(browser, next(path for path in CHAPTERS if path.name.startswith(start)))
        return opened[start]

    yield page_of
    for page in opened.values():
        assert not page.errors
        page.context.close()


def scripts(path):
    return re.findall(r"<script>(.*?)</script>", path.read_text(), re.S)


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_the_one_script_is_small_and_named_by_its_hash(path):
    """Fourteen kilobytes, of which two and a half draw the series of a choice with its axes: a drawing of every one would be far more."""
    text = path.read_text()
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1])
    assert "default-src 'none'" in policy and "script-src 'unsafe" not in policy
    own = scripts(path)
    assert len(own) == text.count("<script") == ('<figure class="figure"' in text)
    for one in own:
        digest = base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}'" in policy and len(one.encode()) < 14_000
    assert ("runs no script" in text) is not bool(own)
    assert not re.search(r"<[^>]* on\w+=", text) and "<canvas" not in text


def test_the_pointer_reads_the_nearest_year(page):
    figure = page.locator(f"#{LINES}")
    table, output = figure.evaluate(TABLE), figure.locator("output")
    assert output.get_attribute("aria-live") == "polite"
    svg = figure.locator("svg:visible")
    svg.scroll_into_view_if_needed()
    left, top, right, bottom, first, last = map(float, svg.get_attribute("data-years").split(" ")[0].split(","))
    box, view = svg.bounding_box(), float(svg.get_attribute("viewBox").split()[2])
    scale = box["width"] / view
    for row in (table["rows"][0], table["rows"][40], table["rows"][-1]):
        at = left + (int(row[0]) - first) / (last - first) * (right - left)
        page.mouse.move(box["x"] + at * scale, box["y"] + (top + bottom) / 2 * scale)
        assert output.text_content() == told(table["heads"], row)
        assert figure.locator("input[type=range]").get_attribute("aria-valuetext") == row[0]
        line = svg.locator(".at").bounding_box()
        assert abs(line["x"] + line["width"] / 2 - box["x"] - at * scale) < 1.5, "the mark stands at the year"


def test_a_drawn_point_lies_at_the_year_that_the_pointer_reads(page):
    """The axis that the script uses is the axis that is drawn: its ticks stand where their years are."""
    for figure in page.locator("figure:has(svg[data-years])").all():
        svg = figure.locator(".wide svg")
        boxes = [list(map(float, box.split(","))) for box in svg.get_attribute("data-years").split(" ")]
        ticks = svg.evaluate("""svg => [...svg.querySelectorAll('text')].filter(one => /^(19|20)\\d\\d$/.test(one.textContent)
            && one.style.textAnchor === 'middle').map(one => [Number(one.getAttribute('x')), Number(one.textContent)])""")
        off = [
            min(
                abs(left + (year - first) / (last - first) * (right - left) - x)
                for left, _, right, _, first, last in boxes
            )
            for x, year in ticks
        ]
        assert ticks and max(off) < 0.5, figure.get_attribute("id")


SPOTS = [
    ("2_", "fig-replaced"),
    ("4_", "fig-acts-energy-after-sanctions"),
    ("4_", "fig-map"),
    ("4_", "fig-fit"),
    ("6_", "fig-votes-spans"),
    ("8_", "fig-aid_partner"),
    ("8_", "fig-suspension_partner"),
]


@pytest.mark.parametrize(("start", "anchor"), SPOTS, ids=[anchor for _, anchor in SPOTS])
def test_slopes_maps_clouds_and_paths_are_read_by_the_nearest_mark(chapter, start, anchor):
    page = chapter(start)
    figure = page.locator(f"#{anchor}")
    table, output, svg = figure.evaluate(TABLE), figure.locator("output"), figure.locator("svg:visible")
    svg.scroll_into_view_if_needed()
    box, view = svg.bounding_box(), float(svg.get_attribute("viewBox").split()[2])
    scale, lines = box["width"] / view, [line.split(" ") for line in svg.get_attribute("data-spots").split(";")]
    assert {len(line) for line in lines} == {len(table["rows"])}
    for line in (lines[0], lines[-1]):
        for place, spot in list(enumerate(line))[:: max(1, len(line) // 6)]:
            if spot == "-":
                continue
            x, y = map(float, spot.split(","))
            page.mouse.move(box["x"] + x * scale, box["y"] + y * scale)
            same = [at for one in lines for at, other in enumerate(one) if other == spot]
            assert place in same and output.text_content() in [told(table["heads"], table["rows"][at]) for at in same]
            rings = [one.bounding_box() for one in svg.locator("circle.at").all()]
            assert any(abs(ring["x"] + ring["width"] / 2 - box["x"] - x * scale) < 1.5 for ring in rings)


@pytest.mark.parametrize("anchor", [LINES, BARS], ids=["years", "rows"])
def test_arrow_keys_walk_the_rows(page, anchor):
    figure = page.locator(f"#{anchor}")
    table, control, output = figure.evaluate(TABLE), figure.locator("input[type=range]"), figure.locator("output")
    title = figure.locator(".fig-title").text_content()
    assert control.get_attribute("aria-label").endswith(title)
    control.focus()
    page.keyboard.press("End")
    assert output.text_content() == told(table["heads"], table["rows"][-1])
    page.keyboard.press("ArrowLeft")
    assert output.text_content() == told(table["heads"], table["rows"][-2])
    page.keyboard.press("Home")
    assert output.text_content() == told(table["heads"], table["rows"][0])
    assert control.evaluate("one => getComputedStyle(one).outlineStyle") == "solid", "the focus is seen"


def test_a_finger_reads_a_chart(browser):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(US.as_uri())
    figure = page.locator(f"#{LINES}")
    svg = figure.locator("svg:visible")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    table = figure.evaluate(TABLE)
    assert figure.locator("output").text_content() in [told(table["heads"], row) for row in table["rows"]]
    context.close()


def download(page, figure, name):
    with page.expect_download() as waiting:
        figure.get_by_role("button", name=name).click()
    return waiting.value


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_svg_and_png_look_right_outside_the_page(browser, tmp_path, scheme):
    page = open_page(browser, US, scheme=scheme)
    figure = page.locator(f"#{LINES}")
    svg = download(page, figure, "Download as SVG")
    assert svg.suggested_filename == f"{LINES}.svg"
    text = svg.path().read_text()
    assert "var(--" not in text and "data-years" not in text and LIGHT["country"] in text
    root = ElementTree.fromstring(text)
    words = " ".join("".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text"))
    for part in ("title", "subtitle", "source"):
        assert figure.locator(f".fig-{part}").text_content() in words
    png = download(page, figure, "Download as PNG")
    assert png.suggested_filename == f"{LINES}.png"
    data = png.path().read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    pixels = image.imread(io.BytesIO(data), format="png")
    assert pixels[0, 0, :3].tolist() == [1, 1, 1] and pixels.shape[1] >= 1600
    assert (pixels[..., :3].min(axis=2) < 0.5).sum() > 1000, "something is drawn"
    assert not page.locator("canvas").count() and not page.errors
    page.context.close()


def test_the_snippet_stands_alone(browser, page):
    figure = page.locator(f"#{LINES}")
    figure.get_by_text("Embed this figure").click()
    snippet = figure.get_by_label("HTML to copy into a page of your own").input_value()
    assert snippet.startswith("<figure") and "var(--" not in snippet and "<script" not in snippet
    alone = browser.new_page()
    asked = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.set_content(snippet)
    shown = alone.locator("img")
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") > 500
    assert figure.locator(".fig-title").text_content() in shown.get_attribute("alt")
    assert alone.locator("figcaption").text_content() == figure.locator(".cite p").text_content()
    assert all(url.startswith("data:") for url in asked)
    alone.close()


# What stands above the buttons of every part: at the start, after each group was pressed and put back, and with all at the last.
PRESSED = """fold => [...fold.querySelectorAll('.switch')].map(box => {
    const groups = [...box.querySelectorAll('fieldset')], told = () => box.querySelector('output').textContent;
    const press = (group, place) => [...group.querySelectorAll('input')].at(place).click();
    const names = groups.map(group => [...group.querySelectorAll('label')].map(label => label.textContent.trim())), start = told();
    for (const group of groups) {
        press(group, -1);
        group.querySelector('input:not(:checked)').click();
        press(group, 0);
    }
    const back = told();
    for (const group of groups) press(group, -1);
    return { names, start, back, last: told(), text: box.textContent };
})"""


@pytest.mark.parametrize("path", CHAPTERS, ids=[path.name for path in CHAPTERS])
def test_radio_buttons_show_what_was_computed(chapter, path):
    """Every part starts with the chosen way, and each button shows the result of its combination as the record has it."""
    record = json.loads((INDEX.parent / "findings.json").read_text())
    page = chapter(path.name[:2])
    for finding in (one for one in record["findings"] if one["page"] == path.name and not one["reason"]):
        parts = [one for one in finding["parts"] if one["happened"] and len(one["happened"]["choices"]) > 1]
        fold = page.locator("details.how").filter(has_text=f"How we know ({finding['claim']})")
        fold.evaluate("one => { one.open = true; }")
        boxes = fold.evaluate(PRESSED)
        assert len(boxes) == len(parts)
        for box, part in zip(boxes, parts, strict=True):
            every = part["happened"]["choices"]
            assert numbers(box["start"]) == of(every[0]) and "(the chosen way)" in box["start"]
            assert box["names"] and all(len(names) == len(set(names)) > 1 for names in box["names"])
            assert numbers(box["back"]) == of(every[0])
            assert numbers(box["last"]) in [of(one) for one in every] or "no result of its own" in box["text"]
    assert not page.errors


def numbers(text):
    """Value and sign in what stands above the buttons."""
    sign = next(
        (one for one, words in (("for", "for the claim"), ("against", "against the claim")) if words in text), "none"
    )
    found = re.search(r"(?:change )?(−?[\d,.]+)", text)
    return (plain(found[1]) if found else "", sign)


def of(choice):
    from analysis.claims.wording import number

    return (plain(number(choice["value"])), choice["sign"])


def plain(shown):
    """A number without decimals that are noughts: the record does not tell whole numbers from others."""
    return re.sub(r"\.0+$", "", shown)


def test_what_moves_the_result_most_comes_first(study):
    from analysis import decide
    from analysis.figures import folds

    for part in decide("U1", study).parts:
        shown = folds.axes(part.choices)
        assert [axis.moved for axis in shown] == sorted((axis.moved for axis in shown), reverse=True)


def test_the_search_finds_claims_figures_and_events(browser):
    page = open_page(browser, INDEX)
    field, items = page.get_by_role("searchbox", name="Words to look for"), page.locator(".find li")
    every = items.all_text_contents()
    assert len(every) > 100 and not page.locator(".find li:visible").count()
    for words in ("U1", "troops", "visit moscow"):
        field.fill(words)
        wanted = [one for one in every if all(word in one.lower() for word in words.lower().split())]
        assert wanted and page.locator(".find li:visible").all_text_contents() == wanted
        assert page.locator(".find output").text_content() == f"{len(wanted)} of {len(every)}"
    field.fill("zzzz")
    assert not page.locator(".find li:visible").count() and not page.locator(".find .group:visible").count()
    assert page.locator(".find output").text_content() == "nothing found; try fewer or other words"
    field.fill("")
    assert page.locator(".find li:visible").count() == len(every)
    assert not page.errors
    page.context.close()


@pytest.mark.parametrize("path", [US, INDEX], ids=["chapter", "index"])
def test_without_a_script_everything_is_there(browser, path):
    page = open_page(browser, path, scripts=False)
    assert not page.locator("button, input[type=range], input[type=search], textarea, .reader, .switch").count()
    for figure in page.locator("figure.figure").all():
        assert figure.locator("a[download]").first.get_attribute("href").startswith("data:text/csv")
        assert figure.locator(".data td").count() and figure.locator(".cite p").text_content().startswith("“")
        assert figure.locator("svg:visible").count() == 1
    folds = page.locator("details.how")
    for fold in folds.all():
        fold.locator("summary").click()
    assert folds.count() == 0 or page.locator("tbody[data-ways] tr:visible").count() > 20
    if path == INDEX:
        page.locator(".find summary").click()
        assert page.locator(".find li:visible").count() == page.locator(".find li").count() > 100
    page.context.close()


@pytest.mark.parametrize("path", [US, INDEX], ids=["chapter", "index"])
@pytest.mark.parametrize("width", [360, 1280])
def test_controls_have_names_and_room_for_a_finger(browser, path, width):
    page = open_page(browser, path, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.figure button, .reader input, .fig-links a, .switch label, .search input, .embed textarea, .find a')]
            .map(one => [one.textContent || one.type, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([name, box]) => [name, box.width, box.height])"""
    )
    assert not small
    for kind in ("button", "slider", "radio", "searchbox", "textbox"):
        named = page.get_by_role(kind, name=re.compile(r"\S"))
        assert named.count() == page.get_by_role(kind).count()
    page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", [US, INDEX], ids=["chapter", "index"])
def test_axe_finds_no_violation_with_everything_open_and_in_use(browser, path):
    page = open_page(browser, path)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.locator(".reader input").first.focus()
    page.keyboard.press("ArrowLeft")
    for look, options in asked(LOOKS):
        no_violation(page, look, **options or {"rules": {"target-size": {"enabled": True}}})
        assert page.evaluate("document.documentElement.scrollWidth") <= look[0]
    page.context.close()
