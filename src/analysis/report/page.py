"""From an executed notebook to a page of the report, and what every page shares: its frame, colours and script."""

import base64
import hashlib
import html
import re
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from traitlets.config import Config

from analysis import histories, tables
from analysis.claims.finding import FINDING_MIME
from analysis.figures.figure import FIGURE_MIME, NOTEBOOK_STYLE
from analysis.figures.palette import DARK, LIGHT
from analysis.report.outputs import collect
from analysis.study import Study
from analysis.templates import FOLDER, render, text

FIGURE = re.compile(r'<figure class="figure" id="(?P<anchor>[^"]+)">.*?</figure>', re.S)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:\s[^<>]*?)?(/?)>")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})
HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.S)
# What the script serves; a page without any of it has none.
SCRIPTED = ('<figure class="figure"', " data-ways=", '<section class="find"')
# Of pages alone, as palette.COLOURS: on light ground, on dark ground.
OF_PAGES = {
    "link": ("#005a9c", "#7fc1ff"),
    "soft": ("#f4f4f2", "#202022"),
    "v-yes": ("#00664a", "#3fcf9f"),
    "v-part": ("#7a5c00", "#e0b84a"),
    "v-no": ("#a8321c", "#ff8f75"),
    "v-open": ("#5a4a8a", "#bcaef0"),
    "v-paper": ("#8a3d78", "#f0a3da"),
}


@dataclass(frozen=True)
class Context:
    """What the pages of one report share: its parameters, the titles of its chapters in order, and whether it is listed."""

    study: Study
    titles: Mapping[str, str]
    listed: bool

    @property
    def pair(self) -> str:
        """The two countries that the report is about."""
        return self.study.fill("{country} and {partner}")

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Links up from a page of the case: to all cases, where a list of cases stands above it."""
        return [("../index.html", "All cases")] if self.listed else []


def export(notebook: nbformat.NotebookNode, name: str, context: Context, commands: Mapping[str, str]) -> str:
    """The page of one chapter: its outputs in the report's frame, contents, sources and how to rerun it."""
    used = [table for mime in (FINDING_MIME, FIGURE_MIME) for one in collect(notebook, mime) for table in one["tables"]]
    shown = body_of(notebook, context.study)
    body = render(
        "pages/chapter",
        pair=context.study.sentence("{country} and {partner}"),
        number=name.partition("_")[0],
        body=shown,
        words=glossary(shown),
        sources=sources(used),
        commands=commands,
    )
    findings = collect(notebook, FINDING_MIME)
    return frame(
        title=f"{context.titles[name]}: {context.pair}",
        description=findings[0]["sentence"] if findings else context.titles[name],
        short=context.titles[name],
        trail=[*context.trail, ("index.html", context.pair)],
        contents=contents(body),
        body=body,
        neighbours=_neighbours(name, context),
    )


def body_of(notebook: nbformat.NotebookNode, study: Study) -> str:
    """The outputs and texts of a notebook as HTML: code folded, no prompts, parameters as a table."""
    body, _ = TemplateExporter.from_notebook_node(_exporter(), _tidy(notebook, study))
    return small(str(body).replace(NOTEBOOK_STYLE, ""))


@cache
def _exporter() -> HTMLExporter:
    """The exporter of all chapters. Its own last step, which parses the whole page anew, is left out: see `_complete`.

    It takes ten times as long as the export.
    """
    looks: dict[str, Any] = {"template_name": "analysis", "extra_template_basedirs": [str(FOLDER / "pages")]}
    exporter = HTMLExporter(config=Config(), exclude_anchor_links=True, **looks)
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python", parent=exporter))
    return exporter


def warm(study: Study) -> None:
    """Compile what the export of a chapter needs, for all children that are forked from here."""
    cells = [nbformat.v4.new_markdown_cell("Words"), nbformat.v4.new_code_cell("1 + 1")]
    body_of(nbformat.v4.new_notebook(cells=cells), study)


def small(page: str) -> str:
    """`page` with shorter drawings, the same to see: links in the words of SVG 2."""
    short = page.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    return short.replace(" xlink:href=", " href=")


def heading(notebook: nbformat.NotebookNode) -> str:
    """The title of a chapter: the first line of its first text cell."""
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    return str(first).lstrip("# ").split("\n")[0].strip() or "Chapter"


def sources(names: list[str]) -> list[dict[str, Any]]:
    """The descriptors of the tables and maps named, each once, in order of use."""
    known = set(tables.names(maps=True))
    return [tables.describe(name) for name in dict.fromkeys(names) if name in known]


