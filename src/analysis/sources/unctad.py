"""UNCTAD Merchandise Trade Matrix 1995, 2005 and 2015: trade by section of goods, and totals of the focal pairs.

Exporters' reports, mirrored where they are missing.
"""

import re

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import known, plain

SIDES = ["exporter", "importer"]


def _bare(name: str) -> str:
    """A name in plain letters without blanks, and without the words that publishers add or drop."""
    return re.sub(r"the|of|and|republic", "", plain(name).replace(" ", ""))


def _coded(table: pd.DataFrame) -> pd.DataFrame:
    """The matrix with ISO codes; the publisher writes names without blanks, and years behind some (Sudan2011)."""
    codes = {_bare(label): code for label, code in known("unctad").items()}
    coded = table[SIDES].apply(lambda labels: labels.map(_bare).map(codes))
    if unknown := sorted({label for side in SIDES for label in table.loc[coded[side].isna(), side]}):
        raise SourceError(f"UNCTAD has labels of no known country: {', '.join(unknown)}; add them to aliases.toml.")
    return table.assign(**coded)


def trade_sections(table: pd.DataFrame) -> pd.DataFrame:
    """Exports and imports of every country by section of the SITC, summed over partners."""
    table = _coded(table)
    sums = [
        table.groupby([side, "year", "section"])["value_kusd"].sum().rename(name).rename_axis(index={side: "country"})
        for side, name in zip(SIDES, ("exports_kusd", "imports_kusd"), strict=True)
    ]
    return pd.concat(sums, axis=1).reset_index()


def trade_unctad(table: pd.DataFrame) -> pd.DataFrame:
    """Total exports of every country to every other."""
    table = _coded(table)
    return table[(table["section"] == "All") & (table["exporter"] != table["importer"])]
