"""The Energy Institute's Statistical Review in its narrow CSV, as the table energy_review for all countries.

The names of the variables are those of the publisher's consolidated data set. LNG imports stand on a sheet of the workbook
and have no variable there: the rows of the project's own table are kept for them.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis import countries
from analysis.sources.own import reading
from analysis.sources.own.reading import Sheet, refuse
from analysis.sources.spec import TableSpec

NARROW = ("Country", "Year", "ISO3166_alpha3", "Region", "SubRegion", "OPEC", "EU", "OECD", "CIS", "Var", "Value")
VARIABLES = {
    "gasprod_bcm": ("gas_production", "billion cubic metres"),
    "gascons_bcm": ("gas_consumption", "billion cubic metres"),
    "oilcons_mt": ("oil_consumption", "million tonnes"),
    "coalcons_ej": ("coal_consumption", "exajoules"),
    "tes_ej": ("energy_supply", "exajoules"),
    "tes_gj_pc": ("energy_supply_per_head", "gigajoules per head"),
}
NOT_IN_FILE = "lng_imports"
WORLD = {"Total World": "WLD"}
COLUMNS = ("country", "year", "indicator", "value", "unit")
OWN = "This is a local table, made from your own file; committed reports are made without it."


def tables(files: Sequence[Path], shipped: pd.DataFrame | None) -> list[list[TableSpec]]:
    """The local table energy_review from one narrow CSV, in one batch; `shipped` is the project's own, if there is one.

    Raises SourceError for a file without the variables or with another number of files.
    """
    if len(files) != 1:
        raise refuse("ei", f"{len(files)} files are given; expected one narrow CSV.")
    _, sheet = reading.read(files[0], {"the Energy Institute's narrow CSV": NARROW})
    table = review(sheet)
    kept = None if shipped is None else shipped.loc[shipped["indicator"] == NOT_IN_FILE, list(COLUMNS)]
    rows = table if kept is None or kept.empty else pd.concat([table, kept])
    return [[_spec(sheet.name, rows.sort_values(["indicator", "country", "year"]), kept is not None and len(kept) > 0)]]


def review(sheet: Sheet) -> pd.DataFrame:
    """Columns country (ISO3), year, indicator, value, unit; the world is WLD, other groups and the Soviet Union are left out.

    Raises SourceError if a variable is missing, with those in the file that no rule knows, or if a cell is no number.
    """
    variables = sheet.column("Var")
    lacking = [name for name in VARIABLES if name not in variables]
    if lacking:
        unknown = ", ".join(sorted(set(variables) - set(VARIABLES))) or "none"
        raise refuse(sheet.name, f"column 'Var' lacks {', '.join(lacking)}; other names in the file: {unknown}.")
    known = set(countries.codes())
    pairs = zip(sheet.column("Country"), sheet.column("ISO3166_alpha3"), strict=True)
    codes = [WORLD.get(name, code if code in known else "") for name, code in pairs]
    wanted = [at for at, code in enumerate(codes) if code and variables[at] in VARIABLES]
    sheet = replace(sheet, rows=tuple(sheet.rows[at] for at in wanted))
    named = [VARIABLES[name] for name in sheet.column("Var")]
    table = pd.DataFrame({
        "country": [codes[at] for at in wanted], "year": reading.years(sheet, "Year"),
        "indicator": [indicator for indicator, _ in named],
        "value": reading.numbers(sheet, "Value"), "unit": [unit for _, unit in named],
    })  # fmt: skip
    twice = table.duplicated(["country", "year", "indicator"])
    if twice.any():
        line = sheet.rows[int(twice.to_numpy().argmax())][0]
        raise refuse(sheet.name, f"line {line} repeats a country, year and variable; expected one row for each.")
    return table


def _spec(name: str, table: pd.DataFrame, lng_kept: bool) -> TableSpec:
    lng = "LNG imports are those of the project's own table." if lng_kept else "LNG imports are not in the narrow file."
    return TableSpec(
        name="energy_review",
        title="Energy by country and year in your own copy of the Statistical Review",
        description=f"Made on this machine from {name}.",
        build=lambda _: table,
        raw=(),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "country; WLD for the world"),
            ("year", "integer", "year", "calendar year"),
            ("indicator", "string", "", "what is measured"),
            ("value", "number", "", "value in the unit of the row"),
            ("unit", "string", "", "unit of the value"),
        ),
        key=("country", "year", "indicator"),
        publisher="Energy Institute, Statistical Review of World Energy",
        url="https://www.energyinst.org/statistical-review",
        vintage=f"your own file {name}, data to {table['year'].max()}",
        licence="(c) Energy Institute, your own copy: quote with attribution, do not pass the table on",
        licence_url="https://www.energyinst.org/statistical-review",
        verdict="your own file: only for you",
        credit="Energy Institute, Statistical Review of World Energy",
        remarks=(lng, "Groups of countries, but the world, and the Soviet Union are left out.", OWN),
        parquet=True,
    )
