"""From a claim's rule and the data to its verdict, in the exact meanings that the README gives."""

from analysis import countries
from analysis.claims import documents, evidence, placebos, rules, telling, wording
from analysis.claims.finding import Choice, Finding, PartFinding, Rarity
from analysis.claims.rules import Rule
from analysis.claims.verdicts import AGAINST, AS_CLAIMED, OTHER_WAY, combine, leans, sign, verdict_of
from analysis.errors import NotCovered
from analysis.inference import breaks, unknown
from analysis.inference.estimate import Estimate, no_estimate
from analysis.study import Study

ANOTHER_CASE = "only about another case"


def decide(claim_id: str, study: Study) -> Finding:
    """The verdict on a claim for the roles and years of `study`; ParameterError for an unknown claim."""
    rule = rules.claim(claim_id)
    foreign = rules.foreign_roles(rule, study)
    parts = tuple(_decide_part(part, study, rules.level(rule), foreign, rule) for part in rule["part"])
    verdict = combine(parts, decisive={part["id"] for part in rule["part"] if part.get("decisive")})
    reason = _reason(parts, verdict)
    sentence = _bound_sentence(rule, foreign, "claim") if foreign else _sentence(parts)
    return Finding(
        claim=claim_id,
        theme=rule["theme"],
        statement=study.sentence(rule["statement"]) if not foreign else study.roles_only(rule["statement"]),
        question=study.sentence(rule["question"]) if not foreign else study.roles_only(rule["question"]),
        verdict=verdict,
        sentence=sentence,
        parts=parts,
        page=f"{rule['chapter']}.html",
        reason=reason,
        caveat=study.sentence(rule.get("caveat", "")),
        why=study.sentence(rule.get("why", "")),
        tables=tuple(dict.fromkeys(name for part in rule["part"] for name in evidence.table_names(part))),
        documents=documents.listed(_confirmed_by(rule, parts)),
        beside=documents.listed([] if foreign else rule.get("beside", []), actor=study.country),
        later=documents.listed([] if foreign else rule.get("after", []), actor=study.country),
    )


def _decide_part(part: Rule, study: Study, level: float, foreign: list[str], rule: Rule) -> PartFinding:
    if foreign:
        return _uncovered(part, study, NotCovered(ANOTHER_CASE, _bound_sentence(rule, foreign, "claim")))
    part_foreign = rules.foreign_roles(part, study)
    if part_foreign:
        return _uncovered(part, study, NotCovered(ANOTHER_CASE, _bound_sentence(part, part_foreign, "part")))
    try:
        estimates = evidence.estimates(rules.specifications(part, study), study, level=level)
    except NotCovered as error:
        return _uncovered(part, study, error)
    return _weigh(part, _distinct(estimates), study, level)


def _weigh(part: Rule, estimates: list[tuple[Rule, Estimate]], study: Study, level: float) -> PartFinding:
    """The verdict of a part from the estimates of its specifications, the chosen one first."""
    signs = [sign(estimate, spec) for spec, estimate in estimates]
    spec, chosen = estimates[0]
    rare = _rarity(part, spec, chosen, study)
    verdict, share = verdict_of(signs, special=not part.get("special") or rare is None or rare.passes)
    sentence, headline = _words(spec, study.sentence(part["subject"]), chosen, study, level, signs[0])
    return PartFinding(
        id=part["id"],
        label=_label(part, study),
        subject=study.sentence(part["subject"]),
        verdict=verdict,
        sentence=sentence + _agreement(signs, chosen) + _common(rare, signs[0]),
        headline=headline,
        estimate=chosen,
        tables=evidence.table_names(part),
        specifications=len(signs),
        agreeing=share,
        threshold=rules.threshold(part),
        curve=tuple(Choice(e.value, e.low, e.high, g, s["choice"]) for (s, e), g in zip(estimates, signs, strict=True)),
        outlook=_outlook(spec, study),
        placebo=rare,
        dating=_dating(spec, study),
        leans=leans(chosen, spec, signs[0]) if verdict == "undecided" else "",
        series=evidence.yearly_series(spec, study),
    )


def _distinct(estimates: list[tuple[Rule, Estimate]]) -> list[tuple[Rule, Estimate]]:
    """The chosen specification and the others that give an estimate, each choice once: clipped spans can coincide."""
    found = {
        str(spec["choice"]): (spec, estimate) for spec, estimate in reversed(estimates) if estimate.value is not None
    }
    chosen = estimates[0]
    return [chosen, *(one for key, one in reversed(found.items()) if key != str(chosen[0]["choice"]))]


