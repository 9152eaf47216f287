"""Armed conflicts by country and year 1946-2024, battle deaths 1946-2022 (UCDP and PRIO), and refugees (UNHCR)."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import from_cow, succeeded
from analysis.sources.spec import read

DEATHS = "events/battle_deaths_country_year_1946_2022.csv.gz"
CONFLICTS = "events/ucdp_prio_acd_participants_year.csv.gz"
STATES = "unvotes/dyads/cow_states.csv.gz"
FIRST_YEAR = 1946
LAST_LISTED = 2016  # a state with this end year was still a member when the list was made
# Gleditsch-Ward codes that differ from those of Correlates of War, or are in neither list of United Nations members.
GLEDITSCH_WARD = {
    6: "PRI", 340: "SRB", 347: "XKX", 609: "ESH", 665: "PSE", 699: "PSE", 815: "VNM", 930: "NCL", 960: "PYF",
    6511: "PSE", 6631: "PSE", 817: "VNM",
}  # fmt: skip
ROLES = {"party": ("gwno_a", "gwno_b"), "supporter": ("gwno_a_2nd", "gwno_b_2nd")}
WAR = 2


def battle_deaths(raw: Path) -> pd.DataFrame:
    """Battle deaths by country and year; territories without a code are left out (see the table's remarks)."""
    table = read(raw, DEATHS, ["gwcode", "year", "low", "high", "best", "source"])
    country = table["gwcode"].astype(int).map(from_cow(raw) | GLEDITSCH_WARD)
    table = table.assign(country=country, source=table["source"].str.split().str[0]).dropna(subset="country")
    return table.astype(dict.fromkeys(["year", "low", "best", "high"], int))


def _state_years(raw: Path, final: int) -> pd.MultiIndex:
    """Every state and year of its membership in the system of states, so that a year without conflict is a zero."""
    states = read(raw, STATES, ["ccode", "styear", "endyear"])
    codes = states["ccode"].astype(int).map(from_cow(raw) | GLEDITSCH_WARD)
    pairs = {
        (code, year)
        for code, first, last in zip(codes, states["styear"], states["endyear"], strict=True)
        if isinstance(code, str)
        for year in range(max(int(first), FIRST_YEAR), (final if last >= LAST_LISTED else int(last)) + 1)
    }
    found = pd.DataFrame(sorted(pairs), columns=["country", "year"])
    return pd.MultiIndex.from_frame(found.assign(country=succeeded(found["country"], found["year"])))


def conflicts(raw: Path) -> pd.DataFrame:
    """Armed conflicts and wars by country, year and role, each conflict counted once whatever its number of rows."""
    table = read(raw, CONFLICTS, ["conflict_id", "year", "intensity_level", *ROLES["party"], *ROLES["supporter"]])
    codes, state_years = from_cow(raw) | GLEDITSCH_WARD, _state_years(raw, int(table["year"].max()))
    found = []
    for role, columns in ROLES.items():
        rows = table.melt(["conflict_id", "year", "intensity_level"], list(columns), value_name="gwno")
        rows = rows.dropna(subset="gwno").assign(country=lambda x: x["gwno"].astype(int).map(codes))
        rows = rows.dropna(subset="country").assign(country=lambda x: succeeded(x["country"], x["year"]))
        rows = rows.astype({"year": int}).drop_duplicates(["conflict_id", "year", "country"])
        rows = rows.assign(war=(rows["intensity_level"] == WAR).astype(int))
        counts = rows.groupby(["country", "year"])["war"].agg(conflicts="size", wars="sum")
        counts = counts.reindex(counts.index.union(state_years), fill_value=0)
        found.append(counts.reset_index().assign(role=role))
    return pd.concat(found)


def enemies(raw: Path) -> pd.DataFrame:
    """Pairs of states on opposite sides of an armed conflict between states, each pair and year once, in alphabetical order."""
    table = read(raw, CONFLICTS, ["year", "type_of_conflict", "intensity_level", *ROLES["party"]])
    table = table[table["type_of_conflict"] == "interstate"].dropna(subset=list(ROLES["party"]))
    codes = from_cow(raw) | GLEDITSCH_WARD
    sides = [table[column].astype(int).map(codes) for column in ROLES["party"]]
    found = pd.DataFrame({"a": sides[0], "b": sides[1], "year": table["year"].astype(int)}).dropna()
    swapped = found["a"] > found["b"]
    found.loc[swapped, ["a", "b"]] = found.loc[swapped, ["b", "a"]].to_numpy()
    war = (table["intensity_level"] == WAR).reindex(found.index)
    rows = found[found["a"] != found["b"]].assign(war=war)
    return rows.groupby(["a", "b", "year"])["war"].max().reset_index()


def refugees(table: pd.DataFrame) -> pd.DataFrame:
    """Refugees and others in need of protection by origin, asylum and year; all pairs of the source, in its order of codes."""
    return table.sort_values(["origin", "asylum", "year"]).replace(
        {side: {"UNK": "ZZZ"} for side in ("origin", "asylum")}
    )
