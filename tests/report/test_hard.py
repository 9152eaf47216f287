"""What can go wrong on a reader's machine: no room on the disk, no fork, a terminal, many at once, an end at any moment."""

import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from small_project import case_file, notebook, snapshot

from analysis import children
from analysis.report import progress
from analysis.report.render import render

KILLS = int(os.environ.get("KILL_ROUNDS", "10"))
AT_ONCE = 8
COMMAND = [sys.executable, "-m", "analysis", "render", "--force"]


@pytest.fixture
def clone(project):
    """The small project as a folder in which the command itself can be called."""
    (project / "src" / "analysis").mkdir(parents=True)
    return project


def whole(folder):
    record = json.loads((folder / "findings.json").read_text())
    return {one["claim"] for one in record["findings"]} == {"I1"} and "</html>" in (folder / "index.html").read_text()


def no_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


def test_a_disk_without_room_is_one_line_and_the_report_is_as_it_was(clone):
    render(case_file(clone), {})
    kept = snapshot(clone / "reports")
    done = subprocess.run(COMMAND, cwd=clone, capture_output=True, text=True, check=False, preexec_fn=no_room)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "File too large" in done.stderr.strip().splitlines()[-1]
    assert snapshot(clone / "reports") == kept


def test_where_no_process_can_be_forked_the_plain_way_is_taken_and_said_once(project, monkeypatch):
    render(case_file(project), {}, out=project / "one")
    monkeypatch.setattr(children, "available", lambda: False)
    said = []
    render(case_file(project), {}, out=project / "other", say=said.append)
    assert said == ["this system cannot fork a process: each chapter starts a kernel of its own, one by one."]
    one, other = (snapshot(project / name) for name in ("one", "other"))
    assert {path for path in one if one[path] != other[path]} <= {path for path in one if path.suffix == ".ipynb"}


def test_papermill_runs_a_notebook_by_the_engine_of_that_name(tmp_path):
    notebook(tmp_path / "in.ipynb", body="from analysis import Study\nStudy(country=country).name('country')")
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "-p", "country", "TUR"]
    subprocess.run([*command, "--engine", "forked"], cwd=tmp_path, check=True, capture_output=True)
    shown = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[-1].outputs
    assert [output.data["text/plain"] for output in shown] == ["'Türkiye'"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_a_bar_with_the_chapter_and_a_pipe_a_line(monkeypatch):
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        told = progress.shown("pak-rus")
        told("", 0.0, 0, 2)
        told("2_us_ties", 3.25, 1, 2)
        told("7_limits", 1.0, 2, 2)
        said = stream.getvalue()
        if stream.isatty():
            assert "pak-rus" in said and "50%" in said and "2_us_ties" in said and "100%" in said
        else:
            assert said == "1/2 2_us_ties 3.2 s\n2/2 7_limits 1.0 s\n"


@pytest.mark.slow
def test_many_renderings_at_once_give_the_same(clone):
    """Each with a seed of its own, by which Python orders sets: no page depends on it, nor on who else renders."""
    running = [
        subprocess.Popen(
            [*COMMAND, "--out", f"out/{number}"],
            cwd=clone,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": str(number)},
        )
        for number in range(AT_ONCE)
    ]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * AT_ONCE, said
    first, *others = (snapshot(clone / "out" / str(number)) for number in range(AT_ONCE))
    for other in others:
        assert {path for path in first if first[path] != other[path]} <= {p for p in first if p.suffix == ".ipynb"}


@pytest.mark.slow
def test_killed_at_any_moment_the_report_stays_whole_and_nothing_is_left(clone):
    subprocess.run(COMMAND, cwd=clone, check=True, capture_output=True)
    moments = random.Random(30)
    for _ in range(KILLS):
        process = subprocess.Popen(COMMAND, cwd=clone, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, 4.0))
        process.send_signal(moments.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        process.wait()
        folders = [path for path in (clone / "reports").glob("*") if (path / "index.html").is_file()]
        assert len(folders) >= 1 and all(whole(folder) for folder in folders if folder.name == "pak-rus")
    subprocess.run(COMMAND, cwd=clone, check=True, capture_output=True)
    assert sorted(path.name for path in (clone / "reports").iterdir()) == ["index.html", "pak-rus"]
    assert not list((clone / "notebooks").glob("kernel-*"))
    left = subprocess.run(["pgrep", "-f", f"^{sys.executable} -m analysis.*{clone}"], capture_output=True, text=True)
    assert left.stdout == ""
