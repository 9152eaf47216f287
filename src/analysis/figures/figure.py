"""Figure: what a reader sees of one chart, and everything that belongs under it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd
from matplotlib.figure import Figure as Canvas

from analysis import tables
from analysis.errors import ParameterError
from analysis.figures import cells, data_table, export
from analysis.figures.palette import LIGHT
from analysis.templates import render

# What JupyterLab needs of a page's style.
NOTEBOOK_STYLE = render("style", colours=LIGHT)
FIGURE_MIME = "application/vnd.analysis.figure+json"
# What a table's figures must say, whatever they draw of it, and what those whose rows have no date of their own.
REMARKS = {"un_votes": "Resolutions adopted without a vote are not in the record."}
OF_YEARS = {"un_votes": "Sessions count in the year they opened, special ones in that of the vote."}
# What of the last year of a table is not complete: from which year on, and what a figure that draws it must say.
LATE = {
    "trade": (
        2020,
        "Late reporters are missing from the trade of 2020: the table has 9 per cent fewer pairs of countries than in 2018.",
    )
}
CSV_URI = "data:text/csv;charset=utf-8,"


@dataclass(frozen=True)
class Figure:
    """A chart with its title (the finding), subtitle (measure, unit), source line, alt text and plotted data.

    `wide` and `narrow` are inline SVG for screens and phones; `data` has one row per plotted point or bar;
    `tables` names the tables it was made from; `carrying` marks the figures that the index repeats,
    `report` is how to cite the report that it belongs to. `note` stands under the chart, `phone` before it on a phone alone.
    `paint(canvas, narrow)` is what drew it, and `height` scales the house height: a PNG is drawn anew.
    """

    anchor: str
    title: str
    subtitle: str
    alt: str
    data: pd.DataFrame
    wide: str
    narrow: str
    tables: tuple[str, ...]
    note: str = ""
    phone: str = ""
    report: str = ""
    carrying: bool = False
    paint: Callable[[Canvas, bool], Any] = field(default=lambda *_: None, repr=False, compare=False)
    height: float = field(default=1.0, repr=False, compare=False)

    @property
    def source(self) -> str:
        """The source line of its tables."""
        return source_line(self.tables)

    def csv(self) -> str:
        """The plotted data as CSV, headed by title, source, credit, licence and how to cite."""
        heads = [self.title, self.subtitle, f"Source: {self.source}"]
        heads += dict.fromkeys(f"Credit: {tables.describe(name)['credit']}" for name in self.tables)
        heads.append("Licence: our calculations CC BY 4.0; the data keep their publishers' terms, named in the source.")
        heads.append(f"Cite: the publishers above, and this report, figure {self.anchor}.")
        lines = "".join(cells.comment(line) for line in heads if line)
        return lines + cells.to_csv(data_table.shown(self.data), float_format="%.6g")

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the figure to `path` and return it: .csv is the plotted data, .svg and .png are the chart for use elsewhere.

        SVG and PNG hold title, subtitle, note and source, in the light colours on white. A file of that name is replaced.
        Raises ParameterError for another ending, for a folder that is not there, and where nothing can be written.

        >>> breakthrough.ties(Study()).save("ties.png")  # doctest: +SKIP
        PosixPath('ties.png')
        """
        painter = export.framed(self.paint, self.title, self.subtitle, self.note, f"Source: {self.source}")
        drawn: Any = {"anchor": self.anchor, "height": self.height}
        makers: dict[str, Callable[[], str | bytes]] = {
            ".csv": self.csv,
            ".svg": lambda: export.svg(painter, title=self.title, alt=self.alt, **drawn),
            ".png": lambda: export.png(painter, **drawn),
        }
        return export.write(path, makers)

    def to_html(self) -> str:
        """The figure as HTML: title, subtitle, chart, source line, data table in a fold, download."""
        told = " ".join([self.note, *self._remarks()]).strip()
        data = data_table.columns(self.data, f"{self.title}. {self.subtitle}")
        return render("figure", one=self, note=told, data=data, address=data_uri(self.csv()))

    def _remarks(self) -> list[str]:
        every = (REMARKS,) if "date" in self.data else (REMARKS, OF_YEARS)
        said = [remarks[name] for name in self.tables for remarks in every if name in remarks]
        last = self.data["year"].max() if "year" in self.data else 0
        return said + [LATE[name][1] for name in self.tables if name in LATE and last >= LATE[name][0]]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        names = ("anchor", "title", "subtitle", "alt", "source", "carrying")
        facts = {name: getattr(self, name) for name in names} | {"tables": list(self.tables), "csv": self.csv()}
        return {
            "text/plain": f"{self.title}. {self.alt}",
            "text/html": NOTEBOOK_STYLE + self.to_html(),
            FIGURE_MIME: facts,
        }


@dataclass(frozen=True)
class Missing:
    """What stands in a figure's place when the tables hold nothing for the roles: the reason, never an empty chart."""

    anchor: str
    subtitle: str
    reason: str

    def save(self, path: str | os.PathLike[str]) -> Path:
        """ParameterError: there is nothing to save, and why."""
        raise ParameterError(f"nothing is saved to {os.fspath(path)}, because there is no figure: {self.reason}")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text = f"No figure: {self.reason}"
        page = render("missing", anchor=self.anchor, subtitle=self.subtitle, reason=self.reason)
        return {"text/plain": text, "text/html": page}


def data_uri(csv: str) -> str:
    """A CSV as the address of a download; shorter than base64, as nearly every character stands for itself."""
    return CSV_URI + quote(csv, safe=" ,;:.()/-_~!*$@=?")


def from_data_uri(address: str) -> str:
    """The CSV behind an address that `data_uri` made."""
    return unquote(address.removeprefix(CSV_URI))


def source_line(names: Sequence[str]) -> str:
    """Publisher and vintage of every table in `names`, then their terms, each once."""
    found = [tables.describe(name) for name in names]
    publishers = dict.fromkeys(f"{one['sources'][0]['title']}, {one['vintage']}" for one in found)
    terms = dict.fromkeys(
        ", ".join(terms.get("title") or terms.get("name", "") for terms in one["licenses"]) for one in found
    )
    return f"{'; '.join(publishers)}. Terms: {'; '.join(terms)}"
