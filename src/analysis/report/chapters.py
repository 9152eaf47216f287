"""Chapters made: executed and exported to pages, each in a process of its own, as many at a time as there are processors."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from analysis.errors import NotCovered
from analysis.report import cases, forked, page, record
from analysis.report.outputs import with_texts
from analysis.report.render import Case
from analysis.study import Study

# Each child needs some 150 MB of its own.
ESTIMATED = "elsewhere"
MOST = 6
ANSWER = "the answer"
Made = tuple[str, float, dict[str, Any]]


@dataclass(frozen=True)
class Work:
    """What the chapters of one rendering share: the case, the folder that pages go to, and what is on every page."""

    case: Case
    fresh: Path
    context: page.Context


def make(notebooks: Mapping[Path, Path | None], work: Work, *, asked: bool = False) -> Iterator[Made]:
    """Name, seconds and contribution to the record (see `record.part`) of each chapter as it is done.

    `notebooks` gives for each the executed notebook whose outputs still hold, None where it must be run. Where the answer is
    `asked` for and several chapters run, it is one of what is made, under the name ANSWER: no processor waits for it at the end.
    Raises RenderError as `execute` and `forked.run` do; the pages and executed notebooks lie in `work.fresh`.
    """
    jobs = {notebook.stem: partial(_one, notebook, ready, work) for notebook, ready in _order(notebooks)}
    if work.case.options.kernels or None not in notebooks.values():
        yield from _here(jobs)
        return
    from analysis.report import execute, shell  # noqa: F401  (before the fork, so that every child has them)

    several = len(jobs) > 1
    shared = partial(_shared, work.context.study) if several else None
    if asked and several:
        jobs[ANSWER] = partial(record.answered, work.context.study)
    chosen = work.case.options
    yield from forked.run(jobs, at_once=min(chosen.jobs or forked.cores(), MOST), limit=chosen.limit, shared=shared)


def _shared(study: Study) -> None:
    """What several chapters compare with, computed before they are forked: panels of all pairs, and expected trade."""
    from analysis.claims import expectation, special

    special.prepare()
    with suppress(NotCovered):
        expectation.of_pair(study.country, study.partner)


def _order(notebooks: Mapping[Path, Path | None]) -> list[tuple[Path, Path | None]]:
    """First what is estimated for all countries, the longest; then chapters that need nothing that is shared; the longer first."""
    from analysis.claims import rules
    from analysis.claims.spec import Test

    comparing = {
        rule.chapter
        for rule in rules.all_claims()
        for part in rule.parts
        if part.among == "pairs" or part.test == Test.GRAVITY
    }
    return sorted(
        notebooks.items(),
        key=lambda one: (ESTIMATED not in one[0].stem, one[0].stem in comparing, -one[0].stat().st_size),
    )


def _here(jobs: Mapping[str, Callable[[], dict[str, Any]]]) -> Iterator[Made]:
    for name, job in jobs.items():
        begun = time.monotonic()
        made = job()
        yield name, time.monotonic() - begun, made


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
