"""findings.json: what a rendered report holds, for other tools and for the index; the same as a table in findings.csv."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from analysis import __version__, tables
from analysis.answers import answer
from analysis.claims import rules
from analysis.claims.finding import FINDING_MIME
from analysis.claims.spec import Verdict
from analysis.figures import cells
from analysis.figures.elsewhere import MECHANISMS_MIME
from analysis.figures.figure import FIGURE_MIME
from analysis.report import state
from analysis.report.outputs import collect
from analysis.study import Study

SCHEMA = 2
PARTS = ("findings", "figures", "mechanisms")
FIELDS = {"case", "generated_from", "version", "answer", "findings", "figures"}
# Of findings.csv.
COLUMNS = ["claim", "theme", "statement", "verdict", "certainty", "reasons", "sentence", "correction"]
COLUMNS += ["motive", "flips", "badges", "tables", "page", "anchor", "reason"]


def part(name: str, notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """What one chapter contributes: its findings, its figures, and what it estimates for all countries, in order."""
    found = [{"page": f"{name}.html"} | facts for facts in collect(notebook, FIGURE_MIME)]
    figures = [{key: value for key, value in facts.items() if key != "csv"} for facts in found]
    told = [
        {"page": f"{name}.html"} | facts
        for every in collect(notebook, MECHANISMS_MIME)
        for facts in every["mechanisms"]
    ]
    return {"findings": collect(notebook, FINDING_MIME), "figures": figures, "mechanisms": told}


def make(
    study: Study, parts: Iterable[dict[str, Any]], generated_from: str, told: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The record of a report: its case, hashes of its inputs, the answer (`told`, or anew), findings and figures of `parts`."""
    gathered = list(parts)
    order = [rule.id for rule in rules.all_claims(study)]
    return {
        "schema": SCHEMA,
        "case": study.parameters(),
        "generated_from": generated_from,
        "version": __version__,
        "made_from": inputs(study),
        "answer": told or answer(study).to_dict(),
        "findings": sorted(
            (one for each in gathered for one in each["findings"]), key=lambda one: order.index(one["claim"])
        ),
        "figures": sorted((one for each in gathered for one in each["figures"]), key=lambda one: one["page"]),
        "mechanisms": [one for each in gathered for one in each["mechanisms"]],
    }


def read(folder: Path) -> dict[str, Any]:
    """The record of a published report; empty where there is none that can be read, or one of an earlier schema."""
    try:
        found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
        whole = isinstance(found, dict) and found.get("schema") == SCHEMA and set(found) >= FIELDS
        return found if whole and _readable(found) else {}
    except (ValueError, OSError, RecursionError, KeyError, TypeError, AttributeError):
        return {}


def _readable(found: dict[str, Any]) -> bool:
    """Whether the parts that lists and comparisons read are there; ValueError, KeyError or TypeError where they are of another kind."""
    for one in found["findings"]:
        Verdict(one["verdict"]), one["claim"], one["page"], one["anchor"], one["certainty"]["level"], one["parts"]
    ties = [row["name"] for row in found["answer"]["domains"]]
    return (
        len(ties) > 0
        and bool(found["answer"]["headline"])
        and set(found["case"]) >= {"country", "partner", "turning_point"}
    )


def kept_from(published: dict[str, Any], pages: Iterable[str]) -> dict[str, Any]:
    """What `pages` of a published report contribute to a new one."""
    chosen = set(pages)
    return {name: [one for one in published.get(name, []) if one["page"] in chosen] for name in PARTS}


def write(record: dict[str, Any], folder: Path) -> None:
    """findings.json and findings.csv in `folder`."""
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (folder / "findings.json").write_text(text, encoding="utf-8")
    table = pd.DataFrame([_row(finding) for finding in record["findings"]], columns=COLUMNS)
    (folder / "findings.csv").write_text(cells.to_csv(table), encoding="utf-8")


def _row(finding: dict[str, Any]) -> dict[str, Any]:
    flat = finding | {"certainty": finding["certainty"]["level"], "reasons": "; ".join(finding["certainty"]["reasons"])}
    flat |= {"tables": " ".join(finding["tables"]), "badges": "; ".join(finding["badges"])}
    return {name: cells.safe(flat.get(name)) for name in COLUMNS}


def inputs(study: Study | None = None) -> dict[str, Any]:
    """What verdicts are made from, so that two reports can be compared, in short hashes: `code` of the module without its rules, `rules` by claim of the study (and the limits of all), `tables` by name."""
    limits = {"limits": state.hash_of(rules.settings().model_dump(mode="json"))[:12]}
    return {
        "code": state.hash_of(state.code(rules=False))[:12],
        "rules": {one.id: state.hash_of(one.model_dump(mode="json"))[:12] for one in rules.all_claims(study)} | limits,
        "tables": {
            name: tables.describe(name)["hash"].removeprefix("sha256:")[:12] for name in tables.names(maps=True)
        },
    }
