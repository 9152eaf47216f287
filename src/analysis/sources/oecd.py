"""OECD, DAC table 2a: official development assistance by donor and recipient, 2009-2022.

Where: https://data-explorer.oecd.org (a copy kept in a statistics package; three of its seventeen kinds of flow). Terms: OECD's
terms let data be copied, adapted and passed on with credit.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import TableSpec, read

RAW = "wider/oecd_dac2a_oda_by_donor_recipient_2009_2022.csv.gz"
KEY = ["donor", "recipient", "year"]
AMOUNTS = ["oda_net", "oda_gross", "grants"]
UNIT = "million constant 2022 US$"


def build(raw: Path) -> pd.DataFrame:
    """Net and gross disbursements and grants by donor, recipient and year, as published; missing where none is on record."""
    table = read(raw, RAW, [*KEY, *AMOUNTS])[[*KEY, *AMOUNTS]].sort_values(KEY)
    return table.astype(dict.fromkeys(KEY[:2], "category") | {"year": "int16"})


TABLES = (
    TableSpec(
        name="oda_by_donor",
        title="Development aid of some fifty donors by recipient and year, 2009-2022",
        description="Official development assistance as donors report it to the OECD: net, gross, and grants.",
        build=build,
        raw=(RAW,),
        columns=(
            ("donor", "string", "ISO 3166-1 alpha-3", "donor"),
            ("recipient", "string", "ISO 3166-1 alpha-3", "recipient"),
            ("year", "integer", "year", "calendar year"),
            ("oda_net", "number", UNIT, "disbursements less repayments; missing where repayments were larger"),
            ("oda_gross", "number", UNIT, "disbursements"),
            ("grants", "number", UNIT, "grants among them"),
        ),
        key=("donor", "recipient", "year"),
        publisher="OECD, DAC table 2a",
        url="https://data-explorer.oecd.org",
        vintage="release not named; constant dollars of 2022, years to 2022",
        licence="may be copied, adapted and redistributed with credit",
        licence_url="https://www.oecd.org/en/about/terms-conditions.html",
        verdict="open with credit",
        credit="OECD, Aid (ODA) disbursements to countries and regions (DAC2A), as kept in github.com/dante042/MINT488",
        remarks=(
            "Development aid only: no military aid and no loans at market terms; never join it with us_aid, which counts obligations of both kinds in fiscal years.",
            "This copy holds no negative net value: where a recipient paid back more than it got, oda_net is missing, so sums of it are too high; oda_gross is whole.",
            "China, India and Saudi Arabia are no donors here; Russia's years are 2011-2020.",
            "A year without a row is a year without a report or with an amount of nought; which of the two is not said.",
            "Relief of debt makes spikes.",
        ),
        parquet=True,
        constraints={column: {"minimum": 0} for column in AMOUNTS},
    ),
)
