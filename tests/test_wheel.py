"""The wheel in a clean environment, away from the repository, with the core alone."""

import os
import subprocess
import sys
import venv

import pytest

from analysis import Study, answer

CORE = """
from importlib.util import find_spec
import analysis
from analysis import Study, answer, decide, load

assert "site-packages" in analysis.__file__
assert len(load("trade")) > 500_000
assert decide("U1", Study()).verdict
print(answer(Study()).headline)
assert not any(map(find_spec, ("papermill", "nbformat", "jupyter_client", "jupyterlab")))
"""


@pytest.fixture(scope="module")
def installed(root, tmp_path_factory):
    """The Python of a new environment that has the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, check=True, cwd=root, capture_output=True)
    venv.create(folder / "env")
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    (wheel,) = (folder / "dist").glob("*.whl")
    # Not compiled: most of what comes is never imported.
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", wheel]
    subprocess.run(install, check=True)
    return python


def run(python, *arguments, cwd):
    away = ("PYTHONPATH", "ANALYSIS_LOCAL_DATA", "ANALYSIS_CACHE")
    own = {key: value for key, value in os.environ.items() if key not in away}
    return subprocess.run([python, *arguments], capture_output=True, text=True, check=False, cwd=cwd, env=own)


@pytest.mark.slow
def test_the_core_decides_and_answers_without_jupyter(installed, tmp_path):
    done = run(installed, "-c", CORE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == answer(Study()).headline, "the history of the case comes with the wheel"


@pytest.mark.slow
def test_the_command_answers_and_names_the_extra_that_a_report_needs(installed, tmp_path):
    done = run(installed, "-m", "analysis", "answer", "-p", "country=TUR", "-p", "rival=GRC", cwd=tmp_path)
    assert done.returncode == 0 and "Certainty" in done.stdout
    done = run(installed, "-m", "analysis", "pdf", cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.endswith("pip install 'drawing-closer[report]'\n")
