"""From a claim's rule and the data to its finding: the answers of every part, then the verdict by the table of needs."""

from typing import Any

from analysis import countries
from analysis.claims import documents, donors, drift, evidence, happened, rules, signposts, special, telling
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.needs import Answers, Judged, Status, certainty, status, verdict
from analysis.claims.spec import Ask, Claim, Mark, Part, Spec, Verdict
from analysis.errors import NotCovered
from analysis.study import Study

__all__ = ["decide", "finding", "roll_up"]
ANOTHER_CASE = "only about another case"


def decide(claim_id: str, study: Study) -> Finding:
    """The finding on a claim for the roles and years of `study`; ParameterError for an unknown claim.

    Example: `print(decide("U1", Study()))` shows the verdict, its certainty, and every part with its numbers.
    """
    return finding(donors.fitted(rules.claim(claim_id), study), study)


def finding(rule: Claim, study: Study) -> Finding:
    """The finding on a claim given as its rule, as written in claims.toml or made from it."""
    foreign = rules.foreign_roles(rule, study)
    parts = tuple(_part(part, rule, study, foreign) for part in rule.parts)
    judged = [Judged(one, found.status, found.answers) for one, found in zip(rule.parts, parts, strict=True)]
    found = verdict(judged)
    level, reasons = certainty(rule, judged) if found != Verdict.NOT_COVERED else ("", ())
    fill = study.roles_only if foreign else study.sentence
    return Finding(
        claim=rule.id,
        theme=rule.theme,
        statement=fill(rule.statement),
        question=fill(rule.question),
        verdict=found,
        certainty=level,
        reasons=reasons,
        sentence=_bound(rule, foreign, "claim") if foreign else telling.sentence(found, parts),
        parts=parts,
        page=f"{rule.chapter}.html",
        tables=tuple(dict.fromkeys(name for part in rule.parts for name in part.table)),
        caveat=documents.dated(study.sentence(rule.caveat)),
        why=study.sentence(rule.why),
        **_around(rule, parts, study, covered=found != Verdict.NOT_COVERED, foreign=bool(foreign)),
    )


def _around(
    rule: Claim, parts: tuple[PartFinding, ...], study: Study, *, covered: bool, foreign: bool
) -> dict[str, Any]:
    """What is told around a verdict: correction, motive, what would change it, dated events; or why it is not covered."""
    told = {
        "correction": telling.correction(parts) if covered else "",
        "motive": (study.roles_only if foreign else study.fill)(rule.motive),
        "flips": telling.flips(parts) if covered else "",
        "signposts": signposts.of(rule.id, study) if covered else (),
        "reason": None if covered else _reason(parts),
    }
    return told | {
        "documents": documents.listed(documents.of_case(_confirmed(rule, parts), study)),
        "beside": documents.listed(() if foreign else rule.beside, actor=study.country),
        "later": documents.listed(() if foreign else rule.after, actor=study.country),
    }


def roll_up(rule: Claim, study: Study) -> tuple[Verdict, list[Judged]]:
    """The verdict that the rule of a claim gives, bound or not to its countries, and the parts behind it; nothing is told."""
    judged = []
    for part in rule.parts:
        try:
            spec = rules.chosen(part, study)
            found = _answers(part, spec, study)
            evidence.yearly_series(spec, study)
            judged.append(Judged(part, status(part, rule.needs(part), found), found))
        except NotCovered as error:
            judged.append(Judged(part, Status.NO_DATA, Answers(), error.code))
    return verdict(judged), judged


def _part(part: Part, rule: Claim, study: Study, foreign: list[str]) -> PartFinding:
    own = rules.foreign_roles(part, study)
    try:
        if foreign or own:
            what = (rule, foreign, "claim") if foreign else (part, own, "part")
            raise NotCovered(ANOTHER_CASE, _bound(*what))
        spec = rules.chosen(part, study)
        answers, series = _answers(part, spec, study), evidence.yearly_series(spec, study)
    except NotCovered as error:
        return _uncovered(part, study, error)
    subject = study.sentence(part.subject)
    return PartFinding(
        id=part.id,
        label=study.fill(part.label),
        subject=subject,
        mark=part.mark,
        status=status(part, rule.needs(part), answers),
        headline=telling.headline(subject, answers),
        sentence=telling.part(subject, answers),
        tables=part.table,
        answers=answers,
        threshold=part.threshold,
        outlook=telling.outlook(spec, study),
        series=series,
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
        special=special.ask(part, spec, found.chosen, study) if found and Ask.SPECIAL in asks else None,
        documented=documents.ask(spec, study) if Ask.DOCUMENTED in asks else None,
        dating=drift.date(spec, study) if Ask.DRIFT in asks or Ask.DATE in asks else None,
        act=documents.acted(part.act, spec, study) if part.act else None,
    )


def _uncovered(part: Part, study: Study, error: NotCovered) -> PartFinding:
    subject = study.sentence(part.subject)
    return PartFinding(
        id=part.id,
        label=study.fill(part.label),
        subject=subject,
        mark=part.mark,
        status=Status.NO_DATA,
        headline=f"{subject}: no data",
        sentence=f"{subject}: no data ({error.code}): {error}",
        tables=part.table,
        reason=error.code,
    )


def _confirmed(rule: Claim, parts: tuple[PartFinding, ...]) -> tuple[str, ...]:
    covered = {part.id for part in parts if part.reason is None}
    listed = [
        event
        for part in rule.parts
        if part.id in covered
        for event in (*part.confirmed_by, part.act, part.event)
        if event
    ]
    return tuple(dict.fromkeys(listed))


def _reason(parts: tuple[PartFinding, ...]) -> str | None:
    codes = [part.reason for part in parts if part.reason and part.mark == Mark.CORE]
    return max(codes, key=codes.count) if codes else "no data"


def _bound(rule: Claim | Part, foreign: list[str], what: str) -> str:
    who = {name: countries.short(value) if isinstance(value, str) else value for name, value in rule.bound.items()}
    bound = " and ".join(f"{who[name]} as the {name.replace('_', ' ')}" for name in foreign)
    return f"Not covered: the {what} is about {bound} only."
