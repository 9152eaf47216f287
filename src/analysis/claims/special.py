"""Special: did few other countries, or few other pairs of countries, see the same change then?

The same change (or level) is ranked among all countries with data, or all pairs; the other countries of the case, and pairs
with one of them, are left out. It is ranked as it is, and in proportion to the level before, where that can be said; it is rare
only if it is so on both scales. A rank is a count of a complete record, so it has no error.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.claims import evidence, expectation, rules
from analysis.claims.kind import ends_of
from analysis.claims.kinds import KINDS
from analysis.claims.spec import Part, Span, Spec
from analysis.errors import NotCovered
from analysis.inference import among, gravity, placebo
from analysis.inference.placebo import Placebo
from analysis.measures import trade, votes
from analysis.measures.panels import PANELS
from analysis.study import Study
from analysis.tables import hashes, load

RARE, FAIRLY, LARGE, COMMON, NO_RANK = "rare", "fairly rare", "large, not in proportion", "common", "no rank"
ARMS = {"arms.supplier_share": "supplier_share", "arms.deliveries": "deliveries"}
OWN_KEYS = ("recipient", "country", "target", "partner", "asylum")
NO_ROLE = "none"


@dataclass(frozen=True)
class Special:
    """answer: rare, fairly rare, large but not in proportion, common, or no rank. rank of n as it is; the same in proportion, None where that has no sense.

    among: what was compared ("countries", "pairs of countries", "allies"); note: why there is no rank. end: from which end a level
    is counted, empty for a change, which is ranked in the direction of the claim.
    """

    answer: str
    among: str
    rank: int | None = None
    n: int = 0
    p_value: float | None = None
    proportion_rank: int | None = None
    proportion_n: int = 0
    note: str = ""
    end: str = ""

    @property
    def words(self) -> str:
        """The rank in words, such as "5th of 185 countries, 18th of 104 in proportion"; why there is none."""
        if self.rank is None:
            return f"no rank among {self.among}: {self.note}"
        said = f"{ordinal(self.rank)} of {self.n:,} {self.among}{self.end}"
        if not self.proportion_rank:
            return said
        return f"{said}, {ordinal(self.proportion_rank)} of {self.proportion_n:,} in proportion"


def ordinal(number: int) -> str:
    """A rank as a reader writes it: 1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def ask(part: Part, spec: Spec, study: Study) -> Special:
    """The rank of what the chosen specification shows."""
    if part.among == "allies":
        return _of_allies(spec, study)
    of_countries = part.among == "countries"
    words = "countries" if of_countries else "pairs of countries"
    try:
        found, relative = _among_countries(spec, study) if of_countries else (pairs(spec, study), None)
    except NotCovered as error:
        return Special(NO_RANK, words, note=str(error).rstrip("."))
    if found.rank is None or found.p_value is None:
        return Special(NO_RANK, words, note=found.note)
    answer = answer_of(found.p_value, relative.p_value if relative else None)
    given = (relative.rank, relative.n + 1) if relative and relative.rank is not None else (None, 0)
    end = f", the {'highest' if spec.up else 'lowest'} first" if KINDS[spec.test].rank == "level" else ""
    # The own one is counted among those compared.
    return Special(answer, words, found.rank, found.n + 1, found.p_value, given[0], given[1], end=end)


def answer_of(p_value: float, in_proportion: float | None = None) -> str:
    """The word for the share of countries or pairs that moved at least as far, as it is and (where it can be said) in proportion.

    The largest recipients see the largest changes: what is rare as it is but not in proportion is called large only.
    """
    limits = rules.settings()
    if p_value > limits.fairly_rare:
        return COMMON
    both = max(p_value, in_proportion if in_proportion is not None else p_value)
    return RARE if both <= limits.rare else FAIRLY if both <= limits.fairly_rare else LARGE


def _among_countries(spec: Spec, study: Study) -> tuple[Placebo, Placebo | None]:
    """The rank as it is, and in proportion, which a level has not."""
    panel, own = panel_of(spec)
    asked: dict[str, Any] = {"own": own, "roles": study.roles(), "direction": spec.direction}
    if KINDS[spec.test].rank == "level":
        return among.level(panel, spec.span or (spec.at, spec.at), **asked), None
    plain, relative = (among.change(*turn(panel, spec), scale=scale, **asked) for scale in among.SCALES)
    return plain, relative


def panel_of(spec: Spec) -> tuple[pd.DataFrame, str]:
    """The measure of a specification for all countries, and the code of its own one; NotCovered where no table has it."""
    if spec.measure not in PANELS:
        raise NotCovered(f"no table holds {spec.measure} for all countries")
    role = next(key for key in OWN_KEYS if key in spec.args)
    rest = {key: value for key, value in spec.args.items() if key != role}
    panel = _panel_of(spec.measure, spec.table, json.dumps(rest, sort_keys=True), *hashes(*spec.table))
    return panel, str(spec.args[role])


