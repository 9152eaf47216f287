"""Published figures of trade after the tables end: officials and press, each with its address, and the State Bank of Pakistan."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

FIGURES = "trade/published_figures_bilateral.csv"
STATE_BANK = "trade/sbp_pakistan_trade_by_partner_fy_press.csv"
WORLD = {"World": "WLD"}
SBP_COLUMNS = {"pk_fiscal_year_jul_jun": "period", "partner_iso3": "partner"}
SBP_FLOWS = {"exports of Pakistan to": "exports", "imports of Pakistan from": "imports"}
PART_YEAR = r"Jan-|Apr-|H1|months|^\d{4}-\d{2} "  # 2023-06 crude, CY2019 Jan-Nov, FY2022-23 Apr-Aug
FISCAL = r"^FY|^\d{4}-\d{2}$"


def _kind(periods: pd.Series) -> pd.Series:
    kind = pd.Series("CY", index=periods.index)
    kind = kind.mask(periods.str.contains(FISCAL), "FY").mask(periods.str.contains("average"), "average")
    return kind.mask(periods.str.contains(PART_YEAR), "months")


def trade_published(raw: Path) -> pd.DataFrame:
    """The published figures as they were printed, with the kind of period; text that is no number keeps a column."""
    table = read(raw, FIGURES, ["pair", "period", "basis", "total", "unit", "url"], dtype={"total": "str"})
    pair = table["pair"].str.split("-", expand=True).replace(WORLD)
    total = pd.to_numeric(table["total"], errors="coerce")
    return table.rename(columns={f"exports_{way}": way for way in ("first_to_second", "second_to_first")}).assign(
        figure_id=range(1, len(table) + 1), first=pair[0], second=pair[1], period_kind=_kind(table["period"]),
        year=table["period"].str.extract(r"(\d{4})")[0].astype(int), total=total,
        total_text=table["total"].where(total.isna()),
    )  # fmt: skip


def sbp_trade(raw: Path) -> pd.DataFrame:
    """Pakistan's exports and imports by partner and fiscal year, as the press quotes the State Bank."""
    table = read(raw, STATE_BANK, ["flow", "value_musd", "url", "page_date", *SBP_COLUMNS]).rename(columns=SBP_COLUMNS)
    return table.assign(
        flow=table["flow"].map(SBP_FLOWS),
        fy_start=table["period"].str[:4].astype(int),
        months=table["period"].str.contains("Jul-May").map({True: 11, False: 12}),
        revised=table["period"].str.contains("revised"),
    )
