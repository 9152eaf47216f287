"""The Energy Institute's Statistical Review in its narrow CSV, as the table energy_review for all countries.

The names of the variables are those of the publisher's consolidated data set. LNG imports stand on a sheet of the workbook
and have no variable there: the rows of the project's own table are kept for them.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis import countries
from analysis.sources.energy import LABELS
from analysis.sources.own import reading
from analysis.sources.own.local import Made, local_table
from analysis.sources.own.reading import Sheet
from analysis.sources.own.unpack import count, refuse
from analysis.sources.spec import declared

NARROW = ("Country", "Year", "ISO3166_alpha3", "Region", "SubRegion", "OPEC", "EU", "OECD", "CIS", "Var", "Value")
VARIABLES = LABELS["variables"]
NOT_IN_FILE = "lng_imports"
WORLD = "Total World"
COLUMNS = ("country", "year", "indicator", "value", "unit")


def tables(files: Sequence[Path], shipped: Mapping[str, pd.DataFrame]) -> list[list[Made]]:
    """The local table energy_review from one narrow CSV, in one batch; `shipped` has the project's own, if there is one.

    Raises SourceError for a file without the variables or with another number of files.
    """
    sheet = reading.only("ei", files, {"the Energy Institute's narrow CSV": NARROW})
    table = review(sheet)
    ours = shipped.get("energy_review", table)
    kept = ours.loc[ours["indicator"] == NOT_IN_FILE, list(COLUMNS)]
    rows = pd.concat([table, kept]) if len(kept) else table
    span = f"{table['year'].min()}-{table['year'].max()}"
    nations = table.loc[table["country"] != "WLD", "country"].nunique()
    scope = f"{sheet.name} ({count(len(table), 'row')}, countries: {nations}, {span})"
    whose = "those of the project's own table" if len(kept) else "not in the narrow file"
    spec, edition = declared("own")["energy_review"], f"data to {rows['year'].max()}"
    remarks = (*_left(sheet), f"LNG imports are {whose}.")
    return [[local_table(spec, rows, [sheet.name], scope, remarks, edition)]]


def review(sheet: Sheet) -> pd.DataFrame:
    """Columns country (ISO3), year, indicator, value, unit; the world is WLD, other groups and unknown codes are left out.

    Raises SourceError if a variable is missing, with those in the file that no rule knows, or if a cell is no number.
    """
    variables = sheet.column("Var")
    if lacking := [name for name in VARIABLES if name not in set(variables)]:
        unknown = ", ".join(sorted(set(variables) - set(VARIABLES))) or "none"
        raise refuse(sheet.name, f"column 'Var' lacks {', '.join(lacking)}; other names in the file: {unknown}.")
    sheet = sheet.where((_codes(sheet) != "") & variables.isin(VARIABLES))
    if sheet.rows.empty:
        raise refuse(sheet.name, f"line {sheet.line}, column 'ISO3166_alpha3': no code below is one of a country.")
    columns = {
        "country": _codes(sheet),
        "year": reading.years(sheet, "Year"),
        "indicator": sheet.column("Var").map(lambda name: VARIABLES[name][0]),
        "value": reading.numbers(sheet, "Value", least=-math.inf),
        "unit": sheet.column("Var").map(lambda name: VARIABLES[name][1]),
    }
    table = pd.DataFrame(columns)
    reading.check_once(sheet, table, ["country", "year", "indicator"], "a country, year and variable")
    return table


def _codes(sheet: Sheet) -> pd.Series:
    """The code of every row, empty where it is none of a country or the world."""
    code = sheet.column("ISO3166_alpha3")
    return code.where(code.isin(countries.codes()), "").mask(sheet.column("Country") == WORLD, "WLD")


def _left(sheet: Sheet) -> tuple[str, ...]:
    """What the rows left out are of: groups of countries, which have no code, and codes that are no country's."""
    left = sheet.where(_codes(sheet) == "")
    rows = pd.DataFrame({"name": left.column("Country"), "code": left.column("ISO3166_alpha3")})
    told = []
    for coded, group in rows.groupby(rows["code"] != ""):
        what = "codes that are no country's" if coded else "groups without a code"
        names = sorted(set((group["name"] + " " + group["code"]).str.strip()))
        told.append(f"{count(len(group), 'row')} of {what} left out: {', '.join(names)}.")
    return tuple(told)
