"""Observatory of Economic Complexity (OEC): goods trade of all pairs of countries, 1962-2010, for the time before BACI.

Where: https://atlas.media.mit.edu/de/resources/data/ (SITC Rev. 2; Feenstra and others to 2000, then UN Comtrade). Terms:
not confirmed; totals by pair with attribution.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "trade/oec_sitc2_bilateral_1962_2014.csv.gz"
LAST_YEAR = 2010  # fuels are lost from 2011 on: the step 2010/2011 is not real
PER_THOUSAND = 1e3
LAST_JOINT_GERMANY = 1983
# Same state, other code, in years that do not overlap.
SUCCESSORS = {"SUN": "RUS", "YAR": "YEM", "NAA": "ANT"}


def build(raw: Path) -> pd.DataFrame:
    """Goods exports by exporter, importer and year.

    To 1983 the file's DEU is the sum of its FDR and DDR, so these two are left out there. So is a country's trade with itself.
    """
    table = read(raw, RAW, ["year", "exporter", "importer", "value_usd"])
    table = table[table["year"] <= LAST_YEAR]
    for side in ("exporter", "importer"):
        part_of_deu = (table[side] == "FDR") | ((table[side] == "DDR") & (table["year"] <= LAST_JOINT_GERMANY))
        table = table[~part_of_deu].assign(**{side: table[side].replace(SUCCESSORS)})
    table = table[table["exporter"] != table["importer"]].sort_values(["exporter", "importer", "year"])
    return pd.DataFrame({
        "exporter": table["exporter"].astype("category"),
        "importer": table["importer"].astype("category"),
        "year": table["year"].astype("int16"),
        "value_kusd": (table["value_usd"] / PER_THOUSAND).round(3),
    })  # fmt: skip


TABLES = (
    TableSpec(
        name="trade_long",
        title="Goods trade of all pairs of countries, 1962-2010",
        description="Exports in thousand current US$, mostly as importers report them; before and beside table trade.",
        build=build,
        raw=(RAW,),
        columns=(
            ("exporter", "string", "ISO 3166-1 alpha-3", "exporter"),
            ("importer", "string", "ISO 3166-1 alpha-3", "importer"),
            ("year", "integer", "year", "calendar year; 1998 is missing"),
            ("value_kusd", "number", "thousand current US$", "goods exports"),
        ),
        key=("exporter", "importer", "year"),
        publisher="Observatory of Economic Complexity",
        url="https://atlas.media.mit.edu/de/resources/data/",
        vintage="copy of August 2018",
        licence="OEC terms not confirmed; totals by pair with attribution",
        licence_url="https://atlas.media.mit.edu/de/resources/data/",
        verdict="attribution-terms",
        credit="Observatory of Economic Complexity, SITC Rev. 2 bilateral trade, as aggregated in github.com/hungrstrike316/Global-Trade-Network",
        remarks=(
            "Never join it with table trade: BACI is 12 per cent higher in the median of the years in both.",
            "RUS is the Soviet Union to 1991 and Russia from 1992: the step between them is one of borders.",
            "DEU is both German states to 1983; from 1984 to 1990 the file has DDR apart.",
            "Flows of socialist states are patchy: Germany to Hungary is below 1 million US$ in 1981-83 and 935 in 1984.",
            "CSK, YUG, SCG, YMD, ANT and PCI are states and territories of the time.",
            "1998 is missing (a copy of 1997 at source); 2011-2014 are left out, because fuels are lost there.",
            "No row means not recorded, not zero: Pakistan-Soviet Union ends in 1983, and the Soviet Union to India lacks 1978, 1980-85 and 1990-91.",
        ),
        parquet=True,
    ),
)
