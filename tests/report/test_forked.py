"""Children forked from one process: they share what is loaded, nothing that is done, and none is left."""

import faulthandler
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import papermill
import pytest

from analysis.errors import ParameterError, RenderError
from analysis.report import forked, shell
from analysis.report.execute import execute
from analysis.report.outputs import strip

SEEN: list[str] = []
CELLS = [
    "import sys\nfrom IPython.display import display, HTML\nprint('a'); print('b')\nprint('c', file=sys.stderr)\n40 + 2",
    "handle = display(HTML('<b>1</b>'), display_id=True)\ndisplay({'text/plain': 'x', 'application/x+json': {'n': (1, 2.5, None)}}, raw=True)",
    "handle.update(HTML('<b>2</b>'))\n_ = 3\nanswer = 7;",
    "answer",
    "_ + 1",
    "from IPython.display import clear_output\nprint('old'); clear_output(wait=True); print('new'); display(HTML('newer'))",
    "print('kept'); clear_output(wait=True)",
    "display(HTML('gone')); clear_output(); 'left'",
    "!echo said",
]


def results(jobs, **options):
    return {name: value for name, _, value in forked.run(jobs, **{"at_once": 2, "limit": 60} | options)}


def written(path, cells):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    code = [nbformat.v4.new_code_cell(source, id=f"c{place}") for place, source in enumerate(cells)]
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=kernel), path)
    return path


def test_no_job_sees_what_another_did():
    def job():
        SEEN.append("x")
        return list(SEEN)

    assert results({"a": job, "b": job, "c": job}) == {"a": ["x"], "b": ["x"], "c": ["x"]}
    assert SEEN == []


def test_no_chapter_sees_the_state_of_another(tmp_path):
    def chapter(name):
        cells = [
            f"import builtins\nbuiltins.left = '{name}'\nimport analysis.study as s\ns.left = '{name}'",
            "builtins.left + s.left",
        ]
        return lambda: execute(
            written(tmp_path / f"{name}.ipynb", cells), {}, tmp_path / f"{name}-out.ipynb", ""
        ).cells[1]

    found = results({"one": chapter("one"), "two": chapter("two")})
    assert {name: cell.outputs[0]["data"]["text/plain"] for name, cell in found.items()} == {
        "one": "'oneone'",
        "two": "'twotwo'",
    }
    import builtins

    assert not hasattr(builtins, "left")


def test_what_is_shared_is_computed_before_the_later_children_start():
    def share():
        SEEN.append("shared")

    try:
        found = results({"first": lambda: list(SEEN), "second": lambda: list(SEEN)}, shared=share)
    finally:
        SEEN.clear()
    assert found == {"first": [], "second": ["shared"]}


def test_a_notebook_run_by_the_engine_equals_one_run_by_a_kernel(tmp_path):
    source = written(tmp_path / "in.ipynb", CELLS)
    done = {}
    for engine in (None, "forked"):
        target = tmp_path / f"{engine}.ipynb"
        papermill.execute_notebook(str(source), str(target), engine_name=engine, progress_bar=False)
        done[engine] = nbformat.writes(strip(nbformat.read(target, as_version=4)))
    assert done["forked"] == done[None]


@pytest.mark.parametrize("source", ["1 / 0", "raise ValueError('no')", "def f(:", "undefined", "raise SystemExit(3)"])
def test_an_error_is_told_as_by_a_kernel(tmp_path, source):
    source = written(tmp_path / "in.ipynb", ["x = 1", source, "x"])
    told = []
    for engine in (None, "forked"):
        with pytest.raises(papermill.PapermillExecutionError) as caught:
            papermill.execute_notebook(str(source), str(tmp_path / "out.ipynb"), engine_name=engine, progress_bar=False)
        told.append(
            (
                caught.value.ename,
                re.sub(r"\(\S+, ", "(", caught.value.evalue),
                caught.value.exec_count,
                caught.value.source,
            )
        )
    assert told[0] == told[1]


def test_cells_marked_so_may_fail(tmp_path):
    assert [
        len(one) for one in shell_outputs([("1 / 0", ["raises-exception"]), ("2", []), ("3 / 0", []), ("4", [])])
    ] == [1, 1, 1]


def shell_outputs(cells):
    return results({"cells": lambda: list(shell.run(cells))})["cells"]


def crash():
    faulthandler.disable()  # of pytest: it would print what every thread does
    os.kill(os.getpid(), signal.SIGSEGV)


@pytest.mark.parametrize(
    ("job", "limit", "message"),
    [
        (lambda: os._exit(3), 60, "stuck could not run: its process was ended with exit code 3"),
        (crash, 60, "ended by signal SIGSEGV"),
        (lambda: time.sleep(60), 0.5, "stuck took longer than 0.5 s and was stopped; give it more with --limit"),
        (lambda: 1 / 0, 60, "ZeroDivisionError: division by zero"),
    ],
)
def test_a_child_that_dies_or_hangs_is_named_in_one_line_and_none_is_left(job, limit, message):
    before = children()
    with pytest.raises(RenderError, match=message):
        results({"stuck": job, "other": lambda: time.sleep(60)}, limit=limit)
    assert children() <= before


def children():
    """Processes that this one has started and that are there, ended ones too; a browser of other tests may be among them."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {number for task in tasks for number in task.read_text().split()}


def test_our_own_errors_come_through_as_they_are():
    def refuse():
        raise ParameterError("no")

    with pytest.raises(ParameterError, match=r"^no$"):
        results({"a": refuse})


def test_children_and_theirs_end_when_their_parent_is_killed(tmp_path):
    code = (
        "import os, pathlib, time\nfrom analysis import children\nfrom analysis.report import forked\n"
        f"def long():\n    pathlib.Path(r'{tmp_path}', str(os.getpid())).touch()\n    time.sleep(60)\n"
        "def job():\n    begun = children.begun(long)\n    long()\n    begun()\n"
        "list(forked.run({'a': job, 'b': long}, at_once=2, limit=60))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    for _ in range(300):
        if len(list(tmp_path.iterdir())) == 3:
            break
        time.sleep(0.1)
    started = [int(path.name) for path in tmp_path.iterdir()]
    assert len(started) == 3
    parent.kill()
    parent.wait()
    for _ in range(100):
        if not any(alive(child) for child in started):
            break
        time.sleep(0.1)
    assert not any(alive(child) for child in started)


def alive(number):
    try:
        with open(f"/proc/{number}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_a_command_prints_that_a_cell_starts_is_kept_out_of_the_output(capfd):
    results({"a": lambda: os.system("echo said")})
    assert capfd.readouterr() == ("", "said\n")
