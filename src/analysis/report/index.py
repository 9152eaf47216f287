"""The index of a case: the story, the verdict board, the carrying figures; and the list of cases."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis import countries
from analysis.claims import rules
from analysis.claims.finding import VERDICTS, css
from analysis.report import bundle, record, story, trust
from analysis.report.chrome import fragment, frame
from analysis.report.page import Context, sources
from analysis.study import Study

THEMES = {
    "history": "The burden of history",
    "us_ties": "Declining ties with {the_patron}",
    "india": "{rival_s} diversification",
    "energy": "Energy after sanctions",
    "breakthrough": "The breakthrough",
    "afghanistan": "Afghanistan",
    "cooperation": "How far cooperation goes",
    "obstacles": "Its limits",
}
UNTESTED = "not yet tested"
ICONS = VERDICTS | {UNTESTED: "·"}
REASONS = {
    "no data": "No published table that we know covers it; a table of your own can be put in data/local.",
    "licence": "The publisher's terms keep the data out of this repository; with your own copy it can be tested.",
    "only about another case": "The claim is bound to other countries than those of this report.",
}
HAPPENED = {
    "yes": "it happened",
    "no": "it did not happen",
    "later": "it happened, but only since the article",
    "unknown": "no data",
}
REACHED = {
    "yes": "and it shows between the two",
    "in part": "and it shows in part between the two",
    "for a while": "but it showed between the two for a while only",
    "no": "but it does not show between the two",
    "unknown": "how far it shows between the two is not known",
}
CONTENTS = [
    ("ties", "What moved, and what did not"),
    ("story", "The evidence by theme"),
    ("board", "Every claim and its verdict"),
    ("figures", "The figures that carry it"),
    ("open", "What could not be decided"),
    ("how", "How verdicts are made, and how far to trust them"),
    ("data", "Data and licences"),
    ("cite", "How to cite"),
    ("rerun", "Rerun this report"),
]


def case_page(found: Mapping[str, Any], context: Context, shown: Mapping[str, Mapping[str, str]], rerun: str) -> str:
    """index.html of a case, from its record and the figures of its pages."""
    findings = found["findings"]
    themes = board(context.study, findings)
    pages = [(f"{name}.html", title) for name, title in context.titles.items()]
    opening = story.opening(findings, len(rules.all_claims()))
    body = fragment(
        "index.html.j2",
        pair=context.pair,
        study=context.study,
        opening=opening,
        themes=list(themes.values()),
        tally=_tally(themes.values()),
        carrying=_carrying(found["figures"], shown),
        chapters=[(href.partition("_")[0], href, title) for href, title in pages],
        unsettled=[finding for finding in findings if finding["verdict"] in ("undecided", "not covered")],
        reasons=REASONS,
        rerun=rerun,
        untested=any(claim["verdict"] == UNTESTED for theme in themes.values() for claim in theme["claims"]),
        **_behind(found),
    )
    return frame(
        title=f"What moved {context.pair} closer?",
        description=found["answer"]["headline"],
        short=context.pair,
        trail=context.trail,
        contents=CONTENTS,
        body=body,
        neighbours=[("next", *pages[0])] if pages else [],
    )


def _behind(found: Mapping[str, Any]) -> dict[str, Any]:
    """The answer, and what stands behind the verdicts: the tables used, and how far the rules can be trusted."""
    used = [table for one in [*found["findings"], *found["figures"]] for table in one["tables"]]
    return {
        "answer": found["answer"],
        "happened": HAPPENED,
        "reached": REACHED,
        "rules": rules.settings(),
        "version": found["version"],
        "bundle": bundle.NAME,
        "sources": sources(used),
        "trust": trust.NAME if trust.available() else "",
        "trust_summary": trust.summary(),
        "power": trust.power(),
    }


def board(study: Study, findings: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """All claims by theme, each with its verdict or marked as not yet tested, and the theme's story."""
    decided = {finding["claim"]: finding for finding in findings}
    themes: dict[str, dict[str, Any]] = {}
    for rule in rules.all_claims():
        start = {"title": study.sentence(THEMES[rule["theme"]]), "chapter": f"{rule['chapter']}.html", "claims": []}
        themes.setdefault(rule["theme"], start)["claims"].append(_entry(rule, decided.get(rule["id"]), study))
    for name, theme in themes.items():
        theme["tested"] = any("href" in claim for claim in theme["claims"])
        theme["story"] = story.theme([finding for finding in findings if finding["theme"] == name])
    return themes


