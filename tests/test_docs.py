"""Every console block of the guide is run as it stands, in a project of its own, and prints what the page says.

A block begins with ```console and what it needs (raw: the publishers' files; browser). `$ ` begins a command, `> ` goes on with it;
every other line must be found in the command's output, in which `...` stands for anything.
"""

import ast
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
import readme
from PIL import Image

import docs
from analysis import Study, cli
from analysis.claims import rules
from analysis.measures import arms
from analysis.report.index import COUNTS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGES = sorted((ROOT / "docs").rglob("*.md"))
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
BLOCK = re.compile(r"^```console ?(\w*)\n(.*?)^```$", re.M | re.S)
# What altered sources compute is kept apart from what all other tests share.
ALTERED = ROOT / "build" / "docs-cache"
MARK = "@@ end of a command, exit code"


def commands_of(page, present):
    """(command, lines expected) of all blocks of a page's text whose needs are `present`."""
    found = []
    for need, text in BLOCK.findall(page):
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
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "activate").write_text(":\n")
    for name, call in (("analysis", "-m analysis"), ("python", ""), ("dask", "-m dask")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n')
        (programs / name).chmod(0o755)
    return tmp_path


def run(project, every):
    """The output of each command of a page, all in one shell; whatever is left running ends with it."""
    script = "".join(f'{command}\necho "{MARK} $?"\n' for command, _ in every)
    altered = {} if (project / "src").is_symlink() else {"ANALYSIS_CACHE": str(ALTERED)}
    settings = altered | {
        "PATH": f"{project / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(project / "src"),
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
@pytest.mark.parametrize(
    "page", [page for page in (README, *PAGES) if BLOCK.search(page.read_text())], ids=lambda path: path.stem
)
def test_the_commands_of_a_page_do_what_it_says(project, page):
    every = commands_of(page.read_text(), present())
    if not every:
        pytest.skip("nothing that this page needs is here")
    run_and_compare(project, every)


def run_and_compare(project, every):
    """Each command ends well, and prints every line that is told of it."""
    parts = run(project, every)
    assert len(parts) == 2 * len(every) + 1, parts[-1]
    for (command, expected), out, code in zip(every, parts[::2], parts[1::2], strict=False):
        assert code == "0", f"{command}: {out}"
        for line in expected:
            assert re.search(like(line), out), f"{command} prints no line like {line!r}:\n{out}"


@pytest.mark.parametrize(
    "page",
    [page for page in (README, *PAGES) if PYTHON.search(page.read_text()) and page != docs.PAGE],
    ids=lambda path: path.stem,
)
@pytest.mark.usefixtures("cached")
def test_the_python_of_a_page_runs(page, tmp_path, monkeypatch):
    """All blocks of a page in order, with what the ones before them left; the files that they name are there then."""
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in PYTHON.findall(page.read_text()):
        exec(compile(block, page.name, "exec"), names)
        assert all(Path(name).stat().st_size for name in re.findall(r'save\("(.+?)"\)', block))


def changes(recipe):
    """(file, lines that stand there, lines that come in their place) of every block of a recipe; no lines: the end of the file."""
    for name, block in re.findall(r"`([^`\s]+)`:\n\n```diff\n(.*?)^```$", recipe, re.M | re.S):
        lines = [(line[:1], f"{line[1:]}\n") for line in block.splitlines()]
        yield name, *("".join(text for sign, text in lines if sign != out) for out in "+-")


RECIPES = (ROOT / "CONTRIBUTING.md").read_text().split("\n### ")[1:]
WITH_BLOCKS = [recipe for recipe in RECIPES if "```diff" in recipe]


@pytest.mark.slow
@pytest.mark.parametrize("recipe", WITH_BLOCKS, ids=lambda text: text.partition("\n")[0])
def test_a_recipe_works_in_a_copy_of_the_sources(recipe, project):
    for name in ("src", "notebooks"):
        (project / name).unlink()
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, old, new in changes(recipe):
        path = project / name
        text = path.read_text() if path.exists() else ""
        assert not old or text.count(old) == 1, f"{name} has no such line, or more than one: {old}"
        path.write_text(text.replace(old, new) if old else text + new)
    run_and_compare(project, [*commands_of(recipe, set())])


def test_a_measure_a_claim_and_a_figure_are_forty_lines_in_four_files():
    made = [*changes(WITH_BLOCKS[0])]
    assert len({name for name, _, _ in made}) <= 4
    assert sum(bool(line.strip()) for _, _, new in made for line in new.splitlines()) <= 40, "lines that are not blank"


def test_every_figure_is_in_the_gallery_with_lines_that_call_it():
    """One of each kind is run here, and all of them by `make docs`: what they save are the pictures of the gallery."""
    assert docs.PAGE.read_text() == docs.markdown(), "make readme writes it anew"
    drawn = {path for path in (ROOT / "src/analysis/figures").glob("*.py") if "@figure(" in path.read_text()}
    assert {path.stem for path in drawn} - {"compose"} <= {one.room for one in docs.entries()}
    for one in docs.entries():
        calls = [node for node in ast.walk(ast.parse(one.lines)) if isinstance(node, ast.Call)]
        assert len(one.lines.splitlines()) == 5 and len(calls) >= 3
        given = next(call.args for call in calls if getattr(call.func, "attr", "") == one.name)
        inspect.signature(getattr(import_module(f"analysis.figures.{one.room}"), one.name)).bind(*given)
        asked = re.findall(r'decide\("(\w+)"', one.lines)
        assert not asked or rules.claim(*asked, Study())


@pytest.mark.slow
@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("name", ["axis", "balance", "aid_totals"])
def test_the_lines_of_the_gallery_draw(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (one,) = (one for one in docs.entries() if one.name == name)
    exec(compile(one.lines, name, "exec"), {})
    assert "<svg" in (tmp_path / f"{one.room}-{name}.svg").read_text()


@pytest.mark.slow
def test_the_reference_tells_every_public_name(tmp_path, monkeypatch):
    monkeypatch.setattr(docs, "public", lambda: ["analysis.measures.arms", "analysis.figures.charts"])
    docs.reference(tmp_path)
    page = (tmp_path / "analysis" / "measures" / "arms.html").read_text()
    assert all(f'id="{name}"' in page for name in arms.__all__) and not re.search(
        r'<(?:script|link|img)[^>]*"https?:', page
    )


def commands_named():
    """Every `make TARGET` and `analysis COMMAND ...` that the README and the guide name, in blocks and in sentences."""
    for page in (README, *PAGES, ROOT / "CONTRIBUTING.md"):
        for line in re.findall(r"(?:\.venv/bin/|^\$ |`)((?:make|analysis) [^`\n]*)", page.read_text(), re.M):
            yield page.name, line.split()


def test_every_command_that_is_named_is_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    for page, (program, *words) in commands_named():
        if program == "make":
            assert words[0] in targets, f"{page}: make {words[0]}"
            continue
        found = cli.cli
        while words and isinstance(found, click.Group):
            name = words.pop(0)
            assert name in found.commands, f"{page}: analysis {name}"
            found = found.commands[name]
        options = {option for one in found.params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= options, f"{page}: {found.name} {words}"


def test_every_page_is_linked_and_every_link_leads_somewhere():
    linked, texts = set(), (README, ROOT / "CONTRIBUTING.md", *PAGES)
    for page in texts:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
            linked.add((page.parent / target).resolve())
    assert {*PAGES, ROOT / "CONTRIBUTING.md"} <= linked


def test_the_readme_is_short_and_says_what_the_report_says():
    """Its five lines are those of findings.json, its picture shows that headline; `make readme` takes both over."""
    text, found = README.read_text(), json.loads((readme.REPORT / "findings.json").read_text())
    assert len(text.splitlines()) < 120
    told = readme.lines(found["answer"], found["case"]["shock_year"])
    assert readme.BLOCK.search(text)[0] == told and len(told.splitlines()) == 5
    assert f"into {COUNTS[len(found['findings'])]} claims" in text


def test_the_picture_of_the_readme_is_that_of_the_committed_report():
    found = json.loads((readme.REPORT / "findings.json").read_text())
    assert f"]({readme.PICTURE.relative_to(ROOT)})](reports/pak-rus/index.html)" in README.read_text()
    with Image.open(readme.PICTURE) as shot:
        assert shot.format == "PNG" and shot.text["Description"] == found["answer"]["headline"]
    assert readme.PICTURE.stat().st_size < 150_000
