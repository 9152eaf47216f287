"""Trade against what size, distance, borders and language let expect: the gravity equation, for the pair of a claim.

Ties that hold in all years: a land border by either source of `borders`; an official language and a colonial tie by CEPII. Distance stays
that of the capitals in `geography`, which reaches all countries; CEPII's lacks four that trade, and its weighted one more.
"""

from functools import lru_cache

import pandas as pd

from analysis.cache import kept
from analysis.claims.spec import Spec
from analysis.errors import NotCovered
from analysis.inference import gravity
from analysis.inference.estimate import Estimate
from analysis.measures.series import yearly
from analysis.study import Study
from analysis.tables import hashes, load, years

FLOWS = {"trade.turnover": ("a", "b", "turnover"), "trade.exports": ("exporter", "importer", "exports")}
UNIT = "actual over expected"
TABLES = ("trade", "geography", "borders", "distances")
LASTING = ["common_language", "colonial_tie"]


def ratio(spec: Spec) -> pd.Series:
    """Actual over expected trade of the pair that a specification names, by year."""
    return yearly(with_interval(spec)["value"], name="actual over expected", unit=UNIT)


def with_interval(spec: Spec) -> pd.DataFrame:
    """Columns value (actual over expected), low and high, by year: the interval is that of the expectation alone."""
    first, second, flow = FLOWS[spec.measure]
    found = of_pair(spec.args[first], spec.args[second])
    rows = found[found["flow"] == flow].set_index("year")
    return rows[["ratio", "low", "high"]].rename(columns={"ratio": "value"})


def second_source(spec: Spec) -> pd.Series:
    """Actual over expected trade of the pair from UNCTAD's matrix, in the years that it has; empty where it has none."""
    first, second, flow = FLOWS[spec.measure]
    table = load("trade_unctad")
    try:
        wanted = sorted(int(year) for year in table["year"].unique())
        found = gravity.expected(table, load("geography"), ties(), spec.args[first], spec.args[second], wanted)
    except NotCovered:
        found = pd.DataFrame({"flow": [], "year": [], "ratio": []})
    rows = found[found["flow"] == flow].set_index("year")
    return yearly(rows["ratio"], name="UNCTAD", unit=UNIT)


def estimate(spec: Spec, study: Study, level: float) -> Estimate:
    """Geometric mean of actual over expected trade over the span, with the errors of the years and of the model joined."""
    first, second, flow = FLOWS[spec.measure]
    found = of_pair(spec.args[first], spec.args[second])
    return gravity.over_span(found, study.clip(spec.years), flow=flow, threshold=spec.threshold, level=level)


def ties() -> pd.DataFrame:
    """Pairs with a tie: a, b, border, common_language, colonial_tie. South Sudan, Montenegro and two islands have borders only."""
    borders, known = load("borders")[["a", "b"]].assign(border=True), load("distances").astype({"a": "str", "b": "str"})
    lasting = known.loc[known[LASTING].any(axis=1), ["a", "b", *LASTING]]
    found = borders.merge(lasting, on=["a", "b"], how="outer")
    return found.astype(dict.fromkeys(["border", *LASTING], "boolean")).fillna(False)


def without_ties(*codes: str) -> list[str]:
    """Those of `codes` that CEPII does not have, so that their languages and colonial ties are not known."""
    known = load("distances")
    return [code for code in codes if code not in {*known["a"], *known["b"]}]


def covered() -> tuple[int, int]:
    """First and last year of the trade table."""
    found = years("trade")
    assert found is not None
    return found


def of_pair(a: str, b: str) -> pd.DataFrame:
    """Actual and expected trade of `a` with `b` in all years of the trade table, as `gravity.expected` has it."""
    # One fit serves both sides: the exports of one are the imports of the other.
    found = _fitted(*sorted((a, b)), *hashes(*TABLES))
    return found if a <= b else found.replace({"flow": {"exports": "imports", "imports": "exports"}})


@lru_cache(maxsize=32)
@kept
def _fitted(a: str, b: str, *_: str) -> pd.DataFrame:
    first, last = covered()
    return gravity.expected(load("trade"), load("geography"), ties(), a, b, list(range(first, last + 1)))
