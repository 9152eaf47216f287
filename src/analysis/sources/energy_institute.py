"""Energy Institute (bp until 2022), Statistical Review of World Energy: Russia's exports, and a small extract.

Where: https://www.energyinst.org/statistical-review. Terms: quotation with attribution; extensive reproduction of tables
needs permission. So only Russia's exports by group of destinations and seven series of nine countries are shipped.
"""

from typing import Any

from analysis.sources import energy_institute_build as built
from analysis.sources.spec import TableSpec

COMMON: dict[str, Any] = {
    "publisher": "Energy Institute, Statistical Review of World Energy",
    "url": "https://www.energyinst.org/statistical-review",
    "licence": "(c) Energy Institute (bp until 2022): quotation with attribution, a small extract",
    "licence_url": "https://www.energyinst.org/statistical-review",
    "verdict": "fair-use",
}
EUROPE = (
    "Europe is the publisher's: it includes Türkiye and, in current editions, Ukraine; it is not the European Union."
)

TABLES = (
    TableSpec(
        name="gas_trade",
        title="Russia's gas exports by pipeline and as LNG, 2000-2025",
        description="One consistent series at 40 MJ per cubic metre and 15 degrees; pipeline gas by destination.",
        build=built.gas_trade,
        raw=(built.GAS,),
        columns=(
            ("exporter", "string", "ISO 3166-1 alpha-3", "exporter (RUS)"),
            ("destination", "string", "", "Europe, Other CIS, China; All destinations for LNG"),
            ("route", "string", "", "pipeline or lng"),
            ("year", "integer", "year", "calendar year"),
            ("value_bcm", "number", "billion cubic metres", "exports"),
        ),
        key=("exporter", "destination", "route", "year"),
        vintage="2025 edition; 2025 from the 2026 edition",
        credit="Energy Institute, Statistical Review of World Energy, 2025 and 2026 editions",
        remarks=(
            EUROPE,
            "LNG is not divided by destination here; energy_exports divides it from 2014 on.",
            "The year 2025 is from the next edition.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="energy_exports",
        title="Russia's exports of oil, gas and coal by group of destinations, 2014-2025",
        description="From the yearly matrices of trade; the destinations of a fuel add up to its exports.",
        build=built.energy_exports,
        raw=(built.EXPORTS, built.COAL),
        columns=(
            ("exporter", "string", "ISO 3166-1 alpha-3", "RUS; ZZZ is the former Soviet Union as one, oil in 2014"),
            ("fuel", "string", "", "crude, products, pipeline gas, lng, coal; crude and products in 2014"),
            ("destination", "string", "", "a group of countries, or CHN, IND, PAK, USA"),
            ("destination_group", "string", "", "Europe, Asia (with Australasia), CIS or Other"),
            ("year", "integer", "year", "calendar year"),
            ("value", "number", "", "exports in the unit of the row"),
            ("unit", "string", "", "unit of the row"),
        ),
        key=("exporter", "fuel", "destination", "year"),
        vintage="editions 2015-2026, each year from the edition of the next year",
        credit="bp, Statistical Review of World Energy, 2015-2022 editions; Energy Institute, 2023-2026 editions",
        remarks=(
            "Oil in 2014 is of the former Soviet Union, crude and products together: exporter ZZZ, never add it to RUS.",
            "Gas in 2014-2016 is not standardised; for volumes over time use gas_trade.",
            "Coal has 2020 and 2022-2025 only.",
            EUROPE,
            "Pipeline gas to Ukraine counts with Europe in all years, as in gas_trade; the editions to 2016 print it in the CIS.",
            "Regions follow each edition: in oil before the 2018 edition CIS may hold countries that count as Europe now.",
            "Pakistan has a row of its own for LNG only; in oil and coal it is in Other Asia Pacific.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="energy_review",
        title="Gas, oil, coal and energy supply of nine countries and the world, 1965-2025",
        description="A small extract of the 2026 edition: production and consumption of gas, LNG imports, oil, coal, supply.",
        build=built.energy_review,
        raw=(built.REVIEW,),
        columns=(
            (
                "country",
                "string",
                "ISO 3166-1 alpha-3",
                "PAK, IND, RUS, CHN, USA, IRN, SAU, TUR, UKR; WLD for the world",
            ),
            ("year", "integer", "year", "calendar year"),
            (
                "indicator",
                "string",
                "",
                "gas_production, gas_consumption, lng_imports, oil_consumption, coal_consumption, energy_supply or energy_supply_per_head",
            ),
            ("value", "number", "", "value in the unit of the row"),
            ("unit", "string", "", "unit of the row"),
        ),
        key=("country", "year", "indicator"),
        vintage="2026 edition",
        credit="Energy Institute, Statistical Review of World Energy, 2026 edition",
        remarks=(
            "Gas is standardised to 40 MJ per cubic metre: older editions give Pakistan 42 billion cubic metres for 2014, this one 35.",
            "The definition of total energy supply changed in 2025; the series here follows the new one.",
            "Türkiye has no gas production and Iran, Russia, Saudi Arabia, Ukraine and the US no LNG imports here.",
        ),
        **COMMON,
    ),
)
