"""CEPII, BACI: goods trade of all pairs of countries, 2000-2020 (reconciled UN Comtrade, FOB).

Where: http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37. Terms: Etalab Open Licence 2.0 at CEPII; the edition
behind these totals is not identified.
"""

from pathlib import Path

import pandas as pd

from analysis.sources.spec import read

RAW = "trade/baci_total_bilateral_2000_2020.csv.gz"


def trade(raw: Path) -> pd.DataFrame:
    """Goods exports by exporter, importer and year; only flows above zero are recorded."""
    return read(raw, RAW, ["year", "exporter", "importer", "value_kusd"])
