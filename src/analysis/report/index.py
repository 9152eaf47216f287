"""The index of a case: the answer, the verdict board, the carrying figures, what a reader searches; and the list of cases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from analysis import countries
from analysis.claims import drift, rules
from analysis.claims.documents import in_words
from analysis.claims.finding import ICONS as VERDICT_ICONS
from analysis.claims.finding import css
from analysis.claims.needs import REASONS as DOUBTS
from analysis.claims.needs import Status
from analysis.claims.spec import Claim, Verdict
from analysis.figures import timeline
from analysis.figures.compose import cited
from analysis.figures.figure import Figure
from analysis.report import bundle, trust
from analysis.report.page import Context, contents, frame, glossary, small, sources
from analysis.study import ROLES, Study
from analysis.templates import render

THEMES = {
    "history": "The burden of history",
    "us_ties": "Declining ties with {the_patron}",
    "india": "{rival_s} diversification",
    "energy": "Energy after sanctions",
    "breakthrough": "The breakthrough",
    "afghanistan": "{neighbour}",
    "cooperation": "How far cooperation goes",
    "obstacles": "Its limits",
}
UNTESTED = "not yet tested"
UNSETTLED = (Verdict.DEPENDS, Verdict.UNKNOWN, Verdict.NOT_COVERED)
ICONS: dict[str, str] = {verdict.value: icon for verdict, icon in VERDICT_ICONS.items()} | {UNTESTED: "·"}
HAPPENED = {"yes": "yes", "no": "no", "later": "only from {year}", "unknown": "not known"}
# What is seen between the two in a reason's own field: that it was the cause is not tested.
REACHED = {"yes": "yes", "in part": "in part", "for a while": "only for a while", "no": "no", "unknown": "not known"}
# What the list of contents calls the section that counts the claims.
BOARD = "The claims, and what became of them"
COUNTS = {30: "thirty"}


def case_page(
    found: Mapping[str, Any],
    context: Context,
    shown: Mapping[str, Mapping[str, str]],
    rerun: str,
    timeline: str | None = None,
) -> str:
    """index.html of a case, from its record, the figures of its pages and its `timeline`, which is drawn where it is not given."""
    findings = found["findings"]
    themes = board(context.study, findings)
    pages = [(f"{name}.html", title) for name, title in context.titles.items()]
    body = render(
        "pages/index",
        pair=context.pair,
        study=context.study,
        timeline=timeline_of(context.study) if timeline is None else timeline,
        finder=entries(context.study, found, list(themes.values())),
        carrying=_carrying(found["figures"], shown),
        chapters=[(href.partition("_")[0], href, title) for href, title in pages],
        **_open(findings),
        rerun=rerun,
        untested=any(claim["verdict"] == UNTESTED for theme in themes.values() for claim in theme["claims"]),
        **behind(found, context, themes),
    )
    body += render("pages/words", words=glossary(body))
    return frame(
        title=f"What moved {context.pair} closer?",
        description=found["answer"]["headline"],
        short=context.pair,
        trail=context.trail,
        contents=[(anchor, BOARD if anchor == "board" else text) for anchor, text in contents(body)],
        body=body,
        neighbours=[("next", *pages[0])] if pages else [],
    )


def _open(findings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What is left open: claims without an answer, parts that hang on a choice, swings that cannot be told, and what is awaited."""
    settled = [one for one in findings if one["verdict"] not in UNSETTLED]
    drifts = [part["beyond_drift"]["answer"] for one in findings for part in one["parts"] if part["beyond_drift"]]
    awaited: dict[str, list[Mapping[str, Any]]] = {}
    for one in findings:
        for told in one["signposts"]:
            awaited.setdefault(told, []).append(one)
    return {
        "unsettled": [one for one in findings if one not in settled],
        "hanging": [(one, part) for one in settled for part in one["parts"] if part["status"] == Status.DEPENDS],
        "swings": {"asked": len(drifts), "untold": drifts.count(drift.CANNOT)},
        "awaited": awaited,
    }


