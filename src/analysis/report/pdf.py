"""Two PDFs of a case, printed by a headless Chromium: a brief of a few sheets, and all its pages as one document.

The brief is made of what is published: answer, verdicts, the carrying figures drawn small, and sources.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis.errors import DISTRIBUTION, ParameterError, RenderError
from analysis.report import bundle, cases, index, record, trust
from analysis.report.cases import OWN, root
from analysis.report.page import Context, colours, figures_of
from analysis.templates import render

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DRAWING = re.compile(r'<div class="(wide|narrow)">(<svg.*?</svg>)</div>', re.S)
TEXT = re.compile(r'<p class="fig-(title|subtitle|note|source)">(.*?)</p>', re.S)
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
VIEW = re.compile(r'viewbox="0 0 (\S+) (\S+)"', re.I)
TIMELINE = "fig-timeline"
# Every chapter has a figure whose name begins so, which says little without its list.
ACTS = "fig-acts"
# A chapter shows so many figures; a drawing that is higher than wide by more does not stand beside another.
FIGURES = 2
HIGHEST = 1.3


def both(case: str, out: Path | None = None, *, sheet: str = "A4", browser: Any = None) -> tuple[Path, Path]:
    """Print the brief and the whole of `case`: its name below reports/ or reports/own/, or the folder of a report anywhere.

    The whole goes to `out` (default: build/CASE.pdf), the brief beside it with "-brief" in its name; returns both paths,
    the brief first. Errors as `make` has them.
    """
    listed = [root() / shelf / case for shelf in ("reports", OWN)]
    folder = next((one for one in (*listed, Path(case).resolve()) if one.is_dir()), listed[0])
    target = (out or root() / "build" / f"{folder.name}.pdf").resolve()
    short = target.with_name(f"{target.stem}-brief{target.suffix}")
    with _running(browser) as running:
        printed = make_brief(folder, short, sheet=sheet, browser=running)
        return printed, make(folder, target, sheet=sheet, browser=running)


def make_brief(case: Path, target: Path, *, sheet: str = "A4", browser: Any = None) -> Path:
    """Print the brief of the published report in folder `case` to `target`; sheet, browser and errors as in `make`."""
    _pages(case, ())
    return _document(brief(case), target, sheet, browser)


def make(case: Path, target: Path, *, sheet: str = "A4", only: Sequence[str] = (), browser: Any = None) -> Path:
    """Print the published report in folder `case` to `target`, tagged and with bookmarks; returns `target`.

    Index, chapters and the page on trust in this order, on `sheet` ("A4" or "Letter"); `only` names the pages to print;
    `browser` is a running Playwright Chromium, else one is started. Folds are open; code and data tables stay out, as they
    are in the pages and in the downloads. ParameterError if there is no report or no such page, RenderError without a
    browser or Playwright.
    """
    return _document(bundle.together(_pages(case, only)), target, sheet, browser)


def _document(text: str, target: Path, sheet: str, browser: Any) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        source, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(text, encoding="utf-8")
        with _running(browser) as running:
            _print(running, source, printed, sheet)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(printed, target)
        except OSError as error:
            raise ParameterError(
                f"{target} cannot be written ({error.strerror}); name a file in a folder of yours."
            ) from None
    return target


def _running(browser: Any) -> AbstractContextManager[Any]:
    return nullcontext(browser) if browser else chromium()


@contextmanager
def chromium() -> Iterator[Any]:
    """The Chromium or Chrome of this machine, running without a window; RenderError in one line where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise RenderError(f"a PDF needs playwright: pip install '{DISTRIBUTION}[pdf]'") from None
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        raise RenderError(f"a PDF needs a browser; install one of {', '.join(BROWSERS)}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


def _pages(case: Path, only: Sequence[str]) -> dict[str, str]:
    if not (case / "findings.json").is_file():
        known = sorted(path.parent.name for path in (root() / "reports").glob("**/findings.json"))
        raise ParameterError(f"there is no report {case.name}; render it first, or give one of {', '.join(known)}.")
    names = ["index.html", *sorted(path.name for path in case.glob("[0-9]_*.html")), trust.NAME]
    found = {name: case / name for name in names if (case / name).is_file()}
    unknown = [name for name in only if name not in found]
    if unknown:
        raise ParameterError(f"{case.name} has no page {', '.join(unknown)}; give one of {', '.join(found)}.")
    return {name: path.read_text(encoding="utf-8") for name, path in found.items() if not only or name in only}


def _print(browser: Any, whole: Path, target: Path, sheet: str) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(whole.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    edges = {
        "display_header_footer": True,
        "header_template": "<span></span>",
        "footer_template": render("pages/footer"),
    }
    looks = {"tagged": True, "outline": True, "print_background": True, "prefer_css_page_size": True}
    page.pdf(path=target, format=sheet, **looks, **edges)
    page.close()


def brief(folder: Path) -> str:
    """The brief of the published report in `folder` as one HTML document, to be printed; ParameterError if there is none."""
    found = record.read(folder)
    if not found:
        raise ParameterError(f"{folder.name} holds no report that can be read; render it again.")
    study = cases.check(found["case"])
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("[0-9]_*.html"))}
    context = Context(study, {name: _title(text) for name, text in pages.items()}, listed=False)
    values = index.behind(found, context, index.board(study, found["findings"]))
    page = folder / "index.html"  # with the master figure, where the case has one
    drawn = figures_of(page.read_text(encoding="utf-8")).get(TIMELINE) if page.is_file() else None
    return render(
        "pages/brief",
        **colours(),
        study=study,
        pair=context.pair,
        timeline=_pieces(drawn) if drawn else {},
        chapters=_chapters(found["figures"], pages),
        publishers=publishers(values["sources"]),
        **values,
    )


