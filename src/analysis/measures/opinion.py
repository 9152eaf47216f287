"""Public opinion: what people in one country think of another (Pew Research Center's surveys, weighted)."""

import pandas as pd

from analysis.measures.grammar import Code, from_table
from analysis.measures.series import rows_of, yearly

__all__ = ["favourable", "net_favourable"]


@from_table
def favourable(favourability: pd.DataFrame, country: Code, *, rated: Code) -> pd.Series:
    """Respondents in `country` with a very or somewhat favourable view of `rated`, per cent; survey years only.

    >>> print(round(opinion.favourable("PAK", rated="USA")[2014], 1))
    13.9
    """
    return yearly(_rows(favourability, country, rated)["favourable_pct"], name="favourable views", unit="per cent")


@from_table
def net_favourable(favourability: pd.DataFrame, country: Code, *, rated: Code) -> pd.Series:
    """Favourable less unfavourable views of `rated` in `country`, percentage points; survey years only.

    >>> print(round(opinion.net_favourable("PAK", rated="CHN")[2014], 1))
    75.3
    """
    rows = _rows(favourability, country, rated)
    net = rows["favourable_pct"] - rows["unfavourable_pct"]
    return yearly(net, name="net favourable views", unit="percentage points")


def _rows(favourability: pd.DataFrame, country: str, rated: str) -> pd.DataFrame:
    words = "no survey in the table asked people in {} about {}."
    return rows_of(favourability, words, country=country, rated=rated).set_index("year")
