"""A user's own file as rows with line numbers: its header found by names, every complaint with its line."""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.sources.own import unpack
from analysis.sources.own.unpack import refuse

DELIMITERS = (",", ";", "\t")
# Publishers put notes above the header; SIPRI's eleven lines are the most that is known.
HEADER_WITHIN = 40
HALF = 0.5
LONGEST = 131_072  # characters in a cell, as Python's csv has it
NUMBER = re.compile(r"-?\d+(\.\d*)?([eE]-?\d+)?|-?\.\d+")
YEAR = re.compile(r"\d{4}")
EARLIEST = 1900
# 1 250 and 1'250, with every blank and apostrophe that spreadsheets write.
SPACED = re.compile("(?<=\\d)[ '\u2019\u00a0\u202f](?=\\d{3}(?!\\d))")
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")
DECIMAL_COMMA = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d*)?")
# The one column of SIPRI's files in which its editors left line breaks.
COMMENTS = "Comments"
# Its line and its cells.
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A file's name, the lines above its header, the header, its line, and the cells below: by line, columns in order.

    `mended` are the lines of rows that a line break in a comment had cut in two.
    """

    name: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    line: int
    rows: pd.DataFrame
    delimiter: str = ","
    mended: tuple[int, ...] = ()

    def column(self, name: str) -> pd.Series:
        """The cells of a column by line; the name is compared without case."""
        return self.rows[[cell.lower() for cell in self.header].index(name.lower())]

    def where(self, kept: pd.Series) -> "Sheet":
        """The sheet with the rows for which `kept` is true."""
        return replace(self, rows=self.rows[kept])


def read(name: str, content: str, layouts: Mapping[str, Sequence[str]]) -> tuple[str, Sheet]:
    """The layout whose column names the text has, and its sheet.

    `layouts` maps the name of a layout to its needed columns. Raises SourceError that names the lacking columns, or the
    layouts there are, or the line that does not have as many cells as the header.
    """
    found = [
        (_share(row, needed), layout, at, delimiter)
        for delimiter in DELIMITERS
        for at, (_, row) in enumerate(_rows(content, delimiter, name, HEADER_WITHIN))
        for layout, needed in layouts.items()
    ]
    share, layout, at, delimiter = max(found, key=lambda one: one[0], default=(0.0, "", 0, ","))
    rows = _rows(content, delimiter, name)
    line, cells = rows[at] if rows else (1, [])
    header = tuple(cell.strip() for cell in cells)
    _check_header(header, line, name, layout, share, layouts)
    notes = tuple(delimiter.join(row).strip(delimiter).strip() for _, row in rows[:at])
    body = [(number, row) for number, row in rows[at + 1 :] if any(cell.strip() for cell in row)]
    whole, mended = _mended(body, header)
    fitted = {at: _fitted(cells, at, len(header), name) for at, cells in whole}
    if not fitted:
        raise refuse(name, f"line {line}: there is no row below the header.")
    if not content.endswith("\n"):
        what = "as if the file were cut off there; download it again, or add a line end if it is whole."
        raise refuse(name, f"line {rows[-1][0]} has no line end, {what}")
    table = pd.DataFrame(list(fitted.values()), index=list(fitted))
    return layout, Sheet(name, notes, header, line, table, delimiter, mended)


def only(kind: str, files: Sequence[Path], layouts: Mapping[str, Sequence[str]]) -> Sheet:
    """The sheet of the one CSV file that is given, of the one layout; SourceError if there are more, or as `read` says."""
    found = [one for path in files for one in unpack.texts(path)]
    if len(found) != 1:
        raise refuse(kind, f"{len(found)} files are given; expected one: {', '.join(layouts)}.")
    return read(*found[0], layouts)[1]


def check_once(sheet: Sheet, table: pd.DataFrame, key: Sequence[str], what: str) -> None:
    """SourceError if two rows of the table, which is by line as the sheet, have one key; `what` names it."""
    if (twice := table.duplicated(list(key))).any():
        raise refuse(sheet.name, f"line {twice.idxmax()} repeats {what}; expected one row for each.")


def check(sheet: Sheet, column: str, good: pd.Series, expected: str) -> None:
    """SourceError with line, column and cell of the first row that is not good."""
    for line, cell in sheet.column(column)[~good.astype(bool)].head(1).items():
        raise refuse(sheet.name, f"line {line}, column {column!r}: expected {expected}, found {cell!r}.")


def numbers(sheet: Sheet, column: str, *, empty: bool = False, least: float = 0) -> pd.Series:
    """The numbers of a column by line, NaN for an empty cell where `empty` is allowed; SourceError names line, column and cell.

    Thousands marks and a decimal comma are understood where all cells of the column can be read in one way.
    """
    cells = _plain(sheet, column)
    check(sheet, column, cells.map(lambda cell: bool(NUMBER.fullmatch(cell) or (empty and not cell))), "a number")
    found = cells.map(lambda cell: float(cell or "nan"))
    above = f"a number from {least:g} on" if math.isfinite(least) else "a finite number"
    check(sheet, column, found.isna() | ((found >= least) & (found < math.inf)), above)
    return found


def years(sheet: Sheet, column: str, *, earliest: int = EARLIEST, latest: int | None = None) -> pd.Series:
    """The years of a column by line; SourceError names the line of a cell that is no year between 1900 and the next."""
    last, cells = latest or newest(), sheet.column(column)
    good = cells.map(lambda cell: is_year(cell, earliest, last))
    check(sheet, column, good, f"a year from {earliest} to {last}")
    return cells.map(int)


def is_year(cell: str, earliest: int = EARLIEST, latest: int | None = None) -> bool:
    """Whether a cell is a year that there can be data for: from 1900 to the next, if nothing else is said."""
    return bool(YEAR.fullmatch(cell)) and earliest <= int(cell) <= (latest or newest())


def newest() -> int:
    """The last year that there can be data for: the next."""
    return date.today().year + 1


def gaps(found: Sequence[int]) -> list[int]:
    """The years between the first and the last of `found` that are not among them."""
    return sorted(set(range(min(found), max(found) + 1)) - set(found)) if found else []


def _plain(sheet: Sheet, column: str) -> pd.Series:
    """Cells without thousands marks and with a decimal point; SourceError if a comma can be read in two ways."""
    cells = sheet.column(column).map(lambda cell: SPACED.sub("", cell))
    commas = cells[cells.str.contains(",", regex=False)]
    if commas.empty:
        return cells
    if commas.map(lambda cell: bool(GROUPED.fullmatch(cell))).all():
        if sheet.delimiter != "," and not cells.str.contains(".", regex=False).any():
            cell = commas.iloc[0]
            what = f"{cell!r} can be {cell.replace(',', '')} or {cell.replace(',', '.')}; write it without a comma."
            raise refuse(sheet.name, f"line {commas.index[0]}, column {column!r}: {what}")
        return cells.str.replace(",", "", regex=False)
    if all(DECIMAL_COMMA.fullmatch(cell) for cell in cells if cell):
        return cells.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return cells


def _rows(content: str, delimiter: str, name: str, limit: int | None = None) -> list[Row]:
    reader = csv.reader(io.StringIO(content), delimiter=delimiter)
    rows: list[Row] = []
    before = csv.field_size_limit(LONGEST)  # some libraries lift the limit for the whole process
    try:
        for row in reader:
            rows.append((reader.line_num, row))
            if len(rows) == limit:
                break
    except csv.Error:
        what = f"line {reader.line_num} cannot be read: a cell does not end; is a quotation mark left open?"
        raise refuse(name, what) from None
    finally:
        csv.field_size_limit(before)
    return rows


def _check_header(
    header: Sequence[str], line: int, name: str, layout: str, share: float, layouts: Mapping[str, Sequence[str]]
) -> None:
    present = Counter(cell.lower() for cell in header)
    lacking = ", ".join(repr(column) for column in layouts.get(layout, ()) if column.lower() not in present)
    if share <= HALF:
        near = f"; line {line} has {_listed(header)} and lacks {lacking} of {layout}" if layout else ""
        raise refuse(name, f"no line among the first {HEADER_WITHIN} is the header of {', '.join(layouts)}{near}.")
    if lacking:
        raise refuse(name, f"the header in line {line} lacks {lacking}, which {layout} has; it has {_listed(header)}.")
    twice = [column for column in layouts[layout] if present[column.lower()] > 1]
    if twice:
        raise refuse(name, f"the header in line {line} has {twice[0]!r} twice; expected it once.")


def _listed(header: Sequence[str]) -> str:
    """The first cells of a header, on one line whatever they hold."""
    return ", ".join(repr(cell[:30]) for cell in header[:12]) + (" and more" if len(header) > 12 else "")


def _share(row: list[str], needed: Sequence[str]) -> float:
    present = {cell.strip().lower() for cell in row}
    return sum(column.lower() in present for column in needed) / len(needed)


def _mended(body: list[Row], header: Sequence[str]) -> tuple[list[Row], tuple[int, ...]]:
    """The rows, those rejoined that break off inside the comments and go on in the next line; and the lines of these."""
    if COMMENTS not in header:
        return body, ()
    at, rows, mended = header.index(COMMENTS), list(body[:1]), []
    for line, cells in body[1:]:
        before, cut = rows[-1]
        if len(cut) == at + 1 and len(cells) in (1, len(header) - at):
            rows[-1] = (before, [*cut[:-1], f"{cut[-1]} {cells[0]}", *cells[1:]])
            mended.append(before)
        else:
            rows.append((line, cells))
    return rows, tuple(dict.fromkeys(mended))


def _fitted(cells: list[str], line: int, width: int, name: str) -> list[str]:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        what = f"has {len(cells)} cells, expected {width} as in the header; is the file cut off?"
        raise refuse(name, f"line {line} {what}")
    return [cell.strip() for cell in cells[:width]]
