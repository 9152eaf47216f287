"""SIPRI's own exports: the trade register, the TIV table of one recipient, and a panel of yearly values.

The register gives one volume (TIV) for all delivery years of a deal. Repeating it in every year multiplies it, spreading
it evenly makes up the years, so neither is done. Exact by year are: a panel with a row per supplier, recipient and year;
SIPRI's import and export values of one recipient by supplier; and registers exported one year at a time, because SIPRI
restricts their numbers and volumes to the chosen year. A register of many years gives the deals, and no yearly deliveries.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.sources.own import reading
from analysis.sources.own.labels import iso3
from analysis.sources.own.reading import Sheet, refuse

REGISTER = (
    "Recipient", "Supplier", "Year of order", "Number ordered", "Weapon designation", "Weapon description",
    "Year(s) of delivery", "status", "SIPRI TIV per unit", "SIPRI TIV of delivered weapons",
)  # fmt: skip
# SIPRI renamed this column in 2026.
DELIVERED = ("Number delivered", "Deliveries in the Year Range")
PANEL = ("supplier", "recipient", "year", "tiv")
TIV_TABLE = ("Supplier", "Percentage", "Sum total years")
LAYOUTS = {
    "SIPRI's trade register": REGISTER,
    "SIPRI's import and export values of one recipient by supplier": TIV_TABLE,
    "a yearly panel": PANEL,
}
TOTAL = re.compile(r"Total(?: exports to (.+))?")
# SIPRI rounds every cell, and the total, to whole millions.
ROUNDED = 0.5
# Until 2022 the same table had a title; now its total row names the recipient.
OLD_TITLE = re.compile(r"TIV of arms exports (to|from) (.+?), (\d{4})-(\d{4})")
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
    title = OLD_TITLE.search(reading.text(path).split("\n", 1)[0])
    if title:
        if title[1] == "from":
            raise refuse(
                path.name, "line 1: the table is of one supplier, and shares need all; expected 'exports to ...'."
            )
        first, last = int(title[3]), int(title[4])
        columns = {"SIPRI's TIV table": [str(year) for year in range(first, last + 1)]}
        return _table(reading.read(path, columns)[1], title[2])
    layout, sheet = reading.read(path, LAYOUTS)
    if not sheet.rows:
        raise refuse(sheet.name, "there is no row below the header.")
    if LAYOUTS[layout] is TIV_TABLE:
        return _table(sheet, None)
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


def _table(sheet: Sheet, recipient: str | None) -> Export:
    """A table with suppliers as rows and years as columns; the recipient stands in its title or beside its total."""
    years = [cell for cell in sheet.header if reading.YEAR.fullmatch(cell)]
    if not years or int(years[-1]) - int(years[0]) + 1 != len(years):
        raise refuse(sheet.name, f"line {sheet.line}: expected a column for every year, in order and without a gap.")
    at = sheet.header.index(years[0]) - 1
    labels = [cells[at].strip() for _, cells in sheet.rows]
    totals = [(row, found) for row, label in enumerate(labels) if (found := TOTAL.fullmatch(label))]
    if not totals or not (recipient or totals[0][1][1]):
        raise refuse(sheet.name, "there is no row 'Total' that names the recipient; is the file cut off?")
    end, total = totals[0]
    recipient = recipient or total[1]
    wide = pd.DataFrame({int(year): reading.numbers(sheet, year, empty=True) for year in years}, index=labels)
    parts = wide.iloc[:end]
    wrong = (parts.sum() - wide.iloc[end].fillna(0)).abs() > ROUNDED * (len(parts) + 1)
    if wrong.any():
        line, year = sheet.rows[end][0], wrong.idxmax()
        raise refuse(sheet.name, f"line {line}, column '{year}': the suppliers above do not add up to the total.")
    flows = parts.rename_axis("supplier_name").reset_index().melt("supplier_name", var_name="year", value_name="tiv")
    codes = dict(zip(labels[:end], iso3(replace(sheet, rows=sheet.rows[:end]), labels[:end]), strict=True))
    (code,) = iso3(replace(sheet, rows=(sheet.rows[end],)), [recipient])
    flows = flows.dropna(subset="tiv").assign(
        supplier=flows["supplier_name"].map(codes), recipient=code, recipient_name=recipient,
        designation=None, description=None, number=None,
    )  # fmt: skip
    return _export(sheet, flows.astype({"year": "int64"}), (int(years[0]), int(years[-1])), recipient)


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
    delivered = next((name for name in DELIVERED if name in sheet.header), None)
    if delivered is None:
        raise refuse(sheet.name, f"the header lacks {' or '.join(map(repr, DELIVERED))}.")
    return _sides(sheet).assign(
        order_year=reading.years(sheet, "Year of order"),
        number_ordered=reading.numbers(sheet, "Number ordered", empty=True),
        designation=sheet.column("Weapon designation"),
        description=sheet.column("Weapon description"),
        number_delivered=reading.numbers(sheet, delivered, empty=True),
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
