"""CEPII, GeoDist: languages, colonial ties and distances of pairs of countries, as of about 2011.

Where: http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=6 (Mayer and Zignago 2011). Terms: Etalab Open Licence 2.0.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "wider/cepii_geodist_pairs.csv.gz"
FLAGS = {
    "contig": "contiguous",
    "comlang_off": "common_language",
    "colony": "colonial_tie",
    "comcol": "common_coloniser",
}


def build(raw: Path) -> pd.DataFrame:
    """One row for each pair of countries, in alphabetical order of the codes."""
    table = read(raw, RAW, ["iso3_a", "iso3_b", *FLAGS, "distcap"])
    ties = table.rename(columns=FLAGS)[list(FLAGS.values())].astype(bool)
    pairs = table[["iso3_a", "iso3_b"]].set_axis(["a", "b"], axis=1).astype("category")
    return pd.concat([pairs, ties, table["distcap"].rename("km")], axis=1).sort_values(["a", "b"])


TABLES = (
    TableSpec(
        name="distances",
        title="Languages, colonial ties and distances of pairs of countries",
        description="What holds of a pair in all years: common border, official language, coloniser, and kilometres between the capitals.",
        build=build,
        raw=(RAW,),
        columns=(
            ("a", "string", "ISO 3166-1 alpha-3", "one country, the first by code"),
            ("b", "string", "ISO 3166-1 alpha-3", "the other"),
            ("contiguous", "boolean", "", "they share a border"),
            ("common_language", "boolean", "", "they share an official or a primary language"),
            ("colonial_tie", "boolean", "", "one was ever a colony of the other"),
            ("common_coloniser", "boolean", "", "they had a common coloniser after 1945"),
            ("km", "number", "kilometres", "great-circle distance of the capitals"),
        ),
        key=("a", "b"),
        publisher="CEPII, GeoDist",
        url="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=6",
        vintage="about 2011",
        licence="Etalab Open Licence 2.0",
        licence_url="https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        verdict="open with credit",
        credit="CEPII, GeoDist (Mayer and Zignago 2011, CEPII Working Paper 2011-25), as kept in github.com/chrisssch/world-trade",
        remarks=(
            "States of about 2011: South Sudan, Montenegro and Kosovo have no row (Serbia stands for the former Yugoslavia).",
            "Its borders are dated too (Sudan before 2011, two that are crossed by a bridge or a ferry stand for one side only): table borders has today's.",
        ),
        parquet=True,
        constraints={"km": {"minimum": 0}},
    ),
)
