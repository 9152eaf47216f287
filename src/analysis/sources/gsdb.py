"""Global Sanctions Data Base, release 4: yearly numbers of cases by sender and target, 1949-2023.

Where: https://www.globalsanctionsdatabase.com (Felbermayr, Kirilakha, Syropoulos, Yalcin and Yotov 2020). Terms: given on
request, so the cases are not shipped; yearly counts are the authors' calculations.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import known, plain, to_iso3
from analysis.sources.spec import TableSpec, read

RAW = "usties/sanctions/GSDB_V4_caselevel.csv"
SENDERS = {"United States": "USA", "Russia": "RUS", "China": "CHN", "EU": "EU", "United Kingdom": "GBR"}
LAST_YEAR = 2023
WITH_COMMAS = {
    "Congo, Democratic Republic of the": "Democratic Republic of the Congo",
    "Korea, North": "North Korea",
    "Korea, South": "South Korea",
    "Yemen, Arab Rep.": "Yemen",
}


def build(raw: Path) -> pd.DataFrame:
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
    spans = zip(cases["begin"].astype(int), cases["end"].astype(int), strict=True)
    in_force = pd.Series([list(range(begin, min(end, LAST_YEAR) + 1)) for begin, end in spans], index=cases.index)
    years = cases.assign(year=in_force).explode("year").assign(active=1)
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


TABLES = (
    TableSpec(
        name="sanctions",
        title="Sanction cases by sender, target and year, 1949-2023",
        description="Yearly counts of cases of the US, EU, UK, Russia and China, alone or with others.",
        build=build,
        raw=(RAW,),
        columns=(
            ("sender", "string", "ISO 3166-1 alpha-3 or EU", "sender, alone or with others"),
            ("target", "string", "ISO 3166-1 alpha-3", "target"),
            ("year", "integer", "year", "year"),
            ("active", "integer", "cases", "cases in force in the year"),
            ("begun", "integer", "cases", "cases opened in the year"),
            ("active_arms_military", "integer", "cases", "of those in force: bar arms or military assistance"),
            ("begun_arms_military", "integer", "cases", "of those opened: bar arms or military assistance"),
        ),
        key=("sender", "target", "year"),
        publisher="Global Sanctions Data Base",
        url="https://www.globalsanctionsdatabase.com",
        vintage="release 4 (1949-2023)",
        licence="distributed on request; yearly counts are authors' calculations",
        licence_url="https://www.globalsanctionsdatabase.com",
        verdict="reference-only source, derived figures",
        credit="Felbermayr, Kirilakha, Syropoulos, Yalcin and Yotov (2020), Global Sanctions Data Base, release 4; yearly counts are authors' calculations",
        remarks=(
            "One case is one policy: counts are no measure of intensity.",
            "No row means no case in force. A case that ends in 2023 may still be in force.",
            "No case of the United States against Russia is in force in 1992-2013 (Jackson-Vanik and Magnitsky are missing).",
        ),
    ),
)
