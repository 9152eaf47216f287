"""Two tables compared row by row: what is new, what is gone, which values were revised."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.errors import ParameterError

SHOWN = 3
TOLERANCE = 1e-9  # of a value: what another version of a library adds up differently is no revision


class Difference(NamedTuple):
    """Rows that are new or gone (keys and years), and per column the rows revised: key, old, new."""

    new: pd.DataFrame
    gone: pd.DataFrame
    revised: dict[str, pd.DataFrame]
    columns: list[str]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return self.new.empty and self.gone.empty and not self.revised and not self.columns


def side(text: str) -> tuple[pd.DataFrame, list[str]]:
    """A table and its key, by its name or as a CSV or Parquet file; the key is empty for a file that no table is named like.

    Raises ParameterError for a file that cannot be read, TableError for a name that nothing has.
    """
    path = Path(text)
    known = tables.names()
    if text in known:
        return tables.load(text), list(tables.describe(text)["schema"]["primaryKey"])
    if path.suffix not in (".csv", ".parquet"):
        tables.describe(text)
    try:
        if path.suffix == ".parquet":
            found = pd.read_parquet(path)
        else:
            found = pd.read_csv(path, keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as error:
        raise ParameterError(f"{text} cannot be read as a table ({' '.join(str(error).split())[:120]}).") from None
    name = path.stem.partition("-")[0]
    return found, list(tables.describe(name)["schema"]["primaryKey"]) if name in known else []


def compare(old: pd.DataFrame, new: pd.DataFrame, key: Sequence[str]) -> Difference:
    """What differs between two tables whose rows are told apart by `key`; ParameterError where they are not."""
    key = list(key)
    for words, table in (("old", old), ("new", new)):
        lacking = [name for name in key if name not in table]
        if not key or lacking or table.duplicated(key).any():
            told = f"it lacks {', '.join(lacking)}" if lacking else "rows repeat it" if key else "none is known"
            raise ParameterError(
                f"{', '.join(key) or 'the key'} does not tell the rows of the {words} table apart ({told}); give --key a,b."
            )
    old, new = _plain(old, new), _plain(new, old)
    both = old.merge(new, on=key, how="outer", suffixes=("\n", ""), indicator=True)
    shared = [name for name in new if name in old and name not in key]
    common = both[both["_merge"] == "both"]
    revised = {}
    for name in shared:
        pair = common[[*key, f"{name}\n", name]].set_axis([*key, "old", "new"], axis=1)
        if len(pair := pair[~_same(pair["old"], pair["new"])]):
            revised[str(name)] = pair
    added, gone = (both.loc[both["_merge"] == side, key] for side in ("right_only", "left_only"))
    return Difference(added, gone, revised, sorted({*old} ^ {*new}))


def _plain(table: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Words where either side has words, so that types of files do not look like revisions."""
    words = [str(name) for name in table if name in other and not (_numeric(table[name]) and _numeric(other[name]))]
    return table.assign(**{name: table[name].astype("str").where(table[name].notna()) for name in words})


def _numeric(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _same(a: pd.Series, b: pd.Series) -> pd.Series:
    if _numeric(a) and _numeric(b):
        close = np.isclose(a.astype(float), b.astype(float), rtol=TOLERANCE, atol=0, equal_nan=True)
        return pd.Series(close, index=a.index)
    return (a == b) | (a.isna() & b.isna())


def told(name: str, found: Difference) -> Iterator[tuple[int, str]]:
    """The difference for a reader: lines with their indent."""
    if found.equal:
        yield 0, f"{name}: no row and no value differs"
        return
    revised = sum(map(len, found.revised.values()))
    yield 0, f"{name}: {len(found.new):,} rows new, {len(found.gone):,} gone, {revised:,} values revised"
    if found.columns:
        yield 2, f"columns on one side only: {', '.join(found.columns)}"
    for words, rows in (("new", found.new), ("gone", found.gone)):
        if len(rows):
            yield 2, f"{words}: {_rows(rows)}"
    for column, rows in found.revised.items():
        yield 2, f"{column} revised in {len(rows):,} rows: {_largest(rows)}"


def _rows(rows: pd.DataFrame) -> str:
    year = next((name for name in rows if "year" in str(name)), None)
    if year is not None:
        counts = rows[year].value_counts().sort_index()
        return ", ".join(f"{label} ({count:,})" for label, count in counts.items())
    return _first(rows, _label)


def _largest(rows: pd.DataFrame) -> str:
    if _numeric(rows["old"]) and _numeric(rows["new"]):
        rows = rows.loc[(rows["new"] - rows["old"]).abs().sort_values(ascending=False, kind="stable").index]
    return _first(rows, lambda row: f"{_label(row[:-2])}: {_value(row[-2])} -> {_value(row[-1])}")


def _first(rows: pd.DataFrame, told: Callable[[Sequence[Any]], str]) -> str:
    """The first rows in words, and whether there are more."""
    shown = [told(row) for row in rows.head(SHOWN).itertuples(index=False)]
    return "; ".join(shown) + (" ..." if len(rows) > SHOWN else "")


def _label(cells: Sequence[Any]) -> str:
    return " ".join(map(str, cells))


def _value(cell: Any) -> str:
    return "none" if pd.isna(cell) else f"{cell:,.6g}" if isinstance(cell, float) else str(cell)
