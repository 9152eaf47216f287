"""What the United States and China gave or sold: aid, Coalition Support Funds, military sales, China's commitments."""

import pandas as pd

from analysis.sources.names import NO_COUNTRY, aliases, known, plain, whole

AMOUNTS = ["csf_musd", "security_musd", "economic_musd", "total_musd"]
# Roles of the cases in notebooks/parameters (a test compares); of these Saudi Arabia, Greece and the United States have no row.
CASES = ("EGY", "GRC", "IND", "IRN", "ISR", "PAK", "RUS", "SAU", "TUR", "USA", "VNM")
KINDS = ["oda_like", "other_official", "vague"]


def us_aid(table: pd.DataFrame) -> pd.DataFrame:
    """Obligations by recipient, fiscal year and category; regions and unallocated aid are recipient ZZZ."""
    return _fiscal_years(table).assign(category=table["category"].str.lower())


def us_aid_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Obligations and disbursements by recipient and fiscal year; the last year of the file, which was running, is left out."""
    recipient = table["code"].where(table["code"].isin(set(known().values())))
    for label in ("code", "name"):  # of former states
        recipient = recipient.fillna(table[label].astype(str).map(whole).map(aliases("foreignassistance")))
    rows = _fiscal_years(table).assign(
        recipient=recipient.fillna(NO_COUNTRY), transaction=table["transaction"].str.lower()
    )
    closed = rows["fiscal_year"] < rows["fiscal_year"].max()
    return pd.DataFrame(rows[rows["transaction"].isin(["obligations", "disbursements"]) & closed])


def _fiscal_years(table: pd.DataFrame) -> pd.DataFrame:
    """The table with `fiscal_year` as a number: the quarter of 1976 that is of no fiscal year is written 1976tq."""
    label = table["fiscal_year"]
    return table.assign(fiscal_year=label.str[:4].astype(int), transition_quarter=label.str.endswith("tq"))


def coalition_support(table: pd.DataFrame) -> pd.DataFrame:
    """Reimbursements and appropriations for Pakistan by fiscal year; FY2002-07 is one row, as published."""
    table[AMOUNTS] = table[AMOUNTS].apply(pd.to_numeric, errors="coerce").astype("Int64")
    return table


def dsca_sales(table: pd.DataFrame) -> pd.DataFrame:
    """Authorised value by country, line and fiscal year; the publisher's sums over all years are left out."""
    long = table.melt(["recipient_name", "line"], var_name="period", value_name="value_usd").dropna(subset="value_usd")
    years = long["period"].str.extract(r"FY(\d{4})(?:-(\d{4}))?")
    return long.assign(
        recipient=long["recipient_name"].map(lambda name: known().get(plain(name), NO_COUNTRY)),
        fy_start=years[0].astype(int),
        fy_end=years[1].fillna(years[0]).astype(int),
        value_usd=long["value_usd"].astype("int64"),
    )


def china_commitments(table: pd.DataFrame) -> pd.DataFrame:
    """China's commitments by kind, with the share of all of the year and the rank among recipients.

    The licence is not confirmed, so yearly sums are shipped for the countries of the ready cases only.
    """
    total = table[KINDS].sum(axis=1)
    by_year = total.groupby(table["year"])
    table[KINDS] = table[KINDS] / 1e6
    table["share"] = 100 * total / by_year.transform("sum")
    table["rank"] = by_year.rank(ascending=False, method="min").where(total > 0).astype("Int64")
    table["recipients"] = (total > 0).groupby(table["year"]).transform("sum")
    return table[table["recipient"].isin(CASES)]
