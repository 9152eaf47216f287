"""Every console block of the guide is run as it stands, in a project of its own, and prints what the page says.

A block begins with ```console and what it needs (raw: the publishers' files; browser). `$ ` begins a command, `> ` goes on with it;
every other line must be found in the command's output, in which `...` stands for anything.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
BLOCK = re.compile(r"^```console ?(\w*)\n(.*?)^```$", re.M | re.S)
MARK = "@@ end of a command, exit code"


def commands(page, present):
    """(command, lines expected) of all blocks of a page whose needs are `present`."""
    found = []
    for need, text in BLOCK.findall(page.read_text()):
        for line in text.splitlines() if not need or need in present else ():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.startswith(">"):
                found[-1] = (f"{found[-1][0]}\n{line[2:]}", found[-1][1])
            else:
                found[-1][1].append(line)
    return found


def present():
    browser = any(map(shutil.which, ("chromium", "google-chrome")))
    raw = Path(os.environ.get("RAW", "raw"))
    return {
        name
        for name, there in (("browser", browser), ("raw", (raw if raw.is_absolute() else ROOT / raw).is_dir()))
        if there
    }


@pytest.fixture
def project(tmp_path):
    """The clone as a reader has it, with reports and local tables of its own, and `analysis` on the path."""
    for name in ("notebooks", "src", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "reports" / "pak-rus", tmp_path / "reports" / "pak-rus")
    (tmp_path / "bin").mkdir()
    for name, call in (("analysis", "-m analysis"), ("python", ""), ("dask", "-m dask")):
        (tmp_path / "bin" / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n')
        (tmp_path / "bin" / name).chmod(0o755)
    return tmp_path


def run(project, every):
    """The output of each command of a page, all in one shell; whatever is left running ends with it."""
    script = "".join(f'{command}\necho "{MARK} $?"\n' for command, _ in every)
    settings = {
        "PATH": f"{project / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"),
        "ANALYSIS_LOCAL_DATA": str(project / "local"), "RAW": str((ROOT / os.environ.get("RAW", "raw")).resolve()),
    }  # fmt: skip
    with subprocess.Popen(
        ["bash", "-m"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        cwd=project, env=os.environ | settings, start_new_session=True,
    ) as shell:  # fmt: skip
        out, _ = shell.communicate(script, timeout=1500)
    return re.split(rf"^{MARK} (\d+)\n", out, flags=re.M)


def like(line):
    """A line as a pattern: spaces are alike, `...` stands for anything."""
    return r"\s+".join(re.escape(word).replace(r"\.\.\.", ".*") for word in line.split())


@pytest.mark.slow
@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_commands_of_a_page_do_what_it_says(project, page):
    every = commands(page, present())
    if not every:
        pytest.skip("nothing that this page needs is here")
    parts = run(project, every)
    assert len(parts) == 2 * len(every) + 1, parts[-1]
    for (command, expected), out, code in zip(every, parts[::2], parts[1::2], strict=False):
        assert code == "0", f"{command}: {out}"
        for line in expected:
            assert re.search(like(line), out), f"{command} prints no line like {line!r}:\n{out}"


def test_every_page_is_linked_and_every_link_leads_somewhere():
    linked = {ROOT / "docs" / "tutorial.md"} if "docs/tutorial.md" in (ROOT / "README.md").read_text() else set()
    for page in (*PAGES, ROOT / "README.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
            linked.add((page.parent / target).resolve())
    assert set(PAGES) <= linked
