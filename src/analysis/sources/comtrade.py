"""UN Comtrade, mineral fuels (HS 27), with CEPII BACI for 2015 and 2018: extracts for a few countries.

Where: https://comtradeplus.un.org, http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37. Terms: United Nations
copyright, so only small extracts; BACI under Etalab Open Licence 2.0 at CEPII, edition not identified.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.spec import TableSpec, read

COMTRADE = "trade/comtrade_hs27_mineral_fuels_all_reporters_1988_2017.csv.gz"
BACI = "trade/baci_hs27_energy_bilateral_2015_2018.csv.gz"
UN, CEPII = "UN Comtrade", "CEPII BACI"
IMPORTERS = ("PAK", "IND")
FOCAL = ("PAK", "IND", "RUS", "USA", "CHN", "TUR", "SAU", "IRN")
FIRST_IMPORTS, FIRST_TRADE = 2003, 1996


def fuel_imports(raw: Path) -> pd.DataFrame:
    """Fuel imports of Pakistan and India by origin: their own reports to 2017, BACI's for 2015 and 2018."""
    reported = _comtrade(raw, IMPORTERS, FIRST_IMPORTS)
    reported = reported[(reported["flow"] == "Import") & (reported["partner_iso"] != "WLD")]
    own = reported.rename(columns={"reporter_iso": "importer", "partner_iso": "origin"}).assign(source=UN)
    baci = _baci(raw).rename(columns={"exporter": "origin"})
    baci = baci[baci["importer"].isin(IMPORTERS)].assign(source=CEPII)
    keys = ["importer", "origin", "year", "source"]
    rows = pd.concat([own, baci]).groupby(keys, as_index=False)[["value_kusd"]].sum().round({"value_kusd": 3})
    return rows[["importer", "origin", "year", "value_kusd", "source"]]


def fuel_trade(raw: Path) -> pd.DataFrame:
    """Fuel trade among eight countries as importer and exporter report it, and as BACI reconciles it.

    A reporter's year lists all its partners, so a partner that is not listed is a zero; a year without report is missing.
    """
    reported = _comtrade(raw, FOCAL, FIRST_TRADE)
    years = reported[["reporter_iso", "flow", "year"]].drop_duplicates()
    pairs = years.merge(pd.DataFrame({"partner_iso": FOCAL}), how="cross").query("reporter_iso != partner_iso")
    rows = pairs.merge(reported, on=["reporter_iso", "flow", "year", "partner_iso"], how="left").fillna(
        {"value_kusd": 0.0}
    )
    buys = rows[rows["flow"] == "Import"].rename(columns={"reporter_iso": "importer", "partner_iso": "exporter"})
    sells = rows[rows["flow"] == "Export"].rename(columns={"reporter_iso": "exporter", "partner_iso": "importer"})
    baci = _baci(raw)
    baci = baci[baci["exporter"].isin(FOCAL) & baci["importer"].isin(FOCAL)]
    table = pd.concat([
        buys.assign(source=UN, reporter="importer"),
        sells.assign(source=UN, reporter="exporter"),
        baci.assign(source=CEPII, reporter="reconciled"),
    ])  # fmt: skip
    table["value_kusd"] = table["value_kusd"].round(3)
    order = ["exporter", "importer", "year", "value_kusd", "source", "reporter"]
    return table[order].sort_values(["exporter", "importer", "reporter", "year"])


def _comtrade(raw: Path, reporters: tuple[str, ...], first: int) -> pd.DataFrame:
    table = read(raw, COMTRADE, ["year", "flow", "reporter_iso", "partner_iso", "value_usd"], low_memory=False)
    table = table[table["reporter_iso"].isin(reporters) & table["flow"].isin(["Import", "Export"])]
    table = table[table["year"] >= first]
    table = table.assign(partner_iso=table["partner_iso"].fillna("ZZZ"), value_kusd=table["value_usd"] / 1e3)
    keys = ["year", "flow", "reporter_iso", "partner_iso"]
    return table.groupby(keys, as_index=False)[["value_kusd"]].sum()


def _baci(raw: Path) -> pd.DataFrame:
    return read(raw, BACI, ["year", "exporter", "importer", "value_kusd"])


COMMON: dict[str, Any] = {
    "raw": (COMTRADE, BACI),
    "publisher": "UN Comtrade; CEPII, BACI",
    "url": "https://comtradeplus.un.org",
    "vintage": "Comtrade as of September 2020; BACI edition not identified",
    "licence": "United Nations copyright: a small extract; BACI: Etalab Open Licence 2.0 at CEPII, edition not identified",
    "licence_url": "https://comtradeplus.un.org",
    "verdict": "fair-use",
    "credit": "UN Comtrade, HS 27, authors' extract; CEPII, BACI (Gaulier and Zignago 2010, CEPII Working Paper 2010-23), "
    "edition not identified; sums as published in github.com/Ruogu-Sun",
}
SMALL = "Small flows are noisy: single consignments move the figure of a year."
VALUED = "Comtrade values imports with insurance and freight (CIF), BACI without (FOB): compare shares, not levels."

TABLES = (
    TableSpec(
        name="fuel_imports",
        title="Mineral fuel imports of Pakistan and India by origin, 2003-2018",
        description="HS 27 by origin: UN Comtrade 2003-2017 as the importer reports, CEPII BACI for 2015 and 2018.",
        build=fuel_imports,
        columns=(
            ("importer", "string", "ISO 3166-1 alpha-3", "PAK or IND"),
            ("origin", "string", "ISO 3166-1 alpha-3", "origin; ZZZ for areas not specified"),
            ("year", "integer", "year", "calendar year"),
            ("value_kusd", "number", "thousand current US$", "imports"),
            ("source", "string", "", "UN Comtrade or CEPII BACI"),
        ),
        key=("importer", "origin", "year", "source"),
        remarks=(
            VALUED,
            SMALL,
            "2015 is there from both sources: take one.",
            "A country that a reported year does not name sold nothing in it.",
            "Pakistan records the country of consignment: the UAE stands for traded Gulf oil.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="fuel_trade",
        title="Mineral fuel trade among eight countries, 1996-2018",
        description="HS 27 among PAK, IND, RUS, USA, CHN, TUR, SAU and IRN: each side's report, never averaged.",
        build=fuel_trade,
        columns=(
            ("exporter", "string", "ISO 3166-1 alpha-3", "exporter"),
            ("importer", "string", "ISO 3166-1 alpha-3", "importer"),
            ("year", "integer", "year", "calendar year"),
            (
                "value_kusd",
                "number",
                "thousand current US$",
                "trade; 0 where the reporter's year does not name the partner",
            ),
            ("source", "string", "", "UN Comtrade (to 2017) or CEPII BACI (2015 and 2018)"),
            ("reporter", "string", "", "importer, exporter, or reconciled (BACI)"),
        ),
        key=("exporter", "importer", "year", "reporter"),
        remarks=(
            "Mirror reports differ: India reports 1,990 million US$ from Russia in 2017, Russia 1,516.",
            "Russia as exporter hides destinations in 2007 and 2010-2015: the importer's report is the better one.",
            VALUED,
            SMALL,
            "Pakistan reports from 2003, Saudi Arabia not in 1997 and 2017, Iran not in 1996, 2007-2009, 2012 and 2015.",
        ),
        **COMMON,
    ),
)
