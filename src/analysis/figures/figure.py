"""Figure: what a reader sees of one chart, and everything that belongs under it."""

import base64
import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import tables
from analysis.claims.wording import number
from analysis.figures.palette import LIGHT

# Outside the report's pages (JupyterLab) nothing defines the colours or hides the drawing for phones. :where() has no
# weight, so that a page's own rules win.
NOTEBOOK_STYLE = (
    f"<style>:where(:root){{{''.join(f'--{name}:{colour};' for name, colour in LIGHT.items())}}}"
    ":where(.figure .narrow){display:none}</style>"
)
FIGURE_MIME = "application/vnd.analysis.figure+json"


@dataclass(frozen=True)
class Figure:
    """A chart with its title (the finding), subtitle (measure, unit), source line, alt text and plotted data.

    `wide` and `narrow` are inline SVG for screens and phones; `data` has one row per plotted point or bar;
    `tables` names the tables it was made from; `carrying` marks the figures that the index repeats.
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
    carrying: bool = False

    @property
    def source(self) -> str:
        """The source line: publisher, vintage and licence of every table."""
        return "; ".join(dict.fromkeys(_source(tables.describe(name)) for name in self.tables))

    def csv(self) -> str:
        """The plotted data as CSV, headed by title, source, credit, licence and how to cite."""
        heads = [self.title, self.subtitle, f"Source: {self.source}"]
        heads += dict.fromkeys(f"Credit: {tables.describe(name)['credit']}" for name in self.tables)
        heads.append("Our calculations are licensed CC BY 4.0; the data keep their publishers' terms.")
        lines = "".join(f"# {line}\n" for line in heads if line)
        return lines + self.data.to_csv(index=False, float_format="%.6g", lineterminator="\n")

    def to_html(self) -> str:
        """The figure as HTML: title, subtitle, chart, source line, data table in a fold, download."""
        text = base64.b64encode(self.csv().encode()).decode()
        note = f'<p class="fig-note">{html.escape(self.note)}</p>' if self.note else ""
        return (
            f'{NOTEBOOK_STYLE}<figure class="figure" id="{self.anchor}">'
            f'<figcaption><p class="fig-title">{html.escape(self.title)}</p>'
            f'<p class="fig-subtitle">{html.escape(self.subtitle)}</p></figcaption>'
            f'<div class="wide">{self.wide}</div><div class="narrow">{self.narrow}</div>{note}'
            f'<p class="fig-source">Source: {html.escape(self.source)}</p>'
            f'<details class="data"><summary>Data behind this figure</summary>{table_html(self.data, self.title)}</details>'
            f'<p class="fig-links"><a download="{self.anchor}.csv" href="data:text/csv;base64,{text}">Download the data (CSV)</a> '
            f'<a href="#{self.anchor}">Link to this figure</a></p></figure>'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        names = ("anchor", "title", "subtitle", "alt", "source", "carrying")
        facts = {name: getattr(self, name) for name in names} | {"tables": list(self.tables), "csv": self.csv()}
        return {"text/plain": f"{self.title}. {self.alt}", "text/html": self.to_html(), FIGURE_MIME: facts}


@dataclass(frozen=True)
class Missing:
    """What stands in a figure's place when the tables hold nothing for the roles: the reason, never an empty chart."""

    anchor: str
    subtitle: str
    reason: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text = f"No figure: {self.reason}"
        page = f'<p class="missing" id="{self.anchor}">{html.escape(self.subtitle)}. {html.escape(text)}</p>'
        return {"text/plain": text, "text/html": page}


def table_html(data: pd.DataFrame, caption: str) -> str:
    """A data frame as an HTML table with caption, header scopes and sensibly rounded numbers."""
    head = "".join(f'<th scope="col">{html.escape(str(column))}</th>' for column in data.columns)
    rows = "".join(
        f"<tr>{''.join(_cell(value, column) for column, value in row.items())}</tr>" for _, row in data.iterrows()
    )
    label = html.escape(caption)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Data: {label}"><table><caption>{label}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(value: Any, column: Any) -> str:
    if isinstance(value, str):
        return f"<td>{html.escape(value)}</td>"
    if value is None or pd.isna(value):
        return '<td class="num"><span class="none">no data</span></td>'
    text = str(int(value)) if str(column) in ("year", "rank", "first", "last") else number(float(value))
    return f'<td class="num">{text}</td>'


def _source(resource: dict[str, Any]) -> str:
    licence = ", ".join(one.get("title") or one.get("name", "") for one in resource["licenses"])
    return f"{resource['sources'][0]['title']} ({resource['vintage']}; {licence})"
