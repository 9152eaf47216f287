"""CEPII, GeoDist: languages, colonial ties and distances of pairs of countries, as of about 2011."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "wider/cepii_geodist_pairs.csv.gz"
COLUMNS = {
    "iso3_a": "a", "iso3_b": "b", "contig": "contiguous", "comlang_off": "common_language", "colony": "colonial_tie",
    "comcol": "common_coloniser", "distcap": "km",
}  # fmt: skip


def distances(raw: Path) -> pd.DataFrame:
    """One row for each pair of countries, in alphabetical order of the codes."""
    return read(raw, RAW, COLUMNS)
