"""What a file of SIPRI's gives: its rows with codes, whom and which years it covers, and what was left out or put together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis import countries
from analysis.sources import names
from analysis.sources.names import NO_COUNTRY
from analysis.sources.own import reading
from analysis.sources.own.reading import HALF, Sheet
from analysis.sources.own.unpack import count, refuse
from analysis.sources.spec import some

SIDES = ("supplier", "recipient")
NON_STATE = "*"
EVERYONE = "All countries"
# All suppliers together: the table does not tell them apart.
TOGETHER = "all suppliers together"
SCOPE = re.compile(r"arms from (.+?)\s+to (.+?)\s*\. ")
SPAN = re.compile(r"year range '(.+?)' to '(.+?)'")
GENERATED = re.compile(r"generated:\s*(\d{1,2} \w+ \d{4})", re.I)
# Who puts rebels into their state's rows makes a state its own supplier, once in 23,000 rows; more is a mix-up of columns.
OWN_SUPPLIER = 0.001


@dataclass(frozen=True)
class Export:
    """What a file gives exactly.

    flows: supplier, supplier_name, recipient, recipient_name, year, designation, description, number, tiv (million),
    one row per delivery (empty if the file has none by year); deals: the register's deals with whole-period sums;
    span: the years the file covers; suppliers, recipients: whom it covers, "All countries" or their names; vintage: the
    date printed in it; remarks: what was left out, mended or added up, with lines.
    """

    name: str
    layout: str
    flows: pd.DataFrame
    deals: pd.DataFrame
    span: tuple[int, int]
    suppliers: str
    recipients: str
    vintage: str
    remarks: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether the file covers all suppliers and all recipients."""
        return self.suppliers == self.recipients == EVERYONE

    @property
    def scope(self) -> str:
        """What was found in the file: layout, rows, countries, years."""
        rows = self.deals if len(self.deals) else self.flows
        sides = ", ".join(count(rows[f"{side}_name"].nunique(), side) for side in SIDES)
        return f"{self.name} ({self.layout}: {count(len(rows), 'row')}, {sides}, {self.span[0]}-{self.span[1]})"


def notes(sheet: Sheet) -> tuple[str, str, tuple[int, int] | None]:
    """Suppliers, recipients and years that SIPRI's notes above a header name; None for all years. SourceError without them."""
    text = " ".join(sheet.notes) + " "
    scope, span = SCOPE.search(text), SPAN.search(text)
    if not (scope and span):
        what = "which suppliers, recipients and years the file covers; expected the file as SIPRI exports it."
        raise refuse(sheet.name, f"the notes above the header in line {sheet.line} do not say {what}")
    years = (int(span[1]), int(span[2])) if all(map(reading.is_year, span.groups())) else None
    return scope[1], scope[2], years


def sides(sheet: Sheet) -> pd.DataFrame:
    """Codes and names of supplier and recipient, row by row, from the columns of these names."""
    if sheet.rows.empty:
        raise refuse(sheet.name, f"line {sheet.line}: there is no row below the header.")
    found = pd.DataFrame({f"{side}_name": sheet.column(side) for side in SIDES})
    codes = iso3(sheet, pd.concat([found[name] for name in found]))
    return found.assign(**{side: found[f"{side}_name"].map(codes) for side in SIDES})


def iso3(sheet: Sheet, labels: pd.Series) -> dict[str, str]:
    """Labels (names as SIPRI writes them, or ISO codes) to codes; ZZZ for what is no state, and for an unknown name.

    `labels` are one column of the sheet by line, or several one after the other. Raises SourceError for an empty label, and if
    no rule knows most of them: then these are no columns of countries.
    """
    every = set(labels)
    strange = [""] if "" in every else unknown(every)
    if "" in every or len(strange) > HALF * len(every):
        what = f"expected the name of a country as SIPRI writes it, found {strange[0]!r}."
        raise refuse(sheet.name, f"line {(labels == strange[0]).idxmax()}: {what}")
    return {label: code(label) or NO_COUNTRY for label in every}


def unknown(labels: Iterable[str]) -> list[str]:
    """The labels that no rule knows, in order."""
    return sorted({label for label in labels if not code(label)})


@cache
def code(label: str) -> str:
    """The code of an ISO code or a name, ZZZ for what is no state, empty for what no rule knows."""
    if label in countries.codes():
        return label
    return NO_COUNTRY if label.endswith(NON_STATE) else names.code(label, "sipri")


def made(
    sheet: Sheet,
    layout: str,
    flows: pd.DataFrame,
    span: tuple[int, int] | None = None,
    suppliers: str = EVERYONE,
    recipients: str = EVERYONE,
    *,
    remarks: Sequence[str] = (),
    deals: pd.DataFrame | None = None,
) -> Export:
    """The Export of a sheet; `span` is that of the rows where the file names none.

    Raises SourceError for a supplier that is its own recipient, unless that is one row in a thousand: then it is left out.
    """
    rows = flows if deals is None else deals
    own = (rows["supplier"] == rows["recipient"]) & (rows["supplier"] != NO_COUNTRY)
    own |= rows["supplier_name"] == rows["recipient_name"]
    told = list(remarks)
    if own.any():
        what = f"line {own.idxmax()}: {rows.loc[own, 'supplier_name'].iloc[0]!r} is supplier and recipient at once"
        if own.mean() > OWN_SUPPLIER:
            raise refuse(sheet.name, f"{what}; expected two countries.")
        told.append(f"{count(int(own.sum()), 'row')} left out: {what}.")
        flows, deals = (flows[~own], None) if deals is None else (flows, deals[~own])
    years = flows["year"] if len(flows) else pd.Series([0])
    span = span or (int(years.min()), int(years.max()))
    printed = GENERATED.search(" ".join(sheet.notes))
    vintage = f"data generated {printed[1]}" if printed else "the file names no release"
    told += [*_no_states(rows), *_one_state(flows)]
    deals = pd.DataFrame() if deals is None else deals
    return Export(sheet.name, layout, flows, deals, span, suppliers, recipients, vintage, tuple(told))


def _no_states(rows: pd.DataFrame) -> list[str]:
    """Names that no rule knows, booked as no state."""
    every = pd.concat([rows["supplier_name"], rows["recipient_name"]])
    strange = [name for name in unknown(set(every)) if name != TOGETHER]
    listed = some([f"{name} ({count(int((every == name).sum()), 'row')})" for name in strange])
    return [f"Names of no state that we know, booked as ZZZ: {listed}."] if strange else []


def _one_state(flows: pd.DataFrame) -> list[str]:
    """Names that share a code and a year, such as the Soviet Union and Russia in 1991."""
    keys = ["supplier", "recipient", "year"]
    if flows.empty:
        return []
    named = flows[(flows["supplier"] != NO_COUNTRY) & (flows["recipient"] != NO_COUNTRY)]
    twice = named.groupby(keys)[["supplier_name", "recipient_name"]].nunique().gt(1).any(axis=1)
    listed = some([f"{supplier} to {recipient} in {year}" for supplier, recipient, year in twice[twice].index])
    return [f"Two names of one state in a year are added up: {listed}."] if listed else []
