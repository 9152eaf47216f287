"""A user's file as texts: out of a zip, a gzip or SIPRI's JSON, decoded; what cannot be read is refused in one line."""

import base64
import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from analysis.errors import SourceError

# Far beyond every publisher's file that is read whole, so that a small file cannot fill the memory.
LARGEST = 500_000_000
ZIP, GZIP = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b"
MACOS = "__MACOSX"
BLOCK = 1 << 16
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8-sig", "cp1252")
NO_CSV = {
    b"{\\rtf": "a rich-text document",
    b"%PDF": "a PDF",
    b"<": "a web page",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
}
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, KeyError)


def refuse(name: str, what: str) -> SourceError:
    """The error for a file that cannot be used, on one line."""
    return SourceError(f"{name}: {what} Nothing was changed.")


def count(number: int, word: str) -> str:
    """1 row, 2 rows."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def there(path: Path) -> Path:
    """The path of a file that can be opened; SourceError says what it is instead."""
    if path.is_dir():
        raise refuse(path.name, "this is a folder; give the files in it.")
    if not path.is_file():
        raise refuse(path.name, "there is no such file; give the path of the file that you downloaded.")
    return path


class Part(NamedTuple):
    """A CSV file on the disk or in an archive: its name, how to open it as bytes; `ends` is false where the last line has no end."""

    name: str
    open: Callable[[], Any]
    ends: bool = True


def parts(path: Path) -> list[Part]:
    """The CSV files in `path`: itself, also as a gzip, or those of a zip. SourceError where there is none that can be opened."""
    try:
        with there(path).open("rb") as file:
            start = file.read(4)
            file.seek(-min(1, path.stat().st_size), 2)
            ends = file.read(1) in (b"\n", b"\r")
        if start.startswith(GZIP):
            return [Part(path.name, partial(gzip.open, path))]
        if start not in ZIP:
            return [Part(path.name, partial(path.open, "rb"), ends)]
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith((".csv", ".txt"))]
    except DAMAGED:
        raise refuse(path.name, "the file is damaged or locked; download it again, or unpack it.") from None
    found = [Part(f"{path.name}/{name}", partial(_inside, path, name)) for name in names if not name.startswith(MACOS)]
    if not found:
        raise refuse(path.name, "no CSV file is in it; is it a spreadsheet? Save that as CSV.")
    return found


def _inside(path: Path, name: str) -> IO[bytes]:
    return zipfile.ZipFile(path).open(name)


def texts(path: Path) -> list[tuple[str, str]]:
    """Name and text of every CSV file in `path`; line ends are line feeds.

    UTF-8, UTF-16 with its mark, and Windows-1252 are read. Raises SourceError for anything else, for a cut or damaged
    archive, and for one that would unpack to more than half a gigabyte.
    """
    found, left = [], LARGEST
    for part in parts(path):
        data = _whole(part, left)
        found.append((part.name, decoded(data, part.name)))
        left -= len(data)
    return found


def _whole(part: Part, most: int) -> bytes:
    data = bytearray()
    try:
        with part.open() as file:
            while len(data) <= most and (block := file.read(BLOCK)):
                data += block
    except EOFError:
        line = data.count(b"\n") + 1
        raise refuse(part.name, f"the file is cut off in line {line}; download it again.") from None
    except DAMAGED:
        raise refuse(part.name, "the file is damaged or locked; download it again, or unpack it.") from None
    if len(data) > most:
        raise refuse(part.name, f"unpacked it has more than {LARGEST // 1_000_000} million bytes.")
    return bytes(data)


def decoded(data: bytes, name: str) -> str:
    """The text of a file, its line ends as line feeds; SourceError if it is none."""
    for start, what in NO_CSV.items():
        if data.startswith(start):
            raise refuse(name, f"this is {what}; give the CSV file that the publisher offers.")
    if data.lstrip().startswith(b"{"):
        data = _from_json(data, name)
    for encoding in ("utf-16",) if data.startswith(UTF16) else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise refuse(name, "this is no text file; give the CSV file that the publisher offers.")


def _from_json(data: bytes, name: str) -> bytes:
    """SIPRI's database sends its CSV files as {"bytes": ...} in base 64."""
    try:
        return base64.b64decode(json.loads(data)["bytes"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refuse(name, "this JSON file has no CSV file under 'bytes', as SIPRI's has; give the CSV file.") from None
