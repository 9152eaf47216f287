"""SIPRI's own exports, and panels made from them: the layouts, and what each gives exactly.

The trade register gives one volume (TIV) for all delivery years of a deal. Repeating it in every year multiplies it,
spreading it evenly makes up the years, so neither is done. Exact by year are: a panel with a row per supplier, recipient and
year; the deliveries one by one; SIPRI's import and export values of one country by the other side; and registers exported one
year at a time, because SIPRI restricts their numbers and volumes to the chosen year. A register of many years gives the
deals, and no yearly deliveries.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY
from analysis.sources.own import reading, unpack
from analysis.sources.own.reading import Sheet
from analysis.sources.own.sipri_export import EVERYONE, SIDES, TOGETHER, Export, iso3, made, notes, sides
from analysis.sources.own.unpack import count, refuse
from analysis.sources.spec import some

REGISTER, LEVEL, PANEL = "SIPRI's trade register", "SIPRI's deliveries one by one", "a yearly panel"
BY_SUPPLIER, BY_RECIPIENT = "SIPRI's values by supplier", "SIPRI's values by recipient"
LAYOUTS = {
    REGISTER: (
        "Recipient", "Supplier", "Year of order", "Number ordered", "Weapon designation", "Weapon description",
        "Year(s) of delivery", "status", "SIPRI TIV per unit", "SIPRI TIV of delivered weapons",
    ),
    LEVEL: (
        "SIPRI AT Database ID", "Supplier", "Recipient", "Designation", "Description", "Numbers delivered", "Delivery year",
        "TIV delivery values",
    ),
    BY_SUPPLIER: ("Supplier", "Percentage", "Sum total years"),
    BY_RECIPIENT: ("Recipient", "Percentage", "Sum total years"),
    PANEL: ("supplier", "recipient", "year", "tiv"),
}  # fmt: skip
# SIPRI renamed this column in 2026.
DELIVERED = ("Number delivered", "Deliveries in the Year Range")
SUMS = re.compile(r"(grand |sub-?)?totals?\b.*|world|all (countries|suppliers|recipients)", re.I)
TOTAL = re.compile(r"Total(?: (world) (?:im|ex)ports?| (?:im|ex)ports (?:to|by|from) (.+))?")
NO_WEAPONS = dict.fromkeys(("designation", "description", "number"))
# SIPRI rounds every cell, and the total, to whole millions.
ROUNDED = 0.5
# Until 2022 the same table had a title; now its total row names the country.
OLD_TITLE = re.compile(r"TIV of arms exports (to|from) (.+?), (\d{4})-(\d{4})")
# SIPRI's whole database has 133 suppliers and 190 recipients; a panel with far fewer is an extract.
ALL_SUPPLIERS = 50
ALL_RECIPIENTS = 100


def read(path: Path) -> list[Export]:
    """The SIPRI export in a file, or those in a zip; SourceError says what is wrong in which line."""
    return [_export(name, text) for name, text in unpack.texts(path)]


def _export(name: str, text: str) -> Export:
    title = OLD_TITLE.search(text.split("\n", 1)[0])
    if title and title[3] <= title[4]:
        years = [str(year) for year in range(int(title[3]), int(title[4]) + 1)]
        _, sheet = reading.read(name, text, {"SIPRI's TIV table": years})
        return _table(sheet, BY_SUPPLIER if title[1] == "to" else BY_RECIPIENT, title[2])
    layout, sheet = reading.read(name, text, LAYOUTS)
    if layout in (BY_SUPPLIER, BY_RECIPIENT):
        return _table(sheet, layout, None)
    return {PANEL: _panel, LEVEL: _level, REGISTER: _register}[layout](sheet)


def _panel(sheet: Sheet) -> Export:
    summed = [sheet.column(side).map(lambda cell: bool(SUMS.fullmatch(cell))) for side in SIDES]
    left = list(sheet.rows.index[summed[0] | summed[1]])
    sheet = sheet.where(~(summed[0] | summed[1]))
    flows = sides(sheet).assign(**NO_WEAPONS, year=reading.years(sheet, "year"), tiv=reading.numbers(sheet, "tiv"))
    reading.check_once(sheet, flows, ["supplier_name", "recipient_name", "year"], "a supplier, recipient and year")
    if missing := reading.gaps(flows["year"].tolist()):
        what = "and a year left out would count as zero; add it, or a row with 0 for a year without deliveries."
        raise refuse(sheet.name, f"line {sheet.rows.index[-1]} ends the file without a row of {some(missing)}, {what}")
    recipients = sorted(set(flows["recipient_name"]))
    suppliers = flows["supplier_name"].nunique()
    if len(recipients) >= ALL_RECIPIENTS and suppliers < ALL_SUPPLIERS:
        raise refuse(sheet.name, f"column 'supplier' has {suppliers} suppliers only, and shares need all of SIPRI's.")
    covered = EVERYONE if len(recipients) >= ALL_RECIPIENTS else ", ".join(recipients)
    remarks = (f"{count(len(left), 'row')} of totals left out (line {some(left)}).",) if left else ()
    return made(sheet, PANEL, flows, recipients=covered, remarks=remarks)


def _level(sheet: Sheet) -> Export:
    suppliers, recipients, span = notes(sheet)
    delivered = sheet.column("Delivery year") != ""
    sheet = sheet.where(delivered)
    flows = sides(sheet).assign(
        year=reading.years(sheet, "Delivery year"),
        designation=sheet.column("Designation"),
        description=sheet.column("Description"),
        number=reading.numbers(sheet, "Numbers delivered", empty=True),
        tiv=reading.numbers(sheet, "TIV delivery values", empty=True),
    )
    remarks = [] if delivered.all() else [f"{count(int((~delivered).sum()), 'order')} without a delivery left out."]
    if unvalued := int(flows["tiv"].isna().sum()):
        remarks.append(f"Without a volume and left out: {count(unvalued, 'row')}.")
    if missing := reading.gaps(flows["year"].tolist()):
        none = "and its notes say that it covers them: none counts."
        remarks.append(f"No delivery is in the file for {some(missing)}, {none}")
    return made(sheet, LEVEL, flows.dropna(subset="tiv"), span, suppliers, recipients, remarks=remarks)


def _table(sheet: Sheet, layout: str, other: str | None) -> Export:
    """A table with suppliers or recipients as rows and years as columns; the other side stands in its title or total."""
    years = sorted(cell for cell in sheet.header if reading.is_year(cell))
    if not years or years != [str(int(years[0]) + at) for at in range(len(years))]:
        raise refuse(sheet.name, f"line {sheet.line}: expected a column for every year, without a gap.")
    # Old tables have no header above the names of the rows, which stand before the first year.
    header = LAYOUTS[layout][0]
    names = sheet.rows[sheet.header.index(header) if header in sheet.header else sheet.header.index(years[0]) - 1]
    totals = [(at, found) for at, name in enumerate(names) if (found := TOTAL.fullmatch(name))]
    row, column = ("supplier", "recipient") if layout == BY_SUPPLIER else ("recipient", "supplier")
    if not totals or not (other or any(totals[0][1].groups())):
        raise refuse(
            sheet.name,
            f"line {sheet.rows.index[-1]}: there is no row 'Total' that names the {column}; is the file cut off?",
        )
    end, total = totals[0]
    other = other or total[2] or TOGETHER
    if layout == BY_SUPPLIER and other == TOGETHER:
        what = "the recipients are not told apart; export one file of each."
        raise refuse(sheet.name, f"line {sheet.rows.index[end]}: {what}")
    others = [] if other == TOGETHER else [pd.Series(other, names.index[[end]])]
    codes = iso3(sheet, pd.concat([names.iloc[:end], *others])) | {TOGETHER: NO_COUNTRY}
    flows = _long(sheet, years, names, end).rename(columns={"name": f"{row}_name"}).assign(**{f"{column}_name": other})
    flows = flows.assign(**NO_WEAPONS, **{side: flows[f"{side}_name"].map(codes) for side in (row, column)})
    span, whom = (int(years[0]), int(years[-1])), (other, EVERYONE) if row == "recipient" else (EVERYONE, other)
    return made(sheet, layout, flows, span, *whom)


def _long(sheet: Sheet, years: Sequence[str], names: pd.Series, end: int) -> pd.DataFrame:
    """Columns name, year, tiv of the rows above the total in row `end`; SourceError if they do not add up to it."""
    wide = pd.DataFrame({int(year): reading.numbers(sheet, year, empty=True) for year in years})
    parts = wide.iloc[:end]
    wrong = (parts.sum() - wide.iloc[end].fillna(0)).abs() > ROUNDED * (len(parts) + 1)
    if wrong.any():
        where = f"line {sheet.rows.index[end]}, column '{wrong.idxmax()}'"
        raise refuse(sheet.name, f"{where}: the rows above do not add up to the total.")
    flows = parts.assign(name=names).melt("name", var_name="year", value_name="tiv", ignore_index=False)
    return flows.dropna(subset="tiv").astype({"year": "int64"})


def _register(sheet: Sheet) -> Export:
    suppliers, recipients, span = notes(sheet)
    if suppliers != EVERYONE:
        what = f"the suppliers are {suppliers!r}, and shares need all; expected {EVERYONE!r}."
        raise refuse(sheet.name, f"line 1: {what}")
    deals = _deals(sheet)
    mended = f"{count(len(sheet.mended), 'deal')} with a line break in the comments put together (line {some(sheet.mended)})."
    remarks = [mended] if sheet.mended else []
    if span is None or span[0] != span[1]:
        years = deals["delivery_years"].str.findall(r"\d{4}").explode().dropna().astype(int)
        covered = (int(years.min()), int(years.max())) if len(years) else (0, 0)
        return made(sheet, REGISTER, pd.DataFrame(), covered, EVERYONE, recipients, remarks=remarks, deals=deals)
    elsewhere = deals["delivery_years"].ne("") & deals["delivery_years"].ne(str(span[0]))
    if elsewhere.any():
        what = f"column 'Year(s) of delivery': expected {span[0]}, as the notes above say."
        raise refuse(sheet.name, f"line {elsewhere.idxmax()}, {what}")
    flows = deals.rename(columns={"number_delivered": "number", "tiv_delivered": "tiv"}).assign(year=span[0])
    return made(sheet, REGISTER, flows.dropna(subset="tiv"), span, EVERYONE, recipients, remarks=remarks)


def _deals(sheet: Sheet) -> pd.DataFrame:
    delivered = next((name for name in DELIVERED if name in sheet.header), None)
    if delivered is None:
        raise refuse(sheet.name, f"the header in line {sheet.line} lacks {' or '.join(map(repr, DELIVERED))}.")
    return sides(sheet).assign(
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
