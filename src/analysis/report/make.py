"""A report made in a folder of its own: chapters run, exported or carried over, then the record, the data and the index.

Each chapter is executed and exported in a process of its own, as many at a time as there are processors.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from analysis import children
from analysis.answers import answer
from analysis.errors import NotCovered, ParameterError
from analysis.report import cases, forked, page, record, state
from analysis.report.outputs import with_texts
from analysis.report.render import Case, carry_over
from analysis.report.render import chapters as notebooks
from analysis.study import Study

# What stays with the index where no chapter was run: all that only shows findings and figures.
REST = ("index.html", "trust.html", "findings.csv", "figure-data.zip")
ESTIMATED = "elsewhere"
MOST = 6  # children: each needs some 150 MB of its own
# What is made beside the chapters, where several run: no processor waits for it at the end.
ANSWER, TIMELINE = "the answer", "the timeline"
ANSWERED = 10  # as long as a chapter with so many parts of claims
Job = Callable[[], Any]
Made = tuple[str, float, Any]


@dataclass(frozen=True)
class Work:
    """What the chapters of one rendering share: the case, the folder that pages go to, and what is on every page."""

    case: Case
    fresh: Path
    context: page.Context


def case(one: Case, fresh: Path, wanted: dict[str, Any], planned: state.Plan) -> None:
    """Write the whole report into `fresh`; ParameterError if kept pages were made with other parameters."""
    (fresh / "executed").mkdir()
    kept = _kept(one, planned, record.read(one.target))
    carry_over([name for stem in kept for name in (f"{stem}.html", f"executed/{stem}.ipynb")], one.target, fresh)
    todo = {path: planned.chapters[path.stem] for path in notebooks(()) if planned.chapters[path.stem] != state.KEEP}
    shown = [path for path in notebooks(()) if path in todo or path.stem in kept]
    titles = {path.stem: page.heading(nbformat.read(path, as_version=4)) for path in shown}
    work = Work(one, fresh, page.Context(one.study, titles, one.listed))
    ready = {path: one.target / "executed" / path.name if way == state.EXPORT else None for path, way in todo.items()}
    parts: dict[str, Any] = {}
    # The published answer, if it is of the same parameters, module and tables.
    shared = state.read(one.target).get("shared", {})
    same = all(shared.get(name) == wanted["shared"][name] for name in ("parameters", "code", "tables"))
    told = record.read(one.target).get("answer") if same else None
    one.options.progress("", 0.0, 0, len(ready))
    beside, made = _beside(one.study, planned, told), {ANSWER: told}
    for name, seconds, part in _chapters(ready, work, beside):
        if name in beside:
            made[name] = part
            continue
        parts[name] = part
        one.options.progress(name, seconds, len(parts), len(ready))
    settled = state.settled(wanted, one.target, kept, parts)
    _rest(work, _record(one, settled, kept, parts, made[ANSWER]), planned, made.get(TIMELINE))
    state.write(settled, fresh, cases.owner(one.path, one.overrides, one.target))


def _beside(study: Study, planned: state.Plan, told: dict[str, Any] | None) -> dict[str, Job]:
    """What the index needs beside the chapters: the answer where it is not `told` yet, and the timeline."""
    from analysis.report import index

    found: dict[str, Job] = {} if told else {ANSWER: lambda: answer(study).to_dict()}
    return found if planned.rest else found | {TIMELINE: partial(index.timeline_of, study)}


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


def _rest(work: Work, found: dict[str, Any], planned: state.Plan, timeline: str | None) -> None:
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

    found = {path.parent.name: record.read(path.parent) for path in sorted(folder.glob("[!.]*/findings.json"))}
    for name in (name for name, one in found.items() if not one):
        say(f"{name} is left out of the list of cases: its findings.json cannot be read, or is of another version.")
    return index.list_page({name: one for name, one in found.items() if one})


def _chapters(todo: Mapping[Path, Path | None], work: Work, beside: Mapping[str, Job]) -> Iterator[Made]:
    """Name, seconds and contribution to the record (see `record.part`) of each chapter as it is done.

    `todo` gives for each the executed notebook whose outputs still hold, None where it must be run. What is made `beside` the
    chapters, by name, comes among them where several run in children, and is left to the caller where not.
    Raises RenderError as `execute` and `forked.run` do; the pages and executed notebooks lie in `work.fresh`.
    """
    jobs: dict[str, Job] = {notebook.stem: partial(_one, notebook, ready, work) for notebook, ready in todo.items()}
    if work.case.options.kernels or None not in todo.values():
        for name, job in jobs.items():
            begun = time.monotonic()
            made = job()
            yield name, time.monotonic() - begun, made
        return
    from analysis.report import execute, shell  # noqa: F401  (before the fork, so that every child has them)

    several = len(jobs) > 1
    shared = partial(_shared, work.context.study, set(jobs)) if several else None
    chosen = work.case.options
    at_once = min(chosen.jobs or children.cores(), MOST)
    ordered = _order({**jobs, **(beside if several else {})}, work.context.study, at_once - 1)
    yield from forked.run(ordered, at_once=at_once, limit=chosen.limit, shared=shared)


def _shared(study: Study, names: Set[str]) -> None:
    """What several of these chapters need, computed before they are forked: templates, panels of all pairs, expected trade."""
    from analysis.claims import expectation, special

    page.warm(study)
    comparing, expecting = _comparing(study)
    if len(names & comparing) > 1:
        special.prepare(gravity=len(names & expecting) > 1)
    if len(names & expecting) > 1:
        with suppress(NotCovered):
            expectation.of_pair(study.country, study.partner)


def _comparing(study: Study) -> tuple[set[str], set[str]]:
    """The chapters whose claims are held against all pairs, and those of them that ask what trade is expected."""
    from analysis.claims import rules
    from analysis.claims.spec import Test

    parts = [(rule.chapter, part) for rule in rules.all_claims(study) for part in rule.parts]
    expecting = {name for name, part in parts if part.test == Test.GRAVITY}
    return expecting | {name for name, part in parts if part.among == "pairs"}, expecting


def _order(jobs: Mapping[str, Job], study: Study, early: int) -> dict[str, Job]:
    """The longer first, by the parts of their claims, so that no long one runs alone at the end.

    What is estimated for all countries is the longest. The first `early` ones begin before what is shared is there, so they are
    such as do without.
    """
    from analysis.claims import rules

    comparing, _ = _comparing(study)
    length = Counter(rule.chapter for rule in rules.all_claims(study) for _ in rule.parts) + Counter({ANSWER: ANSWERED})
    longest = sorted(jobs, key=lambda name: (ESTIMATED not in name, -length[name], name))
    first = [name for name in longest if name not in comparing][:early]
    return {name: jobs[name] for name in dict.fromkeys([*first, *longest])}


def _one(notebook: Path, ready: Path | None, work: Work) -> dict[str, Any]:
    name, one, target = notebook.stem, work.case, work.fresh / "executed" / notebook.name
    rerun = f"{cases.command(one.path, one.overrides)} --only {name}"
    if ready is None:
        from analysis.report.execute import execute

        kernel, limit = one.options.kernels, one.options.limit
        done = execute(notebook, one.study.parameters(), target, rerun, kernel=kernel, limit=limit)
    else:
        done = with_texts(nbformat.read(ready, as_version=4), nbformat.read(notebook, as_version=4))
        nbformat.write(done, target)
    commands = {"In the report": rerun, "As a notebook": cases.papermill_command(name, one.path, one.overrides)}
    (work.fresh / f"{name}.html").write_text(page.export(done, name, work.context, commands), encoding="utf-8")
    return record.part(name, done)