def publishers(tables: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The tables of each publisher under its terms: name, address, vintages, licences, credits and titles, each once."""
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        source = table["sources"][0]
        one = found.setdefault(source["title"], {"name": source["title"], "address": source["path"]})
        terms = [licence.get("title") or licence["name"] for licence in table["licenses"]]
        told = {
            "titles": [table["title"]],
            "vintages": [table["vintage"]],
            "terms": terms,
            "credits": [table["credit"]],
        }
        for key, values in told.items():
            one[key] = list(dict.fromkeys([*one.get(key, []), *values]))
    return sorted(found.values(), key=lambda one: str(one["name"]).casefold())


def _title(text: str) -> str:
    found = TITLE.search(text)
    return Markup(found[1]).striptags() if found else ""


def _chapters(figures: Sequence[Mapping[str, Any]], pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every chapter with its title and the figures that carry it, the first low one after its acts where none does; `pair`: two side by side.

    A tall one, such as a strip of votes, is drawn only where no other carries the chapter.
    """
    found = []
    for name, text in pages.items():
        drawn = figures_of(text)
        here = [one for one in figures if one["page"] == name and one["anchor"] in drawn]
        own = [dict(one) | _pieces(drawn[one["anchor"]]) for one in here]
        carrying = [one for one in own if one["carrying"]]
        every = carrying or [one for one in own if not one["anchor"].startswith(ACTS)]
        low = [one for one in every if one["height"] <= HIGHEST]
        shown = (low or sorted(every, key=lambda one: one["height"]))[: FIGURES if low and carrying else 1]
        if shown:
            found.append({"title": _title(text), "figures": shown, "pair": len(shown) == FIGURES})
    return found


def _pieces(figure: str) -> dict[str, Any]:
    """Title, subtitle, note, source and both drawings of a published figure; `height` of the narrow one, in widths."""
    drawings = dict(DRAWING.findall(figure))
    view = VIEW.search(drawings.get("narrow", ""))
    found = {name: Markup(text) for name, text in [("note", ""), *TEXT.findall(figure), *drawings.items()]}
    return found | {"height": float(view[2]) / float(view[1]) if view else 1.0}
