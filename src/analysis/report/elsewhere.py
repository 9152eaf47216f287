"""The verdicts on triples of countries drawn by chance, as the page on trust shows and tells them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.claims.spec import Verdict

OFTEN = 33.0  # per cent of triples: a sentence that is true of every third says little
SELDOM = 10.0
TRUE = (Verdict.HAPPENED.value, Verdict.CORRECTED.value)
LEFT_OUT = {
    "documents": "core parts are documents of this case",
    "fixed": "measure what does not change with the countries",
    "licence": "need a table (of arms or energy) that may be shipped for the countries of this case only",
}
IN_PART = (*TRUE, Verdict.IN_PART.value)


def table(counted: pd.DataFrame) -> pd.DataFrame:
    """Per claim the share of verdicts on triples of countries, with what cannot be run elsewhere; the case's own verdict."""
    covered = counted["triples"] - counted[Verdict.NOT_COVERED.value]
    verdicts = [one.value for one in Verdict if one != Verdict.NOT_COVERED]
    shares = (100 * counted[verdicts]).div(covered.where(covered > 0), axis=0)
    found = pd.DataFrame({"claim": counted["claim"], "triples with data": covered}).join(shares)
    found["this case, documents aside"] = counted["case"]
    found["left out"] = [_left_out(row) for row in counted.to_dict("records")]
    return found


def told(found: pd.DataFrame) -> dict[str, Any]:
    """How often the sentences are true of other countries, and which claims cannot be asked there: what the page tells."""
    shares, some = true(found), true(found, IN_PART)
    own = found.set_index("claim")["this case, documents aside"]
    seldom = shares.index[shares <= SELDOM]
    return {
        "claims": len(found),
        "shares": shares,
        "limit": SELDOM,
        "silent": list(found.loc[found["triples with data"] == 0, "claim"]),
        "common": list(shares.index[shares > OFTEN]),
        "telling": [claim for claim in seldom if own[claim] in TRUE],
        "halves": some[own[some.index] == Verdict.IN_PART.value],
    }


def true(found: pd.DataFrame, verdicts: Sequence[str] = TRUE) -> pd.Series:
    """Per claim that can be asked elsewhere, the per cent of triples with one of these verdicts: of which it is true."""
    asked = found[found["triples with data"] > 0].set_index("claim")
    return asked[list(verdicts)].sum(axis=1)


def _left_out(row: Mapping[Any, Any]) -> str:
    """Core parts of a claim that cannot run elsewhere, and why."""
    return "; ".join(f"{row[key]} of {row['core']} {why}" for key, why in LEFT_OUT.items() if row[key])
