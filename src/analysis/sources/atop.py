"""Alliance Treaty Obligations and Provisions (ATOP) v5.1: allies of the United States by year, 1945-2018."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import from_cow
from analysis.sources.spec import read

RAW = "unvotes/dyads/atop_alliance.csv.gz"
USA, ICELAND = 2, 395
AMERICAS = range(20, 166)
FIRST_YEAR = 1945
OBLIGATIONS = {
    "atop_defense": "defence", "atop_neutral": "neutrality", "atop_nonagg": "nonaggression", "atop_consul": "consultation",
}  # fmt: skip


def alliances(raw: Path) -> pd.DataFrame:
    """Obligations between the US and each partner by year, and whether the partner is in NATO or in the Americas.

    NATO is read from the data: Iceland's only defence pact is NATO, so whoever owes Iceland defence is in it.
    """
    table = read(raw, RAW, {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year"} | OBLIGATIONS)
    table = table[table["year"] >= FIRST_YEAR]
    own = table[table["ccode1"] == USA]
    pact = table[(table["ccode1"] == ICELAND) & (table["defence"] == 1)]
    nato = set(zip(pact["ccode2"], pact["year"], strict=True)) | {(ICELAND, year) for year in pact["year"]}
    rows = own.astype(dict.fromkeys(OBLIGATIONS.values(), int)).assign(
        partner=own["ccode2"].map(from_cow(raw)),
        nato=[int((code, year) in nato) for code, year in zip(own["ccode2"], own["year"], strict=True)],
        americas=own["ccode2"].isin(AMERICAS).astype(int),
    )
    return rows.groupby(["partner", "year"], as_index=False).max()
