"""A user's file as texts: out of a zip, a gzip or SIPRI's JSON, decoded; what cannot be read is refused in one line."""

import base64
import json
import struct
import zipfile
import zlib
from pathlib import Path

from analysis.errors import SourceError

# Far beyond every publisher's file that is read whole, so that a small file cannot fill the memory.
LARGEST = 500_000_000
ZIP, GZIP = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b"
GZIP_WINDOW = 31
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


def texts(path: Path) -> list[tuple[str, str]]:
    """Name and text of every CSV file in `path`: one, or those of a zip; line ends are line feeds.

    UTF-8, UTF-16 with its mark, and Windows-1252 are read. Raises SourceError for anything else, for a cut or damaged
    archive, and for one that would unpack to more than half a gigabyte.
    """
    try:
        data = there(path).read_bytes()
    except OSError as error:
        raise refuse(path.name, f"the file cannot be opened ({error.strerror}).") from None
    if data.startswith(ZIP):
        return [(f"{path.name}/{name}", decoded(content, name)) for name, content in _unzipped(path)]
    return [(path.name, decoded(_gunzipped(data, path.name) if data.startswith(GZIP) else data, path.name))]


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The CSV files of a zip, without what macOS adds."""
    return [
        one
        for one in archive.infolist()
        if one.filename.lower().endswith((".csv", ".txt")) and not one.filename.startswith("__MACOSX")
    ]


def _unzipped(path: Path) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            found = members(archive)
            if sum(one.file_size for one in found) > LARGEST:
                raise refuse(path.name, f"unpacked it has more than {LARGEST // 1_000_000} million bytes.")
            inside = [(one.filename, archive.read(one)) for one in found]
    except DAMAGED:
        raise refuse(path.name, "the zip file is damaged or locked; download it again, or unpack it.") from None
    if not inside:
        raise refuse(path.name, "no CSV file is in it; is it a spreadsheet? Save that as CSV.")
    return inside


def _gunzipped(data: bytes, name: str) -> bytes:
    stream = zlib.decompressobj(GZIP_WINDOW)
    try:
        found = stream.decompress(data, LARGEST)
    except zlib.error:
        raise refuse(name, "the gzip file is damaged; download it again.") from None
    if stream.unconsumed_tail:
        raise refuse(name, f"unpacked it has more than {LARGEST // 1_000_000} million bytes.")
    if not stream.eof:
        line = found.count(b"\n") + 1
        raise refuse(name, f"the gzip file is cut off in line {line}; download it again.")
    return found


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
