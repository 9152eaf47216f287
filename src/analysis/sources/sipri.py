"""SIPRI, Arms Transfers Database, release of March 2026: deliveries to Pakistan and India, and derived figures.

Where: https://www.sipri.org/databases/armstransfers, https://doi.org/10.55163/SAFC1241. Terms: (c) SIPRI; fair use is
non-commercial, with reference, and less than 10 per cent of the data set. So one extract is shipped (recipients Pakistan
and India), and of everything else only sums, shares and concentrations, which are the authors' calculations.
"""

from typing import Any

from analysis.sources import sipri_build
from analysis.sources.spec import TableSpec

COMMON: dict[str, Any] = {
    "publisher": "SIPRI Arms Transfers Database",
    "url": "https://doi.org/10.55163/SAFC1241",
    "vintage": "release of March 2026",
    "licence": "(c) SIPRI, non-commercial fair use, less than 10 per cent of the data set",
    "licence_url": "https://www.sipri.org/about/terms-and-conditions",
    "credit": "Information from the Stockholm International Peace Research Institute (SIPRI) Arms Transfers Database, "
    "https://doi.org/10.55163/SAFC1241, (c) SIPRI 2026; sums and shares are authors' calculations from SIPRI data",
}
TIV = "TIV (trend-indicator value) measures the volume of arms in millions, not their price: never add it to money."
REVISED = "Every release revises history: compare only figures of one release."
SUPPLIER = ("supplier", "string", "ISO 3166-1 alpha-3", "supplier; the Soviet Union is RUS")


DERIVED = "Derived figures: the rows behind them are not shipped."

