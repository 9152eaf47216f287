"""Imports of fuel by origin: shares, and a supplier's balance between two buyers."""

from typing import Literal, get_args

import pandas as pd

from analysis import countries
from analysis.measures.grammar import Code, from_table
from analysis.measures.series import covering, no_data, ratio, rows_of, share_of_first, yearly

__all__ = ["crude_share", "from_russia", "fuel_balance", "fuel_from", "origin_share", "origin_shares"]
IMPORT_LICENCE = (
    "the terms of UN Comtrade allow a small extract to be passed on, and it holds the fuel imports of Pakistan and India; "
    "with the publisher's own file the measure covers every importer."
)
Source = Literal["UN Comtrade", "CEPII BACI"]
SOURCES = get_args(Source)  # of a year that both cover, the first one counts
Reporter = Literal["importer", "exporter", "reconciled"]
MONTHS = 12
Bought = Literal["coal", "crude", "products", "lng"]


@from_table
def origin_shares(fuel_imports: pd.DataFrame, importer: Code, *, source: Source | None = None) -> pd.DataFrame:
    """Shares of all origins in the fuel imports of `importer`, per cent: years by origins, 0 where nothing was bought.

    Without `source` each year is of one source: UN Comtrade where it has the year, else CEPII BACI (2018).

    >>> print(round(energy.origin_shares("PAK").loc[2018, "ARE"], 1))
    40.7
    """
    values = _by_origin(fuel_imports, importer, source)
    return 100 * values.div(values.sum(axis=1), axis=0)


def _by_origin(fuel_imports: pd.DataFrame, importer: str, source: str | None) -> pd.DataFrame:
    rows = rows_of(fuel_imports, IMPORT_LICENCE, code="licence", importer=importer)
    of_first = rows["year"].isin(rows.loc[rows["source"] == SOURCES[0], "year"])
    wanted = rows["source"].eq(source) if source else rows["source"].eq(SOURCES[0]) | ~of_first
    return rows[wanted].pivot(index="year", columns="origin", values="value_kusd").fillna(0)


@from_table
def origin_share(
    fuel_imports: pd.DataFrame, importer: Code, *, origin: Code, source: Source | None = None
) -> pd.Series:
    """Share of `origin` in `importer`'s fuel imports, per cent, by year; pooled over a span; sources as in `origin_shares`.

    >>> print(round(energy.origin_share("PAK", origin="RUS")[2018], 3))
    0.277
    """
    values = _by_origin(fuel_imports, importer, source)
    if origin not in values:
        raise no_data("no year of the table names {} as an origin of the fuel that {} imports.", origin, importer)
    return ratio(values[origin], values.sum(axis=1), name="share of fuel imports")


@from_table
def from_russia(fuel_from_russia: pd.DataFrame, importer: Code, *, fuel: Bought) -> pd.Series:
    """Russian `fuel` that `importer` reports to have imported, million tonnes by year from 2016 to 2021; years without are missing.

    A month without an import may be one not reported: `attrs["months"]` holds the months on record of each year.

    >>> print(energy.from_russia("PAK", fuel="coal").round(2)[2021])
    0.83
    """
    rows = rows_of(
        fuel_from_russia, f"no imports of Russian {fuel} by {{}} are on record.", importer=importer, fuel=fuel
    )
    tonnes, months = rows.set_index("year")["tonnes"], dict(zip(rows["year"], rows["months"], strict=True))
    return yearly(tonnes / 1e6, name=f"imports of Russian {fuel}", unit="million tonnes", months=months)


@from_table
def fuel_from(fuel_trade: pd.DataFrame, importer: Code, *, origin: Code) -> pd.Series:
    """Fuel of `origin` that `importer` reports to have imported, billion current US$, by year from 1996 to 2017.

    Seven countries and the United States are importers and exporters; years that were not reported are missing.

    >>> print(energy.fuel_from("TUR", origin="RUS").round(1)[2013])
    17.1
    """
    covering(fuel_trade, "imports of fuel", importer=importer)
    of = {"exporter": origin, "importer": importer, "reporter": "importer"}
    rows = rows_of(fuel_trade, "no imports of fuel from {} by {} are on record.", **of)
    return yearly(rows.set_index("year")["value_kusd"] / 1e6, name="imports of fuel", unit="billion current US$")


@from_table
def fuel_balance(
    fuel_trade: pd.DataFrame, exporter: Code, *, first: Code, second: Code, reporter: Reporter = "importer"
) -> pd.Series:
    """Share of `first` in the fuel exports of `exporter` to `first` and `second` together, per cent, by year.

    Both flows are as the same side reports them: `reporter` is "importer", "exporter" or "reconciled" (2015 and 2018).
    Years that one of them did not report are missing.

    >>> print(round(energy.fuel_balance("RUS", first="PAK", second="IND")[2017], 2))
    1.97
    """
    rows = fuel_trade[(fuel_trade["exporter"] == exporter) & (fuel_trade["reporter"] == reporter)]
    values = rows.pivot(index="year", columns="importer", values="value_kusd")
    if not {first, second} <= set(values.columns):
        raise no_data("no fuel exports of {} to both {} and {} are here.", exporter, first, second, code="licence")
    pair = values[[first, second]].dropna()
    return share_of_first(pair[first], pair[second])


@from_table
def crude_share(
    crude_imports: pd.DataFrame, importer: Code, *, origin: Code, fuel: Literal["crude", "coal"] = "crude"
) -> pd.Series:
    """Share of `origin` in `importer`'s imports of `fuel` ("crude" or "coal"), per cent, by financial year's first year.

    2022 is April to August 2022: `attrs["partial"]` names such years.

    >>> print(round(energy.crude_share("IND", origin="RUS").iloc[-1], 1))
    14.6
    """
    covering(crude_imports, f"imports of {fuel}", importer=importer)
    rows = crude_imports[(crude_imports["importer"] == importer) & (crude_imports["fuel"] == fuel)]
    none = f"the table names no {fuel} imports of {countries.with_article(importer)} from {{}}."
    own = rows_of(rows, none, origin=origin).set_index("fy_start")["value_musd"]
    total = rows.groupby("fy_start")["value_musd"].sum()
    share = 100 * own.reindex(total.index, fill_value=0) / total
    partial = sorted(int(year) for year in rows.loc[rows["months"] < MONTHS, "fy_start"].unique())
    return yearly(share, name=f"share of {fuel} imports", unit="per cent", partial=partial)
