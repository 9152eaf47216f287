"""Goods trade: of the United States, of all pairs before BACI, by section, as Russia declares it, and as published since."""

import re

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import NO_COUNTRY, known, plain, to_iso3

FIRST_COUNTRY_CODE, LAST_FULL_YEAR = 1000, 2022  # of the US Census Bureau, whose 2023 is January only
WORLD = {"World, Not Seasonally Adjusted": "WLD", "World": "WLD"}
LAST_YEAR = 2010  # of the OEC's file: fuels are lost from 2011 on, so the step 2010/2011 is not real
LAST_JOINT_GERMANY = 1983
# Same state, other code, in years that do not overlap.
SUCCESSORS = {"SUN": "RUS", "YAR": "YEM", "NAA": "ANT"}
SIDES = ["exporter", "importer"]
PARTNERS = ("PAK", "IND", "CHN", "USA", "TUR", "SAU", "IRN", "UKR", "DEU", "WLD", NO_COUNTRY)
NOT_SPECIFIED = 899
IMPORTERS = ("PAK", "IND")
LAST_COMPLETE_YEAR = 2024  # importers report late: the file holds parts of 2025 and 2026, and does not say which
MILLION = 1e6
PART_YEAR = r"Jan-|Apr-|H1|months|^\d{4}-\d{2} "  # 2023-06 crude, CY2019 Jan-Nov, FY2022-23 Apr-Aug
FISCAL = r"^FY|^\d{4}-\d{2}$"


def us_trade(table: pd.DataFrame) -> pd.DataFrame:
    """US imports from and exports to every partner by year, the world as WLD; 2023, January only, is left out."""
    table = table[table["year"] <= LAST_FULL_YEAR]
    world = table[table["partner"].isin(WORLD)].assign(partner="WLD")
    countries = table[table["number"] >= FIRST_COUNTRY_CODE]
    countries = countries.assign(partner=to_iso3(countries["partner"], "US Census Bureau"))
    return pd.concat([world, countries[countries["partner"] != NO_COUNTRY]])


def trade_long(table: pd.DataFrame) -> pd.DataFrame:
    """Goods exports by exporter, importer and year (SITC Rev. 2; Feenstra and others to 2000, then UN Comtrade).

    To 1983 the file's DEU is the sum of its FDR and DDR, so these two are left out there. So is a country's trade with itself.
    """
    table = table[table["year"] <= LAST_YEAR]
    for side in SIDES:
        part_of_deu = (table[side] == "FDR") | ((table[side] == "DDR") & (table["year"] <= LAST_JOINT_GERMANY))
        table = table[~part_of_deu].assign(**{side: table[side].replace(SUCCESSORS)})
    table = table[table["exporter"] != table["importer"]]
    return table.assign(value_kusd=table["value_usd"] / 1e3)


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


def _coded(table: pd.DataFrame) -> pd.DataFrame:
    """UNCTAD's matrix with ISO codes; the publisher writes names without blanks, and years behind some (Sudan2011)."""
    codes = {_bare(label): code for label, code in known("unctad").items()}
    coded = table[SIDES].apply(lambda labels: labels.map(_bare).map(codes))
    if unknown := sorted({label for side in SIDES for label in table.loc[coded[side].isna(), side]}):
        raise SourceError(
            f"UNCTAD has labels of no known country: {', '.join(unknown)}; add them to sources/aliases.toml."
        )
    return table.assign(**coded)


def _bare(name: str) -> str:
    """A name in plain letters without blanks, and without the words that publishers add or drop."""
    return re.sub(r"the|of|and|republic", "", plain(name).replace(" ", ""))


def trade_declared(table: pd.DataFrame) -> pd.DataFrame:
    """Russia's declared imports and exports by partner and year, million US$."""
    table["partner"] = table["partner"].mask(table["number"] == NOT_SPECIFIED, NO_COUNTRY)
    table = table[table["partner"].isin(PARTNERS) & table["flow"].isin(["imports", "exports"])]
    return table.assign(value_musd=table["value_usd"] / MILLION, estimated=table["flag"] != 0)


def wheat_trade(table: pd.DataFrame) -> pd.DataFrame:
    """Imports of five goods from Russia by Pakistan and India, and Russia's share in the importer's imports of the good."""
    table = table[table["importer"].isin(IMPORTERS) & (table["year"] <= LAST_COMPLETE_YEAR)]
    whole = table.groupby(["importer", "product", "year"])["value_usd"].transform("sum")
    table = table.assign(share=table["value_usd"] / whole, value_musd=table["value_usd"] / MILLION)
    return table[table["exporter"] == "RUS"]


def trade_published(table: pd.DataFrame) -> pd.DataFrame:
    """The published figures as they were printed, with the kind of period; text that is no number keeps a column."""
    pair = table["pair"].str.split("-", expand=True).replace(WORLD)
    total = pd.to_numeric(table["total"], errors="coerce")
    periods, kind = table["period"], pd.Series("CY", index=table.index)
    for name, pattern in (("FY", FISCAL), ("average", "average"), ("months", PART_YEAR)):
        kind = kind.mask(periods.str.contains(pattern), name)
    return table.assign(
        first=pair[0],
        second=pair[1],
        period_kind=kind,
        year=periods.str.extract(r"(\d{4})")[0].astype(int),
        total=total,
        total_text=table["total"].where(total.isna()),
    )


def sbp_trade(table: pd.DataFrame) -> pd.DataFrame:
    """Pakistan's exports and imports by partner and fiscal year, as the press quotes the State Bank."""
    return table.assign(
        fy_start=table["period"].str[:4].astype(int),
        months=table["period"].str.contains("Jul-May").map({True: 11, False: 12}),
        revised=table["period"].str.contains("revised"),
    )
