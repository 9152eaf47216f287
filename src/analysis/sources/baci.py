"""CEPII, BACI: goods trade of all pairs of countries, 2000-2020 (reconciled UN Comtrade, FOB).

Where: http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37. Terms: Etalab Open Licence 2.0 at CEPII; the edition
behind these totals is not identified.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "trade/baci_total_bilateral_2000_2020.csv.gz"


def build(raw: Path) -> pd.DataFrame:
    """Goods exports by exporter, importer and year; only flows above zero are recorded."""
    table = read(raw, RAW, ["year", "exporter", "importer", "value_kusd"])
    table = table.sort_values(["exporter", "importer", "year"])
    return pd.DataFrame({
        "exporter": table["exporter"].astype("category"),
        "importer": table["importer"].astype("category"),
        "year": table["year"].astype("int16"),
        "value_kusd": table["value_kusd"].round(3),
    })  # fmt: skip


TABLES = (
    TableSpec(
        name="trade",
        title="Goods trade of all pairs of countries, 2000-2020",
        description="Exports in thousand current US$, exporter's and importer's reports reconciled.",
        build=build,
        raw=(RAW,),
        columns=(
            ("exporter", "string", "ISO 3166-1 alpha-3", "exporter"),
            ("importer", "string", "ISO 3166-1 alpha-3", "importer"),
            ("year", "integer", "year", "calendar year"),
            ("value_kusd", "number", "thousand current US$", "goods exports, FOB"),
        ),
        key=("exporter", "importer", "year"),
        publisher="CEPII, BACI",
        url="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        vintage="edition not identified (probably 2022)",
        licence="Etalab Open Licence 2.0 at CEPII; edition not identified",
        licence_url="https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        verdict="attribution-terms",
        credit="CEPII, BACI (Gaulier and Zignago 2010, CEPII Working Paper 2010-23), edition not identified; totals as published in github.com/AlessandroSpike",
        remarks=(
            "2020 has 9 per cent fewer pairs than 2018: late reporters.",
            "Russia's totals lie about 10 per cent below official ones: partners not specified are left out.",
            "Pakistan-Russia differs from Russia's own declarations by a factor of 0.7 to 1.7.",
            "No row means that no flow was recorded.",
        ),
        parquet=True,
    ),
)
