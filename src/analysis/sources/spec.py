"""What every table of data/ declares: its columns, where it comes from, what may be done with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError

Column = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class TableSpec:
    """A table of data/.

    columns: (name, Frictionless type, unit or "", description) in order; key: names of the primary key.
    raw: the publisher's files below the raw folder. remarks: one sentence per trap a user must know.
    geojson: a map, not a table to read: column `geometry` holds GeoJSON geometries, the others are properties.
    constraints: Frictionless constraints of a column beyond those that its unit sets (see contracts), by its name.
    """

    name: str
    title: str
    description: str
    build: Callable[[Path], pd.DataFrame]
    raw: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    publisher: str
    url: str
    vintage: str
    licence: str
    licence_url: str
    verdict: str
    credit: str
    remarks: tuple[str, ...] = ()
    parquet: bool = False
    geojson: bool = False
    constraints: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def read(raw: Path, name: str, needed: list[str], **options: object) -> pd.DataFrame:
    """The publisher's CSV file `name` below `raw`; SourceError if it is missing, unreadable or lacks a needed column.

    Empty cells and the letters NA stay text: 'NA' is Namibia in more than one file.
    """
    path = raw / name
    if not path.is_file():
        raise SourceError(f"{name} is not in the folder with the publishers' files; name that folder with --raw DIR.")
    try:
        table = pd.read_csv(path, keep_default_na=False, na_values=[""], **options)  # type: ignore[call-overload]
    except (ValueError, EOFError, OSError) as error:
        raise SourceError(f"{name} cannot be read ({error}); fetch the publisher's file again.") from None
    lacking = [column for column in needed if column not in table.columns]
    if lacking:
        raise SourceError(
            f"{name} lacks the columns {', '.join(lacking)}; is it the file that data/README.md describes?"
        )
    return pd.DataFrame(table)
