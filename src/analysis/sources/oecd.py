"""OECD, DAC table 2a: official development assistance by donor and recipient, 2009-2022.

A copy kept in a statistics package: three of its seventeen kinds of flow.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "wider/oecd_dac2a_oda_by_donor_recipient_2009_2022.csv.gz"


def oda_by_donor(raw: Path) -> pd.DataFrame:
    """Net and gross disbursements and grants by donor, recipient and year, as published; missing where none is on record."""
    return read(raw, RAW, ["donor", "recipient", "year", "oda_net", "oda_gross", "grants"])
