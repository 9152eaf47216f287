"""What all tests share: a small notebook folder to render, and a browser where there is one."""

import gc
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from analysis import cli
from analysis.study import Study

# A busy machine is no fault of the code, and what CI says must not change from one run to the next. `make slow` asks for a hundred
# examples of every property, `make test` for a fourth of them.
for profile, examples in (("fast", 25), ("thorough", 100)):
    settings.register_profile(profile, max_examples=examples, deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("fast")
ROOT = Path(__file__).resolve().parents[1]
# What takes seconds is computed once for all tests and processes, and again when code or tables change (analysis.cache).
KEPT = "off" if os.environ.get("ANALYSIS_CACHE") == "off" else str(ROOT / "build" / "test-cache")
os.environ["ANALYSIS_CACHE"] = KEPT
# The tests are about the tables that come with the project, whatever a developer has added on this machine.
os.environ["ANALYSIS_LOCAL_DATA"] = str(ROOT / "build" / "no-local-tables")
# A shell that runs the tests in its background has them ignore the interrupt, and what they start would too.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Drawings make many objects and little garbage: looking for it at every thousandth takes a tenth of the time.
gc.set_threshold(200_000)


def pytest_sessionfinish() -> None:
    """Pytest looks for garbage five times before it ends, in all that the tests have loaded: that takes as long as fifty of them."""
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def study() -> Study:
    return Study()


@pytest.fixture(autouse=True)
def nothing_replaced_is_kept(request):
    """What a test replaces must not be kept for the next one, nor found by it: such a test computes everything itself."""
    asked = request.fixturenames
    os.environ["ANALYSIS_CACHE"] = "off" if "monkeypatch" in asked and "cached" not in asked else KEPT
    yield
    os.environ["ANALYSIS_CACHE"] = KEPT


@pytest.fixture
def cached() -> None:
    """For a test that replaces something, but nothing that results are computed from."""


@pytest.fixture(scope="module")
def undrawn():
    """For a file that looks at titles, notes and data: its charts are drawn for a saved file alone."""
    from analysis.figures import compose

    with pytest.MonkeyPatch.context() as setting:
        setting.setattr(compose, "draw", lambda *_, **__: "")
        yield


@pytest.fixture
def call(capsys):
    """Run the command in this process and in the clone: exit code, what it printed, and its errors."""

    def run(*arguments):
        with pytest.MonkeyPatch.context() as setting:
            setting.chdir(ROOT)
            setting.setattr(sys, "argv", ["analysis", *map(str, arguments)])
            code = cli.main()
        return code, *capsys.readouterr()

    return run


@pytest.fixture(scope="session")
def raw() -> Path:
    """The folder with the publishers' files, named by the environment variable RAW."""
    folder = Path(os.environ.get("RAW", "raw"))
    folder = folder if folder.is_absolute() else ROOT / folder
    if not folder.is_dir():
        pytest.skip("the folder with the publishers' files is not here; name it with RAW=DIR")
    return folder


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium of the system; without one the test is skipped, but fails in CI."""
    executable = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no browser; .ci/run installs chromium")
        pytest.skip("no chromium or google-chrome on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=executable, args=flags)
        yield chromium
        chromium.close()
