"""Habits: files in step, notebooks thin, no traces, functions short."""

import ast
import json
import re
import subprocess
import tomllib

import pytest


def tracked(root):
    found = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True, cwd=root
    )
    return [root / line for line in found.stdout.splitlines() if (root / line).is_file()]


def requirements(root):
    return set(re.findall(r"^([a-z0-9-]+)==", (root / "requirements.txt").read_text(), re.M))


def declared(root, *extras):
    """What the package and these of its extras ask for, an extra of its own taken for what it holds."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        for line in project["optional-dependencies"][extra]:
            own = re.fullmatch(rf"{project['name']}\[(.+)\]", line)
            lines += declared(root, *own[1].split(",")) if own else [line]
    return list(dict.fromkeys(lines))


def test_environment_yml_lists_the_packages_of_the_report_and_the_lab(root):
    conda = re.findall(r"^  - (\S+)$", (root / "environment.yml").read_text(), re.M)
    assert conda == ["conda-forge", "python>=3.11", *declared(root, "plot", "report", "lab")]


def test_requirements_pin_every_package_with_hashes_and_no_address(root):
    text = (root / "requirements.txt").read_text()
    wanted = {re.split(r"[><=]", line)[0].replace("_", "-") for line in declared(root, "dev")}
    assert wanted <= requirements(root)
    assert "://" not in text and text.count("--hash=sha256:") > text.count("==")


def notebooks(root):
    return {path.name: json.loads(path.read_text()) for path in sorted((root / "notebooks").glob("*.ipynb"))}


def test_notebooks_are_thin_and_stripped(root):
    found = notebooks(root)
    assert found
    for name, notebook in found.items():
        assert notebook["metadata"]["kernelspec"]["name"] == "python3", name
        code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook["cells"]), name
        assert all(len(source.splitlines()) <= 15 for source in code), name
        assert not any(re.search(r"^\s*(def|class|lambda)\b", source, re.M) for source in code), name
        assert sum("parameters" in cell["metadata"].get("tags", []) for cell in notebook["cells"]) == 1, name


def test_notebook_parameters_are_those_of_the_study(root):
    from analysis.study import Study

    for notebook in notebooks(root).values():
        source = next("".join(c["source"]) for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", []))
        for name, kind, value, help_text in re.findall(r"^(\w+): (\w+) = (.+?)  # (.+)$", source, re.M):
            assert getattr(Study(), name) == ast.literal_eval(value) and kind in ("str", "int") and help_text


def test_functions_are_short_and_files_small(root):
    for path in sorted((root / "src").rglob("*.py")):
        text = path.read_text()
        assert len(text.splitlines()) <= 250, path.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                assert length <= 30, f"{path.name}: {node.name} has {length} lines"


@pytest.mark.parametrize("pattern", [r"\bTODO\b", r"\bFIXME\b", r"/ho" r"me/\w+", r"/ro" r"ot/", r"\bsha" r"red/"])
def test_no_leftovers(root, pattern):
    for path in tracked(root):
        if (
            path.suffix in (".py", ".md", ".toml", ".yml", ".ipynb", ".html", ".json", ".css", ".j2")
            and "requirements" not in path.name
        ):
            assert not re.search(pattern, path.read_text()), f"{path.name}: {pattern}"


def test_the_committed_report_holds_every_finding_of_its_chapters(root):
    from analysis.claims import rules
    from analysis.mechanisms.declared import declared

    record = json.loads((root / "reports/pak-rus/findings.json").read_text())
    written = {path.stem for path in (root / "notebooks").glob("*.ipynb")}
    expected = [rule.id for rule in rules.all_claims() if rule.chapter in written]
    assert [finding["claim"] for finding in record["findings"]] == expected
    assert [one["id"] for one in record["mechanisms"]] == [one.id for one in declared().estimand]
