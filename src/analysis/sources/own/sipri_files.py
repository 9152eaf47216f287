"""SIPRI's own exports: the trade register, the TIV table of one recipient, and a panel of yearly values.

The register gives one volume (TIV) for all delivery years of a deal. Repeating it in every year multiplies it, spreading
it evenly makes up the years, so neither is done. Exact by year are: a panel with a row per supplier, recipient and year;
SIPRI's table "TIV of arms exports to ..." of one recipient; and registers exported one year at a time, because SIPRI
restricts their numbers and volumes to the chosen year. A register of many years gives the deals, and no yearly deliveries.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.sources.own import reading
from analysis.sources.own.labels import iso3
from analysis.sources.own.reading import Sheet, refuse

REGISTER = (
    "Recipient", "Supplier", "Year of order", "Number ordered", "Weapon designation", "Weapon description",
    "Number delivered", "Year(s) of delivery", "status", "SIPRI TIV per unit", "SIPRI TIV of delivered weapons",
)  # fmt: skip
PANEL = ("supplier", "recipient", "year", "tiv")
LAYOUTS = {"SIPRI's trade register": REGISTER, "a yearly panel": PANEL}
TABLE_TITLE = re.compile(r"TIV of arms exports (to|from) (.+?), (\d{4})-(\d{4})")
SCOPE = re.compile(r"arms from (.+?)\s+to (.+?)\s*\. ")
SPAN = re.compile(r"year range '(.+?)' to '(.+?)'")
GENERATED = re.compile(r"generated:\s*(\d{1,2} \w+ \d{4})", re.I)
EVERYONE = "All countries"
# SIPRI's whole database has 133 suppliers and 190 recipients; a panel with far fewer is an extract.
ALL_SUPPLIERS = 50
ALL_RECIPIENTS = 100


@dataclass(frozen=True)
class Export:
    """What a file gives exactly.

    flows: supplier, supplier_name, recipient, recipient_name, year, designation, description, number, tiv (million),
    one row per delivery (empty if the file has none by year); deals: the register's deals with whole-period sums;
    span: the years the file covers; recipients: whom it covers, "All countries" or one; vintage: the date printed in it.
    """

    name: str
    flows: pd.DataFrame
    deals: pd.DataFrame
    span: tuple[int, int]
    recipients: str
    vintage: str

    @property
    def complete(self) -> bool:
        """Whether the file covers all recipients."""
        return self.recipients == EVERYONE


def read(path: Path) -> Export:
    """A SIPRI export of any of the three layouts; SourceError says what is wrong in which line."""
    title = TABLE_TITLE.search(reading.text(path).split("\n", 1)[0])
    if title:
        return _table(path, title)
    layout, sheet = reading.read(path, LAYOUTS)
    if not sheet.rows:
        raise refuse(sheet.name, "there is no row below the header.")
    return _panel(sheet) if LAYOUTS[layout] is PANEL else _register(sheet)


def _panel(sheet: Sheet) -> Export:
    flows = _sides(sheet).assign(
        year=reading.years(sheet, "year"), designation=None, description=None, number=None,
        tiv=reading.numbers(sheet, "tiv"),
    )  # fmt: skip
    twice = flows.duplicated(["supplier_name", "recipient_name", "year"])
    if twice.any():
        line = sheet.rows[int(twice.to_numpy().argmax())][0]
        raise refuse(sheet.name, f"line {line} repeats a supplier, recipient and year; expected one row for each.")
    recipients = sorted(set(flows["recipient_name"]))
    suppliers = flows["supplier_name"].nunique()
    if len(recipients) >= ALL_RECIPIENTS and suppliers < ALL_SUPPLIERS:
        raise refuse(sheet.name, f"column 'supplier' has {suppliers} suppliers only, and shares need all of SIPRI's.")
    covered = EVERYONE if len(recipients) >= ALL_RECIPIENTS else ", ".join(recipients)
    return _export(sheet, flows, (int(flows["year"].min()), int(flows["year"].max())), covered)


def _table(path: Path, title: re.Match[str]) -> Export:
    side, recipient, first, last = title.groups()
    if side == "from":
        raise refuse(
            path.name, "line 1: this table is of one supplier, and shares need all; expected 'exports to ...'."
        )
    span = range(int(first), int(last) + 1)
    _, sheet = reading.read(path, {"SIPRI's TIV table": [str(year) for year in span]})
    at = next(i for i, cell in enumerate(sheet.header) if cell == first) - 1
    body = tuple(row for row in sheet.rows if row[1][at].strip() not in ("Total", ""))
    sheet = Sheet(sheet.name, sheet.notes, sheet.header, body)
    suppliers = [cells[at].strip() for _, cells in body]
    wide = pd.DataFrame({year: reading.numbers(sheet, str(year), empty=True) for year in span}, dtype="float64")
    flows = wide.assign(
        supplier=iso3(sheet, suppliers), supplier_name=suppliers,
        recipient=iso3(sheet, [recipient] * len(body)), recipient_name=recipient,
    ).melt(["supplier", "supplier_name", "recipient", "recipient_name"], var_name="year", value_name="tiv")  # fmt: skip
    flows = flows.dropna(subset="tiv").assign(designation=None, description=None, number=None)
    return _export(sheet, flows.astype({"year": "int64"}), (span[0], span[-1]), recipient)


def _register(sheet: Sheet) -> Export:
    notes = " ".join(sheet.notes) + " "
    scope, span = SCOPE.search(notes), SPAN.search(notes)
    if not (scope and span):
        raise refuse(sheet.name, "the notes above the header do not say which suppliers, recipients and years the file "
                     "covers; expected the file as SIPRI exports it.")  # fmt: skip
    if scope[1] != EVERYONE:
        raise refuse(
            sheet.name, f"line 1: the suppliers are {scope[1]!r}, and shares need all; expected 'All countries'."
        )
    deals = _deals(sheet)
    if span[1] != span[2] or not span[1].isdigit():
        return _export(sheet, pd.DataFrame(), _delivered(deals), scope[2], deals)
    year = int(span[1])
    elsewhere = deals["delivery_years"].ne("") & deals["delivery_years"].ne(str(year))
    if elsewhere.any():
        line = sheet.rows[int(elsewhere.to_numpy().argmax())][0]
        raise refuse(sheet.name, f"line {line}, column 'Year(s) of delivery': expected {year}, as the notes above say.")
    flows = deals.rename(columns={"number_delivered": "number", "tiv_delivered": "tiv"}).assign(year=year)
    return _export(sheet, flows.dropna(subset="tiv"), (year, year), scope[2])


def _deals(sheet: Sheet) -> pd.DataFrame:
    return _sides(sheet).assign(
        order_year=reading.years(sheet, "Year of order"),
        number_ordered=reading.numbers(sheet, "Number ordered", empty=True),
        designation=sheet.column("Weapon designation"),
        description=sheet.column("Weapon description"),
        number_delivered=reading.numbers(sheet, "Number delivered", empty=True),
        delivery_years=sheet.column("Year(s) of delivery"),
        status=sheet.column("status"),
        tiv_unit=reading.numbers(sheet, "SIPRI TIV per unit", empty=True),
        tiv_delivered=reading.numbers(sheet, "SIPRI TIV of delivered weapons", empty=True),
    )


def _delivered(deals: pd.DataFrame) -> tuple[int, int]:
    found = deals["delivery_years"].str.findall(r"\d{4}").explode().dropna().astype(int)
    return (int(found.min()), int(found.max())) if len(found) else (0, 0)


def _sides(sheet: Sheet) -> pd.DataFrame:
    suppliers, recipients = sheet.column("supplier"), sheet.column("recipient")
    return pd.DataFrame({
        "supplier": iso3(sheet, suppliers), "supplier_name": suppliers,
        "recipient": iso3(sheet, recipients), "recipient_name": recipients,
    })  # fmt: skip


def _export(
    sheet: Sheet, flows: pd.DataFrame, span: tuple[int, int], recipients: str, deals: pd.DataFrame | None = None
) -> Export:
    printed = GENERATED.search(" ".join(sheet.notes))
    vintage = f"data generated {printed[1]}" if printed else "the file names no release"
    return Export(sheet.name, flows, pd.DataFrame() if deals is None else deals, span, recipients, vintage)
