"""UCDP and PRIO: armed conflicts by country and year 1946-2024, battle deaths by country and year 1946-2022.

Where: https://ucdp.uu.se/downloads/. Terms: UCDP CC BY 4.0; PRIO's (deaths to 1988) are not confirmed.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.sources.names import from_cow
from analysis.sources.spec import TableSpec, read

DEATHS = "events/battle_deaths_country_year_1946_2022.csv.gz"
CONFLICTS = "events/ucdp_prio_acd_participants_year.csv.gz"
STATES = "unvotes/dyads/cow_states.csv.gz"
FIRST_YEAR, LAST_YEAR = 1946, 2024
YUGOSLAVIA, SERBIA, FIRST_SERBIAN_YEAR = "YUG", "SRB", 2006  # one code with Correlates of War
LAST_LISTED = 2016  # a state with this end year was still a member when the list was made
# Gleditsch-Ward codes that differ from those of Correlates of War, or are in neither list of United Nations members.
GLEDITSCH_WARD = {
    6: "PRI", 340: "SRB", 347: "XKX", 609: "ESH", 665: "PSE", 699: "PSE", 815: "VNM", 930: "NCL", 960: "PYF",
    6511: "PSE", 6631: "PSE", 817: "VNM",
}  # fmt: skip
ROLES = {"party": ("gwno_a", "gwno_b"), "supporter": ("gwno_a_2nd", "gwno_b_2nd")}
WAR = 2


def deaths(raw: Path) -> pd.DataFrame:
    """Battle deaths by country and year; territories without a code are left out (see the table's remarks)."""
    table = read(raw, DEATHS, ["gwcode", "year", "low", "high", "best", "source"])
    country = table["gwcode"].astype(int).map(from_cow(raw) | GLEDITSCH_WARD)
    table = table.assign(country=country, source=table["source"].str.split().str[0]).dropna(subset="country")
    keys = ["country", "year", "source"]
    return table.astype({"year": int}).groupby(keys)[["low", "best", "high"]].sum().astype(int).reset_index()


def _state_years(raw: Path) -> pd.MultiIndex:
    """Every state and year of its membership in the system of states, so that a year without conflict is a zero."""
    states = read(raw, STATES, ["ccode", "styear", "endyear"])
    codes = states["ccode"].astype(int).map(from_cow(raw) | GLEDITSCH_WARD)
    pairs = {
        (SERBIA if code == YUGOSLAVIA and year >= FIRST_SERBIAN_YEAR else code, year)
        for code, first, last in zip(codes, states["styear"], states["endyear"], strict=True)
        if isinstance(code, str)
        for year in range(max(int(first), FIRST_YEAR), (LAST_YEAR if last >= LAST_LISTED else int(last)) + 1)
    }
    return pd.MultiIndex.from_tuples(sorted(pairs), names=["country", "year"])


def conflicts(raw: Path) -> pd.DataFrame:
    """Armed conflicts and wars by country, year and role, each conflict counted once whatever its number of rows."""
    table = read(raw, CONFLICTS, ["conflict_id", "year", "intensity_level", *ROLES["party"], *ROLES["supporter"]])
    codes, state_years = from_cow(raw) | GLEDITSCH_WARD, _state_years(raw)
    found = []
    for role, columns in ROLES.items():
        rows = table.melt(["conflict_id", "year", "intensity_level"], list(columns), value_name="gwno")
        rows = rows.dropna(subset="gwno").assign(country=lambda x: x["gwno"].astype(int).map(codes))
        rows = rows.dropna(subset="country").astype({"year": int}).drop_duplicates(["conflict_id", "year", "country"])
        rows = rows.assign(war=(rows["intensity_level"] == WAR).astype(int))
        counts = rows.groupby(["country", "year"])["war"].agg(conflicts="size", wars="sum")
        counts = counts.reindex(counts.index.union(state_years), fill_value=0)
        found.append(counts.reset_index().assign(role=role))
    order = ["country", "year", "role", "conflicts", "wars"]
    return pd.concat(found)[order].sort_values(["country", "role", "year"])


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


OPEN: dict[str, Any] = {
    "publisher": "UCDP/PRIO Armed Conflict Dataset",
    "url": "https://ucdp.uu.se/downloads/",
    "vintage": "to 2024 (version as in R package peacesciencer)",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "verdict": "open",
    "credit": "UCDP/PRIO Armed Conflict Dataset, CC BY 4.0; counts are authors' calculations",
}
TABLES = (
    TableSpec(
        name="battle_deaths",
        title="Battle deaths in conflicts that involve a state, by country, 1946-2022",
        description="By place of death, lowest, best and highest estimate; PRIO to 1988, UCDP from 1989.",
        build=deaths,
        raw=(DEATHS,),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "country in which people died"),
            ("year", "integer", "year", "year"),
            ("source", "string", "", "PRIO (to 1988) or UCDP (from 1989): the measurement differs"),
            ("low", "integer", "persons", "lowest estimate"),
            ("best", "integer", "persons", "best estimate"),
            ("high", "integer", "persons", "highest estimate"),
        ),
        key=("country", "year"),
        publisher="PRIO Battle Deaths 3.1 and UCDP Georeferenced Event Dataset 23.1, combined by J. Vestby",
        url="https://ucdp.uu.se/downloads/",
        vintage="PRIO 3.1, UCDP GED 23.1",
        licence="UCDP CC BY 4.0; PRIO's terms not confirmed, with attribution",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="attribution-terms",
        credit="PRIO Battle Deaths Data 3.1 (1946-1988) and UCDP Georeferenced Event Dataset 23.1 (1989-2022), combined by J. Vestby (poldat)",
        remarks=(
            "BREAK 1988/89: another publisher and another way to count; never read the step between them as a fall.",
            "Ends in 2022. Conflicts between groups and violence against civilians are left out (Afghanistan 1998: 6,256 here, 12,174 with all violence).",
            "Events in Kashmir are placed anew, so a few Pakistan years exceed other totals (2000: 116 against 1).",
            "Places without a code are left out: Kashmir 1947-48 (7,500 deaths), West New Guinea 1962 (15,050), South Arabia (300).",
            "In twelve rows the best estimate lies outside the range of the source (Eritrea 1998: 16, 798, 16).",
            "Colonies are listed under today's code (Algeria); VNM is Indochina to 1953 and then both Vietnams; YUG ends in 2005.",
        ),
    ),
    TableSpec(
        name="conflicts",
        title="Armed conflicts by country and role, 1946-2024",
        description="Conflicts of 25 and more battle deaths in the year to which the state is a party or lends troops.",
        build=conflicts,
        raw=(CONFLICTS, STATES),
        columns=(
            ("country", "string", "ISO 3166-1 alpha-3", "state"),
            ("year", "integer", "year", "year"),
            ("role", "string", "", "party (side of the conflict) or supporter (troops for one side)"),
            ("conflicts", "integer", "conflicts", "conflicts of 25 and more battle deaths in the year"),
            ("wars", "integer", "conflicts", "of those: 1,000 and more battle deaths in the year"),
        ),
        key=("country", "role", "year"),
        remarks=(
            "Conflicts are counted, not rows: one conflict may have several rows in a year.",
            "The state is a party wherever the fighting is: US wars abroad count for the United States.",
            "A zero is a year of statehood without a conflict.",
            "VNM is both Vietnams to 1975; YUG is Yugoslavia and its successor to 2005.",
        ),
        **OPEN,
    ),
    TableSpec(
        name="enemies",
        title="Pairs of states that fought each other, by year, 1946-2024",
        description="Two states as parties on opposite sides of an armed conflict between states, 25 and more battle deaths in the year.",
        build=enemies,
        raw=(CONFLICTS,),
        columns=(
            ("a", "string", "ISO 3166-1 alpha-3", "first state, in alphabetical order"),
            ("b", "string", "ISO 3166-1 alpha-3", "second state"),
            ("year", "integer", "year", "year of fighting"),
            ("war", "boolean", "", "True with 1,000 and more battle deaths in the year"),
        ),
        key=("a", "b", "year"),
        remarks=(
            "Only fighting between states: a state that arms rebels is not in it.",
            "In coalitions every member of one side is paired with every member of the other.",
            "No row means no such fighting in the year; VNM is both Vietnams to 1975.",
        ),
        **OPEN,
    ),
)
