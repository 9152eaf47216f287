"""Diplometrics' COLT: how often leaders travelled and were visited, by country. Five-year means and ranks only: the licence was not seen."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, to_iso3
from analysis.sources.spec import read

RAW = "wider/colt_leader_trips_by_country_1990_2024.csv"
SPAN = 5
# Labels of places without a code of their own and of organisations.
NO_STATES = {
    "Abkhazia", "African Union (AU)", "Association of Southeast Asian Nations (ASEAN)", "Crimea", "Donetsk", "East Jerusalem",
    "European Commission (EC)", "International Monetary Fund (IMF)", "Israeli Settlements", "Jammu and Kashmir", "Kherson", "Luhansk",
    "Nagorno-Karabakh", "Northern Cyprus", "Transnistria", "United Nations (UN)", "World Bank (IBRD)",
}  # fmt: skip


def leader_trips(raw: Path) -> pd.DataFrame:
    """Means over five years of trips and visits, and the country's rank by each among countries with all five years."""
    table = read(raw, RAW, {"year": "year", "country": "label", "trips_abroad": "trips", "visits_received": "visits"})
    table = table[~table["label"].isin(NO_STATES)]
    table["country"] = to_iso3(table["label"], raw, "COLT")
    table["first_year"] = table["year"] - (table["year"] - table["year"].min()) % SPAN
    years = table[table["country"] != NO_COUNTRY].groupby(["country", "first_year"])
    found = (years[["trips", "visits"]].sum() / SPAN)[years["year"].nunique() == SPAN].reset_index()
    spans = found.groupby("first_year")
    ranks = spans[["trips", "visits"]].rank(ascending=False, method="min").astype(int).add_suffix("_rank")
    return found.join(ranks).assign(countries=spans["country"].transform("size"))
