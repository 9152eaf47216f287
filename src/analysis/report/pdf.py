"""One PDF of a whole case: its pages as one document, printed by a headless Chromium."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, RenderError
from analysis.report import bundle, trust
from analysis.report.cases import root

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
# Header and footer of a printed page know no style but their own.
FOOTER = (
    '<div style="width:100%;font:8px sans-serif;color:#595959;padding:0 16mm;display:flex;justify-content:space-between">'
    '<span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)


def make(case: Path, target: Path, *, sheet: str = "A4", only: Sequence[str] = (), browser: Any = None) -> Path:
    """Print the published report in folder `case` to `target`, tagged and with bookmarks; returns `target`.

    Index, chapters and the page on trust in this order, on `sheet` ("A4" or "Letter"); `only` names the pages to print;
    `browser` is a running Playwright Chromium, else one is started. Folds are open; code and data tables stay out, as they
    are in the pages and in the downloads. ParameterError if there is no report or no such page, RenderError without a
    browser or Playwright.
    """
    pages = _pages(case, only)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "report.html"
        whole.write_text(bundle.together(pages), encoding="utf-8")
        with nullcontext(browser) if browser else _chromium() as running:
            _print(running, whole, target, sheet)
    return target


@contextmanager
def _chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise RenderError("a PDF needs Playwright; install it with `pip install playwright`.") from None
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        raise RenderError(f"a PDF needs a browser; install one of {', '.join(BROWSERS)}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


def _pages(case: Path, only: Sequence[str]) -> dict[str, str]:
    if not (case / "findings.json").is_file():
        known = sorted(path.parent.name for path in (root() / "reports").glob("[!.]*/findings.json"))
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
    page.pdf(
        path=target, format=sheet, tagged=True, outline=True, print_background=True, prefer_css_page_size=True,
        display_header_footer=True, header_template="<span></span>", footer_template=FOOTER,
    )  # fmt: skip
    page.close()
