"""From a claim's rule and the data to its finding: the answers of every part, then the verdict by the table of needs."""

from typing import Any

from analysis.claims import documents, drift, evidence, happened, rules, signposts, special, telling
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.needs import Answers, Judged, Status, certainty, status, verdict
from analysis.claims.spec import Ask, Claim, Mark, Part, Spec, Verdict, Words
from analysis.errors import NotCovered, reasons
from analysis.study import Study

__all__ = ["decide", "finding", "roll_up"]
OWN = "a rule of one's own"


def decide(claim_id: str, study: Study, rule: Claim | None = None) -> Finding:
    """The finding on a claim for the roles and years of `study`; ParameterError for a claim that is not asked of it.

    `rule` is one's own in place of the written one, and said to be so. Example: `print(decide("U1", Study()))` shows the
    verdict, its certainty, and every part with its numbers.
    """
    if rule is None:
        return finding(rules.claim(claim_id, study), study)
    return finding(rule.model_copy(update={"id": claim_id.upper(), "by": rule.by or OWN}), study)


def finding(rule: Claim, study: Study) -> Finding:
    """The finding on a claim given as its rule, as written in claims.toml or made from it."""
    found, judged = roll_up(rule, study)
    parts = tuple(_told(one, study) for one in judged)
    level, reasons = certainty(rule, judged) if found != Verdict.NOT_COVERED else ("", ())
    return Finding(
        claim=rule.id,
        theme=rule.theme,
        statement=study.sentence(rule.statement),
        question=study.sentence(rule.question),
        verdict=found,
        certainty=level,
        reasons=reasons,
        sentence=telling.sentence(found, parts, study.fill(rule.untested)),
        parts=parts,
        page=f"{rule.chapter}.html",
        tables=tuple(dict.fromkeys(name for part in parts if part.reason is None for name in part.tables)),
        caveat=documents.dated(study.sentence(rule.caveat), study),
        why=study.sentence(rule.why),
        by=rule.by,
        **_around(rule, parts, study, covered=found != Verdict.NOT_COVERED),
    )


def _around(rule: Claim, parts: tuple[PartFinding, ...], study: Study, *, covered: bool) -> dict[str, Any]:
    """What is told around a verdict: correction, motive, what would change it, dated events; or why it is not covered."""
    found = {part.id for part in parts if part.reason is None}
    dated = [(*part.confirmed_by, part.act, part.event) for part in rule.parts if part.id in found]
    lacking = [part.reason for part in parts if part.reason and part.mark == Mark.CORE]
    return {
        "correction": telling.correction(parts) if covered else "",
        "motive": study.fill(rule.motive),
        "flips": telling.flips(parts) if covered else "",
        "signposts": signposts.of(rule.id, study) if covered else (),
        "reason": None if covered else max(lacking, key=lacking.count, default="no data"),
        "documents": documents.listed(tuple(dict.fromkeys(one for ids in dated for one in ids if one)), study),
        "beside": documents.listed(rule.beside, study),
        "later": documents.listed(rule.after, study),
    }


def roll_up(rule: Claim, study: Study) -> tuple[Verdict, list[Judged]]:
    """The verdict that the rule of a claim gives, and the parts behind it; nothing is told."""
    judged = [_judged(part, rule.needs(part), study) for part in rule.parts]
    return verdict(judged, rule.untested), judged


def _judged(part: Part, words: Words, study: Study) -> Judged:
    """A part as it is asked of the first table that holds something for the roles; without one, what each of them lacks."""
    missing: list[NotCovered] = []
    for asked in rules.versions(part, study):
        try:
            spec = rules.chosen(asked, study)
            answers, series = _answers(asked, spec, study), evidence.yearly_series(spec, study)
            return Judged(part, status(asked, words, answers), answers, asked, spec, series)
        except NotCovered as error:
            missing.append(error)
    return Judged(part, Status.NO_DATA, Answers(), part, lacks=NotCovered(reasons(missing), missing[0].code))


def _told(one: Judged, study: Study) -> PartFinding:
    part, spec, lacks = one.asked or one.part, one.spec, one.lacks
    subject, label = study.sentence(part.subject), study.fill(part.label)
    headline = telling.headline(subject, one.answers) if spec else f"{subject}: no data"
    at_first = telling.at_first(spec, one.series, one.answers) if spec else ""
    code = f" ({lacks.code})" if lacks and lacks.code != "no data" else ""
    return PartFinding(
        id=part.id,
        label=label,
        subject=subject,
        mark=part.mark,
        status=one.status,
        headline=headline + at_first,
        sentence=f"{headline}{code}: {lacks}" if lacks else telling.part(subject, one.answers, at_first),
        tables=part.table,
        answers=one.answers,
        threshold=part.threshold if spec else 0.0,
        outlook=telling.outlook(spec, study) if spec else "",
        reason=lacks.code if lacks else None,
        series=one.series,
    )


def _answers(part: Part, spec: Spec, study: Study) -> Answers:
    """Each answer that the part asks for, from its own evidence; NotCovered where the record itself has nothing."""
    asks, found = part.asks, None
    # Where nothing else is asked, a part without data is one without data, not one that cannot tell.
    moved = drift.ask if asks == (Ask.DRIFT,) else drift.answered
    if Ask.HAPPENED in asks:
        found = happened.ask(part, study)
    return Answers(
        happened=found,
        drift=moved(spec, study) if Ask.DRIFT in asks else None,
        special=special.ask(part, spec, study) if found and Ask.SPECIAL in asks else None,
        documented=documents.ask(spec, study) if Ask.DOCUMENTED in asks else None,
        dating=drift.date(spec, study) if Ask.DRIFT in asks or Ask.DATE in asks else None,
        act=documents.acted(part.act, spec, study) if part.act else None,
    )