def contents(body: str) -> list[tuple[str, Markup]]:
    """The sections of a page, as its list of contents has them: anchor and heading."""
    return [(anchor, Markup(re.sub(r"<[^>]+>", "", text))) for anchor, text in HEADING.findall(body)]


@cache
def _glossary() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    found = histories.read(Path(__file__).with_name("glossary.toml"))["word"]
    return tuple((one["name"], re.compile(one["finds"], re.I), one["means"]) for one in found)


def glossary(body: str) -> list[tuple[str, str]]:
    """Names and meanings of the words that occur in the text of an HTML body, outside code, in the order of the glossary."""
    text = html.unescape(re.sub(r"<pre.*?</pre>|<svg.*?</svg>|<[^>]+>", " ", body, flags=re.S))
    return [(name, means) for name, pattern, means in _glossary() if pattern.search(text)]


def figures_of(page: str) -> dict[str, str]:
    """The HTML of every figure of a page by its anchor."""
    return {found["anchor"]: found[0] for found in FIGURE.finditer(page)}


def _tidy(notebook: nbformat.NotebookNode, study: Study) -> nbformat.NotebookNode:
    """A copy in which the parameters are a table, and code without an output moves into the next cell's fold."""
    tidy, waiting = deepcopy(notebook), []
    tidy.cells = []
    for cell in deepcopy(notebook.cells):
        if "parameters" in cell.metadata.get("tags", []):
            tidy.cells.append(_parameter_table(cell, study))
        if cell.cell_type == "code" and not cell.outputs:
            waiting.append(cell.source)
            continue
        if cell.cell_type == "code":
            cell.source, waiting = "\n\n".join([*waiting, cell.source]), []
            for output in cell.outputs:
                _complete(output)
        tidy.cells.append(cell)
    return tidy


def _complete(output: nbformat.NotebookNode) -> None:
    """What the exporter's own last step would see to: no element of an output is left open, no picture without a description."""
    data = output.get("data", {})
    if "text/html" in data:
        data["text/html"] = closed("".join(data["text/html"]))
    for kind in PICTURES & set(data):
        output["metadata"].setdefault(kind, {}).setdefault("alt", "A picture without a description")


def closed(text: str) -> str:
    """HTML in which every element ends: one left open would take in the rest of the page. As it is where all do."""
    left: Counter[str] = Counter()
    for end, name, empty in TAG.findall(text):
        left[name.lower()] += 0 if empty or name.lower() in VOID else -1 if end else 1
    return str(BeautifulSoup(text, "html.parser")) if any(left.values()) else text


def _parameter_table(cell: nbformat.NotebookNode, study: Study) -> nbformat.NotebookNode:
    declared = set(re.findall(r"^(\w+)\s*[:=]", cell.source, re.M))
    rows = [(one.name, getattr(study, one.name), one.metadata["help"]) for one in fields(study) if one.name in declared]
    table = render("pages/parameters", rows=rows)
    output = nbformat.v4.new_output("display_data", {"text/html": table})
    shown: nbformat.NotebookNode = nbformat.v4.new_code_cell("", outputs=[output], metadata={"tags": ["no-code"]})
    shown["id"] = f"{cell['id']}-table"
    return shown


def _neighbours(name: str, context: Context) -> list[tuple[str, str, str]]:
    pages = [("index.html", context.pair), *((f"{one}.html", title) for one, title in context.titles.items())]
    place = [page for page, _ in pages].index(f"{name}.html")
    before, after = pages[place - 1], pages[place + 1] if place + 1 < len(pages) else pages[0]
    return [("prev", *before), ("next", *after)]


def frame(**values: Any) -> str:
    """A whole page around its `body`; every other value is escaped unless it is marked as safe."""
    own = script() if any(mark in values["body"] for mark in SCRIPTED) else ""
    digest = base64.b64encode(hashlib.sha256(own.encode("utf-8")).digest()).decode("ascii")
    return render("pages/page", script=own, digest=digest, **colours(), **values) + "\n"


def script() -> str:
    """The script of a page, as it stands in it: without comments and indents."""
    lines = (line.strip() for line in text("pages/page.js").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def colours() -> dict[str, str]:
    """The palette as CSS variables on light and on dark ground."""
    grounds = {}
    for place, (ground, house) in enumerate({"light": LIGHT, "dark": DARK}.items()):
        hues = house | {name: both[place] for name, both in OF_PAGES.items()}
        grounds[ground] = " ".join(f"--{name}: {hue};" for name, hue in hues.items())
    return grounds
