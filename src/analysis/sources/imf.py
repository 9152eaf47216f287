"""IMF Direction of Trade Statistics: trade of India and Russia as each of them reports it, 1992-2020.

Where: https://data.imf.org/en/datasets/IMF.STA:IMTS. Terms: not confirmed; a small extract only.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "trade/imf_dots_total_trade_bra_ind_rus_mex_1948_2020.csv"
PAIR = {"India": "IND", "Russia": "RUS"}
MILLION = 1e6


def build(raw: Path) -> pd.DataFrame:
    """Exports plus imports of India and Russia with each other, by reporter and year."""
    table = read(raw, RAW, ["reporter", "partner", "year", "total_trade_usd", "repaired"])
    table = table[table["reporter"].isin(PAIR) & table["partner"].isin(PAIR)]
    rows = pd.DataFrame({
        "reporter": table["reporter"].map(PAIR),
        "partner": table["partner"].map(PAIR),
        "year": table["year"],
        "total_musd": (table["total_trade_usd"] / MILLION).round(3),
        "repaired": table["repaired"] == 1,
    })  # fmt: skip
    return rows.sort_values(["reporter", "year"])


TABLES = (
    TableSpec(
        name="trade_ind_rus",
        title="Trade of India and Russia by either side's report, 1992-2020",
        description="Exports plus imports; the two reports differ by up to a factor of 2.1.",
        build=build,
        raw=(RAW,),
        columns=(
            ("reporter", "string", "ISO 3166-1 alpha-3", "IND or RUS: who reports"),
            ("partner", "string", "ISO 3166-1 alpha-3", "the other one"),
            ("year", "integer", "year", "calendar year"),
            ("total_musd", "number", "million current US$", "exports plus imports"),
            ("repaired", "boolean", "", "True where a decimal point lost in the copy was set back"),
        ),
        key=("reporter", "year"),
        publisher="IMF, Direction of Trade Statistics",
        url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
        vintage="as in R package MultiATSM 1.5.1",
        licence="IMF terms not confirmed; small extract",
        licence_url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
        verdict="fair-use",
        credit="IMF, Direction of Trade Statistics",
        remarks=("There is no split of exports and imports.", "India's report lacks 1993."),
    ),
)
