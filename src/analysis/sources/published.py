"""Published figures of trade after the tables end: officials and press, each with its address, and the State Bank of Pakistan.

Where: the page named in every row. Terms: facts, compiled by the authors.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.spec import TableSpec, read

FIGURES = "trade/published_figures_bilateral.csv"
STATE_BANK = "trade/sbp_pakistan_trade_by_partner_fy_press.csv"
WORLD = {"World": "WLD"}
SBP_FLOWS = {"exports of Pakistan to": "exports", "imports of Pakistan from": "imports"}
PART_YEAR = r"Jan-|Apr-|H1|months|^\d{4}-\d{2} "  # 2023-06 crude, CY2019 Jan-Nov, FY2022-23 Apr-Aug
FISCAL = r"^FY|^\d{4}-\d{2}$"
COMMON: dict[str, Any] = {
    "vintage": "pages to 2026; date of the page in every row",
    "licence": "CC BY 4.0 (own compilation of facts)",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "verdict": "open",
}
FISCAL_YEARS = "Fiscal years: Pakistan July to June, India April to March; never put them in a line of calendar years."


def _kind(periods: pd.Series) -> pd.Series:
    kind = pd.Series("CY", index=periods.index)
    kind = kind.mask(periods.str.contains(FISCAL), "FY").mask(periods.str.contains("average"), "average")
    return kind.mask(periods.str.contains(PART_YEAR), "months")


def figures(raw: Path) -> pd.DataFrame:
    """The published figures as they were printed, with the kind of period; text that is no number keeps a column."""
    table = read(raw, FIGURES, ["pair", "period", "basis", "total", "unit", "url"], dtype={"total": "str"})
    pair = table["pair"].str.split("-", expand=True).replace(WORLD)
    total = pd.to_numeric(table["total"], errors="coerce")
    return pd.DataFrame({
        "figure_id": range(1, len(table) + 1),
        "first": pair[0],
        "second": pair[1],
        "period": table["period"],
        "period_kind": _kind(table["period"]),
        "year": table["period"].str.extract(r"(\d{4})")[0].astype(int),
        "basis": table["basis"],
        "first_to_second": table["exports_first_to_second"],
        "second_to_first": table["exports_second_to_first"],
        "total": total,
        "total_text": table["total"].where(total.isna()),
        "unit": table["unit"],
        "url": table["url"],
        "page_date": table["page_date"],
        "note": table["note"],
    })  # fmt: skip


def state_bank(raw: Path) -> pd.DataFrame:
    """Pakistan's exports and imports by partner and fiscal year, as the press quotes the State Bank."""
    table = read(raw, STATE_BANK, ["pk_fiscal_year_jul_jun", "flow", "partner_iso3", "value_musd", "url", "page_date"])
    period = table["pk_fiscal_year_jul_jun"]
    rows = pd.DataFrame({
        "partner": table["partner_iso3"],
        "flow": table["flow"].map(SBP_FLOWS),
        "fy_start": period.str[:4].astype(int),
        "months": period.str.contains("Jul-May").map({True: 11, False: 12}),
        "revised": period.str.contains("revised"),
        "value_musd": table["value_musd"],
        "url": table["url"],
        "page_date": table["page_date"],
    })  # fmt: skip
    return rows.sort_values(["flow", "partner", "fy_start", "revised"])


TABLES = (
    TableSpec(
        name="trade_published",
        title="Published trade figures of four pairs, 2004-2025",
        description="Pakistan-Russia, India-Russia, Pakistan-United States, Pakistan-China: one row per printed figure.",
        build=figures,
        raw=(FIGURES,),
        columns=(
            ("figure_id", "integer", "", "number of the row"),
            ("first", "string", "ISO 3166-1 alpha-3", "first country of the pair"),
            ("second", "string", "ISO 3166-1 alpha-3", "second country of the pair; WLD for the world"),
            ("period", "string", "", "period as printed"),
            (
                "period_kind",
                "string",
                "",
                "CY calendar year, FY fiscal year, months (part of a year), average (of years)",
            ),
            ("year", "integer", "year", "year in which the period begins"),
            ("basis", "string", "", "who reports"),
            ("first_to_second", "number", "see unit", "exports of the first country to the second"),
            ("second_to_first", "number", "see unit", "exports of the second country to the first"),
            ("total", "number", "see unit", "both directions, or the one quantity of the row"),
            ("total_text", "string", "", "total where the page prints no number ('>1000')"),
            ("unit", "string", "", "musd (million current US$), Mt, tonnes or bpd (barrels a day)"),
            ("url", "string", "", "address of the page"),
            ("page_date", "string", "date", "date of the page"),
            ("note", "string", "", "what else must be known"),
        ),
        key=("figure_id",),
        publisher="compiled by the authors from published pages",
        url="https://www.brecorder.com/news/40179399/russian-envoy-hopes-bilateral-trade-volume-to-rebound-soon",
        credit="compiled from the pages named in column url",
        remarks=(
            FISCAL_YEARS,
            "Sources conflict and both stay: Pakistan-Russia 2022-23 is 920 or 666.85 million US$; the balance printed for 2020-21 does not add up.",
            "Two values of 2019 are derived from printed growth rates; the years of two rows are inferred (see note).",
            "Filter by unit: three rows are quantities, not money.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="sbp_trade",
        title="Pakistan's trade by partner in figures of the State Bank, fiscal years 2019-20 to 2024-25",
        description="Exports to up to 20 partners, imports from a few; WLD is the total. As quoted in the press.",
        build=state_bank,
        raw=(STATE_BANK,),
        columns=(
            ("partner", "string", "ISO 3166-1 alpha-3", "partner; WLD for the total"),
            ("flow", "string", "", "exports or imports of Pakistan"),
            ("fy_start", "integer", "year", "year in which the fiscal year (July to June) begins"),
            ("months", "integer", "months", "12, or 11 for July to May"),
            ("revised", "boolean", "", "True for a value printed a year later"),
            ("value_musd", "number", "million current US$", "bank payments"),
            ("url", "string", "", "address of the page"),
            ("page_date", "string", "date", "date of the page"),
        ),
        key=("partner", "flow", "fy_start", "months", "revised"),
        publisher="State Bank of Pakistan, as quoted in the press",
        url="https://dailytimes.com.pk/974397/pak-us-trade-witnesses-over-44pc-growth-during-fy2022/",
        credit="State Bank of Pakistan, as quoted in the press named in column url",
        remarks=(
            FISCAL_YEARS,
            "Bank payments, not customs values: never add them to customs data.",
            "There is no figure for Russia.",
            "Imports of 2019-20 and 2020-21 are eleven months.",
        ),
        **COMMON,
    ),
)
