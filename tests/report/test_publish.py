"""A report is never lost: killed at any moment, the old one or the new one is there, and nothing else is left."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from analysis.errors import ParameterError
from analysis.report import publish

ROUNDS = int(os.environ.get("KILL_ROUNDS", "6"))
SWAPS = """
import sys
from pathlib import Path
from analysis.report import publish
target = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(100000):
    publish.mend(target.parent)
    with publish.workplace(target) as fresh:
        for name in ("findings.json", "index.html"):
            (fresh / name).write_text(str(turn))
        publish.swap(fresh, target)
"""


def report(folder, text):
    folder.mkdir(parents=True)
    for name in ("findings.json", "index.html"):
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_rendering_leaves_a_whole_report(tmp_path, how):
    target = report(tmp_path / "case", "first")
    chooser = random.Random(1)
    for _ in range(ROUNDS):
        process = subprocess.Popen([sys.executable, "-c", SWAPS, str(target)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chooser.random() / 5)
        process.send_signal(how)
        process.communicate()
        publish.mend(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["case"]
        texts = {path.read_text() for path in target.iterdir() if path.is_file()}
        assert len(texts) == 1 and {"findings.json", "index.html"} <= {path.name for path in target.iterdir()}


def test_a_report_that_was_moved_away_is_back_and_stale_work_goes(tmp_path):
    report(tmp_path / ".old-case", "whole")
    report(tmp_path / ".rendering-case" / "case", "half")
    report(tmp_path / ".rendering-abc123", "of an earlier version")
    report(tmp_path / "other", "new")
    report(tmp_path / ".old-other", "old")
    publish.mend(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "other"]
    assert [(tmp_path / name / "index.html").read_text() for name in ("case", "other")] == ["whole", "new"]


def test_a_case_that_is_being_rendered_is_left_alone(tmp_path):
    report(tmp_path / "case", "old")
    with publish.workplace(tmp_path / "case") as fresh:
        (fresh / "index.html").touch()
        with (
            pytest.raises(ParameterError, match="case is being rendered already"),
            publish.workplace(tmp_path / "case"),
        ):
            pass
        publish.mend(tmp_path)
        assert (fresh / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_a_swap_that_fails_leaves_the_old_report(tmp_path):
    target = report(tmp_path / "case", "old")
    with pytest.raises(OSError, match="No such file"):
        publish.swap(tmp_path / "nothing", target)
    assert (target / "index.html").read_text() == "old"


@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.slow)]
)
def test_a_rendering_that_is_stopped_says_so_in_one_line_and_clears_up(root, tmp_path, how, code):
    command = [sys.executable, "-m", "analysis", "render", "--out", str(tmp_path / "case")]
    process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not list(tmp_path.glob(".rendering-case/case/executed")):
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(how)
    said = process.communicate()[1]
    assert process.returncode == code, said
    assert said.strip().splitlines()[-1] == "stopped; what was published is as it was" and "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300, "file/below"])
def test_a_folder_that_cannot_be_is_one_line(call, tmp_path, name):
    (tmp_path / "file").touch()
    code, _, err = call("render", "--out", tmp_path / name)
    assert code in (1, 2) and len(err.strip().splitlines()) == 1, err
