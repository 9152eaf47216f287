"""The index of a case: the story, the verdict board, the carrying figures; and the list of cases."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis import countries, tables
from analysis.claims import rules
from analysis.claims.finding import VERDICTS, css
from analysis.report.chrome import fragment, frame
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
CONTENTS = [
    ("story", "The story"),
    ("board", "Thirty claims"),
    ("figures", "The figures that carry it"),
    ("open", "What could not be decided"),
    ("how", "How verdicts are made"),
    ("data", "Data and licences"),
    ("cite", "How to cite"),
]


def command(case_file: str, overrides: Mapping[str, Any]) -> str:
    """The command that renders a case again."""
    extra = "".join(f" -p {name}={value}" for name, value in sorted(overrides.items()))
    return f".venv/bin/analysis render notebooks/parameters/{case_file}{extra}"


def case_page(
    study: Study,
    findings: list[dict[str, Any]],
    figures: Mapping[str, list[dict[str, Any]]],
    shown: Mapping[str, Mapping[str, str]],
    titles: Mapping[str, str],
    rerun: str,
) -> str:
    """index.html of a case, from its findings and the figures of its pages."""
    pair = f"{study.name('country')} and {study.name('partner')}"
    themes = board(study, findings)
    carrying = [
        (figure["title"], shown[name][figure["anchor"]], f"{name}.html#{figure['anchor']}")
        for name, ones in figures.items()
        for figure in ones
        if figure["carrying"]
    ]
    body = fragment(
        "index.html.j2",
        pair=pair,
        study=study,
        themes=themes,
        tally=tally(themes),
        carrying=carrying,
        chapters=[(f"{name}.html", title) for name, title in titles.items()],
        open_questions=[finding for finding in findings if finding["verdict"] in ("undecided", "not covered")],
        rules=rules.settings(),
        sources=_sources(findings),
        rerun=rerun,
    )
    return frame(
        title=f"What moved {pair} closer?",
        description=f"Thirty claims about {pair}, each tested against published data.",
        short=pair,
        trail=[("../index.html", "All cases")],
        contents=CONTENTS,
        body=body,
        neighbours=[],
    )


def board(study: Study, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The thirty claims by theme, each with its verdict, or marked as not yet tested."""
    decided = {finding["claim"]: finding for finding in findings}
    themes: dict[str, dict[str, Any]] = {}
    for rule in rules.all_claims():
        title = study.sentence(THEMES[rule["theme"]])
        theme = themes.setdefault(rule["theme"], {"title": title, "claims": []})
        theme["claims"].append(_entry(rule, decided.get(rule["id"]), study))
    for theme in themes.values():
        theme["story"] = _story(theme["claims"])
    return list(themes.values())


def tally(themes: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Number of claims per verdict: icon, verdict, number; verdicts without a claim are left out."""
    verdicts = [claim["verdict"] for theme in themes for claim in theme["claims"]]
    icons = VERDICTS | {UNTESTED: "…"}
    return [(icon, verdict, verdicts.count(verdict)) for verdict, icon in icons.items() if verdict in verdicts]


def list_page(folder: Path) -> str:
    """reports/index.html: the cases rendered here, their verdicts side by side."""
    records = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[!.]*/findings.json"))
    }
    cases = [
        {
            "name": name,
            "title": " and ".join(countries.name(record["case"][role]) for role in ("country", "partner")),
            "verdicts": {finding["claim"]: finding["verdict"] for finding in record["findings"]},
        }
        for name, record in records.items()
    ]
    tested = [rule["id"] for rule in rules.all_claims() if any(rule["id"] in case["verdicts"] for case in cases)]
    body = fragment("cases.html.j2", cases=cases, claims=tested, icons=VERDICTS, css=css)
    return frame(
        title="What moved them closer? Cases", description="The cases rendered here and their verdicts.", short="All cases",
        trail=[], contents=[], body=body, neighbours=[],
    )  # fmt: skip


def _sources(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    used = dict.fromkeys(name for finding in findings for name in finding["tables"])
    return [tables.describe(name) for name in used if name in tables.names()]


def _entry(rule: dict[str, Any], finding: dict[str, Any] | None, study: Study) -> dict[str, Any]:
    statement = study.sentence(rule["statement"])
    if finding is None:
        return {"id": rule["id"], "statement": statement, "verdict": UNTESTED, "css": "untested", "icon": "…"}
    found = {
        "id": rule["id"],
        "statement": statement,
        "css": css(finding["verdict"]),
        "icon": VERDICTS[finding["verdict"]],
    }
    return found | {
        "verdict": finding["verdict"],
        "sentence": finding["sentence"],
        "example": _example(finding["parts"]),
        "href": f"{finding['page']}#{finding['anchor']}",
    }


def _example(parts: list[dict[str, Any]]) -> str:
    """The figure to remember of a claim with several parts: that of the first part that holds, else of the first one."""
    covered = [part for part in parts if part["verdict"] != "not covered"]
    holding = [part for part in covered if part["verdict"] in ("supported", "partly")]
    return f"{(holding or covered)[0]['headline']}." if len(parts) > 1 and covered else ""


def _story(claims: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [claim for claim in claims if "sentence" in claim]
