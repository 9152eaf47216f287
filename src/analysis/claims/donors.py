"""Which table has the aid of a patron other than the United States, and the parts of claims on US aid put to it, where it reaches."""

from typing import Any, NamedTuple

from analysis import countries, tables
from analysis.claims.evidence import LEAST_YEARS
from analysis.claims.spec import Claim, Part, Span
from analysis.study import Study

US_AID = {"us_aid", "us_aid_totals"}


class Giver(NamedTuple):
    """Where the aid of a patron stands: table, measure and its arguments, and what it counts, with whose it is."""

    table: str
    measure: str
    args: dict[str, str]
    what: str
    words: str


def giver(study: Study) -> Giver:
    """China's commitments from AidData, the development aid of any other patron from the OECD."""
    owner = study.fill("{patron}" if study.patron in countries.WITH_ARTICLE else "{patron_s}")
    if study.patron == "CHN":
        what = "commitments of aid and credit"
        return Giver("china_commitments", "aid.from_china", {}, what, f"{owner} {what}")
    args = {"donor": study.patron}
    return Giver("oda_by_donor", "aid.from_donor", args, "development aid", f"{owner} development aid")


def fitted(claim: Claim, study: Study) -> Claim:
    """The claim with its parts on US aid asked of the patron's own; as it is where the patron is the United States."""
    if study.patron == "USA":
        return claim
    return claim.model_copy(update={"parts": tuple(_fitted(part, study) for part in claim.parts)})


def _fitted(part: Part, study: Study) -> Part:
    """A part that begins before the table keeps its own, which says that it is about the United States only."""
    found, reach = giver(study), tables.years(giver(study).table)
    if not US_AID & set(part.table) or part.span is None or reach is None or part.minus is not None:
        return part
    begins = part.year - LEAST_YEARS if isinstance(part.year, int) else part.span[0]
    if begins < reach[0]:
        return part
    spans = tuple(_within(span, reach) for span in part.grid.span)
    changed: dict[str, Any] = {
        "table": (found.table,), "measure": found.measure, "args": {"recipient": part.args["recipient"], **found.args},
        "span": _within(part.span, reach), "subject": f"{found.words} to {{country}}",
        "grid": part.grid.model_copy(update={"variants": (), "span": spans}),
    }  # fmt: skip
    return part.model_copy(update=changed)


def _within(span: Span, reach: Span) -> Span:
    return max(span[0], reach[0]), min(span[1], reach[1])