def behind(found: Mapping[str, Any], context: Context, themes: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What the templates say of the answer, and of what stands behind the verdicts: tables used, and trust in the rules."""
    used = [table for one in [*found["findings"], *found["figures"]] for table in one["tables"]]
    verdicts = Counter(claim["verdict"] for theme in themes.values() for claim in theme["claims"])
    return {
        "count": COUNTS.get(verdicts.total(), str(verdicts.total())),
        "answer": found["answer"],
        "themes": list(themes.values()),
        "tally": [dict(_shown(one), n=verdicts[one]) for one in ICONS if one in verdicts],
        "rules": rules.settings(),
        "happened": {key: words.format(year=context.study.shock_year) for key, words in HAPPENED.items()},
        "reached": REACHED,
        "icons": ICONS,
        "css": css,
        "doubts": DOUBTS,
        "cited": cited(context.study),
        "version": found["version"],
        "bundle": bundle.NAME,
        "sources": sources(used),
        "trust": trust.NAME if trust.available() else "",
        "trust_summary": trust.summary(),
    }


def board(study: Study, findings: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """All claims by theme, each with its verdict or marked as not yet tested."""
    decided = {finding["claim"]: finding for finding in findings}
    themes: dict[str, dict[str, Any]] = {}
    for rule in rules.all_claims(study):
        start = {"title": study.sentence(THEMES[rule.theme]), "chapter": f"{rule.chapter}.html", "claims": []}
        themes.setdefault(rule.theme, start)["claims"].append(_entry(rule, decided.get(rule.id), study))
    for theme in themes.values():
        theme["tested"] = any("href" in claim for claim in theme["claims"])
    return themes


def timeline_of(study: Study) -> str:
    """The master figure and the acts that it labels; empty where it cannot be drawn, since a note on the first screen helps nobody."""
    found = timeline.master(study)
    return small(found.to_html()) + timeline.told(study) if isinstance(found, Figure) else ""


def list_page(found: Mapping[str, Mapping[str, Any]]) -> str:
    """index.html of reports/ or reports/own/: the cases rendered there, given as their records by name, their verdicts side by side."""
    cases = [_case(name, one) for name, one in found.items()]
    words, themes = Study(), dict[str, list[dict[str, str]]]()
    for rule in rules.all_claims():
        if any(rule.id in case["verdicts"] for case in cases):
            row = {"id": rule.id, "statement": words.sentence(rule.statement)}
            themes.setdefault(words.sentence(THEMES[rule.theme]), []).append(row)
    return frame(
        title="What moved them closer? All cases",
        description="The cases rendered here, and their verdicts side by side.",
        short="All cases",
        trail=[],
        contents=[],
        body=render("pages/cases", cases=cases, themes=themes, total=len(rules.all_claims()), icons=ICONS, css=_css),
        neighbours=[],
    )


def _case(name: str, one: Mapping[str, Any]) -> dict[str, Any]:
    roles = {role: countries.short(one["case"][role]) for role in ROLES}
    counts = Counter(finding["verdict"] for finding in one["findings"])
    return {
        "name": name,
        "title": f"{roles['country']} and {roles['partner']}",
        "roles": f"{roles['rival']} as rival, {roles['patron']} as patron, turning point {one['case']['turning_point']}",
        "verdicts": {finding["claim"]: finding for finding in one["findings"]},
        "tally": [(icon, verdict, counts[verdict]) for verdict, icon in ICONS.items() if verdict in counts],
        "opening": one["answer"]["headline"],
    }


def _entry(rule: Claim, finding: Mapping[str, Any] | None, study: Study) -> dict[str, Any]:
    entry = {"id": rule.id, "statement": study.sentence(rule.statement), "by": rule.by, "holding": ""}
    if not finding:
        return entry | _shown(UNTESTED)
    shown = ("sentence", "badges", "covered", "holding", "certainty", "reason")
    entry |= {name: finding[name] for name in shown} | {"href": f"{finding['page']}#{finding['anchor']}"}
    return entry | _shown(finding["verdict"])


def _shown(verdict: str) -> dict[str, Any]:
    return {"verdict": verdict, "css": _css(verdict), "icon": ICONS[verdict]}


def _css(verdict: str) -> str:
    return "untested" if verdict == UNTESTED else css(verdict)


def _carrying(figures: Sequence[Mapping[str, Any]], shown: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The figures that carry the report; their links lead to their place in the chapters."""
    found = []
    for one in (figure for figure in figures if figure["carrying"]):
        drawn = shown[one["page"].removesuffix(".html")][one["anchor"]].replace(
            '<a href="#', f'<a href="{one["page"]}#'
        )
        found.append(drawn.replace(">Link to this figure<", ">See it in its chapter<"))
    return found


class Entry(NamedTuple):
    """One line of the list: where it leads, its words, and what stands behind them in brackets."""

    href: str
    words: str
    beside: str


def entries(study: Study, found: Mapping[str, Any], themes: Sequence[Mapping[str, Any]]) -> dict[str, list[Entry]]:
    """The list that a reader searches, lines by heading; an event leads to the claim that rests on it, or else to its source."""
    every = {
        "Claims": [
            Entry(one.get("href", f"#claim-{one['id'].lower()}"), f"{one['id']} {one['statement']}", one["verdict"])
            for theme in themes
            for one in theme["claims"]
        ],
        "Figures": [Entry(f"{one['page']}#{one['anchor']}", one["title"], "") for one in found["figures"]],
        "Events": _events(study, found["findings"]),
    }
    return {heading: lines for heading, lines in every.items() if lines}


def _events(study: Study, findings: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The acts of the timeline's lanes, and those that a claim of this case rests on, in order of date."""
    behind = {event["event_id"]: finding for finding in reversed(findings) for event in finding["events"]}
    lines = []
    for act in timeline.acts(study).to_dict("records"):
        finding = behind.get(act["event_id"])
        if finding is None and act["lane"] < 0:
            continue
        href = f"{finding['page']}#{finding['anchor']}" if finding else act["source_url"]
        beside = f"evidence for {finding['claim']}" if finding else "source"
        lines.append(Entry(href, f"{in_words(act['date'])}: {act['description']}", beside))
    return lines
