"""UNCTAD Merchandise Trade Matrix 1995, 2005 and 2015: trade by section of goods, and totals of the focal pairs.

Where: https://unctadstat.unctad.org. Terms: not confirmed; sums and totals with attribution. Exporters' reports, mirrored
where they are missing.
"""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import GEOGRAPHY, UN_NAMES
from analysis.sources.spec import TableSpec, read

RAW = "trade/unctad_mtm_bilateral_1995_2005_2015.csv.gz"
OWN_NAMES = {
    "ChinaHongKongSAR": "HKG", "ChinaMacaoSAR": "MAC", "ChinaTaiwanProvince": "TWN", "DemRepoftheCongo": "COD",
    "FaeroeIslands": "FRO", "HolySee": "VAT", "IranIslamicRepublic": "IRN", "KoreaDemPeoples": "PRK",
    "KoreaRepublicof": "KOR", "LaoPeoplesDemRep": "LAO", "MicronesiaFedSts": "FSM", "NetherlandsAntilles": "ANT",
    "NorthernMarianas": "MNP", "SaintVincentandGrenadines": "VCT", "SaoTomeandPricipe": "STP", "SintBonaire": "BES",
    "StateofPalestine": "PSE", "TFYRofMacedonia": "MKD", "TanzaniaUnitedRepublic": "TZA", "Tokelau": "TKL",
    "TurksandCaicos": "TCA",
}  # fmt: skip
COMMON: dict[str, Any] = {
    "publisher": "UNCTAD, UNCTADstat Merchandise Trade Matrix",
    "url": "https://unctadstat.unctad.org",
    "vintage": "copy of August 2018",
    "licence": "UNCTAD terms not confirmed; sums and totals with attribution",
    "licence_url": "https://unctadstat.unctad.org",
    "verdict": "attribution-terms",
    "credit": "UNCTAD, UNCTADstat Merchandise Trade Matrix; sums over partners are authors' calculations",
}
THREE_YEARS = "1995, 2005 and 2015 only."


def _letters(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", text)


def _read(raw: Path) -> pd.DataFrame:
    """The matrix with ISO codes; the publisher writes names without blanks, and years behind some (Sudan2011)."""
    table = read(raw, RAW, ["year", "exporter", "importer", "product", "value_kusd"])
    united, today = read(raw, UN_NAMES, ["ms_name", "iso3"]), read(raw, GEOGRAPHY, ["iso3", "country"])
    known = dict(zip(united["ms_name"].map(_letters), united["iso3"], strict=True))
    known |= dict(zip(today["country"].map(_letters), today["iso3"], strict=True))
    labels = pd.concat([table["exporter"], table["importer"]]).unique()
    codes = {label: OWN_NAMES.get(label, known.get(_letters(label))) for label in labels}
    unknown = sorted(label for label, code in codes.items() if code is None)
    if unknown:
        raise SourceError(f"UNCTAD has names without a code: {', '.join(unknown)}; add them to OWN_NAMES.")
    return table.assign(exporter=table["exporter"].map(codes), importer=table["importer"].map(codes))


def sections(raw: Path) -> pd.DataFrame:
    """Exports and imports of every country by section of the SITC, summed over partners."""
    table = _read(raw)
    sums = [
        table.groupby([side, "year", "product"])["value_kusd"].sum().rename(name).rename_axis(index={side: "country"})
        for side, name in (("exporter", "exports_kusd"), ("importer", "imports_kusd"))
    ]
    found = pd.concat(sums, axis=1).round(3).reset_index().rename(columns={"product": "section"})
    return found.sort_values(["country", "year", "section"])


def totals(raw: Path) -> pd.DataFrame:
    """Total exports of every country to every other."""
    table = _read(raw)
    rows = table[(table["product"] == "All") & (table["exporter"] != table["importer"])]
    sums = rows.groupby(["exporter", "importer", "year"])["value_kusd"].sum().round(3).reset_index()
    return sums.astype({"exporter": "category", "importer": "category", "year": "int16"})


TABLES = (
    TableSpec(
        name="trade_sections",
        title="Exports and imports by section of goods, 1995, 2005 and 2015",
        description="Every country's trade by one-digit section of the SITC, summed over its partners.",
        build=sections,
        raw=(RAW,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "country"),
            ("year", "integer", "year", "1995, 2005 or 2015"),
            ("section", "string", "", "SITC0 (food) to SITC9 (others), SITC3 is mineral fuels; All is the total"),
            ("exports_kusd", "number", "thousand current US$", "exports to all partners"),
            ("imports_kusd", "number", "thousand current US$", "imports from all partners, as exporters report them"),
        ),
        key=("country", "year", "section"),
        remarks=(
            THREE_YEARS,
            "Sections add up to All for most countries; a few exporters leave up to 17 per cent unspecified.",
            "Imports are the sum of what exporters report, so they lack what no exporter reports.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="trade_unctad",
        title="Goods trade of all pairs of countries, 1995, 2005 and 2015",
        description="Totals by pair: a second source beside table trade, for levels and for the gravity equation.",
        build=totals,
        raw=(RAW,),
        columns=(
            ("exporter", "string", "ISO 3166-1 alpha-3", "exporter"),
            ("importer", "string", "ISO 3166-1 alpha-3", "importer"),
            ("year", "integer", "year", "1995, 2005 or 2015"),
            ("value_kusd", "number", "thousand current US$", "goods exports as the exporter reports them"),
        ),
        key=("exporter", "importer", "year"),
        remarks=(
            THREE_YEARS,
            "Pakistan's exports to Russia in 2015 are 161 million here and 298 million in Russia's own declaration.",
        ),
        parquet=True,
        **COMMON,
    ),
)
