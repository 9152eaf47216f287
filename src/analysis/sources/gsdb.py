"""Global Sanctions Data Base, release 4: yearly numbers of cases by sender and target, 1949-2023."""

import pandas as pd

from analysis.sources.names import known, plain, succeeded, to_iso3

SENDERS = {"United States": "USA", "Russia": "RUS", "China": "CHN", "EU": "EU", "United Kingdom": "GBR"}
WITH_COMMAS = {
    "Congo, Democratic Republic of the": "Democratic Republic of the Congo",
    "Korea, North": "North Korea",
    "Korea, South": "South Korea",
    "Yemen, Arab Rep.": "Yemen",
}


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