def _confirmed_by(rule: Rule, parts: tuple[PartFinding, ...]) -> list[str]:
    covered = {part.id for part in parts if part.reason is None}
    return [event for part in rule["part"] if part["id"] in covered for event in part.get("confirmed_by", [])]


def _uncovered(part: Rule, study: Study, error: NotCovered) -> PartFinding:
    subject = study.sentence(part["subject"])
    return PartFinding(
        id=part["id"],
        label=_label(part, study),
        subject=subject,
        verdict="not covered",
        sentence=f"{subject}: not covered ({error.code}): {error}",
        headline=subject,
        estimate=no_estimate(str(error)),
        tables=evidence.table_names(part),
        reason=error.code,
    )


def _words(spec: Rule, subject: str, chosen: Estimate, study: Study, level: float, part_sign: str) -> tuple[str, str]:
    if spec["test"] != "first":
        headline = wording.headline(subject, spec, chosen, part_sign)
        return wording.sentence(subject, spec, chosen, level), headline
    counts = evidence.series(spec | {"args": spec["args"] | {"span": list(spec["span"])}}, study)
    names = {code: countries.short(code) for code in counts.index}
    ranked = wording.ranking(subject, counts, names, study.code(spec["key"]), spec["span"])
    return f"{ranked} (complete count).", ranked


def _dating(spec: Rule, study: Study) -> str:
    """The year that the data themselves choose, beside the one that the rule states."""
    if spec["test"] not in ("shift", "segmented"):
        return ""
    values = evidence.spanned(spec, study)
    beyond = breaks.segmented(values, spec["year"])
    subject = study.sentence(spec["subject"])
    return wording.dating(subject, spec["year"], unknown.sup_f(values), unknown.multiple(values), beyond)


def _rarity(part: Rule, spec: Rule, chosen: Estimate, study: Study) -> Rarity | None:
    if not (part.get("special") or part.get("ranked")) or chosen.value is None:
        return None
    subject = study.sentence(part["subject"])
    if part.get("ranked"):
        return placebos.of_trade(spec, study, subject)
    return placebos.rarity(spec, evidence.spanned(spec, study), study, subject)


def _common(rare: Rarity | None, chosen: str) -> str:
    if rare is None or rare.passes or chosen != "for":
        return ""
    if not rare.ranked:
        return " It could not be ranked among other pairs of countries, so it is not called supported."
    return " The change is not rare among other pairs of countries."


def _agreement(signs: list[str], chosen: Estimate) -> str:
    if len(signs) == 1 or chosen.value is None:
        return ""
    return (
        f" Of {len(signs)} defensible choices, {signs.count('for')} are for the claim, {signs.count('open')} open, "
        f"{signs.count('against')} against."
    )


def _outlook(spec: Rule, study: Study) -> str:
    """What came after the article; nothing for parts about years long before it."""
    last = spec["span"][1] if "span" in spec else spec.get("year", 0)
    if last < study.turning_point:
        return ""
    if spec["test"] == "at":
        return wording.latest(evidence.series(spec, study), study.shock_year)
    if spec["test"] not in rules.STATISTICAL:
        return ""
    return wording.outlook(evidence.series(spec, study), study.shock_year)


def _reason(parts: tuple[PartFinding, ...], verdict: str) -> str | None:
    codes = [part.reason for part in parts if part.reason]
    return max(codes, key=codes.count) if verdict == "not covered" and codes else None


def _bound_sentence(rule: Rule, foreign: list[str], what: str) -> str:
    bound = " and ".join(f"{countries.short(rule['bound'][role])} as the {role}" for role in foreign)
    return f"Not covered: the {what} is about {bound} only."


def _sentence(parts: tuple[PartFinding, ...]) -> str:
    if len(parts) == 1:
        return parts[0].sentence
    groups = {
        "holds for": ("supported", ""),
        "holds, but not under other defensible choices, for": ("partly", ""),
        "does not hold for": ("contradicted", ""),
        "speaks against, but not under all defensible choices, for": ("undecided", AGAINST),
        "points as claimed, but drift is not ruled out, for": ("undecided", AS_CLAIMED),
        "points the other way, within drift, for": ("undecided", OTHER_WAY),
        "cannot be decided for": ("undecided", ""),
        "no data we may use for": ("not covered", ""),
    }
    named = [(lead, [p.label for p in parts if (p.verdict, p.leans) == kind]) for lead, kind in groups.items()]
    text = "; ".join(f"{lead} {telling.joined(labels)}" for lead, labels in named if labels)
    return f"{text[:1].upper()}{text[1:]}."


def _label(part: Rule, study: Study) -> str:
    return study.fill(part.get("label", part["id"].replace("_", " ")))
