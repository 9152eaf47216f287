"""One download with the data of every figure of a case, and one document with all of its pages."""

import html
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables
from analysis.figures import cells
from analysis.figures.figure import from_data_uri
from analysis.templates import plain, render

NAME = "figure-data.zip"
# A zip file cannot say "no time"; this is the first it can say.
NO_TIME = (1980, 1, 1, 0, 0, 0)
DOWNLOAD = re.compile(r'<a [^>]*?download="[^"]+\.csv"[^>]*?>')
# Attributes that name an id of the same page.
NAMES_ID = re.compile(r'( (?:id|for|aria-labelledby|aria-describedby|aria-controls)=")([^"]+)"')


def write(folder: Path, shown: Mapping[str, Mapping[str, str]], record: Mapping[str, Any]) -> None:
    """figure-data.zip in `folder`: a CSV per figure, specifications.csv, README.txt and LICENCES.txt.

    `shown` holds the figures' HTML by chapter and anchor, `record` is what findings.json holds. The same record gives the
    same bytes: files are stored, not deflated, since compressors differ between machines.
    """
    figures, texts = record["figures"], {"specifications.csv": specifications(record["findings"])}
    used = sorted({table for figure in figures for table in figure["tables"]})
    texts["README.txt"] = plain("pages/readme.txt", figures=figures)
    texts["LICENCES.txt"] = plain("pages/licences.txt", tables=map(tables.describe, used))
    for chapter, drawn in shown.items():
        texts |= {f"{chapter}/{anchor}.csv": csv_of(figure) for anchor, figure in drawn.items()}
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(texts):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, texts[name])


def specifications(findings: Sequence[Mapping[str, Any]]) -> str:
    """Every specification of every part as CSV: claim, part, choice, sign, value, levels, unit, interval; the chosen one first."""
    rows = [
        {"claim": finding["claim"], "part": part["id"], **one}
        for finding in findings
        for part in finding["parts"]
        if part["happened"]
        for one in part["happened"]["choices"]
    ]
    names = ["claim", "part", "choice", "sign", "value", "before", "after", "unit", "low", "high", "n"]
    return cells.to_csv(pd.DataFrame(rows, columns=names))


def csv_of(figure: str) -> str:
    """The CSV that a figure's HTML offers for download."""
    link = DOWNLOAD.search(figure)
    address = re.search(r'href="([^"]+)"', link[0]) if link else None
    return from_data_uri(html.unescape(address[1])) if address else ""


def together(pages: Mapping[str, str]) -> str:
    """All pages of a case, by file name, as one document: its head from the first, links between them kept inside."""
    first = next(iter(pages.values()))
    head = first[: first.index("<body>")]
    bodies = {_prefix(name): _inside(page, name, pages) for name, page in pages.items()}
    return render("pages/bound", head=head, bodies=bodies) + "\n"


def _inside(page: str, name: str, pages: Iterable[str]) -> str:
    known, body = set(pages), page[page.index(">", page.index("<main")) + 1 : page.index("</main>")]

    def address(found: re.Match[str]) -> str:
        target, _, anchor = found[2].partition("#")
        there = target or name
        return f'{found[1]}#{_prefix(there)}{anchor or "top"}"' if there in known else found[0]

    def ids(found: re.Match[str]) -> str:
        return found[1] + " ".join(_prefix(name) + one for one in found[2].split()) + '"'

    body = re.sub(r'( (?:xlink:)?href=")((?!https?:|data:|mailto:)[^"]*)"', address, body)
    return re.sub(r"url\(#", f"url(#{_prefix(name)}", NAMES_ID.sub(ids, body))


def _prefix(page: str) -> str:
    return f"{page.removesuffix('.html')}--"
