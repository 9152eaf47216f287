"""How close countries are said to be: votes, visits and trips, alliances, sanctions, tone of events."""

import re
from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, from_cow, known, succeeded, to_iso3
from analysis.sources.spec import open_year, parts, read

ALLIANCES = "unvotes/dyads/atop_alliance.csv.gz"
USA, ICELAND = 2, 395
AMERICAS = range(20, 166)
FIRST_YEAR = 1945  # of the alliances
OBLIGATIONS = {
    "atop_defense": "defence", "atop_neutral": "neutrality", "atop_nonagg": "nonaggression", "atop_consul": "consultation",
}  # fmt: skip
SENDERS = {"United States": "USA", "Russia": "RUS", "China": "CHN", "EU": "EU", "United Kingdom": "GBR"}
# Commas between countries, not those inside "Korea, North" and the like.
BETWEEN = re.compile(r",(?! *(?:North|South|Arab Rep\.|Democratic Republic of the)(?:,|$)) *")
SPAN = 5  # years of leaders' trips
LEAST_DAYS = 100  # with events of a pair
LAST_YEAR = 2023  # of events: of 2024 there are 54 days
VOTES = "unvotes/primary/undl_ga_votes_1946_2025.csv.gz"
RESOLUTIONS = "unvotes/primary/undl_ga_resolutions_1946_2025.csv.gz"
UKRAINE = r"ukrain|crimea|sevastopol|path to peace|suspension of the rights of membership of the russian"
AFGHANISTAN = r"afghan"
CAST = ["Y", "N", "A", "X"]
RECORD = {"undl_id": "resolution_id", "vote_date": "date", "n_members": "members", "source_log": "crawl"}
NEEDED = ("session", "symbol", "title", "agenda", "recorded", "same_vote_as")
# Crises on which the Assembly took sides: words of the title, first and last date. Later votes on Hungary name the emergency
# session that was held on it; the vote of December 1971 on the war in South Asia names no country, so its symbol tells.
CRISES = (
    ("Hungary", r"situation in hungary|2nd emergency special session .* from 4 to 10 november 1956", "1956", "1957"),
    ("Afghanistan", AFGHANISTAN, "1980", "1989"),
    ("Kampuchea", r"situation in kampuchea", "1979", "1990"),
    ("Ukraine", UKRAINE, "2014", "9999"),
)
EAST_PAKISTAN = "A/RES/2793(XXVI)"


def _recorded(raw: Path) -> pd.DataFrame:
    table = read(raw, RESOLUTIONS, [*RECORD, *NEEDED], dtype={"session": str, "same_vote_as": str})
    table = table.rename(columns=RECORD)
    # A few records give the session in their symbol alone, such as A/RES/79/XX.
    table["session"] = table["session"].fillna(table["symbol"].str.extract(r"/(\d+)/", expand=False))
    once = (table["recorded"] == 1) & table["same_vote_as"].isna()
    return table[once & table["date"].astype(str).str.match(r"\d{4}")]


def un_votes(raw: Path) -> pd.DataFrame:
    """One row per resolution and member; repeats of one omnibus vote are left out."""
    table = read(raw, VOTES, {"undl_id": "resolution_id", "iso3": "country", "vote": "vote"})
    table = table[table["resolution_id"].isin(_recorded(raw)["resolution_id"])]
    return table.assign(vote=pd.Categorical(table["vote"], categories=CAST))


def un_resolutions(raw: Path) -> pd.DataFrame:
    """One row per recorded vote: date, year of the session, tallies, topics, and whether the superpowers were opposed."""
    table = _recorded(raw)
    cast = read(raw, VOTES, ["undl_id", "iso3", "vote"])
    powers = cast[cast["iso3"].isin(["USA", "RUS"])].pivot(index="undl_id", columns="iso3", values="vote")
    powers = powers.reindex(table["resolution_id"])
    title = table["title"].fillna("").str.lower()
    text = title + " " + table["agenda"].fillna("").str.lower()
    sessions = pd.to_numeric(table["session"], errors="coerce") + 1945
    year = sessions.fillna(table["date"].str[:4].astype(int)).astype(int)
    return table.assign(
        year=year,
        us_soviet_opposed=(powers["USA"] + powers["RUS"]).isin(["YN", "NY"]).to_numpy(),
        ukraine=title.str.contains(UKRAINE),
        afghanistan=text.str.contains(AFGHANISTAN),
        crisis=_crisis(table, text),
        incomplete_year=year >= _running(table["date"]),
    )


def _crisis(table: pd.DataFrame, text: pd.Series) -> pd.Series:
    found = pd.Series("", index=table.index).mask(table["symbol"] == EAST_PAKISTAN, "East Pakistan")
    for name, words, first, last in CRISES:
        found = found.mask(text.str.contains(words) & table["date"].between(first, last), name)
    return found.mask(found == "")


def _running(dates: pd.Series) -> int:
    """The year in which the session opened that ran at the last date: it is whole once the next one has opened, in September."""
    last = str(dates.max())
    return int(last[:4]) - (last[5:7] < "09")


def ideal_points(table: pd.DataFrame) -> pd.DataFrame:
    """Ideal points from votes on final passage, with the 5th and 95th percentiles of the posterior."""
    table = table.dropna(subset=["country", "ideal_point"])
    table = table.assign(country=succeeded(table["country"], table["year"]))
    return table.drop_duplicates(["country", "year"])


def visits(raw: Path) -> pd.DataFrame:
    """One row per visit or country stop, both directions; a last year that ends before December is left out."""
    out, home = parts(raw, "state_department", "visits")
    home = home.assign(direction="to_us", role="leader", place="")
    rows = pd.concat([out.assign(direction="from_us"), home], ignore_index=True)
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
        target=table["target"].map(BETWEEN.split),
        sender=table["sender"].map(lambda text: [SENDERS[one] for one in BETWEEN.split(text) if one in SENDERS]),
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


def leader_trips(table: pd.DataFrame) -> pd.DataFrame:
    """Means over five years of trips and visits, and the country's rank by each among countries with all five years."""
    table = table.assign(
        country=to_iso3(table["label"], "COLT", "colt"),
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
