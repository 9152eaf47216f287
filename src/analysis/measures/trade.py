"""Goods trade: US trade by partner (US Census Bureau) and all pairs 2000-2020 (CEPII BACI)."""

import pandas as pd

from analysis.errors import MeasureError, NotCovered
from analysis.measures.series import yearly

FLOWS = {
    "both": ("us_imports_musd", "us_exports_musd"),
    "imports": ("us_imports_musd",),
    "exports": ("us_exports_musd",),
}
WORLD = "WLD"


def us_turnover(us_trade: pd.DataFrame, partner: str, *, flow: str = "both") -> pd.Series:
    """US goods trade with `partner`, million current US$, by year; `flow` is "both", "imports" or "exports"."""
    if flow not in FLOWS:
        raise MeasureError(f"flow = {flow!r} is unknown; give one of {', '.join(FLOWS)}.")
    rows = us_trade[us_trade["partner"] == partner].set_index("year")
    if rows.empty:
        raise NotCovered("no data", f"the US trade table has no row for {partner}.")
    return yearly(rows[list(FLOWS[flow])].sum(axis=1), name="US goods trade", unit="million current US$")


def us_share(us_trade: pd.DataFrame, partner: str, *, flow: str = "both") -> pd.Series:
    """Share of `partner` in all US goods trade, per cent, by year."""
    total = us_turnover(us_trade, WORLD, flow=flow)
    share = 100 * us_turnover(us_trade, partner, flow=flow) / total
    return yearly(share.dropna(), name="share of US goods trade", unit="per cent")


def exports(trade: pd.DataFrame, exporter: str, *, importer: str) -> pd.Series:
    """Goods exports of `exporter` to `importer`, million current US$, by year; years without a row are missing."""
    rows = trade[(trade["exporter"] == exporter) & (trade["importer"] == importer)]
    if rows.empty:
        raise NotCovered("no data", f"the trade table has no flow from {exporter} to {importer}.")
    return yearly(rows.set_index("year")["value_kusd"] / 1e3, name="goods exports", unit="million current US$")


def turnover(trade: pd.DataFrame, a: str, *, b: str) -> pd.Series:
    """Goods trade of `a` and `b` in both directions, million current US$, by year."""
    both = exports(trade, a, importer=b) + exports(trade, b, importer=a)
    return yearly(both.dropna(), name="goods trade", unit="million current US$")


def partner_concentration(trade: pd.DataFrame, exporter: str) -> pd.Series:
    """Herfindahl-Hirschman index of `exporter`'s goods exports over importers, by year, from 0 to 1."""
    rows = trade[trade["exporter"] == exporter]
    if rows.empty:
        raise NotCovered("no data", f"the trade table has no exports of {exporter}.")
    table = rows.pivot_table(index="year", columns="importer", values="value_kusd", aggfunc="sum", observed=True)
    shares = table.fillna(0).div(table.sum(axis=1), axis=0)
    return yearly((shares**2).sum(axis=1), name="concentration of exports", unit="index from 0 to 1")
