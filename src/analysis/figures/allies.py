"""The country among the allies of its patron: who was sanctioned how often."""

from typing import Any

import pandas as pd

from analysis import countries
from analysis.claims import evidence, rules
from analysis.errors import NotCovered
from analysis.figures import bars
from analysis.figures.compose import Chart, figure
from analysis.measures import sanctions
from analysis.study import Study

__all__ = ["sanctioned_allies"]
SHOWN = 12
EVER = (1949, 2021)  # the years of the record of sanctions that is also one of alliances


@figure("fig-sanctions")
def sanctioned_allies(study: Study) -> Chart:
    """Sanction cases opened against allies in the years of the claim, ranked; the first twelve and the country."""
    years = study.clip(rules.part("U2", "rank", study).span or EVER)
    if years[0] > years[1]:
        raise NotCovered(evidence.OUTSIDE)
    counts = sanctions.against_allies(study.patron, span=years).rename("cases")
    if study.country not in counts.index:
        raise NotCovered(f"{countries.short(study.country)} was no ally of the US in the alliance table.")
    facts = _placed(counts, study.country) | {"years": years, "shown": SHOWN, "earlier": {}}
    if (ever := study.clip(EVER)) != years:
        facts["earlier"] = _placed(sanctions.against_allies(study.patron, span=ever), study.country) | {
            "first": ever[0]
        }
    ranked = pd.concat([counts.head(SHOWN), counts[[study.country]]])
    ranked = ranked[~ranked.index.duplicated()].rename(index=countries.short)
    return bars.bars(ranked, facts=facts)


def _placed(counts: pd.Series, country: str) -> dict[str, Any]:
    """The number of a country, its place, who has as many, and who has the most."""
    own, most = int(counts[country]), int(counts.max())
    equal, first = (
        [countries.with_article(str(code)) for code in counts.index[counts == held] if code != country]
        for held in (own, most)
    )
    return {
        "own": own, "equal": equal, "place": int((counts > own).sum()) + 1, "n": len(counts), "most": most, "first": first,
    }  # fmt: skip
