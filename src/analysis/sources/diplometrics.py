"""Diplometrics' COLT: how often leaders travelled and were visited, by country. Five-year means and ranks only: the licence was not seen."""

import pandas as pd

from analysis.sources.names import NO_COUNTRY, to_iso3

SPAN = 5
# Labels of places without a code of their own and of organisations.
NO_STATES = {
    "Abkhazia", "African Union (AU)", "Association of Southeast Asian Nations (ASEAN)", "Crimea", "Donetsk", "East Jerusalem",
    "European Commission (EC)", "International Monetary Fund (IMF)", "Israeli Settlements", "Jammu and Kashmir", "Kherson", "Luhansk",
    "Nagorno-Karabakh", "Northern Cyprus", "Transnistria", "United Nations (UN)", "World Bank (IBRD)",
}  # fmt: skip


def leader_trips(table: pd.DataFrame) -> pd.DataFrame:
    """Means over five years of trips and visits, and the country's rank by each among countries with all five years."""
    table = table[~table["label"].isin(NO_STATES)]
    table = table.assign(
        country=to_iso3(table["label"], "COLT"),
        first_year=table["year"] - (table["year"] - table["year"].min()) % SPAN,
    )
    years = table[table["country"] != NO_COUNTRY].groupby(["country", "first_year"])
    found = (years[["trips", "visits"]].sum() / SPAN)[years["year"].nunique() == SPAN].reset_index()
    spans = found.groupby("first_year")
    ranks = spans[["trips", "visits"]].rank(ascending=False, method="min").astype(int).add_suffix("_rank")
    return found.join(ranks).assign(countries=spans["country"].transform("size"))