TABLES = (
    TableSpec(
        name="arms_deliveries",
        title="Arms deliveries to Pakistan and India by year, 1950-2025",
        description="One row per supplier, recipient, year and designation; the one extract that SIPRI's terms allow.",
        build=sipri_build.deliveries,
        raw=(sipri_build.DELIVERIES,),
        columns=(
            ("delivery_id", "integer", "", "number of the row in this release"),
            SUPPLIER,
            ("supplier_name", "string", "", "supplier as SIPRI names it"),
            ("recipient", "string", "ISO 3166-1 alpha-3", "PAK or IND"),
            ("year", "integer", "year", "year of delivery"),
            ("designation", "string", "", "weapon"),
            ("description", "string", "", "kind of weapon in SIPRI's words"),
            ("weapon_class", "string", "", "class by the authors' rule on the description"),
            ("number", "number", "pieces", "number delivered"),
            ("tiv", "number", "million TIV", "volume delivered in the year"),
        ),
        key=("delivery_id",),
        verdict="fair-use",
        remarks=(
            TIV,
            REVISED,
            "No row means no recorded delivery. Unknown suppliers are missing (3 and 11 million TIV in 75 years).",
        ),
        constraints={"weapon_class": {"enum": [*(name for name, _ in sipri_build.CLASSES), "other"]}},
        **COMMON,
    ),
    TableSpec(
        name="pak_rus_arms_register",
        title="Arms deals of the Soviet Union and Russia with Pakistan, 1966-2025",
        description="The 18 deals in SIPRI's register, with numbers, years and volume.",
        build=sipri_build.register,
        raw=(sipri_build.REGISTER,),
        columns=(
            ("deal_id", "integer", "", "number of the row in this release"),
            SUPPLIER,
            ("recipient", "string", "ISO 3166-1 alpha-3", "PAK"),
            ("order_year", "integer", "year", "year of order"),
            ("number_ordered", "number", "pieces", "number ordered; empty if not known"),
            ("designation", "string", "", "weapon"),
            ("description", "string", "", "kind of weapon in SIPRI's words"),
            ("number_delivered", "number", "pieces", "number delivered"),
            ("delivery_years", "string", "", "years of delivery, separated by semicolons"),
            ("status", "string", "", "new or second hand"),
            ("tiv_unit", "number", "million TIV", "volume per piece"),
            ("tiv_delivered", "number", "million TIV", "volume delivered over all years"),
        ),
        key=("deal_id",),
        verdict="fair-use",
        remarks=(
            TIV,
            "The volume of a deal must not be spread over its delivery years.",
            "RD-93 engines are for JF-17 aircraft that come from China.",
        ),
        **COMMON,
    ),
    TableSpec(
        name="arms_exporters",
        title="Arms exports of Russia and the United States by year, 1950-2025",
        description=f"Yearly totals, number of recipients and concentration. {DERIVED}",
        build=sipri_build.exporters,
        raw=(sipri_build.PANEL,),
        columns=(
            SUPPLIER,
            ("year", "integer", "year", "year of delivery"),
            ("tiv_total", "number", "million TIV", "deliveries to all recipients"),
            ("recipients", "integer", "countries", "recipients with a delivery in the year"),
            ("hhi", "number", "index from 0 to 1", "Herfindahl-Hirschman index of the recipients' shares"),
        ),
        key=("supplier", "year"),
        verdict="reference-only source, derived figures",
        remarks=(
            TIV,
            REVISED,
            DERIVED,
            "International organisations and unknown recipients are left out (0.5 per cent).",
        ),
        **COMMON,
    ),
    TableSpec(
        name="arms_customers",
        title="Largest recipients of Russian and US arms in five-year windows, 1950-2025",
        description=f"Shares of the first five recipients in every window of five years. {DERIVED}",
        build=sipri_build.customers,
        raw=(sipri_build.PANEL,),
        columns=(
            SUPPLIER,
            ("window_first", "integer", "year", "first year of the window"),
            ("window_last", "integer", "year", "last year of the window"),
            ("rank", "integer", "", "1 is the largest recipient"),
            ("recipient", "string", "ISO 3166-1 alpha-3", "recipient; SIPRI's name where it is no state"),
            ("share", "number", "0 to 1", "share in the supplier's exports in the window"),
            ("window_tiv", "number", "million TIV", "the supplier's exports in the window"),
            ("window_recipients", "integer", "countries", "recipients in the window"),
            ("window_hhi", "number", "index from 0 to 1", "Herfindahl-Hirschman index in the window"),
        ),
        key=("supplier", "window_last", "rank"),
        verdict="reference-only source, derived figures",
        remarks=(TIV, REVISED, DERIVED),
        constraints={"rank": {"minimum": 1, "maximum": sipri_build.TOP}},
        **COMMON,
    ),
    TableSpec(
        name="arms_placebo",
        title="Changes of arms deliveries over all pairs of states: quantiles for placebo tests",
        description=f"How much the mean from a year on differs from the mean before it, over all pairs. {DERIVED}",
        build=sipri_build.placebo,
        raw=(sipri_build.PANEL,),
        columns=(
            ("measure", "string", "", "deliveries, or supplier_share (of the recipient's imports)"),
            ("span_first", "integer", "year", "first year of the span"),
            ("span_last", "integer", "year", "last year of the span"),
            ("year", "integer", "year", "candidate year: the first year after the supposed break"),
            ("excluding", "string", "", "none, or the states whose pairs are left out on either side"),
            ("quantile", "number", "per cent", "per cent of the pairs whose change is at most the value"),
            ("pairs", "integer", "pairs", "pairs of supplier and recipient behind the quantiles"),
            ("value", "number", "million TIV, or percentage points", "the change at this quantile"),
        ),
        key=("measure", "span_first", "span_last", "year", "excluding", "quantile"),
        verdict="reference-only source, derived figures",
        remarks=(
            TIV,
            DERIVED,
            "Pairs are those with a delivery in the span, both members of the United Nations or Taiwan.",
            "A year without deliveries is zero for deliveries; for shares it is missing when the recipient had none at all.",
            "A pair needs four years with data on each side.",
            "Imports from unknown suppliers are missing. Most pairs trade in few years: the median change is near zero.",
        ),
        **COMMON,
    ),
)
