"""Global Sanctions Data Base, release 4: yearly numbers of cases by sender and target, 1949-2023."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import known, plain, succeeded, to_iso3
from analysis.sources.spec import read

RAW = "usties/sanctions/GSDB_V4_caselevel.csv"
SENDERS = {"United States": "USA", "Russia": "RUS", "China": "CHN", "EU": "EU", "United Kingdom": "GBR"}
WITH_COMMAS = {
    "Congo, Democratic Republic of the": "Democratic Republic of the Congo",
    "Korea, North": "North Korea",
    "Korea, South": "South Korea",
    "Yemen, Arab Rep.": "Yemen",
}


def sanctions(raw: Path) -> pd.DataFrame:
    """Cases in force and cases opened, by sender, target and year; a row for every year with a case in force."""
    table = read(raw, RAW, ["case_id", "sanctioned_state", "sanctioning_state", "begin", "end", "arms", "military"])
    table = table.assign(
        target=table["sanctioned_state"].map(_split),
        sender=table["sanctioning_state"].map(lambda text: [SENDERS[s] for s in _split(text) if s in SENDERS]),
        arms_military=(table["arms"].astype(int) | table["military"].astype(int)),
    )
    cases = table.explode("sender").dropna(subset="sender").explode("target")
    cases = cases.assign(target=to_iso3(cases["target"], raw, "GSDB"))
    cases = cases[cases["target"].isin(set(known(raw).values()) - {"ZZZ"})].drop_duplicates(
        ["case_id", "sender", "target"]
    )
    last = int(table["begin"].astype(int).max())
    spans = zip(cases["begin"].astype(int), cases["end"].astype(int), strict=True)
    in_force = pd.Series([list(range(begin, min(end, last) + 1)) for begin, end in spans], index=cases.index)
    years = cases.assign(year=in_force).explode("year").assign(active=1)
    years["target"] = succeeded(years["target"], years["year"])
    years["begun"] = (years["year"] == years["begin"]).astype(int)
    years["active_arms_military"] = years["arms_military"]
    years["begun_arms_military"] = years["begun"] * years["arms_military"]
    counts = ["active", "begun", "active_arms_military", "begun_arms_military"]
    found = years.groupby(["sender", "target", "year"])[counts].sum().astype(int).reset_index()
    return found.astype({"year": int})


def _split(text: str) -> list[str]:
    for given, single in WITH_COMMAS.items():
        text = text.replace(given, single)
    return [part.strip() for part in text.split(",") if plain(part)]