def list_page(folder: Path) -> str:
    """reports/index.html: the cases rendered in `folder`, their verdicts side by side."""
    found = {path.parent.name: record.read(path.parent) for path in sorted(folder.glob("[!.]*/findings.json"))}
    cases = [_case(name, one) for name, one in found.items()]
    claims = [rule for rule in rules.all_claims() if any(rule["id"] in case["verdicts"] for case in cases)]
    words = Study()
    themes: dict[str, list[dict[str, str]]] = {}
    for rule in claims:
        row = {"id": rule["id"], "statement": words.sentence(rule["statement"])}
        themes.setdefault(words.sentence(THEMES[rule["theme"]]), []).append(row)
    return frame(
        title="What moved them closer? All cases",
        description="The cases rendered here, and their verdicts side by side.",
        short="All cases",
        trail=[],
        contents=[],
        body=fragment(
            "cases.html.j2", cases=cases, themes=themes, total=len(rules.all_claims()), icons=ICONS, css=_css
        ),
        neighbours=[],
    )


def _case(name: str, one: Mapping[str, Any]) -> dict[str, Any]:
    verdicts = {finding["claim"]: finding for finding in one["findings"]}
    counts = [finding["verdict"] for finding in one["findings"]]
    roles = {role: countries.short(one["case"][role]) for role in ("country", "partner", "rival", "patron")}
    return {
        "name": name,
        "title": f"{roles['country']} and {roles['partner']}",
        "roles": f"{roles['rival']} as rival, {roles['patron']} as patron, turning point {one['case']['turning_point']}",
        "verdicts": verdicts,
        "tally": [(icon, verdict, counts.count(verdict)) for verdict, icon in ICONS.items() if verdict in counts],
        # A report of an earlier version has no answer.
        "opening": one.get("answer", {}).get("headline") or story.opening(one["findings"], len(rules.all_claims())),
    }


def _entry(rule: Mapping[str, Any], finding: Mapping[str, Any] | None, study: Study) -> dict[str, Any]:
    verdict = finding["verdict"] if finding else UNTESTED
    entry = {
        "id": rule["id"],
        "statement": study.sentence(rule["statement"]),
        "verdict": verdict,
        "css": _css(verdict),
        "icon": ICONS[verdict],
        "holding": finding["holding"] if finding else "",
    }
    if finding:
        entry |= {
            "sentence": finding["sentence"],
            "href": f"{finding['page']}#{finding['anchor']}",
        }
    return entry


def _tally(themes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    verdicts = [claim["verdict"] for theme in themes for claim in theme["claims"]]
    return [
        {"verdict": verdict, "css": _css(verdict), "icon": icon, "n": verdicts.count(verdict)}
        for verdict, icon in ICONS.items()
        if verdict in verdicts
    ]


def _css(verdict: str) -> str:
    return "untested" if verdict == UNTESTED else css(verdict)


def _carrying(figures: Sequence[Mapping[str, Any]], shown: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The figures that carry the report; their links lead to their place in the chapters."""
    drawn = [
        (one["page"], shown[one["page"].removesuffix(".html")][one["anchor"]]) for one in figures if one["carrying"]
    ]
    return [
        figure.replace('<a href="#', f'<a href="{page}#').replace(">Link to this figure<", ">See it in its chapter<")
        for page, figure in drawn
    ]
