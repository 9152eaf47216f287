"""Eurostat, energy imports of the European Union by partner, 2010-2020 (NRG_TI_OIL, NRG_TI_GAS, NRG_TI_SFF)."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import read

RAW = "energy/eurostat_eu27_imports_{fuel}_by_partner_2010_2020.csv"


def eu_energy_imports(raw: Path) -> pd.DataFrame:
    """Imports of the 27 members by partner, fuel and year; what is not one country is added up as ZZZ."""
    columns = ["partner", "year", "value", "unit"]
    fuels = ("oil", "gas", "solid")
    table = pd.concat([read(raw, RAW.format(fuel=fuel), columns).assign(fuel=fuel) for fuel in fuels])
    return table.assign(partner=to_iso3(table["partner"], "Eurostat"))
