"""The verdicts on triples of countries drawn by chance, as the page on trust shows and tells them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.claims.spec import Verdict
from analysis.claims.telling import joined

OFTEN = 33.0  # per cent of triples: a sentence that is true of every third says little
SELDOM = 10.0
TRUE = (Verdict.HAPPENED.value, Verdict.CORRECTED.value)
IN_PART = (*TRUE, Verdict.IN_PART.value)


def table(counted: pd.DataFrame) -> pd.DataFrame:
    """Per claim the share of verdicts on triples of countries, with what cannot be run elsewhere; the case's own verdict."""
    covered = counted["triples"] - counted[Verdict.NOT_COVERED.value]
    shares = {
        one.value: (100 * counted[one.value] / covered).where(covered > 0)
        for one in Verdict
        if one != Verdict.NOT_COVERED
    }
    found = pd.DataFrame({"claim": counted["claim"], "triples with data": covered, **shares})
    found["this case, documents aside"] = counted["case"]
    found["left out"] = [_left_out(row) for row in counted.to_dict("records")]
    return found


def told(found: pd.DataFrame) -> str:
    """How often the sentences are true of other countries, and which claims cannot be asked there."""
    shares, some = true(found), true(found, IN_PART)
    common, seldom = shares[shares > OFTEN], shares[shares <= SELDOM]
    own = found.set_index("claim")["this case, documents aside"]
    telling = [claim for claim in seldom.index if own[claim] in TRUE]
    halves = some[own[some.index] == Verdict.IN_PART.value]
    silent = found[found["triples with data"] == 0]["claim"]
    said = (
        f"{len(shares)} of {len(found)} claims can be asked of other countries; these cannot: {_listed(silent)}. In the middle claim "
        f"the sentence is true, or true with a correction, of {shares.median():.0f} per cent of the triples, in the commonest "
        f"({shares.idxmax()}) of {shares.max():.0f}. True of more than every third triple: {_listed(common.index)}. True here, and of "
        f"at most {SELDOM:.0f} per cent of the triples, so that they tell this case from others best: {_listed(telling)}."
    )
    if halves.empty:
        return said
    return (
        f"{said} “In part” says little: of the {len(halves)} claims that have it here, the middle one has it, or a better verdict, "
        f"for {halves.median():.0f} per cent of the triples too."
    )


def true(found: pd.DataFrame, verdicts: Sequence[str] = TRUE) -> pd.Series:
    """Per claim that can be asked elsewhere, the per cent of triples with one of these verdicts: of which it is true."""
    asked = found[found["triples with data"] > 0].set_index("claim")
    return asked[list(verdicts)].sum(axis=1)


def _listed(claims: Iterable[str]) -> str:
    return joined(list(claims)) if len(list(claims)) else "none"


def _left_out(row: Mapping[Any, Any]) -> str:
    """Core parts of a claim that cannot run elsewhere, and why."""
    words = []
    if row["documents"]:
        words.append(f"{row['documents']} of {row['core']} core parts are documents of this case")
    if row["fixed"]:
        words.append(f"{row['fixed']} of {row['core']} measure what does not change with the countries")
    if row["licence"]:
        words.append(
            f"{row['licence']} of {row['core']} need a table (of arms or energy) that may be shipped for the countries of this case only"
        )
    return "; ".join(words)
