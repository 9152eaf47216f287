"""From parameters to a published report: check, find what changed, make that anew, and replace the old folder at once."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import children
from analysis.errors import ParameterError
from analysis.report import cases, publish, state
from analysis.report.progress import Progress
from analysis.study import Study

LIMIT = 900.0


@dataclass(frozen=True)
class Options:
    """How to render. only: these chapters, the published pages of the others stay. force: all, even if nothing changed.

    out: another folder than reports/CASE or reports/own/CASE. kernels: the plain way, a Jupyter kernel for each chapter. jobs: chapters at a
    time, 0 for as many as there are processors. limit: seconds that a chapter may take. progress: told of each chapter;
    say: told what a user should know, in one line.
    """

    only: Sequence[str] = ()
    force: bool = False
    out: Path | None = None
    kernels: bool = False
    jobs: int = 0
    limit: float = LIMIT
    progress: Progress = lambda *_: None
    say: Callable[[str], None] = lambda _: None


@dataclass(frozen=True)
class Case:
    """What is rendered, where and how: parameter file, overrides, the checked parameters, the folder, and the options."""

    path: Path
    overrides: dict[str, Any]
    study: Study
    target: Path
    options: Options

    @property
    def listed(self) -> bool:
        """Whether the report lies among those of the project or one's own, each with a list of cases."""
        return self.target.parent in ((cases.root() / "reports").resolve(), (cases.root() / cases.OWN).resolve())


def render(path: Path, overrides: dict[str, Any], **options: Any) -> tuple[Path, bool]:
    """Render one case; returns the path of its index and whether anything was rendered (False: it was unchanged).

    `options` are those of Options. Raises ParameterError before anything runs, RenderError when a chapter fails; then the
    published report is untouched.
    """
    one, wanted, planned = _look(path, overrides, Options(**options))
    index, say = one.target / "index.html", one.options.say
    if planned.unchanged:
        return index, False
    from analysis.report import make  # late: an unchanged report is found so without pandas, matplotlib and nbconvert

    if not children.available() and not one.options.kernels:
        say("this system cannot fork a process: each chapter starts a kernel of its own, one by one.")
    with publish.workplace(one.target) as fresh:
        make.case(one, fresh, wanted, planned)
        publish.swap(fresh, one.target)
    if one.listed:
        folder = one.target.parent
        publish.write_whole(folder / "index.html", make.list_page(folder, say))
    return index, True


def why(path: Path, overrides: dict[str, Any], **options: Any) -> list[str]:
    """What changed since the case was rendered, a line each; empty where nothing did."""
    return _look(path, overrides, Options(**options))[2].why


def _look(path: Path, overrides: dict[str, Any], chosen: Options) -> tuple[Case, dict[str, Any], state.Plan]:
    study = cases.check(cases.read(path) | overrides)
    notebooks = chapters(chosen.only)
    target = (chosen.out or cases.shelf(path, overrides) / cases.case_name(path, overrides)).resolve()
    publish.mend(target.parent)
    publish.check_target(target)
    published = state.case_of(target) | {"owner": state.read(target).get("owner")}
    cases.check_owner(path, overrides, study, target, published)
    one = Case(path, overrides, study, target, chosen)
    wanted = state.now(study, chapters(()), cases.command(path, overrides), listed=one.listed)
    planned = state.plan(wanted, target)
    if chosen.force or chosen.only:
        done = {one.stem: state.RUN for one in notebooks}
        planned = planned._replace(chapters=dict.fromkeys(planned.chapters, state.KEEP) | done, rest=False)
    return one, wanted, planned


def chapters(only: Sequence[str]) -> list[Path]:
    """The notebooks of the chapters named, or of all; ParameterError for a name that none has."""
    found = sorted((cases.root() / "notebooks").glob("[0-9]_*.ipynb"))
    names = [path.stem for path in found]
    unknown = [name for name in only if name not in names]
    if unknown or not found:
        raise ParameterError(f"there is no chapter {', '.join(unknown)}; give one of {', '.join(names) or 'none'}.")
    return [path for path in found if not only or path.stem in only]


def carry_over(names: Sequence[str], target: Path, fresh: Path) -> None:
    """Copy these files of the published report, as far as they are there."""
    for name in names:
        if (target / name).is_file():
            shutil.copyfile(target / name, fresh / name)
