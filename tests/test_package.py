"""What a user installs: every import declared, every public name listed and told, one line where an extra is missing."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import analysis
from analysis import errors, figures, inference, measures

# Asked once: it goes through the metadata of every package.
distributions = cache(packages_distributions)
SOURCE = Path(analysis.__file__).parent
# Rooms whose packages an extra brings; all others make do with the core.
EXTRAS = {"figures": ("plot",), "report": ("plot", "report", "pdf"), "sweep": ("plot", "report", "dask")}
# Used without an import: a kernel runs the notebooks.
NOT_IMPORTED = {"ipykernel", "jupyter"}


def plain(name):
    return re.split(r"[><=\[]", name)[0].lower().replace("_", "-")


def imported(path):
    """The packages of others that a file imports, also late or by name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    tops = {name.partition(".")[0] for name in found} - set(sys.stdlib_module_names) - {"analysis"}
    return {plain(distributions()[top][0]) for top in tops}


def by_room():
    rooms = {}
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        rooms[room] = rooms.get(room, set()) | imported(path)
    return rooms


@pytest.fixture
def asked(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = {name: {plain(one) for one in lines} for name, lines in project["optional-dependencies"].items()}
    return {"core": {plain(one) for one in project["dependencies"]}} | extras


def test_every_room_imports_only_what_the_core_or_its_extra_declares(asked):
    for room, found in by_room().items():
        allowed = asked["core"].union(*(asked[extra] for extra in EXTRAS.get(room, ())))
        assert found <= allowed, f"{room} imports {', '.join(sorted(found - allowed))}, which nothing declares for it"


def test_every_declared_package_is_used(asked):
    used = set().union(*by_room().values()) | NOT_IMPORTED | {errors.DISTRIBUTION}
    wanted = set().union(*(names for extra, names in asked.items() if extra != "dev"))
    assert wanted <= used, f"nothing imports {', '.join(sorted(wanted - used))}"


def test_the_package_says_its_version_and_that_it_has_types(root):
    assert re.fullmatch(r"\d+\.\d+\.\d+", analysis.__version__)
    assert (SOURCE / "py.typed").is_file()
    assert f"version: {analysis.__version__}" in (root / "CITATION.cff").read_text()


def public():
    """The modules that the README and the recipes name: what a user imports."""
    names = ["analysis", *(f"analysis.{name}" for name in ("answers", "claims.decide", "countries", "errors", "study"))]
    rooms = [
        f"{room.__name__}.{path.stem}" for room in (measures, inference) for path in Path(room.__path__[0]).glob("*.py")
    ]
    chapters = [f"analysis.figures.{name}" for name in figures.__all__]
    return sorted({*names, "analysis.tables", *chapters, *(name.removesuffix(".__init__") for name in rooms)})


@pytest.mark.parametrize("name", public())
def test_a_public_module_lists_its_names_and_each_is_told(name):
    module = importlib.import_module(name)
    for one in module.__all__:
        found = getattr(module, one, None) or importlib.import_module(f"{name}.{one}")
        assert not callable(found) or inspect.getdoc(found), f"{name}.{one} has no docstring"
    own = {one for one, found in vars(module).items() if getattr(found, "__module__", "") == name and callable(found)}
    assert {one for one in own if not one.startswith("_")} <= set(module.__all__)


def without(module, code):
    """The last line of the error of `code` in a Python that lacks a package."""
    blocked = f"import sys; sys.modules[{module!r}] = None\n"
    found = subprocess.run([sys.executable, "-c", blocked + code], capture_output=True, text=True, check=False)
    return found.stderr.strip().splitlines()[-1]


def test_a_missing_extra_is_one_line():
    line = "pip install 'drawing-closer[plot]'"
    assert without("matplotlib", "from analysis.figures import us_ties").endswith(f"figures need matplotlib: {line}")
    command = "import sys; sys.argv = ['analysis', 'render', '--force', '--out', 'build/none']; from analysis.cli import main; main()"
    assert without("papermill", command) == "this command needs papermill: pip install 'drawing-closer[report]'"
