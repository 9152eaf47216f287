"""Eurostat, energy imports of the European Union by partner, 2010-2020 (NRG_TI_OIL, NRG_TI_GAS, NRG_TI_SFF).

Where: https://ec.europa.eu/eurostat/databrowser. Terms: CC BY 4.0.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.names import to_iso3
from analysis.sources.spec import TableSpec, read

RAW = {
    "oil": "energy/eurostat_eu27_imports_oil_by_partner_2010_2020.csv",
    "gas": "energy/eurostat_eu27_imports_gas_by_partner_2010_2020.csv",
    "solid": "energy/eurostat_eu27_imports_solid_by_partner_2010_2020.csv",
}


def build(raw: Path) -> pd.DataFrame:
    """Imports of the 27 members by partner, fuel and year; what is not one country is added up as ZZZ."""
    tables = [read(raw, path, ["partner", "year", "value", "unit"]).assign(fuel=fuel) for fuel, path in RAW.items()]
    table = pd.concat(tables)
    table["partner"] = to_iso3(table["partner"], raw, "Eurostat")
    found = table.groupby(["partner", "fuel", "year", "unit"], as_index=False)[["value"]].sum()
    return found[["partner", "fuel", "year", "value", "unit"]].round({"value": 3})


TABLES = (
    TableSpec(
        name="eu_energy_imports",
        title="Energy imports of the European Union by partner, 2010-2020",
        description="Oil and oil products, natural gas and solid fossil fuels that the 27 members import from outside.",
        build=build,
        raw=tuple(RAW.values()),
        columns=(
            ("partner", "string", "ISO 3166-1 alpha-3", "country of origin; ZZZ for origins not specified"),
            ("fuel", "string", "", "oil, gas or solid"),
            ("year", "integer", "year", "calendar year"),
            ("value", "number", "", "imports in the unit of the row"),
            ("unit", "string", "", "thousand tonnes or million m3"),
        ),
        key=("partner", "fuel", "year"),
        publisher="Eurostat, Imports of energy by partner country",
        url="https://ec.europa.eu/eurostat/databrowser",
        vintage="oil 26 September 2022, gas 29 September 2022, solid fuels 29 April 2022",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        verdict="open",
        credit="Eurostat (NRG_TI_OIL, NRG_TI_GAS, NRG_TI_SFF), CC BY 4.0",
        remarks=(
            "The members are those of 2020 in all years, so the United Kingdom is a partner.",
            "Gas is by country of origin, not of transit.",
            "ZZZ adds up unspecified partners and the groups of other countries.",
            "China includes Hong Kong, which has rows of its own too.",
        ),
    ),
)
