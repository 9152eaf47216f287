"""AidData, Global Chinese Development Finance 3.0: China's commitments to the countries of the ready cases, 2000-2021.

Where: https://www.aiddata.org (yearly sums per recipient as kept in the R package odadata). Terms: AidData's licence for release 3.0
is not confirmed, so yearly sums are shipped for the countries of the ready cases only; of all others there are only the number, and
the total within the share.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "wider/aiddata_gcdf3_china_commitments_by_recipient_2000_2021.csv.gz"
# Roles of the cases in notebooks/parameters (a test compares); of these Saudi Arabia, Greece and the United States have no row.
CASES = ("EGY", "GRC", "IND", "IRN", "ISR", "PAK", "RUS", "SAU", "TUR", "USA", "VNM")
KINDS = {"oda_like_adjusted": "oda_like", "oof_like_adjusted": "other_official", "vague_adjusted": "vague"}
UNIT = "million constant 2021 US$"


def build(raw: Path) -> pd.DataFrame:
    """Commitments by kind, with the share of all commitments of the year and the rank among recipients."""
    columns = {"iso3": "recipient", "year": "year"} | KINDS
    table = read(raw, RAW, list(columns))[list(columns)].rename(columns=columns)
    kinds = list(KINDS.values())
    total = table[kinds].sum(axis=1)
    by_year = total.groupby(table["year"])
    table[kinds] = (table[kinds] / 1e6).round(3)
    table["share"] = (100 * total / by_year.transform("sum")).round(4)
    table["rank"] = by_year.rank(ascending=False, method="min").where(total > 0).astype("Int64")
    table["recipients"] = (total > 0).groupby(table["year"]).transform("sum")
    kept = table[table["recipient"].isin(CASES)].sort_values(["recipient", "year"])
    return kept[["recipient", "year", *kinds, "share", "rank", "recipients"]]


TABLES = (
    TableSpec(
        name="china_commitments",
        title="China's commitments of aid and credit to the countries of the ready cases, 2000-2021",
        description="Yearly sums as AidData counts them, without what it takes out of sums (debts rolled over and the like).",
        build=build,
        raw=(RAW,),
        columns=(
            ("recipient", "string", "ISO 3166-1 alpha-3", "recipient, one of the countries of the ready cases"),
            ("year", "integer", "year", "year of the commitment"),
            ("oda_like", "number", UNIT, "on terms like those of development aid"),
            ("other_official", "number", UNIT, "other official flows, mostly loans near market terms"),
            ("vague", "number", UNIT, "terms not known"),
            ("share", "number", "per cent", "share of the recipient in all commitments of the year to countries"),
            ("rank", "integer", "", "rank among recipients of the year, 1 is the largest; missing without an amount"),
            ("recipients", "integer", "countries", "recipients with an amount in the year"),
        ),
        key=("recipient", "year"),
        publisher="AidData, Global Chinese Development Finance Dataset",
        url="https://www.aiddata.org/data/aiddatas-global-chinese-development-finance-dataset-version-3-0",
        vintage="version 3.0 (2000-2021)",
        licence="licence of version 3.0 not confirmed; yearly sums of the countries of the ready cases, shares and ranks, with citation",
        licence_url="https://www.aiddata.org",
        verdict="attribution-terms",
        credit="AidData, Global Chinese Development Finance Dataset 3.0; yearly sums as kept in github.com/milesdwilliams15/odadata; shares and ranks are authors' calculations",
        remarks=(
            "Commitments, not payments: a loan of ten years stands in its first.",
            "Most of it is loans near market terms, not aid: never join it with oda_by_donor.",
            "Nothing after 2021. A year without a row is a year in which AidData found nothing.",
        ),
        constraints={column: {"minimum": 0} for column in KINDS.values()},
    ),
)
