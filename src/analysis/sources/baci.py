"""CEPII, BACI: goods trade of all pairs of countries, 2000-2020 (reconciled UN Comtrade, FOB)."""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "trade/baci_total_bilateral_2000_2020.csv.gz"


def trade(raw: Path) -> pd.DataFrame:
    """Goods exports by exporter, importer and year; only flows above zero are recorded."""
    return read(raw, RAW, ["year", "exporter", "importer", "value_kusd"])
