"""CEPII's BACI as its yearly files are published, summed over products to the table trade.

CEPII's description of BACI names the files BACI_HS92_Y2022_V202401b.csv and the columns: t year, i exporter, j importer, k
product (HS, six digits), v value in thousand current US$, q tonnes. Exporters and importers are numbers; their ISO codes
stand in country_codes_V202401b.csv (country_code, country_name, country_iso2, country_iso3), which comes in the same zip.
A yearly file has some ten million rows, so it is read in blocks, and only the sums of pairs are kept.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from analysis import countries
from analysis.sources.own import reading, unpack
from analysis.sources.own.local import Made, local_table
from analysis.sources.own.unpack import Part, refuse
from analysis.sources.spec import declared, some

COLUMNS = {"t": pa.int32(), "i": pa.int32(), "j": pa.int32(), "v": pa.float64()}
CODES = ("country_code", "country_iso3")
CODES_FILES = "country_codes_V*.csv"
EDITION = re.compile(r"BACI_(HS\d\d)_Y\d{4}_V(\w+)\.csv")
BLOCK = 1 << 25
HEAD = 1 << 16
CREDIT = "CEPII, BACI (Gaulier and Zignago 2010, CEPII Working Paper 2010-23), {}; sums are authors' calculations"


def tables(files: Sequence[Path], shipped: Mapping[str, pd.DataFrame]) -> list[list[Made]]:
    """The local table trade from BACI's yearly files, or from CEPII's zip of them, in one batch.

    `shipped` lends nothing: editions of BACI must not be mixed. The list of country codes is taken from the files given,
    the zip, or the folder of the first file. Raises SourceError without it, and for a file that is not BACI's.
    """
    try:
        return [[_table(files)]]
    except unpack.DAMAGED:
        raise refuse(files[0].name, "a file is damaged, cut off or locked; download it again.") from None


def _table(files: Sequence[Path]) -> Made:
    parts = [part for path in files for part in unpack.parts(path)]
    yearly = [part for part in parts if set(COLUMNS) <= set(_header(part))]
    if not yearly:
        given = ", ".join(_header(parts[0])[:6])
        raise refuse(parts[0].name, f"line 1: expected BACI's columns {', '.join(COLUMNS)}; found {given}.")
    editions = sorted({" ".join(found.groups()) for part in yearly if (found := EDITION.search(part.name))})
    if len(editions) > 1:
        raise refuse(yearly[0].name, f"the files are of several editions ({', '.join(editions)}); expected one.")
    codes = _codes(parts, files[0].parent)
    sums = pd.concat([_sums(part).assign(file=at) for at, part in enumerate(yearly)])
    if (twice := sums.groupby("t")["file"].nunique().gt(1)).any():
        raise refuse(yearly[0].name, f"the year {twice.idxmax()} is in two files; expected each year once.")
    table, left = _named(sums, codes)
    if table.empty:
        raise refuse(yearly[0].name, f"line 2: no code of a country is in CEPII's list: {left}.")
    return _made(table, yearly, editions, left)


def _header(part: Part) -> list[str]:
    """The cells of the first line, without case."""
    with part.open() as file:
        line = file.read(HEAD).split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    return [cell.strip().strip('"').lower() for cell in line.split(",")]


def _codes(parts: Sequence[Part], folder: Path) -> pd.DataFrame:
    """Columns iso3 and name by CEPII's number of a country."""
    beside = [part for path in sorted(folder.glob(CODES_FILES)) for part in unpack.parts(path)]
    lists = [part for part in (*parts, *beside) if set(CODES) <= set(_header(part))]
    if not lists:
        raise refuse(
            parts[0].name, f"CEPII's list of country codes ({CODES_FILES}) is not with it; put it in the same folder."
        )
    with lists[0].open() as file:
        text = unpack.decoded(file.read(unpack.LARGEST), lists[0].name)
    _, sheet = reading.read(lists[0].name, text, {"CEPII's list of country codes": CODES})
    names = sheet.column("country_name" if "country_name" in sheet.header else CODES[1])
    listed = pd.DataFrame({"iso3": sheet.column(CODES[1]), "name": names})
    return listed.groupby(reading.numbers(sheet, CODES[0]).astype(int)).first()


