"""India, Department of Commerce: imports of crude oil and coal by origin in financial years.

Where: Export Import Data Bank, https://tradestat.commerce.gov.in/eidb/. Terms: not verified, use with attribution.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import TableSpec, read

RAW = "trade/india_imports_hs2709_hs2701_by_country_fy2018_fy2023.csv"
FUELS = {2709: "crude", 2701: "coal"}
SUMS = r"^Total$|^India's Total Import|^%Share$"
# The data bank's abbreviations.
LABELS = {
    "BAHARAIN IS": "Bahrain",
    "BANGLADESH PR": "Bangladesh",
    "CHINA P RP": "China",
    "CONGO D. REP.": "Democratic Republic of the Congo",
    "CONGO P REP": "Congo",
    "EGYPT A RP": "Egypt",
    "EQUTL GUINEA": "Equatorial Guinea",
    "KOREA RP": "South Korea",
    "KYRGHYZSTAN": "Kyrgyzstan",
    "NETHERLAND": "Netherlands",
    "PAKISTAN IR": "Pakistan",
    "SAUDI ARAB": "Saudi Arabia",
    "SRI LANKA DSR": "Sri Lanka",
    "TANZANIA REP": "Tanzania",
    "TRINIDAD": "Trinidad and Tobago",
    "U ARAB EMTS": "United Arab Emirates",
    "U K": "United Kingdom",
    "U S A": "United States",
    "UNSPECIFIED": "not specified",
    "VIETNAM SOC REP": "Vietnam",
    "VIRGIN IS US": "U.S. Virgin Islands",
    "YEMEN REPUBLC": "Yemen",
}
PARTIAL_YEAR, MONTHS, MONTHS_TO_AUGUST = "2022-23", 12, 5


def build(raw: Path) -> pd.DataFrame:
    """Imports by fuel, origin and financial year; printed totals are left out, 2022-23 is April to August."""
    table = read(raw, RAW, ["hs4", "sheet", "country", "musd"])
    table = table[~table["country"].str.contains(SUMS)].dropna(subset="musd")
    rows = pd.DataFrame({
        "importer": "IND",
        "origin": to_iso3(table["country"].replace(LABELS), raw, "Department of Commerce, India"),
        "fuel": table["hs4"].map(FUELS),
        "fiscal_year": table["sheet"],
        "fy_start": table["sheet"].str[:4].astype(int),
        "months": table["sheet"].eq(PARTIAL_YEAR).map({True: MONTHS_TO_AUGUST, False: MONTHS}),
        "value_musd": table["musd"].astype(float),
    })  # fmt: skip
    keys = ["importer", "origin", "fuel", "fiscal_year", "fy_start", "months"]
    return rows.groupby(keys, as_index=False)[["value_musd"]].sum().round(2)


TABLES = (
    TableSpec(
        name="crude_imports",
        title="India's imports of crude oil and coal by origin, financial years 2017-18 to 2022-23",
        description="Million US$, financial years from April to March.",
        build=build,
        raw=(RAW,),
        columns=(
            ("importer", "string", "ISO 3166-1 alpha-3", "IND"),
            ("origin", "string", "ISO 3166-1 alpha-3", "origin; ZZZ for unspecified"),
            ("fuel", "string", "", "crude (HS 2709) or coal (HS 2701)"),
            ("fiscal_year", "string", "", "financial year, April to March"),
            ("fy_start", "integer", "year", "calendar year in which the financial year begins"),
            ("months", "integer", "months", "months covered: 5 in 2022-23, April to August"),
            ("value_musd", "number", "million current US$", "imports"),
        ),
        key=("importer", "origin", "fuel", "fy_start"),
        publisher="Government of India, Department of Commerce, Export Import Data Bank",
        url="https://tradestat.commerce.gov.in/eidb/",
        vintage="saved in November 2022",
        licence="terms not verified; use with attribution",
        licence_url="https://tradestat.commerce.gov.in/eidb/",
        verdict="attribution-terms",
        credit="Government of India, Department of Commerce, Export Import Data Bank",
        remarks=(
            "Financial years run from April to March: never mix them with calendar years.",
            "2022-23 is April to August 2022 only.",
        ),
    ),
)
