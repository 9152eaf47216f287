"""From parameters to a published report: check, execute, export, and replace the old folder only when all is ready."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

from analysis.claims.finding import FINDING_MIME
from analysis.errors import ParameterError
from analysis.figures.figure import FIGURE_MIME
from analysis.report import cases, index, page
from analysis.report.execute import execute
from analysis.study import Study
from analysis.tables import data_dir

Progress = Callable[[str, int, int], None]


def render(
    path: Path,
    overrides: dict[str, Any],
    *,
    only: Sequence[str] = (),
    force: bool = False,
    out: Path | None = None,
    progress: Progress = lambda *_: None,
) -> tuple[Path, bool]:
    """Render one case; returns the path of its index and whether anything was rendered (False: it was unchanged).

    Raises ParameterError before anything runs, RenderError when a chapter fails; then the published report is untouched.
    `only` renders these chapters and keeps the published pages of the others.
    """
    study = cases.check(cases.read(path) | overrides)
    target = out or cases.root() / "reports" / cases.case_name(path, overrides)
    chapters = _chapters(only, target)
    inputs = fingerprint(study)
    if not force and not only and _published_inputs(target) == inputs:
        return target / "index.html", False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".rendering-", dir=target.parent) as folder:
        fresh = Path(folder) / "case"
        (fresh / "executed").mkdir(parents=True)
        command = index.command(path.name, overrides)
        for done, notebook in enumerate(chapters):
            progress(notebook.stem, done, len(chapters))
            execute(notebook, study.parameters(), fresh / "executed" / notebook.name, command)
        _carry_over(target, fresh, chapters)
        _write(fresh, study, command, inputs)
        _publish(fresh, target)
    return target / "index.html", True


def fingerprint(study: Study) -> str:
    """Hash of all that a report is made from: notebooks, module, data and parameters."""
    root = cases.root()
    package = Path(__file__).resolve().parents[1]
    files = [
        *(root / "notebooks").glob("*.ipynb"),
        *package.rglob("*.py"),
        *package.rglob("*.toml"),
        *package.rglob("*.j2"),
    ]
    files += [*package.rglob("*.css"), *package.rglob("*.mplstyle"), data_dir() / "datapackage.json"]
    digest = hashlib.sha256(json.dumps(study.parameters(), sort_keys=True).encode())
    for file in sorted(files, key=lambda one: one.name + str(one.parent.name)):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def collect(notebook: nbformat.NotebookNode, mime: str) -> list[dict[str, Any]]:
    """All outputs of one MIME type in an executed notebook, in order."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][mime] for output in outputs if mime in output.get("data", {})]


def _chapters(only: Sequence[str], target: Path) -> list[Path]:
    found = sorted((cases.root() / "notebooks").glob("[0-9]_*.ipynb"))
    unknown = [name for name in only if name not in [path.stem for path in found]]
    if unknown:
        raise ParameterError(
            f"there is no chapter {unknown[0]!r}; give one of {', '.join(path.stem for path in found)}."
        )
    # A clone holds pages without their executed notebooks: those chapters are rendered too, or they would be lost.
    kept = {path.name for path in (target / "executed").glob("*.ipynb")}
    return [path for path in found if not only or path.stem in only or path.name not in kept]


def _published_inputs(target: Path) -> str:
    pages = [*(f"{path.stem}.html" for path in _chapters((), target)), "index.html"]
    if not all((target / page).is_file() for page in pages):
        return ""
    published = target / "findings.json"
    return (
        str(json.loads(published.read_text(encoding="utf-8")).get("generated_from", "")) if published.is_file() else ""
    )


def _carry_over(target: Path, fresh: Path, chapters: list[Path]) -> None:
    rendered = {path.name for path in chapters}
    for old in sorted((target / "executed").glob("*.ipynb")):
        if old.name not in rendered:
            shutil.copyfile(old, fresh / "executed" / old.name)


def _write(fresh: Path, study: Study, command: str, inputs: str) -> None:
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in sorted((fresh / "executed").glob("*.ipynb"))}
    findings = [finding for notebook in notebooks.values() for finding in collect(notebook, FINDING_MIME)]
    figures = {name: collect(notebook, FIGURE_MIME) for name, notebook in notebooks.items()}
    titles = {name: page.heading(notebook) for name, notebook in notebooks.items()}
    for name, notebook in notebooks.items():
        text = page.export(notebook, name, titles, study, command)
        (fresh / f"{name}.html").write_text(text, encoding="utf-8")
    record = {
        "case": study.parameters(),
        "generated_from": inputs,
        "version": version("analysis"),
        "findings": findings,
    }
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (fresh / "findings.json").write_text(text, encoding="utf-8")
    shown = {name: page.figure_html(notebook) for name, notebook in notebooks.items()}
    (fresh / "index.html").write_text(
        index.case_page(study, findings, figures, shown, titles, command), encoding="utf-8"
    )


def _publish(fresh: Path, target: Path) -> None:
    old = target.with_name(f".old-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    text = index.list_page(target.parent)
    (target.parent / "index.html").write_text(text, encoding="utf-8")
