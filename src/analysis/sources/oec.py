"""Observatory of Economic Complexity (OEC): goods trade of all pairs of countries, 1962-2010, for the time before BACI.

SITC Rev. 2; Feenstra and others to 2000, then UN Comtrade.
"""

import pandas as pd

LAST_YEAR = 2010  # fuels are lost from 2011 on: the step 2010/2011 is not real
LAST_JOINT_GERMANY = 1983
# Same state, other code, in years that do not overlap.
SUCCESSORS = {"SUN": "RUS", "YAR": "YEM", "NAA": "ANT"}


def trade_long(table: pd.DataFrame) -> pd.DataFrame:
    """Goods exports by exporter, importer and year.

    To 1983 the file's DEU is the sum of its FDR and DDR, so these two are left out there. So is a country's trade with itself.
    """
    table = table[table["year"] <= LAST_YEAR]
    for side in ("exporter", "importer"):
        part_of_deu = (table[side] == "FDR") | ((table[side] == "DDR") & (table["year"] <= LAST_JOINT_GERMANY))
        table = table[~part_of_deu].assign(**{side: table[side].replace(SUCCESSORS)})
    table = table[table["exporter"] != table["importer"]]
    return table.assign(value_kusd=table["value_usd"] / 1e3)
