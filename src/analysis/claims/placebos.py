"""Is a change special? Its rank among the same change of all other pairs of countries, and at other years of the pair."""

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.claims import rules
from analysis.claims.finding import Rarity
from analysis.claims.rules import Rule
from analysis.inference import placebo
from analysis.inference.placebo import Placebo
from analysis.measures import trade, votes
from analysis.study import Study
from analysis.tables import load

STATISTICS = {"shift": "shift", "segmented": "level"}
ARMS = {"arms.supplier_share": "supplier_share", "arms.deliveries": "deliveries"}
NO_ROLE = "none"


def rarity(spec: Rule, values: pd.Series, study: Study, subject: str) -> Rarity:
    """Rank of the chosen change among placebo pairs and placebo years; `values` is the series within the span."""
    among_pairs = pairs(spec, values, study)
    among_years = placebo.years(values, spec["year"], statistic=STATISTICS[spec["test"]], direction=spec["direction"])
    limit = float(rules.settings()["placebo_p"])
    passes = among_pairs.p_value is not None and among_pairs.p_value <= limit
    sentence = f"{subject}: {_said(among_pairs, 'other pairs of countries')}; {_said(among_years, 'other years')}."
    return Rarity(
        rank=among_pairs.rank,
        n=among_pairs.n,
        p_value=among_pairs.p_value,
        year_rank=among_years.rank,
        year_n=among_years.n,
        year_p=among_years.p_value,
        passes=passes,
        sentence=sentence,
    )


def pairs(spec: Rule, values: pd.Series, study: Study) -> Placebo:
    """The change of the pair among those of all other pairs; pairs with a country of the case are left out."""
    if spec["measure"] in ARMS:
        return _arms(spec, values, study)
    arguments = spec["args"]
    panel = _panel(spec["measure"], arguments.get("kind", ""), arguments.get("rolls", ""))
    own = tuple(arguments[name] for name in (("country", "partner") if "partner" in arguments else ("a", "b")))
    statistic = STATISTICS[spec["test"]]
    return placebo.pairs(
        panel,
        spec["year"],
        spec["span"],
        own=own,
        roles=study.roles(),
        direction=spec["direction"],
        statistic=statistic,
    )


@lru_cache(maxsize=8)
def _panel(measure: str, kind: str, rolls: str) -> pd.DataFrame:
    """Years by pairs for the measures that rules call special."""
    if measure == "votes.agreement":
        return votes.all_pairs(load("un_votes"), load("un_resolutions"), kind=kind, rolls=rolls)
    return trade.all_pairs(load("trade"), kind=measure.rpartition(".")[2])


def _arms(spec: Rule, values: pd.Series, study: Study) -> Placebo:
    """SIPRI's rows may not be shipped, so the rank comes from quantiles; only the default roles could be left out there."""
    table = load("arms_placebo")
    excluded = next((text for text in table["excluding"].unique() if set(text.split()) == study.roles()), NO_ROLE)
    rows = table[
        (table["measure"] == ARMS[spec["measure"]])
        & (table["year"] == spec["year"])
        & (table["excluding"] == excluded)
        & (table["span_first"] == spec["span"][0])
        & (table["span_last"] == spec["span"][1])
    ]
    quantiles = rows.set_index("quantile")["value"].sort_index()
    quantiles.index = quantiles.index / 100
    after = values.index >= spec["year"]
    own = float(values[after].mean() - values[~after].mean())
    count = int(rows["pairs"].max()) if len(rows) else 0
    return placebo.from_quantiles(quantiles, own, n=count if np.isfinite(own) else 0, direction=spec["direction"])


def _said(found: Placebo, what: str) -> str:
    if found.p_value is None:
        return f"no rank among {what}, {found.note}"
    return f"rank {found.rank:,} against {found.n:,} {what} (p = {found.p_value:.3f})"
