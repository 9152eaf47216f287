"""A user's own file as rows with line numbers: unpacked, decoded, its header found by names, every complaint with its line."""

import csv
import gzip
import io
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import SourceError

ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = (",", ";", "\t")
# Publishers put notes above the header; SIPRI's eleven lines are the most that is known.
HEADER_WITHIN = 40
GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW = 31
HALF = 0.5
NUMBER = re.compile(r"-?\d+(\.\d*)?([eE]-?\d+)?|-?\.\d+")
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Sheet:
    """A file's name, the lines above its header, the header, its line, and the rows below as (line number, cells)."""

    name: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    line: int
    rows: tuple[tuple[int, list[str]], ...]

    def column(self, name: str) -> list[str]:
        """The cells of a column, stripped; the name is compared without case."""
        at = [cell.lower() for cell in self.header].index(name.lower())
        return [cells[at].strip() for _, cells in self.rows]


def refuse(name: str, what: str) -> SourceError:
    """The error for a file that cannot be used, on one line."""
    return SourceError(f"{name}: {what} Nothing was changed.")


def text(path: Path) -> str:
    """The text of a plain or gzipped file in UTF-8 or Windows-1252; SourceError says in which line a cut one ends."""
    if not path.is_file():
        raise refuse(path.name, "there is no such file; give the path of the file that you downloaded.")
    data = path.read_bytes()
    if data.startswith(GZIP_MAGIC):
        data = _unpacked(data, path.name)
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(path.name, "this is no text file; give the CSV file that the publisher offers.")


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        return gzip.decompress(data)
    except (EOFError, zlib.error, OSError):
        pass
    try:
        last = zlib.decompressobj(GZIP_WINDOW).decompress(data).count(b"\n") + 1
    except zlib.error:
        raise refuse(name, "the gzip file is damaged; download it again.") from None
    raise refuse(name, f"the gzip file is cut off in line {last}; download it again.")


def read(path: Path, layouts: Mapping[str, Sequence[str]]) -> tuple[str, Sheet]:
    """The layout whose column names the file has, and its sheet.

    `layouts` maps the name of a layout to its needed columns. Raises SourceError that names the lacking columns, or the
    layouts there are, or the line that does not have as many cells as the header.
    """
    content = text(path)
    found = [
        (_share(row, needed), name, at, delimiter)
        for delimiter in DELIMITERS
        for at, (_, row) in enumerate(_rows(content, delimiter, path.name, HEADER_WITHIN))
        for name, needed in layouts.items()
    ]
    share, name, at, delimiter = max(found, key=lambda one: one[0], default=(0.0, "", 0, ","))
    rows = _rows(content, delimiter, path.name)
    if share <= HALF:
        kinds = "; ".join(f"{kind} (columns {', '.join(needed)})" for kind, needed in layouts.items())
        raise refuse(path.name, f"no line among the first {HEADER_WITHIN} is the header of {kinds}.")
    line, header = rows[at]
    if share < 1:
        present = {cell.strip().lower() for cell in header}
        lacking = ", ".join(repr(column) for column in layouts[name] if column.lower() not in present)
        raise refuse(path.name, f"the header in line {line} lacks {lacking}, which {name} has.")
    notes = tuple(delimiter.join(cells).strip(delimiter).strip() for _, cells in rows[:at])
    body = [(number, cells) for number, cells in rows[at + 1 :] if any(cell.strip() for cell in cells)]
    fitted = tuple(_fitted(one, len(header), path.name) for one in body)
    if not content.endswith(("\n", "\r")):
        raise refuse(path.name, f"line {rows[-1][0]} has no line end, as if the file were cut off there; download it "
                     "again, or add a line end if it is whole.")  # fmt: skip
    return name, Sheet(path.name, notes, tuple(cell.strip() for cell in header), line, fitted)


def numbers(sheet: Sheet, column: str, *, empty: bool = False) -> list[float]:
    """The numbers of a column, NaN for an empty cell where `empty` is allowed; SourceError names line, column and cell."""
    found: list[float] = []
    for (line, _), cell in zip(sheet.rows, sheet.column(column), strict=True):
        if empty and not cell:
            found.append(math.nan)
        elif NUMBER.fullmatch(cell):
            found.append(float(cell))
        else:
            raise refuse(sheet.name, f"line {line}, column {column!r}: expected a number, found {cell!r}.")
    return found


def years(sheet: Sheet, column: str) -> list[int]:
    """The years of a column; SourceError names the line of a cell that is no year."""
    for (line, _), cell in zip(sheet.rows, sheet.column(column), strict=True):
        if not YEAR.fullmatch(cell):
            raise refuse(sheet.name, f"line {line}, column {column!r}: expected a year, found {cell!r}.")
    return [int(cell) for cell in sheet.column(column)]


def _rows(content: str, delimiter: str, name: str, limit: int | None = None) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(content), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))
            if len(rows) == limit:
                break
    except csv.Error as error:
        raise refuse(name, f"line {reader.line_num} cannot be read ({error}).") from None
    return rows


def _share(row: list[str], needed: Sequence[str]) -> float:
    present = {cell.strip().lower() for cell in row}
    return sum(column.lower() in present for column in needed) / len(needed)


def _fitted(numbered: tuple[int, list[str]], width: int, name: str) -> tuple[int, list[str]]:
    line, cells = numbered
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        raise refuse(
            name, f"line {line} has {len(cells)} cells, expected {width} as in the header; is the file cut off?"
        )
    return line, cells[:width]
