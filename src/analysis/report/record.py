"""findings.json: what a rendered report holds, for other tools and for the index; the same as a table in findings.csv."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

from analysis.answers import answer
from analysis.claims import rules
from analysis.claims.finding import FINDING_MIME
from analysis.errors import RenderError
from analysis.figures import cells
from analysis.figures.figure import FIGURE_MIME
from analysis.report import cases
from analysis.study import Study
from analysis.tables import descriptors

SCHEMA = 2
INPUTS = ("*.py", "*.toml", "*.csv", "*.j2", "*.css", "*.js", "*.json", "*.mplstyle")
COLUMNS = (
    "claim", "theme", "statement", "verdict", "certainty", "reasons", "sentence", "correction", "motive", "flips", "badges",
    "tables", "page", "anchor", "reason",
)  # fmt: skip


def fingerprint(study: Study) -> str:
    """Hash of all that a report is made from: notebooks, module, descriptors of the data (local tables too), and parameters."""
    package = Path(__file__).resolve().parents[1]
    files = {path.name: path for path in (cases.root() / "notebooks").glob("*.ipynb")}
    files |= {path.relative_to(package).as_posix(): path for kind in INPUTS for path in package.rglob(kind)}
    files |= {f"tables {at}": path for at, path in enumerate(descriptors())}
    digest = hashlib.sha256(json.dumps(study.parameters(), sort_keys=True).encode())
    for name in sorted(name for name in files if not name.startswith("data/")):
        digest.update(f"{name}\0{hashlib.sha256(files[name].read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def make(
    study: Study, notebooks: dict[str, nbformat.NotebookNode], inputs: str, kept: dict[str, Any]
) -> dict[str, Any]:
    """The record of a report: its case, a hash of its inputs, the answer, and the findings and figures of its chapters.

    `kept` is what chapters published earlier contribute (see `kept_from`). If those came from other inputs, the hash
    is one that no inputs have, so that the next full rendering is not skipped.
    """
    fresh = [(f"{name}.html", notebook) for name, notebook in notebooks.items()]
    findings = [finding for _, notebook in fresh for finding in collect(notebook, FINDING_MIME)]
    figures = [_figure(facts, page) for page, notebook in fresh for facts in collect(notebook, FIGURE_MIME)]
    mixed = bool(kept) and kept["generated_from"] != inputs
    order = [rule.id for rule in rules.all_claims()]
    return {
        "schema": SCHEMA,
        "case": study.parameters(),
        "generated_from": hashlib.sha256((kept["generated_from"] + inputs).encode()).hexdigest() if mixed else inputs,
        "version": version("analysis"),
        "answer": answer(study).to_dict(),
        "findings": sorted([*kept.get("findings", []), *findings], key=lambda one: order.index(one["claim"])),
        "figures": sorted([*kept.get("figures", []), *figures], key=lambda one: one["page"]),
    }


def collect(notebook: nbformat.NotebookNode, mime: str) -> list[dict[str, Any]]:
    """All outputs of one MIME type in an executed notebook, in order."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][mime] for output in outputs if mime in output.get("data", {})]


def read(folder: Path) -> dict[str, Any]:
    """The record of a published report, empty where there is none; RenderError if it cannot be read."""
    path = folder / "findings.json"
    if not path.is_file():
        return {}
    try:
        found = dict(json.loads(path.read_text(encoding="utf-8")))
        # A report of an earlier schema cannot be kept from or listed: it is as if there were none.
        return found if found.get("schema") == SCHEMA else {}
    except (ValueError, OSError) as error:
        raise RenderError(
            f"{path.parent.name}/{path.name} cannot be read ({error}); delete it and render again."
        ) from None


def kept_from(published: dict[str, Any], pages: Iterable[str]) -> dict[str, Any]:
    """What `pages` of a published report contribute to a new one."""
    chosen = set(pages)
    if not chosen:
        return {}
    parts = {
        name: [one for one in published.get(name, []) if one["page"] in chosen] for name in ("findings", "figures")
    }
    return {"generated_from": published["generated_from"], **parts}


def write(record: dict[str, Any], folder: Path) -> None:
    """findings.json and findings.csv in `folder`."""
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (folder / "findings.json").write_text(text, encoding="utf-8")
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(_row(finding) for finding in record["findings"])
    (folder / "findings.csv").write_text(buffer.getvalue(), encoding="utf-8")


def _figure(facts: dict[str, Any], page: str) -> dict[str, Any]:
    return {"page": page, **{name: value for name, value in facts.items() if name != "csv"}}


def _row(finding: dict[str, Any]) -> dict[str, Any]:
    flat = finding | {"certainty": finding["certainty"]["level"], "reasons": "; ".join(finding["certainty"]["reasons"])}
    flat |= {"tables": " ".join(finding["tables"]), "badges": "; ".join(finding["badges"])}
    return {name: cells.safe(flat.get(name)) for name in COLUMNS}
