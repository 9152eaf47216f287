"""A report made in a folder of its own: chapters run, exported or carried over, then the record, the data and the index."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from analysis.errors import ParameterError
from analysis.report import cases, chapters, page, record, state
from analysis.report.render import Case, carry_over
from analysis.report.render import chapters as notebooks
from analysis.study import Study

# What stays with the index where no chapter was run: all that only shows findings and figures.
REST = ("index.html", "trust.html", "findings.csv", "figure-data.zip")


def case(one: Case, fresh: Path, wanted: dict[str, Any], planned: state.Plan) -> None:
    """Write the whole report into `fresh`; ParameterError if kept pages were made with other parameters."""
    (fresh / "executed").mkdir()
    kept = _kept(one, planned, record.read(one.target))
    carry_over([name for stem in kept for name in (f"{stem}.html", f"executed/{stem}.ipynb")], one.target, fresh)
    todo = {path: planned.chapters[path.stem] for path in notebooks(()) if planned.chapters[path.stem] != state.KEEP}
    shown = [path for path in notebooks(()) if path in todo or path.stem in kept]
    titles = {path.stem: page.heading(nbformat.read(path, as_version=4)) for path in shown}
    work = chapters.Work(one, fresh, page.Context(one.study, titles, one.listed))
    ready = {path: one.target / "executed" / path.name if way == state.EXPORT else None for path, way in todo.items()}
    parts: dict[str, Any] = {}
    told = record.read(one.target).get("answer") if _same(wanted, one.target) else None
    one.options.progress("", 0.0, 0, len(ready))
    beside, made = _beside(one.study, planned, told), {chapters.ANSWER: told}
    for name, seconds, part in chapters.make(ready, work, beside):
        if name in beside:
            made[name] = part
            continue
        parts[name] = part
        one.options.progress(name, seconds, len(parts), len(ready))
    settled = state.settled(wanted, one.target, kept, parts)
    _rest(work, _record(one, settled, kept, parts, made[chapters.ANSWER]), planned, made.get(chapters.TIMELINE))
    state.write(settled, fresh, cases.owner(one.path, one.overrides, one.target))


def _beside(study: Study, planned: state.Plan, told: dict[str, Any] | None) -> dict[str, chapters.Job]:
    """What the index needs beside the chapters: the answer where it is not `told` yet, and the timeline."""
    from analysis.report import index

    found: dict[str, chapters.Job] = {} if told else {chapters.ANSWER: partial(record.answered, study)}
    return found if planned.rest else found | {chapters.TIMELINE: partial(index.timeline_of, study)}


def _record(
    one: Case, settled: state.State, kept: list[str], parts: Mapping[str, Any], told: dict[str, Any] | None
) -> dict[str, Any]:
    """The record of the report: what stays of the published one, and what was made."""
    published = record.read(one.target)
    stays = record.kept_from(published, [f"{name}.html" for name in kept])
    gathered = [stays, *(parts[name] for name in sorted(parts))]
    found = record.make(one.study, gathered, state.hash_of(settled), told)
    if kept and published.get("made_from") != found["made_from"]:
        del found["made_from"]  # chapters that stay were made from something else
    return found


def _kept(one: Case, planned: state.Plan, published: Mapping[str, Any]) -> list[str]:
    """Names of the published chapters that stay; ParameterError if they were made with other parameters."""
    stay = [name for name, way in planned.chapters.items() if way == state.KEEP and published]
    kept = [name for name in stay if (one.target / f"{name}.html").is_file()]
    before = published.get("case", {})
    changed = [name for name, value in one.study.parameters().items() if before.get(name) != value]
    if kept and changed:
        raise ParameterError(
            f"the pages in {one.target.name} were rendered with other values of {', '.join(changed)}; "
            "render the case once without --only."
        )
    return kept


def _same(wanted: state.State, target: Path) -> bool:
    """Whether the published answer is of the same parameters, module and tables."""
    shared = state.read(target).get("shared", {})
    return all(shared.get(name) == wanted["shared"][name] for name in ("parameters", "code", "tables"))


def _rest(work: chapters.Work, found: dict[str, Any], planned: state.Plan, timeline: str | None) -> None:
    """The record, the data of the figures, the page on trust and the index; carried over where none of them can differ."""
    one, fresh = work.case, work.fresh
    record.write(found, fresh)
    if planned.rest:
        carry_over(REST, one.target, fresh)
        return
    from analysis.report import bundle, index, trust

    names = work.context.titles
    shown = {name: page.figures_of((fresh / f"{name}.html").read_text(encoding="utf-8")) for name in names}
    bundle.write(fresh, shown, found)
    if trust.available():
        (fresh / trust.NAME).write_text(trust.page(work.context, found["findings"]), encoding="utf-8")
    text = index.case_page(found, work.context, shown, cases.command(one.path, one.overrides), timeline)
    (fresh / "index.html").write_text(text, encoding="utf-8")


def list_page(folder: Path, say: Callable[[str], None]) -> str:
    """The list of the cases in `folder`; a report that cannot be read is left out, and said to be."""
    from analysis.report import index

    for path in sorted(folder.glob("[!.]*/findings.json")):
        if not record.read(path.parent):
            say(
                f"{path.parent.name} is left out of the list of cases: its findings.json cannot be read, or is of another version."
            )
    return index.list_page(folder)
