"""How close countries are said to be: visits and trips, alliances, exercises, sanctions, views of others, tone of events."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, from_cow, known, plain, succeeded, to_iso3
from analysis.sources.spec import open_year, read

TRAVELS = "usties/travel/us_president_secretary_travels.csv"
VISITS = "usties/travel/foreign_leader_visits_to_us.csv"
ALLIANCES = "unvotes/dyads/atop_alliance.csv.gz"
USA, ICELAND = 2, 395
AMERICAS = range(20, 166)
FIRST_YEAR = 1945
OBLIGATIONS = {
    "atop_defense": "defence", "atop_neutral": "neutrality", "atop_nonagg": "nonaggression", "atop_consul": "consultation",
}  # fmt: skip
SENDERS = {"United States": "USA", "Russia": "RUS", "China": "CHN", "EU": "EU", "United Kingdom": "GBR"}
WITH_COMMAS = {
    "Congo, Democratic Republic of the": "Democratic Republic of the Congo",
    "Korea, North": "North Korea",
    "Korea, South": "South Korea",
    "Yemen, Arab Rep.": "Yemen",
}
SPAN = 5
# Labels of places without a code of their own and of organisations.
NO_STATES = {
    "Abkhazia", "African Union (AU)", "Association of Southeast Asian Nations (ASEAN)", "Crimea", "Donetsk", "East Jerusalem",
    "European Commission (EC)", "International Monetary Fund (IMF)", "Israeli Settlements", "Jammu and Kashmir", "Kherson", "Luhansk",
    "Nagorno-Karabakh", "Northern Cyprus", "Transnistria", "United Nations (UN)", "World Bank (IBRD)",
}  # fmt: skip
LEAST_DAYS = 100
LAST_YEAR = 2023  # of 2024 there are 54 days


def visits(raw: Path) -> pd.DataFrame:
    """One row per visit or country stop, both directions; a last year that ends before December is left out."""
    days = {"id": "id", "start_date": "start_date", "end_date": "end_date"}
    stops = {"role": "role", "name": "person", "country_id": "label", "locale": "place", "remarks": "description"}
    guests = {"visitor": "person", "from_id": "label", "description": "description"}
    out = read(raw, TRAVELS, days | stops).assign(direction="from_us")
    home = read(raw, VISITS, days | guests).assign(direction="to_us", role="leader", place="")
    rows = pd.concat([out, home], ignore_index=True)
    dates = rows["start_date"].astype(str)
    rows = rows[dates.str[:4] < open_year(dates)].reset_index(drop=True)
    return rows.assign(
        visit_id=rows["direction"].str[:4].str.rstrip("_") + "-" + rows["id"].astype(str),
        country=to_iso3(rows["label"].astype(str).str.replace("-", " "), "US Department of State"),
    ).drop_duplicates()


def alliances(raw: Path) -> pd.DataFrame:
    """Obligations between the US and each partner by year, and whether the partner is in NATO or in the Americas.

    NATO is read from the data: Iceland's only defence pact is NATO, so whoever owes Iceland defence is in it.
    """
    table = read(raw, ALLIANCES, {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year"} | OBLIGATIONS)
    table = table[table["year"] >= FIRST_YEAR]
    own = table[table["ccode1"] == USA]
    pact = table[(table["ccode1"] == ICELAND) & (table["defence"] == 1)]
    nato = set(zip(pact["ccode2"], pact["year"], strict=True)) | {(ICELAND, year) for year in pact["year"]}
    rows = own.astype(dict.fromkeys(OBLIGATIONS.values(), int)).assign(
        partner=own["ccode2"].map(from_cow(raw)),
        nato=pd.MultiIndex.from_frame(own[["ccode2", "year"]]).isin(nato).astype(int),
        americas=own["ccode2"].isin(AMERICAS).astype(int),
    )
    return rows.groupby(["partner", "year"], as_index=False).max()


def sanctions(table: pd.DataFrame) -> pd.DataFrame:
    """Cases in force and cases opened, by sender, target and year; a row for every year with a case in force."""
    last = int(table["begin"].astype(int).max())
    table = table.assign(
        target=table["target"].map(_split),
        sender=table["sender"].map(lambda text: [SENDERS[one] for one in _split(text) if one in SENDERS]),
        arms_military=(table["arms"].astype(int) | table["military"].astype(int)),
    )
    cases = table.explode("sender").dropna(subset="sender").explode("target")
    cases = cases.assign(target=to_iso3(cases["target"], "GSDB"))
    cases = cases[cases["target"].isin(set(known().values()) - {"ZZZ"})]
    cases = cases.drop_duplicates(["case_id", "sender", "target"])
    spans = zip(cases["begin"].astype(int), cases["end"].astype(int), strict=True)
    in_force = pd.Series([list(range(begin, min(end, last) + 1)) for begin, end in spans], index=cases.index)
    years = cases.assign(year=in_force).explode("year").astype({"year": int})
    begun = (years["year"] == years["begin"]).astype(int)
    return years.assign(
        target=succeeded(years["target"], years["year"]),
        active=1,
        begun=begun,
        active_arms_military=years["arms_military"],
        begun_arms_military=begun * years["arms_military"],
    )


def _split(text: str) -> list[str]:
    for given, single in WITH_COMMAS.items():
        text = text.replace(given, single)
    return [part.strip() for part in text.split(",") if plain(part)]


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


def event_tone(table: pd.DataFrame) -> pd.DataFrame:
    """Rank of the pair's net over gross score among all pairs with events on a hundred days or more of the year."""
    table = table[(table["days_with_events"] >= LEAST_DAYS) & (table["year"] <= LAST_YEAR)]
    net, gross = table["positive_sum"] + table["negative_sum"], table["positive_sum"] - table["negative_sum"]
    by_year = (net / gross).groupby(table["year"])
    return table.assign(
        a=table[["first", "second"]].min(axis=1),
        b=table[["first", "second"]].max(axis=1),
        rank=by_year.rank(ascending=False, method="min").astype(int),
        pairs=by_year.transform("size"),
    )


def exercises(table: pd.DataFrame) -> pd.DataFrame:
    """Number of exercises with both states by year; unknown partners are left out."""
    return table[table["partner"] != NO_COUNTRY]


def favourability(table: pd.DataFrame) -> pd.DataFrame:
    """Percentages by country asked, country rated and year; items flagged as mis-coded at source are left out."""
    return table[~table["flag"].fillna("").str.contains("DO NOT USE")]
