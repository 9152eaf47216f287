"""UN Comtrade, mineral fuels (HS 27), with CEPII BACI for 2015 and 2018: extracts for a few countries."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

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
    return pd.concat([own, baci])


def fuel_trade(raw: Path) -> pd.DataFrame:
    """Fuel trade among eight countries as importer and exporter report it, and as BACI reconciles it.

    A reporter's year lists all its partners, so a partner that is not listed is a zero; a year without report is missing.
    """
    reported = _comtrade(raw, FOCAL, FIRST_TRADE)
    years = reported[["reporter_iso", "flow", "year"]].drop_duplicates()
    pairs = years.merge(pd.DataFrame({"partner_iso": FOCAL}), how="cross").query("reporter_iso != partner_iso")
    rows = pairs.merge(reported, on=["reporter_iso", "flow", "year", "partner_iso"], how="left")
    rows = rows.fillna({"value_kusd": 0.0})
    buys = rows[rows["flow"] == "Import"].rename(columns={"reporter_iso": "importer", "partner_iso": "exporter"})
    sells = rows[rows["flow"] == "Export"].rename(columns={"reporter_iso": "exporter", "partner_iso": "importer"})
    baci = _baci(raw)
    baci = baci[baci["exporter"].isin(FOCAL) & baci["importer"].isin(FOCAL)]
    reports = [buys.assign(source=UN, reporter="importer"), sells.assign(source=UN, reporter="exporter")]
    return pd.concat([*reports, baci.assign(source=CEPII, reporter="reconciled")])


def _comtrade(raw: Path, reporters: tuple[str, ...], first: int) -> pd.DataFrame:
    table = read(raw, COMTRADE, ["year", "flow", "reporter_iso", "partner_iso", "value_usd"], low_memory=False)
    table = table[table["reporter_iso"].isin(reporters) & table["flow"].isin(["Import", "Export"])]
    table = table[table["year"] >= first]
    table = table.assign(partner_iso=table["partner_iso"].fillna("ZZZ"), value_kusd=table["value_usd"] / 1e3)
    keys = ["year", "flow", "reporter_iso", "partner_iso"]
    return table.groupby(keys, as_index=False)[["value_kusd"]].sum()


def _baci(raw: Path) -> pd.DataFrame:
    return read(raw, BACI, ["year", "exporter", "importer", "value_kusd"])