@lru_cache(maxsize=16)
@kept
def _panel_of(measure: str, names: tuple[str, ...], arguments: str, *_: str) -> pd.DataFrame:
    return PANELS[measure](*(load(name) for name in names), **json.loads(arguments))


def _of_allies(spec: Spec, study: Study) -> Special:
    """The rank among the countries counted is itself the rank that the claim asks for."""
    counts = evidence.counts(spec, study)
    own = float(counts.get(study.code(spec.key), np.nan))
    if np.isnan(own):
        return Special(NO_RANK, "allies", note="it is not among them")
    found = placebo.rank(own, counts.drop(study.code(spec.key)).to_numpy(float), direction="up")
    assert found.p_value is not None
    return Special(answer_of(found.p_value), "allies", found.rank, found.n + 1, found.p_value)


def pairs(spec: Spec, study: Study) -> Placebo:
    """The change (or level) of the pair among those of all other pairs; pairs with a country of the case are left out."""
    if spec.measure in ARMS:
        return _arms(spec, study)
    arguments = spec.args
    names = ("country", "partner") if "partner" in arguments else ("a", "b")
    own = (str(arguments[names[0]]), str(arguments[names[1]]))
    kept: dict[str, Any] = {"own": own, "roles": study.roles(), "direction": spec.direction}
    if KINDS[spec.test].rank == "gravity":
        return placebo.pairs(_of_gravity(), None, spec.years, statistic="mean", **kept)
    return placebo.pairs(*turn(_panel_of_pairs(spec.measure, arguments), spec), **kept)


def prepare(*, gravity: bool = True, measured: bool = True) -> None:
    """Compute the panels of all pairs that any case is ranked among, so that processes forked later have them.

    Actual over expected trade (`gravity`) takes three times as long as what is `measured`: two processes can share the work.
    """
    for part in (part for claim in rules.all_claims() for part in claim.parts if part.among == "pairs"):
        expected = KINDS[part.test].rank == "gravity"
        if expected and gravity:
            _of_gravity()
        if measured and not expected and part.measure not in ARMS:
            _panel_of_pairs(part.measure, part.args)


def _of_gravity() -> pd.DataFrame:
    return _ratios(*expectation.covered(), *hashes(*expectation.TABLES))


def _panel_of_pairs(measure: str, args: Mapping[str, Any]) -> pd.DataFrame:
    used = hashes("un_votes", "un_resolutions", "trade")
    return _panel(measure, args.get("kind", ""), args.get("rolls", ""), *used)


def turn(panel: pd.DataFrame, spec: Spec) -> tuple[pd.DataFrame, int, Span]:
    """A panel, the year at which its change is read, and the span around it.

    Of a trend the first years of the span are -5 to -1 and its last ones 0 to 4: their difference is a shift at 0.
    """
    if KINDS[spec.test].rank != "trend":
        return panel, spec.at, spec.years
    inside = panel.loc[spec.years[0] : spec.years[1]]
    first, last = ends_of(pd.Series(1.0, index=inside.index))
    start, end = inside.loc[first[0] : first[1]], inside.loc[last[0] : last[1]]
    ends = [start.set_axis(range(-len(start), 0)), end.set_axis(range(len(end)))]
    return pd.concat(ends), 0, (-len(start), len(end) - 1)


@lru_cache(maxsize=8)
@kept
def _panel(measure: str, kind: Any, rolls: Any, *_: str) -> pd.DataFrame:
    """Years by pairs for the measures that rules compare among pairs."""
    if measure == "votes.agreement":
        panel: pd.DataFrame = votes.all_pairs(load("un_votes"), load("un_resolutions"), kind=kind, rolls=rolls)
        return panel
    return trade.all_pairs(load("trade"), kind="share" if measure == "trade.share" else "turnover")


@lru_cache(maxsize=2)
@kept
def _ratios(first: int, last: int, *_: str) -> pd.DataFrame:
    found = gravity.pair_ratios(load("trade"), load("geography"), expectation.ties(), list(range(first, last + 1)))
    return pd.DataFrame(np.log(found.where(found > 0)))


def _arms(spec: Spec, study: Study) -> Placebo:
    """SIPRI's rows may not be shipped, so the rank comes from quantiles; only the default roles could be left out there."""
    table = load("arms_placebo")
    excluded = next((text for text in table["excluding"].unique() if set(text.split()) == study.roles()), NO_ROLE)
    span = dict(zip(("span_first", "span_last"), spec.years, strict=True))
    asked = pd.Series({"measure": ARMS[spec.measure], "year": spec.at, "excluding": excluded} | span)
    rows = table[(table[asked.index] == asked).all(axis=1)]
    quantiles = rows.set_index("quantile")["value"].sort_index()
    quantiles.index = quantiles.index / 100
    # The quantiles are of differences of yearly means, so the own change must be one too.
    values = evidence.spanned(spec, study)
    after = values.index >= spec.at
    own = float(values[after].mean() - values[~after].mean())
    count = int(rows["pairs"].max()) if len(rows) else 0
    return placebo.from_quantiles(quantiles, own, n=count if np.isfinite(own) else 0, direction=spec.direction)
