"""The answer to the report's question: did the two move closer, in what, and which driver reached the pair?"""

from dataclasses import asdict, dataclass
from typing import Any

from analysis.answers.domains import BACK, UNKNOWN, WAYS, YES, Domain, Spans, all_domains, spans_of
from analysis.answers.drivers import Driver, all_drivers
from analysis.answers.levels import PAPER
from analysis.claims.telling import counted, joined
from analysis.claims.wording import significant
from analysis.study import Study

__all__ = ["Answer", "Domain", "Driver", "Spans", "answer"]

LEVELS = ("high", "medium", "low")
BELOW_SURE = {
    "lower bound": "agreements and exercises are those found; older ones are harder to find",
    "half covered": "of {unknown} this report has too few data to compare",
    "no data": "no table that we may use has enough years on both sides of the turning point",
    "indirect": "what is counted shows what was done together, not what was meant",
}


@dataclass(frozen=True)
class Answer:
    """Headline; certainty with its reasons by code; ties by domain; drivers; what came since; the years compared."""

    headline: str
    certainty: str
    reasons: tuple[str, ...]
    domains: tuple[Domain, ...]
    drivers: tuple[Driver, ...]
    since: tuple[str, ...]
    spans: Spans
    moved_by: str = ""

    @property
    def why_not_sure(self) -> str:
        """The reasons in words, empty where there is none."""
        unknown = joined([row.name for row in self.domains if row.verdict == UNKNOWN] or ["every tie"])
        return "; ".join(BELOW_SURE[reason].format(unknown=unknown) for reason in self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """As findings.json holds it; numbers rounded to six significant digits."""
        found = asdict(self) | {"spans": self.spans._asdict(), "why": self.why_not_sure}
        for row in found["domains"]:
            row |= {name: significant(value) for name, value in row.items() if isinstance(value, float)}
        return found


def answer(study: Study) -> Answer:
    """The answer for the roles and years of `study`, for any case; rows without data say why.

    Example: `answer(Study()).headline` is one sentence, `answer(Study()).drivers` the reasons with their weight.
    """
    spans, drivers = spans_of(study), all_drivers(study)
    domains = all_domains(study, spans)
    reasons, sentence = _reasons(domains), _headline(domains, study)
    return Answer(
        headline=sentence[:1].upper() + sentence[1:],
        certainty=LEVELS[min(len(reasons), 2)],
        reasons=reasons,
        domains=domains,
        drivers=drivers,
        since=_since(domains),
        spans=spans,
        moved_by=_moved_by(drivers, study),
    )


def _moved_by(drivers: tuple[Driver, ...], study: Study) -> str:
    """How many of the reasons happened, and how many of them show between the two, and last."""
    happened = [one for one in drivers if one.happened in ("yes", "later")]
    open_ = sum(one.happened == "unknown" for one in drivers)
    if open_ == len(drivers):
        return "Whether any of the reasons happened cannot be said."
    unsaid = f" Of {counted(open_)} it cannot be said." if open_ else ""
    if not happened:
        return f"No reason is shown to have happened.{unsaid}"
    late = sum(one.happened == "later" for one in happened)
    every = len(happened) == len(drivers)
    early = len(happened) - late or late  # where all are late, they are told so at once
    told = f"{'all' if early == len(drivers) else f'{counted(early)} of'} the article's {counted(len(drivers))} reasons happened"
    if late:
        which = "the other " if late == 1 and not open_ and every else f"{counted(late)} more "
        told += f", {which if late < len(happened) else ''}only from {study.shock_year}"
        told += f", too late for {study.turning_point}" if study.shock_year > study.turning_point else ""
    return f"{told[:1].upper()}{told[1:]}; {_shown(happened)}.{unsaid}"


def _shown(happened: list[Driver]) -> str:
    """How many of the reasons that happened show between the two, and last."""
    alone, lasting = len(happened) == 1, sum(one.reached == "yes" for one in happened)
    if all(one.reached == "unknown" for one in happened):
        return f"whether {'it' if alone else 'any of them'} is seen in their ties is not known"
    several = f"{counted(lasting)} {'is' if lasting == 1 else 'are'}" if lasting else "none is"
    one = "it is" if lasting else "it is not"
    return f"{one if alone else several} seen clearly and lastingly in their ties"


def _headline(domains: tuple[Domain, ...], study: Study) -> str:
    pair = study.fill("{the_country} and {the_partner}")
    known = [row for row in domains if row.verdict != UNKNOWN]
    if not known:
        return f"No published table that we may use says whether {pair} moved closer."
    closer = [row for row in known if row.verdict == YES]
    passing = [row.short for row in known if row.verdict == BACK]
    others = [f"{row.name} ({row.aside})" if row.aside else row.name for row in known if row.verdict not in (YES, BACK)]
    if not closer and not passing:
        # The first tie with its numbers: one sentence needs no more, the table has them all.
        first = known[0].short
        return f"{pair} did not move closer in {joined([first, *others[1:]], 'or')}."
    told = [f"in {joined([row.short for row in closer])}"] if closer else []
    told += [f"in {joined(passing)}"] if passing else []
    told += [f"not in {joined(others, 'or')}"] if others else []
    ceremony = bool(closer) and {row.name for row in closer} <= set(PAPER) and bool(passing or others)
    lead = "More ceremony than substance: " if ceremony else ""
    clauses = [*told[:-1], f"and {told[-1]}"] if len(told) > 2 else told
    return f"{lead}from {study.turning_point} on {pair} moved closer {', '.join(clauses)}."


def _since(domains: tuple[Domain, ...]) -> tuple[str, ...]:
    """What came since the shock year: shares that moved, by the way they moved, then what each count or total says."""
    moved = {way: [row.name for row in domains if row.lately == way] for way in WAYS}
    alike = {row.lately: ", as most members' did" for row in domains if row.like_most}
    told = ["; ".join(f"{joined(rows)} {way}{alike.get(way, '')}" for way, rows in moved.items() if rows)]
    told += [row.lately for row in domains if row.lately and row.lately not in WAYS]
    return tuple(f"{one[:1].upper()}{one[1:]}" for one in told if one)


def _reasons(domains: tuple[Domain, ...]) -> tuple[str, ...]:
    """Why the answer is less than certain, by code; each takes one step down from high."""
    known = [row for row in domains if row.verdict != UNKNOWN]
    if not known:
        return ("no data", "half covered")
    found = [
        ("lower bound", any(row.name in PAPER for row in known)),
        ("half covered", 3 * len(known) < 2 * len(domains)),
        ("indirect", not any(row.name in PAPER for row in known)),
    ]
    return tuple(reason for reason, holds in found if holds)
