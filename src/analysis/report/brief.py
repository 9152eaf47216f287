"""The brief of a case: answer, verdicts, the carrying figures drawn small, and sources, made of what is published."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis.errors import ParameterError
from analysis.report import cases, index, record
from analysis.report.page import Context, colours, figures_of
from analysis.templates import render

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


def document(folder: Path) -> str:
    """The brief of the published report in `folder` as one HTML document, to be printed; ParameterError if there is none."""
    found = record.read(folder)
    if not found:
        raise ParameterError(f"{folder.name} holds no report that can be read; render it again.")
    study = cases.check(found["case"])
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("[0-9]_*.html"))}
    context = Context(study, {name: _title(text) for name, text in pages.items()}, listed=False)
    values = index.behind(found, context, index.board(study, found["findings"]))
    return render(
        "pages/brief",
        **colours(),
        study=study,
        pair=context.pair,
        timeline=_timeline(folder / "index.html"),
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


def _timeline(path: Path) -> dict[str, Any]:
    """The master figure of the index; empty where the case has none."""
    drawn = figures_of(path.read_text(encoding="utf-8")).get(TIMELINE) if path.is_file() else None
    return _pieces(drawn) if drawn else {}


def _chapters(figures: Sequence[Mapping[str, Any]], pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every chapter with its title and the figures that carry it, the first after its acts where none does; `pair`: two side by side."""
    found = []
    for name, text in pages.items():
        drawn = figures_of(text)
        here = [one for one in figures if one["page"] == name and one["anchor"] in drawn]
        own = [dict(one) | _pieces(drawn[one["anchor"]]) for one in here]
        first = [one for one in own if not one["anchor"].startswith(ACTS)][:1]
        carrying = [one for one in own if one["carrying"]] or first
        low = [one for one in carrying if one["height"] <= HIGHEST]
        shown = (low if len(low) >= FIGURES else sorted(carrying, key=lambda one: one["height"]))[:FIGURES]
        if shown:
            pair = len(shown) == FIGURES and all(one in low for one in shown)
            found.append({"title": _title(text), "figures": shown, "pair": pair})
    return found


def _pieces(figure: str) -> dict[str, Any]:
    """Title, subtitle, note, source and both drawings of a published figure; `height` of the narrow one, in widths."""
    drawings = dict(DRAWING.findall(figure))
    view = VIEW.search(drawings.get("narrow", ""))
    found = {name: Markup(text) for name, text in [("note", ""), *TEXT.findall(figure), *drawings.items()]}
    return found | {"height": float(view[2]) / float(view[1]) if view else 1.0}
