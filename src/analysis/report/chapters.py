"""Chapters made: executed and exported to pages, each in a process of its own, as many at a time as there are processors."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat

from analysis import children
from analysis.errors import NotCovered
from analysis.report import cases, forked, page, record
from analysis.report.outputs import with_texts
from analysis.report.render import Case
from analysis.study import Study

# Each child needs some 150 MB of its own.
ESTIMATED = "elsewhere"
MOST = 6
# What is made beside the chapters, where several run: no processor waits for it at the end.
ANSWER, TIMELINE = "the answer", "the timeline"
ANSWERED = 10  # as long as a chapter with so many parts of claims
Job = Callable[[], Any]
Made = tuple[str, float, Any]
NOTHING: Mapping[str, Job] = MappingProxyType({})


@dataclass(frozen=True)
class Work:
    """What the chapters of one rendering share: the case, the folder that pages go to, and what is on every page."""

    case: Case
    fresh: Path
    context: page.Context


def make(notebooks: Mapping[Path, Path | None], work: Work, beside: Mapping[str, Job] = NOTHING) -> Iterator[Made]:
    """Name, seconds and contribution to the record (see `record.part`) of each chapter as it is done.

    `notebooks` gives for each the executed notebook whose outputs still hold, None where it must be run. What is made `beside` the
    chapters, by name, comes among them where several run in children, and is left to the caller where not.
    Raises RenderError as `execute` and `forked.run` do; the pages and executed notebooks lie in `work.fresh`.
    """
    jobs: dict[str, Job] = {
        notebook.stem: partial(_one, notebook, ready, work) for notebook, ready in notebooks.items()
    }
    if work.case.options.kernels or None not in notebooks.values():
        yield from _here(jobs)
        return
    from analysis.report import execute, shell  # noqa: F401  (before the fork, so that every child has them)

    several = len(jobs) > 1
    shared = partial(_shared, work.context.study) if several else None
    chosen = work.case.options
    at_once = min(chosen.jobs or children.cores(), MOST)
    ordered = _order({**jobs, **(beside if several else {})}, work.context.study, at_once - 1)
    yield from forked.run(ordered, at_once=at_once, limit=chosen.limit, shared=shared)


def _shared(study: Study) -> None:
    """What several chapters need, computed before they are forked: the templates, panels of all pairs, and expected trade."""
    from analysis.claims import expectation, special

    page.warm(study)
    special.prepare()
    with suppress(NotCovered):
        expectation.of_pair(study.country, study.partner)


def _order(jobs: Mapping[str, Job], study: Study, early: int) -> dict[str, Job]:
    """The longer first, by the parts of their claims, so that no long one runs alone at the end.

    What is estimated for all countries is the longest. The first `early` ones begin before what is shared is there, so they are
    such as do without.
    """
    from analysis.claims import rules
    from analysis.claims.spec import Test

    parts = [(rule.chapter, part) for rule in rules.all_claims(study) for part in rule.parts]
    comparing = {name for name, part in parts if part.among == "pairs" or part.test == Test.GRAVITY}
    length = Counter(name for name, _ in parts) + Counter({ANSWER: ANSWERED})
    longest = sorted(jobs, key=lambda name: (ESTIMATED not in name, -length[name], name))
    first = [name for name in longest if name not in comparing][:early]
    return {name: jobs[name] for name in dict.fromkeys([*first, *longest])}


def _here(jobs: Mapping[str, Job]) -> Iterator[Made]:
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
