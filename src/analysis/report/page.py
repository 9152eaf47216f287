"""From an executed notebook to a page of the report."""

import re
from collections.abc import Mapping
from copy import deepcopy
from importlib.resources import files
from typing import Any

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from analysis import tables
from analysis.claims.finding import FINDING_MIME
from analysis.figures.figure import FIGURE_MIME
from analysis.report.chrome import fragment, frame
from analysis.study import Study


def export(notebook: nbformat.NotebookNode, name: str, chapters: Mapping[str, str], study: Study, command: str) -> str:
    """The page of one chapter: its outputs in the report's frame, contents, sources and how to rerun it.

    `chapters` maps the names of all chapters of the case, in order, to their titles.
    """
    body = body_of(notebook)
    title = heading(notebook)
    closing = fragment(
        "closing.html.j2", sources=sources(notebook), command=command, name=name, study=study.parameters()
    )
    body += closing
    names = list(chapters)
    place = names.index(name)
    around = [("prev", place - 1, "← "), ("next", place + 1, "→ ")]
    neighbours = [
        (rel, f"{names[at]}.html", mark + chapters[names[at]]) for rel, at, mark in around if 0 <= at < len(names)
    ]
    return frame(
        title=f"{title}: {study.name('country')} and {study.name('partner')}",
        description=first_sentence(notebook),
        short=title,
        trail=[("../index.html", "All cases"), ("index.html", f"{study.name('country')} and {study.name('partner')}")],
        contents=re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', body),
        body=body,
        neighbours=neighbours,
    )


def body_of(notebook: nbformat.NotebookNode) -> str:
    """The outputs and texts of a notebook as HTML, code folded, without prompts."""
    folder = str(files("analysis.report").joinpath("templates"))
    exporter = HTMLExporter(
        config=Config(), template_name="analysis", extra_template_basedirs=[folder], exclude_anchor_links=True
    )
    body, _ = exporter.from_notebook_node(_merged(notebook))
    return str(body)


def _merged(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy in which code without an output moves into the next cell's fold: no row of folds that show nothing."""
    merged, waiting = deepcopy(notebook), []
    merged.cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.outputs:
            waiting.append(cell.source)
            continue
        shown = deepcopy(cell)
        if cell.cell_type == "code":
            shown.source, waiting = "\n\n".join([*waiting, cell.source]), []
        merged.cells.append(shown)
    return merged


def heading(notebook: nbformat.NotebookNode) -> str:
    """The title of a chapter: the first line of its first text cell."""
    first = next(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return str(first).splitlines()[0].lstrip("# ").strip()


def first_sentence(notebook: nbformat.NotebookNode) -> str:
    """The sentence of the first finding, for search engines and link previews."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if FINDING_MIME in output.get("data", {}):
                return str(output["data"][FINDING_MIME]["sentence"])
    return ""


def sources(notebook: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """The descriptors of all tables that the findings and figures of a notebook name, in order of use."""
    names: list[str] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for mime in (FINDING_MIME, FIGURE_MIME):
                names += output.get("data", {}).get(mime, {}).get("tables", [])
    known = set(tables.names())
    return [tables.describe(name) for name in dict.fromkeys(names) if name in known]


def figure_html(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """The HTML of every figure of a notebook by its anchor."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if FIGURE_MIME in data:
                found[data[FIGURE_MIME]["anchor"]] = data["text/html"]
    return found
