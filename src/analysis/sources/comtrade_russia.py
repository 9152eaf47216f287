"""UN Comtrade, Russia's own declarations 2000-2020, and Russian wheat, fertiliser and gas to Pakistan and India 2020-2024.

Where: https://comtradeplus.un.org. Terms: United Nations copyright; small extracts for the focal countries only.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.spec import TableSpec, read

DECLARED = "trade/comtrade_russia_reporter_total_all_partners_2000_2020.csv.gz"
GOODS = "trade/comtrade_wheat_fertiliser_lpg_by_pair_2020_2026.csv.gz"
PARTNERS = ("PAK", "IND", "CHN", "USA", "TUR", "SAU", "IRN", "UKR", "DEU", "WLD")
NOT_SPECIFIED = 899
FLOWS = {"Import": "imports", "Export": "exports"}
PRODUCTS = {
    "wheat": "wheat",
    "ammonia": "ammonia",
    "urea": "urea",
    "lpg_propane": "propane",
    "lpg_butane": "butane",
}
IMPORTERS = ("PAK", "IND")
LAST_COMPLETE_YEAR = 2024
MILLION = 1e6
COMMON: dict[str, Any] = {
    "publisher": "UN Comtrade",
    "url": "https://comtradeplus.un.org",
    "licence": "United Nations copyright; small extract for the focal countries",
    "licence_url": "https://comtradeplus.un.org",
    "verdict": "fair-use",
}


def declared(raw: Path) -> pd.DataFrame:
    """Russia's declared imports and exports by partner and year, million US$."""
    table = read(raw, DECLARED, ["Year", "Trade Flow", "Partner Code", "Partner ISO", "Trade Value (US$)", "Flag"])
    not_specified = table["Partner Code"] == NOT_SPECIFIED
    table = table[(table["Partner ISO"].isin(PARTNERS) | not_specified) & table["Trade Flow"].isin(FLOWS)]
    rows = pd.DataFrame({
        "reporter": "RUS",
        "partner": table["Partner ISO"].mask(table["Partner Code"] == NOT_SPECIFIED, "ZZZ"),
        "year": table["Year"],
        "flow": table["Trade Flow"].map(FLOWS),
        "value_musd": (table["Trade Value (US$)"] / MILLION).round(3),
        "estimated": table["Flag"] != 0,
    })  # fmt: skip
    return rows.sort_values(["partner", "flow", "year"])


def goods(raw: Path) -> pd.DataFrame:
    """Imports of five goods from Russia by Pakistan and India, and Russia's share in the importer's imports of the good."""
    table = read(raw, GOODS, ["refYear", "layer", "exporter", "importer", "value_usd"])
    table = table[table["importer"].isin(IMPORTERS) & (table["refYear"] <= LAST_COMPLETE_YEAR)]
    total = table.groupby(["importer", "layer", "refYear"])["value_usd"].transform("sum")
    table = table.assign(share=(table["value_usd"] / total).round(6))[table["exporter"] == "RUS"]
    rows = pd.DataFrame({
        "exporter": table["exporter"],
        "importer": table["importer"],
        "year": table["refYear"],
        "product": table["layer"].map(PRODUCTS),
        "value_musd": (table["value_usd"] / MILLION).round(3),
        "share": table["share"],
    })  # fmt: skip
    return rows.sort_values(["importer", "product", "year"])


TABLES = (
    TableSpec(
        name="trade_declared",
        title="Russia's own declarations of trade with nine partners and the world, 2000-2020",
        description="All goods as Russia reports them to the United Nations; WLD is the world, ZZZ is areas not specified.",
        build=declared,
        raw=(DECLARED,),
        columns=(
            ("reporter", "string", "ISO 3166-1 alpha-3", "RUS"),
            ("partner", "string", "ISO 3166-1 alpha-3", "partner; WLD for the world, ZZZ for areas not specified"),
            ("year", "integer", "year", "calendar year"),
            ("flow", "string", "", "imports or exports of Russia"),
            ("value_musd", "number", "million current US$", "imports CIF, exports FOB"),
            ("estimated", "boolean", "", "True where the United Nations flags the value (Flag 4)"),
        ),
        key=("partner", "year", "flow"),
        vintage="copy of February 2022",
        credit="UN Comtrade, Russian Federation, all goods, authors' extract",
        remarks=(
            "Imports are CIF and exports FOB.",
            "Undisclosed destinations (ZZZ) hold 53 to 73 billion US$ of exports in 2011-15 but 0.3 to 1.9 in 2016-20: a rise from 2015 to 2016 is not necessarily real.",
            "Imports of 2016 and 2017 are about 15 per cent higher than in IMF data.",
            "The figures for Pakistan in 2009 are rounded to millions at source.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="wheat_trade",
        title="Russian wheat, fertiliser and liquefied gas to Pakistan and India, 2020-2024",
        description="As the importer reports them; wheat HS 1001, ammonia 2814, urea 310210, propane 271112, butane 271113.",
        build=goods,
        raw=(GOODS,),
        columns=(
            ("exporter", "string", "ISO 3166-1 alpha-3", "RUS"),
            ("importer", "string", "ISO 3166-1 alpha-3", "PAK or IND"),
            ("year", "integer", "year", "calendar year"),
            ("product", "string", "", "wheat, ammonia, urea, propane or butane"),
            ("value_musd", "number", "million current US$", "imports from Russia"),
            ("share", "number", "0 to 1", "Russia's share in the importer's recorded imports of the good"),
        ),
        key=("importer", "product", "year"),
        vintage="copy of 2026",
        credit="UN Comtrade, Pakistan and India, HS 1001, 2814, 310210, 271112, 271113, authors' extract",
        remarks=(
            "2025 and 2026 are incomplete at source and left out.",
            "No row means that the importer recorded none.",
            "Wheat to Pakistan in 2023 gives 484 US$ a tonne with the embassy's 1.4 Mt: high, and not confirmed.",
        ),
        **COMMON,
    ),
)