def _sums(part: Part) -> pd.DataFrame:
    """Columns t, i, j, v: the value of every pair in a yearly file, added up over products block by block."""
    if not part.ends:
        raise refuse(part.name, "its last line has no end, as if the file were cut off there; download it again.")
    found, row = [], 2
    try:
        for rows in _blocks(part):
            _check(rows, row, part.name)
            row += len(rows)
            found.append(rows.groupby(["t", "i", "j"])["v"].sum())
    except pa.ArrowInvalid:
        raise refuse(part.name, _first_wrong(part)) from None
    if not found:
        raise refuse(part.name, "line 1: there is no row below the header.")
    sums: pd.Series = pd.concat(found).groupby(level=[0, 1, 2]).sum()
    return sums.reset_index()


def _blocks(part: Part) -> Iterator[pd.DataFrame]:
    options = csv.ConvertOptions(column_types=COLUMNS, include_columns=list(COLUMNS))
    with part.open() as file:
        for block in csv.open_csv(file, csv.ReadOptions(block_size=BLOCK), convert_options=options):
            yield block.to_pandas()


def _first_wrong(part: Part) -> str:
    """What is wrong with the first line that is no row of numbers."""
    header = _header(part)
    with part.open() as file:
        for line, text in enumerate(io.TextIOWrapper(file, "latin-1"), 1):
            cells = text.strip("\n").split(",")
            if len(cells) != len(header):
                return f"line {line} has {len(cells)} cells, expected {len(header)} as in the header."
            for column, cell in zip(header, cells, strict=True):
                if line > 1 and column in COLUMNS and not reading.NUMBER.fullmatch(cell.strip()):
                    return f"line {line}, column {column!r}: expected a number, found {cell.strip()!r}."
    return "line 1: this is no CSV file of BACI."


def _check(rows: pd.DataFrame, first: int, name: str) -> None:
    good = np.isfinite(rows["v"]) & (rows["v"] >= 0) & rows["t"].between(reading.EARLIEST, reading.newest())
    good &= rows[["t", "i", "j"]].notna().all(axis=1)
    if not good.all():
        at = int((~good).to_numpy().argmax())
        cells = ", ".join(f"{column} {rows[column].iloc[at]}" for column in COLUMNS)
        raise refuse(name, f"line {first + at}: expected a year, two countries and a value from 0 on, found {cells}.")


def _named(sums: pd.DataFrame, codes: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The columns of the table trade, and what was left out: numbers that stand for no country, with their part of the value."""
    known, labels = set(countries.codes()), codes["iso3"].where(codes["iso3"].isin(countries.codes()))
    sums = sums.assign(exporter=sums["i"].map(labels), importer=sums["j"].map(labels))
    bad = sums["exporter"].isna() | sums["importer"].isna()
    strange = sorted({*sums.loc[sums["exporter"].isna(), "i"], *sums.loc[sums["importer"].isna(), "j"]})
    told = [f"{number} ({codes['name'].get(number, 'not in the list')})" for number in strange]
    left = f"{', '.join(told)}: {100 * sums.loc[bad, 'v'].sum() / max(sums['v'].sum(), 1e-9):.1f} per cent of the value"
    kept = sums[~bad & (sums["exporter"] != sums["importer"]) & sums["exporter"].isin(known)]
    table = kept.groupby(["exporter", "importer", "t"])["v"].sum().round(3).reset_index()
    table = table[table["v"] > 0].rename(columns={"t": "year", "v": "value_kusd"})
    return table, left if strange else ""


def _made(table: pd.DataFrame, yearly: Sequence[Part], editions: Sequence[str], left: str) -> Made:
    years = sorted(set(table["year"]))
    edition = "BACI {}, edition {}".format(*editions[0].split()) if editions else "BACI edition not named"
    files = [part.name for part in yearly]
    span, nations = f"{years[0]}-{years[-1]}", len({*table["exporter"], *table["importer"]})
    scope = f"{some(files, 1)} ({len(table):,} pairs and years, {nations} countries, {span})"
    gaps = ", ".join(map(str, reading.gaps(years)))
    remarks = (
        f"Left out as no country: {left}." if left else "",
        f"No file is of {gaps}: these years are missing, not zero." if gaps else "",
        f"It covers {span} only, and takes the place of the project's own table: editions must not be mixed.",
        "CEPII warns that the last year of an edition is incomplete: some flows are missing or told by one side only.",
        "No row means that no flow was recorded.",
    )
    spec = declared("baci")["trade"].but(
        title=f"Goods trade of all pairs of countries, {span}",
        licence="Etalab Open Licence 2.0 at CEPII; your own copy",
        credit=CREDIT.format(edition.removeprefix("BACI ")),
    )
    return local_table(spec, table, files, scope, remarks, edition)
