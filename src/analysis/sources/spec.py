"""What is common to all publishers: how a table of data/ is declared, and how a publisher's file is read."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from analysis.errors import SourceError

Made = TypeVar("Made")


class Column(NamedTuple):
    """A column: its name, its Frictionless type, its unit or "", what it means."""

    name: str
    type: Literal["string", "integer", "number", "boolean", "object"]
    unit: str
    description: str


def _by_name(given: Any) -> Any:
    """Names, and mappings of our names to the publisher's, as one mapping."""
    if not isinstance(given, list):
        return given
    return {ours: theirs for one in given for ours, theirs in (one if isinstance(one, dict) else {one: one}).items()}


class Part(BaseModel):
    """One of several files that a table is made of: its name, and what is read of it, as in TableSpec."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    columns: Annotated[Mapping[str, str], BeforeValidator(_by_name)]


class TableSpec(BaseModel):
    """A table of data/, as its publisher's TOML file declares it.

    How it is read. file: the publisher's file, empty for a table that is made from several, which may be listed as parts; columns: what
    is read of it, a name, or our name and the publisher's (if none is given, all of `fields` but the fixed ones); text: of these,
    what stays text though it looks like numbers; without: by column a pattern of the cells whose rows are left out; words: by column the publisher's words and ours; coded: columns of labels that
    become codes of countries; fixed: columns of one value; sums: columns added up over the rows that agree in all others.

    How it is written. fields: the columns in order; key: the primary key; sort: the order of rows where it is not the key, [] to keep it;
    number: the column that numbers the rows in this order; decimals, dtypes: of columns, where not as built; constraints: Frictionless constraints of columns beyond those that
    their units set (see contracts); remarks: one sentence per trap a user must know; format geojson: a map, whose column
    `geometry` holds GeoJSON geometries.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    description: str
    fields: tuple[Column, ...]
    key: tuple[str, ...]
    file: str = ""
    parts: tuple[Part, ...] = ()
    columns: Annotated[Mapping[str, str], BeforeValidator(_by_name)] = {}
    text: tuple[str, ...] = ()
    without: Mapping[str, str] = {}
    words: Mapping[str, Mapping[str, str]] = {}
    coded: tuple[str, ...] = ()
    fixed: Mapping[str, str] = {}
    sums: tuple[str, ...] = ()
    publisher: str
    url: str
    vintage: str
    licence: str
    licence_url: str
    verdict: str
    credit: str
    remarks: tuple[str, ...] = ()
    format: Literal["csv", "parquet", "geojson"] = "csv"
    sort: tuple[str, ...] | None = None
    number: str = ""
    decimals: Mapping[str, int] = {}
    dtypes: Mapping[str, str] = {}
    constraints: Mapping[str, Mapping[str, Any]] = {}

    def but(self, **changes: object) -> "TableSpec":
        """The same declaration with other values."""
        return self.model_copy(update=changes)


def declared(publisher: str) -> dict[str, TableSpec]:
    """The tables of a publisher by name, from its TOML file; values above the tables hold for all of them.

    Raises SourceError if the file lacks a value, or has one that is not known.
    """
    content = tomllib.loads(files(__package__).joinpath(f"{publisher}.toml").read_text(encoding="utf-8"))
    common = {key: value for key, value in content.items() if not isinstance(value, dict)}
    remarks, found = common.pop("remarks", []), {}
    for name, table in content.items():
        if isinstance(table, dict):
            told = {"remarks": [*remarks, *table.pop("remarks", [])]}
            try:
                found[name] = TableSpec(name=name, **(common | table | told))
            except ValidationError as error:
                first = error.errors()[0]
                raise SourceError(f"{publisher}.toml, {name}.{first['loc'][0]}: {first['msg']}.") from None
    return found


def read(raw: Path, name: str, needed: Iterable[str], **options: object) -> pd.DataFrame:
    """The publisher's CSV file `name` below `raw`; SourceError if it is missing, unreadable or lacks a needed column.

    `needed` as a mapping of the publisher's names to ours chooses these columns and renames them. Empty cells and the
    letters NA stay text: 'NA' is Namibia in more than one file.
    """
    try:
        table = pd.read_csv(there(raw, name), keep_default_na=False, na_values=[""], **options)  # type: ignore[call-overload]
    except (ValueError, EOFError, OSError) as error:
        raise SourceError(f"{name} cannot be read ({error}); fetch the publisher's file again.") from None
    if lacking := [column for column in needed if column not in table.columns]:
        raise SourceError(
            f"{name} lacks the columns {', '.join(lacking)}; is it the file that data/README.md describes?"
        )
    return table[list(needed)].rename(columns=dict(needed)) if isinstance(needed, Mapping) else pd.DataFrame(table)


def parts(raw: Path, publisher: str, name: str) -> list[pd.DataFrame]:
    """The files of a table that is made from several, each with the columns that its part declares; SourceError as `read` has it."""
    listed = declared(publisher)[name].parts
    return [read(raw, one.file, {theirs: ours for ours, theirs in one.columns.items()}) for one in listed]


def some(found: Sequence[object], few: int = 5, joint: str = ", ") -> str:
    """The first few, and how many more."""
    more = f" and {len(found) - few} more" if len(found) > few else ""
    return joint.join(map(str, found[:few])) + more


def open_year(dates: pd.Series) -> str:
    """The first year that a record of dated rows does not hold whole: that of its last date, or the next if that is in December."""
    last = str(dates.max())
    return str(int(last[:4]) + (last[5:7] == "12"))


def there(raw: Path, name: str) -> Path:
    """The path of the publisher's file `name` below `raw`; SourceError if it is missing."""
    if not (raw / name).is_file():
        raise SourceError(f"{name} is not in the folder with the publishers' files; name that folder with --raw DIR.")
    _asked_for.add(name)
    return raw / name


# Names of the publishers' files that were read in this process since it was last emptied.
_asked_for: set[str] = set()


def files_read(work: Callable[[], Made]) -> tuple[Made, set[str]]:
    """What `work` returns, and the publishers' files that it read."""
    _asked_for.clear()
    return work(), set(_asked_for)
