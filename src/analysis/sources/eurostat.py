"""Eurostat, energy imports of the European Union by partner, 2010-2020 (NRG_TI_OIL, NRG_TI_GAS, NRG_TI_SFF)."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import read

RAW = {
    "oil": "energy/eurostat_eu27_imports_oil_by_partner_2010_2020.csv",
    "gas": "energy/eurostat_eu27_imports_gas_by_partner_2010_2020.csv",
    "solid": "energy/eurostat_eu27_imports_solid_by_partner_2010_2020.csv",
}


def eu_energy_imports(raw: Path) -> pd.DataFrame:
    """Imports of the 27 members by partner, fuel and year; what is not one country is added up as ZZZ."""
    tables = [read(raw, path, ["partner", "year", "value", "unit"]).assign(fuel=fuel) for fuel, path in RAW.items()]
    table = pd.concat(tables)
    table["partner"] = to_iso3(table["partner"], raw, "Eurostat")
    return table.groupby(["partner", "fuel", "year", "unit"], as_index=False)[["value"]].sum()
