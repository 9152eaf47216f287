"""From parameters to a published report: check, execute, export, and replace the old folder only when all is ready."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat

from analysis.errors import ParameterError
from analysis.report import bundle, cases, index, page, publish, record, trust
from analysis.report.execute import execute
from analysis.study import Study

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
    chapters = _chapters(only)
    target = (out or cases.root() / "reports" / cases.case_name(path, overrides)).resolve()
    publish.check_target(target)
    published = record.read(target)
    inputs = record.fingerprint(study)
    if not force and not only and published.get("generated_from") == inputs and _whole(target, chapters):
        return target / "index.html", False
    kept = _kept(published, study, target, chapters) if only else []
    with _workplace(target) as folder:
        fresh = Path(folder) / "case"
        (fresh / "executed").mkdir(parents=True)
        done = _execute(chapters, study, fresh, cases.command(path, overrides), progress)
        _carry_over(kept, target, fresh)
        found = record.make(study, done, inputs, record.kept_from(published, [f"{name}.html" for name in kept]))
        _write(fresh, done, found, page.Context(study, _titles([*kept, *done]), _listed(target)), path, overrides)
        publish.swap(fresh, target)
    if _listed(target):
        publish.write_whole(target.parent / "index.html", index.list_page(target.parent))
    return target / "index.html", True


def _chapters(only: Sequence[str]) -> list[Path]:
    found = sorted((cases.root() / "notebooks").glob("[0-9]_*.ipynb"))
    names = [path.stem for path in found]
    unknown = [name for name in only if name not in names]
    if unknown or not found:
        raise ParameterError(f"there is no chapter {', '.join(unknown)}; give one of {', '.join(names) or 'none'}.")
    return [path for path in found if not only or path.stem in only]


def _whole(target: Path, chapters: list[Path]) -> bool:
    return all((target / f"{name}.html").is_file() for name in ["index", *(path.stem for path in chapters)])


def _kept(published: dict[str, Any], study: Study, target: Path, chapters: list[Path]) -> list[str]:
    """Names of the published chapters that stay; ParameterError if they were made with other parameters."""
    rendered = {path.stem for path in chapters}
    kept = [
        path.stem for path in _chapters(()) if path.stem not in rendered and (target / f"{path.stem}.html").is_file()
    ]
    case = published.get("case", {})
    changed = [name for name, value in study.parameters().items() if case.get(name) != value]
    if kept and changed:
        raise ParameterError(
            f"the pages in {target.name} were rendered with other values of {', '.join(changed)}; "
            "render the case once without --only."
        )
    return kept


def _workplace(target: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder beside `target`, so that a rename publishes it; ParameterError where nothing can be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(prefix=".rendering-", dir=target.parent)
    except OSError as error:
        raise ParameterError(
            f"nothing can be written in {target.parent} ({error.strerror}); give another --out."
        ) from None


def _execute(
    chapters: list[Path], study: Study, fresh: Path, command: str, progress: Progress
) -> dict[str, nbformat.NotebookNode]:
    done = {}
    for place, notebook in enumerate(chapters):
        progress(notebook.stem, place, len(chapters))
        rerun = f"{command} --only {notebook.stem}"
        done[notebook.stem] = execute(notebook, study.parameters(), fresh / "executed" / notebook.name, rerun)
    return done


def _carry_over(kept: list[str], target: Path, fresh: Path) -> None:
    for name in kept:
        shutil.copyfile(target / f"{name}.html", fresh / f"{name}.html")
        executed = target / "executed" / f"{name}.ipynb"
        if executed.is_file():
            shutil.copyfile(executed, fresh / "executed" / executed.name)


def _titles(names: Sequence[str]) -> dict[str, str]:
    folder = cases.root() / "notebooks"
    return {name: page.heading(nbformat.read(folder / f"{name}.ipynb", as_version=4)) for name in sorted(names)}


def _listed(target: Path) -> bool:
    return target.parent == (cases.root() / "reports").resolve()


def _write(
    fresh: Path,
    done: Mapping[str, nbformat.NotebookNode],
    found: dict[str, Any],
    context: page.Context,
    path: Path,
    overrides: dict[str, Any],
) -> None:
    command = cases.command(path, overrides)
    for name, notebook in done.items():
        commands = {
            "In the report": f"{command} --only {name}",
            "As a notebook": cases.papermill_command(name, path, overrides),
        }
        (fresh / f"{name}.html").write_text(page.export(notebook, name, context, commands), encoding="utf-8")
    record.write(found, fresh)
    shown = {name: page.figures_of((fresh / f"{name}.html").read_text(encoding="utf-8")) for name in context.titles}
    bundle.write(fresh, shown, found)
    if trust.available():
        (fresh / trust.NAME).write_text(trust.page(context, found["findings"]), encoding="utf-8")
    (fresh / "index.html").write_text(index.case_page(found, context, shown, command), encoding="utf-8")
