"""Is a change special? Its rank among the same change of all other pairs of countries, and at other years of the pair."""

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.claims import expectation, rules
from analysis.claims.finding import Rarity
from analysis.claims.rules import Rule
from analysis.inference import gravity, placebo
from analysis.inference.placebo import Placebo
from analysis.measures import trade, votes
from analysis.study import Study
from analysis.tables import hashes, load

STATISTICS = {"shift": "shift", "segmented": "level"}
ARMS = {"arms.supplier_share": "supplier_share", "arms.deliveries": "deliveries"}
NO_ROLE = "none"


def rarity(spec: Rule, values: pd.Series, study: Study, subject: str) -> Rarity:
    """Rank of the chosen change among placebo pairs and placebo years; `values` is the series within the span."""
    among_years = placebo.years(values, spec["year"], statistic=STATISTICS[spec["test"]], direction=spec["direction"])
    return _rarity(pairs(spec, values, study), among_years, subject)


def of_trade(spec: Rule, study: Study, subject: str) -> Rarity:
    """Rank of the rise of actual over expected trade (logs) at the turning point, among all pairs and other years.

    All pairs are treated alike: the ratios come from a fit of all cells, the pair's own among them.
    """
    first, last = expectation.covered()
    panel = _ratios(first, last, *hashes("trade", "geography"))
    own = (spec["args"]["a"], spec["args"]["b"])
    span = study.clip((first, last))
    among_pairs = placebo.pairs(panel, study.turning_point, span, own=own, roles=study.roles(), direction="up")
    column = own if own in panel.columns else own[::-1]
    values = panel[column].loc[span[0] : span[1]] if column in panel.columns else pd.Series(dtype=float)
    among_years = placebo.years(values, study.turning_point, direction="up")
    return _rarity(among_pairs, among_years, f"{subject}, rise at {study.turning_point}")


@lru_cache(maxsize=2)
def _ratios(first: int, last: int, *_: str) -> pd.DataFrame:
    found = gravity.pair_ratios(load("trade"), load("geography"), None, list(range(first, last + 1)))
    return pd.DataFrame(np.log(found.where(found > 0)))


def _rarity(among_pairs: Placebo, among_years: Placebo, subject: str) -> Rarity:
    limit = float(rules.settings()["placebo_p"])
    return Rarity(
        rank=among_pairs.rank,
        n=among_pairs.n,
        p_value=among_pairs.p_value,
        year_rank=among_years.rank,
        year_n=among_years.n,
        year_p=among_years.p_value,
        passes=among_pairs.p_value is not None and among_pairs.p_value <= limit,
        sentence=f"{subject}: {_said(among_pairs, 'other pairs of countries')}; {_said(among_years, 'other years')}.",
    )


def pairs(spec: Rule, values: pd.Series, study: Study) -> Placebo:
    """The change of the pair among those of all other pairs; pairs with a country of the case are left out."""
    if spec["measure"] in ARMS:
        return _arms(spec, values, study)
    arguments = spec["args"]
    panel = _panel(
        spec["measure"],
        arguments.get("kind", ""),
        arguments.get("rolls", ""),
        *hashes("un_votes", "un_resolutions", "trade"),
    )
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
def _panel(measure: str, kind: str, rolls: str, *_: str) -> pd.DataFrame:
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
