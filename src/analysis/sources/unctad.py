"""UNCTAD Merchandise Trade Matrix 1995, 2005 and 2015: trade by section of goods, and totals of the focal pairs.

Exporters' reports, mirrored where they are missing.
"""

import re
import unicodedata
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import GEOGRAPHY, UN_NAMES
from analysis.sources.spec import read

RAW = "trade/unctad_mtm_bilateral_1995_2005_2015.csv.gz"
OWN_NAMES = {
    "ChinaHongKongSAR": "HKG", "ChinaMacaoSAR": "MAC", "ChinaTaiwanProvince": "TWN", "DemRepoftheCongo": "COD",
    "FaeroeIslands": "FRO", "HolySee": "VAT", "IranIslamicRepublic": "IRN", "KoreaDemPeoples": "PRK",
    "KoreaRepublicof": "KOR", "LaoPeoplesDemRep": "LAO", "MicronesiaFedSts": "FSM", "NetherlandsAntilles": "ANT",
    "NorthernMarianas": "MNP", "SaintVincentandGrenadines": "VCT", "SaoTomeandPricipe": "STP", "SintBonaire": "BES",
    "StateofPalestine": "PSE", "TFYRofMacedonia": "MKD", "TanzaniaUnitedRepublic": "TZA", "Tokelau": "TKL",
    "TurksandCaicos": "TCA",
}  # fmt: skip


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


def trade_sections(raw: Path) -> pd.DataFrame:
    """Exports and imports of every country by section of the SITC, summed over partners."""
    table = _read(raw)
    sums = [
        table.groupby([side, "year", "product"])["value_kusd"].sum().rename(name).rename_axis(index={side: "country"})
        for side, name in (("exporter", "exports_kusd"), ("importer", "imports_kusd"))
    ]
    return pd.concat(sums, axis=1).reset_index().rename(columns={"product": "section"})


def trade_unctad(raw: Path) -> pd.DataFrame:
    """Total exports of every country to every other."""
    table = _read(raw)
    rows = table[(table["product"] == "All") & (table["exporter"] != table["importer"])]
    return rows.groupby(["exporter", "importer", "year"])["value_kusd"].sum().reset_index()
