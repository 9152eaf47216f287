"""The rules applied where nothing is claimed: countries and pairs that are no case, and triples of countries drawn at random.

`ranks`: how many countries and pairs would be called rare. A rank is uniform by construction, so the share is what the
limit says, or less where values tie; but a change in absolute numbers is rarely large in a small country, so the share is
given as well among the countries that had at least half as much before as the country of the claim.
`triples`: how often the rules make each verdict of a claim's own words about three other countries. What is often true of
any three countries says little about one case.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.claims import rules, special
from analysis.claims.decide import roll_up
from analysis.claims.kind import ends_of
from analysis.claims.kinds import KINDS
from analysis.claims.needs import Status, verdict
from analysis.claims.spec import Ask, Claim, Mark, Part, Spec, Verdict
from analysis.countries import codes
from analysis.inference import among, placebo
from analysis.inference.contrast import Array
from analysis.study import Study
from analysis.tables import load

SEED = 20140401
PATRON, NEIGHBOUR = "USA", "AFG"
# Countries that the records know well: years with US aid, visits with the US, votes cast in the UN.
AID_YEARS, VISITS, VOTES = 40, 10, 4000
LARGE = 0.5


class Triple(NamedTuple):
    """Three countries in the roles of a claim; the patron stays."""

    country: str
    partner: str
    rival: str


class Rolled(NamedTuple):
    """What the rules make of one claim for one triple; licence: core parts whose table may be shipped for the case only."""

    claim: str
    verdict: str
    licence: int


def ranks(study: Study | None = None) -> pd.DataFrame:
    """One row for each part that is ranked among countries or pairs: the share of those that are no case and would be rare."""
    case = study or Study()
    rows = []
    for claim in rules.all_claims():
        for part in claim.parts:
            if part.among in ("countries", "pairs"):
                spec = rules.chosen(part, case)
                shares = _of_countries(spec, case) if part.among == "countries" else _of_pairs(spec, case)
                rows.append({"claim": claim.id, "part": part.id, "among": part.among} | shares)
    return pd.DataFrame(rows)


def _of_countries(spec: Spec, study: Study) -> dict[str, float]:
    panel, own = special.panel_of(spec)
    level = KINDS[spec.test].rank == "level"
    asked = (panel, None, spec.span or (spec.at, spec.at)) if level else special.turn(panel, spec)
    values = among.values(*asked, roles=study.roles())
    every = pd.Series(p_values(values.to_numpy(float), direction=spec.direction), index=values.index)
    before = _before(panel, spec)
    large = every[before.reindex(every.index) >= LARGE * float(before.get(own, np.nan))]
    return {"n": len(every)} | _shares(every) | {"large": len(large), "large_rare": _shares(large)["rare"]}


def _before(panel: pd.DataFrame, spec: Spec) -> pd.Series:
    """The level before of every country; missing for a level, which has no before."""
    statistic = KINDS[spec.test].rank
    if statistic == "level" or spec.span is None:
        return pd.Series(np.nan, index=panel.columns)
    inside = panel.loc[spec.years[0] : spec.years[1]]
    last = ends_of(pd.Series(1.0, index=inside.index))[0][1] if statistic == "trend" else spec.at - 1
    return inside.loc[:last].mean()


def _of_pairs(spec: Spec, study: Study) -> dict[str, float]:
    found = special.pairs(spec, study)
    if len(found.values):
        every = pd.Series(p_values(found.values, direction=spec.direction))
        return {"n": len(every)} | _shares(every) | {"large": 0, "large_rare": np.nan}
    known = pd.Series(dict(found.quantiles))
    own = [placebo.from_quantiles(known, value, n=found.n, direction=spec.direction).p_value for value in known]
    reached = {name: max((p for p in own if p is not None and p <= limit), default=0.0) for name, limit in _limits()}
    return {"n": found.n} | reached | {"large": 0, "large_rare": np.nan}


def p_values(values: Array, *, direction: str) -> Array:
    """The p-value of each value among all of `values`, as `placebo.rank` gives it for one among the others.

    >>> p_values(np.array([1.0, 2.0, 2.0, 4.0]), direction="up").tolist()
    [1.0, 0.75, 0.75, 0.25]
    """
    signed = values if direction == "up" else -values
    slack = placebo.SLACK * np.maximum(1.0, np.abs(signed))
    return np.asarray((len(values) - np.searchsorted(np.sort(signed), signed - slack)) / max(len(values), 1))


def _limits() -> list[tuple[str, float]]:
    return [("rare", rules.settings().rare), ("fairly_rare", rules.settings().fairly_rare)]


def _shares(p_values: pd.Series) -> dict[str, float]:
    return {name: float((p_values <= limit).mean()) if len(p_values) else np.nan for name, limit in _limits()}


def stripped(claim: Claim) -> Claim:
    """A claim without what belongs to its own countries: no documents or dated acts, no part that names no role."""
    kept = [part for part in claim.parts if Ask.DOCUMENTED not in part.asks and not fixed(part)]
    free = tuple(part.model_copy(update={"act": None}) for part in kept)
    return claim.model_copy(update={"parts": free})


def fixed(part: Part) -> bool:
    """Whether a measure is the same whichever countries play the roles, such as the kilometres of one pipeline."""
    said = f"{part.args} {part.minus} {part.follower} {part.key}"
    return Ask.DOCUMENTED not in part.asks and not any(f"{{{role}}}" in said for role in Triple._fields)


def pool() -> list[str]:
    """Codes of the countries that are drawn from: well recorded, and no country of the case."""
    aid, visits, votes = load("us_aid"), load("visits"), load("un_votes")
    years = aid[aid["current_usd"] > 0].groupby("recipient")["fiscal_year"].nunique()
    met, cast = visits["country"].value_counts(), votes["country"].astype(str).value_counts()
    known = set(years.index[years >= AID_YEARS]) & set(met.index[met >= VISITS]) & set(cast.index[cast >= VOTES])
    return sorted((known & set(codes())) - Study().roles())


def triples(number: int) -> list[Triple]:
    """Triples of different countries, the same at every call."""
    generator, drawn_from = np.random.default_rng(SEED), pool()
    return [Triple(*map(str, generator.choice(drawn_from, size=3, replace=False))) for _ in range(number)]


def verdicts(triple: Triple) -> list[Rolled]:
    """The verdict of every claim for one triple, as `stripped` leaves it, from the parts with data."""
    near = "" if NEIGHBOUR in triple else NEIGHBOUR
    study = Study(**triple._asdict(), patron=PATRON, neighbour=near)
    return [_rolled(stripped(claim), study) for claim in rules.all_claims()]


def _rolled(claim: Claim, study: Study) -> Rolled:
    _, judged = roll_up(claim, study)
    # Left out as documents are: a claim that cannot hold for want of data would look like one that is seldom true.
    found = verdict([one for one in judged if one.status != Status.NO_DATA])
    licence = sum(
        one.lacks is not None and one.lacks.code == "licence" and one.part.mark == Mark.CORE for one in judged
    )
    return Rolled(claim.id, found.value, licence)


def tally(rolled: Sequence[Sequence[Rolled]]) -> pd.DataFrame:
    """One row per claim: its core parts, those left out as documents, as fixed or for a licence, counts of the verdicts, the case's own."""
    rows: list[dict[str, Any]] = []
    own = {one.claim: one.verdict for one in verdicts(Triple("PAK", "RUS", "IND"))}
    for claim in rules.all_claims():
        found = [one for each in rolled for one in each if one.claim == claim.id]
        core = [part for part in claim.parts if part.mark == Mark.CORE]
        counts = Counter(one.verdict for one in found)
        told: dict[str, Any] = {
            "claim": claim.id,
            "core": len(core),
            "documents": sum(Ask.DOCUMENTED in part.asks for part in core),
            "fixed": sum(map(fixed, core)),
            "licence": min((one.licence for one in found), default=0),
            "triples": len(found),
        }
        verdicts_made = {verdict.value: counts[verdict.value] for verdict in Verdict}
        rows.append(told | verdicts_made | {"case": own[claim.id]})
    return pd.DataFrame(rows)
