"""Alliance Treaty Obligations and Provisions (ATOP) v5.1: allies of the United States by year, 1945-2018.

Where: http://www.atopdata.org (Leeds, Ritter, Mitchell and Long 2002). Terms: free for research with citation; rows of the
focal states only.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.names import from_cow
from analysis.sources.spec import TableSpec, read

RAW = "unvotes/dyads/atop_alliance.csv.gz"
USA, ICELAND = 2, 395
AMERICAS = range(20, 166)
FIRST_YEAR = 1945
OBLIGATIONS = {
    "atop_defense": "defence",
    "atop_neutral": "neutrality",
    "atop_nonagg": "nonaggression",
    "atop_consul": "consultation",
}
COMMON: dict[str, Any] = {
    "publisher": "Alliance Treaty Obligations and Provisions (ATOP)",
    "url": "http://www.atopdata.org",
    "vintage": "version 5.1 (to 2018)",
    "licence": "free for research with citation; rows of the focal states",
    "licence_url": "http://www.atopdata.org",
    "verdict": "fair-use",
    "credit": "Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, v5.1",
}
CODES = tuple((name, "integer", "", f"1 if the treaty holds an obligation of {name}") for name in OBLIGATIONS.values())
TREATIES = "Multilateral treaties count: the codes say what is owed on paper, not how close two states are."


def _since_1945(raw: Path) -> pd.DataFrame:
    table = read(raw, RAW, ["ccode1", "ccode2", "year", *OBLIGATIONS])
    return table[table["year"] >= FIRST_YEAR].rename(columns=OBLIGATIONS)


def allies(raw: Path) -> pd.DataFrame:
    """Obligations between the US and each partner by year, and whether the partner is in NATO or in the Americas.

    NATO is read from the data: Iceland's only defence pact is NATO, so whoever owes Iceland defence is in it.
    """
    table = _since_1945(raw)
    own = table[table["ccode1"] == USA]
    pact = table[(table["ccode1"] == ICELAND) & (table["defence"] == 1)]
    nato = set(zip(pact["ccode2"], pact["year"], strict=True)) | {(ICELAND, year) for year in pact["year"]}
    rows = pd.DataFrame({
        "partner": own["ccode2"].map(from_cow(raw)),
        "year": own["year"],
        **{name: own[name].astype(int) for name in OBLIGATIONS.values()},
        "nato": [int((code, year) in nato) for code, year in zip(own["ccode2"], own["year"], strict=True)],
        "americas": own["ccode2"].isin(AMERICAS).astype(int),
    })  # fmt: skip
    return rows.groupby(["partner", "year"], as_index=False).max()


TABLES = (
    TableSpec(
        name="alliances",
        title="Treaty obligations between the United States and its allies by year, 1945-2018",
        description="Every state with a treaty obligation of any kind towards the United States.",
        build=allies,
        raw=(RAW,),
        columns=(
            ("partner", "string", "ISO 3166-1 alpha-3", "partner of the United States"),
            ("year", "integer", "year", "year"),
            *CODES,
            ("nato", "integer", "", "1 if the partner is in NATO that year (defence pact with Iceland)"),
            ("americas", "integer", "", "1 if the partner lies in the Americas (Correlates of War codes 20-165)"),
        ),
        key=("partner", "year"),
        remarks=(TREATIES, "A US defence obligation towards Pakistan stands in every year 1954-2018."),
        **COMMON,
    ),
)
