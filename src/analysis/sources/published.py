"""Published figures of trade after the tables end: officials and press, each with its address, and the State Bank of Pakistan."""

import pandas as pd

WORLD = {"World": "WLD"}
PART_YEAR = r"Jan-|Apr-|H1|months|^\d{4}-\d{2} "  # 2023-06 crude, CY2019 Jan-Nov, FY2022-23 Apr-Aug
FISCAL = r"^FY|^\d{4}-\d{2}$"


def _kind(periods: pd.Series) -> pd.Series:
    kind = pd.Series("CY", index=periods.index)
    kind = kind.mask(periods.str.contains(FISCAL), "FY").mask(periods.str.contains("average"), "average")
    return kind.mask(periods.str.contains(PART_YEAR), "months")


def trade_published(table: pd.DataFrame) -> pd.DataFrame:
    """The published figures as they were printed, with the kind of period; text that is no number keeps a column."""
    pair = table["pair"].str.split("-", expand=True).replace(WORLD)
    total = pd.to_numeric(table["total"], errors="coerce")
    return table.assign(
        figure_id=range(1, len(table) + 1),
        first=pair[0],
        second=pair[1],
        period_kind=_kind(table["period"]),
        year=table["period"].str.extract(r"(\d{4})")[0].astype(int),
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
