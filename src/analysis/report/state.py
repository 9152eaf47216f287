"""What a report was made from, kept beside it as rendered.json: what has changed since, chapter by chapter, and what was not.

A chapter is run again where its code, the parameters, the module or a table changed; only its page is made again where a
text, a title or the report's own code did. What lies in the folder is checked as well: a page that is not as it was
published is made again. Versions of packages stand with the executed notebooks, which git ignores, since two machines
may rightly have different ones and the same report.
"""

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, NamedTuple

from analysis import histories, tables
from analysis.errors import DISTRIBUTION, RenderError
from analysis.study import Study

NAME = "rendered.json"
PACKAGES = "executed/packages.json"
SCHEMA = 1
FIELDS = {"shared", "frame", "chapters", "files"}
KINDS = ("*.py", "*.toml", "*.csv", "*.j2", "*.css", "*.js", "*.json", "*.mplstyle")
PACKAGE = Path(__file__).resolve().parents[1]
PAGES = ("report", "templates/pages")
APART = (*PAGES, "sweep", "sources", "data", "cli.py", "cli_cases.py", "cli_data.py", "__main__.py")
WORDS = {
    "parameters": "the parameters changed",
    "code": "the module changed",
    "tables": "a table changed",
    "pages": "the code or the templates of the pages changed",
}
STALE = "made from other inputs"
RUN, EXPORT, KEEP = "run", "export", "keep"
State = Mapping[str, Any]


class Plan(NamedTuple):
    """What becomes of each chapter (run, export, keep), whether the index and the rest stay, and why not."""

    chapters: dict[str, str]
    rest: bool
    why: list[str]

    @property
    def unchanged(self) -> bool:
        """Whether there is nothing to do."""
        return self.rest and set(self.chapters.values()) <= {KEEP}


def now(study: Study, notebooks: Iterable[Path], command: str, *, listed: bool) -> dict[str, Any]:
    """The state that a rendering would have: hashes of what all chapters share, and of each chapter's code and texts."""
    found = {path.stem: _notebook(path) for path in notebooks}
    own = histories.files(study.country, study.partner, study.history, study.claims)
    shared = {
        "parameters": hash_of([study.parameters(), *map(_of_file, own)]),
        "code": hash_of(code()),
        "tables": hash_of([(path.name, _of_file(path)) for path in tables.files()]),
        "pages": hash_of([(path.name, _of_file(path)) for path in _files() if _in(PAGES, path)]),
    }
    titles = {name: "".join(_sources(one, "markdown")[:1]).split("\n")[0] for name, one in found.items()}
    chapters = {name: {"code": _code(one), "texts": hash_of(one)} for name, one in found.items()}
    return {"schema": SCHEMA, "shared": shared, "frame": hash_of([titles, command, listed]), "chapters": chapters}


def code(*, rules: bool = True) -> list[tuple[str, str]]:
    """Name and hash of every file that findings and figures come from; without those of the claims' rules if not `rules`."""
    own = [path for path in _files() if not _in(APART, path)]
    own = [path for path in own if rules or path.parent.name != "claims" or path.suffix != ".toml"]
    return [(path.relative_to(PACKAGE).as_posix(), _of_file(path)) for path in own]


def _files() -> list[Path]:
    return sorted({path for kind in KINDS for path in PACKAGE.rglob(kind)})


def _in(places: Iterable[str], path: Path) -> bool:
    return any(path.is_relative_to(PACKAGE / place) for place in places)


def read(folder: Path) -> dict[str, Any]:
    """The state of a published report; empty where there is none that can be read."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        whole = isinstance(found, dict) and found.get("schema") == SCHEMA and set(found) >= FIELDS
        return found if whole and set(found["shared"]) == set(WORDS) else {}
    except (OSError, ValueError, TypeError):
        return {}


def case_of(folder: Path) -> dict[str, Any]:
    """The parameters of a published report as {"case": ...}; empty where there is none that can be read."""
    try:
        found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))["case"]
        return {"case": dict(found)}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def plan(wanted: State, folder: Path) -> Plan:
    """What must be done so that the report in `folder` is the wanted one."""
    was = read(folder)
    if not was:
        missing = "there is no report yet, or none with a record of its making"
        return Plan(dict.fromkeys(wanted["chapters"], RUN), False, [missing])
    shared = [name for name in WORDS if was["shared"][name] != wanted["shared"][name]]
    why = [WORDS[name] for name in shared] + _packages(folder)
    rerun = set(shared) - {"pages"} or bool(_packages(folder))
    reframed = was["frame"] != wanted["frame"] or "pages" in shared
    why += ["a title or the command of the case changed"] if was["frame"] != wanted["frame"] else []
    changed = {name for name, digest in was["files"].items() if _broken(folder / name, digest)}
    why += [f"{name} is not as it was published" for name in sorted(changed)]
    chapters = {}
    for name, one in wanted["chapters"].items():
        before, made = was["chapters"].get(name, {}), (f"executed/{name}.ipynb", f"{name}.html", "findings.json")
        coded, told = before.get("code") == one["code"], before.get("texts") == one["texts"]
        what = STALE if before.get("code") == STALE else "the text changed" if coded else "the code changed"
        why += [] if told else [f"{name}: {what}"]
        usable = made[0] in was["files"] and made[0] not in changed and (folder / made[0]).is_file()
        fine = coded and told and changed.isdisjoint(made) and not reframed
        chapters[name] = RUN if rerun or not coded or not (fine or usable) else KEEP if fine else EXPORT
    pages = {f"{name}.html" for name in chapters}
    rest = not (rerun or reframed or RUN in chapters.values() or changed - pages)
    return Plan(chapters, rest and set(chapters) == set(was["chapters"]), why)


def settled(wanted: State, folder: Path, kept: Iterable[str], made: Iterable[str]) -> dict[str, Any]:
    """The state that is reached: chapters made are as wanted, those kept are stale if anything in `folder` moved beneath them."""
    was = read(folder)
    stale = dict.fromkeys(("code", "texts"), STALE)
    same = was and (was["shared"], was["frame"]) == (wanted["shared"], wanted["frame"])
    stay = {name: was["chapters"].get(name, stale) if same else stale for name in kept}
    return {**wanted, "chapters": stay | {name: wanted["chapters"][name] for name in made}}


def write(settled_state: State, folder: Path, owner: str = "") -> None:
    """rendered.json and the versions of the packages in `folder`, whose other files are final; `owner` as `cases.owner` has it."""
    lying = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = {path.relative_to(folder).as_posix(): _of_file(path) for path in lying}
    (folder / NAME).write_text(
        json.dumps({**settled_state, "files": files, **({"owner": owner} if owner else {})}, indent=1, sort_keys=True)
        + "\n",
        encoding="utf-8",
    )
    (folder / PACKAGES).write_text(json.dumps(_versions(), indent=1) + "\n", encoding="utf-8")


def _packages(folder: Path) -> list[str]:
    """What changed among the packages since the executed notebooks were made on this machine, if they were."""
    try:
        before, today = json.loads((folder / PACKAGES).read_text(encoding="utf-8")), _versions()
        changed = [name for name in today if before.get(name) != today[name]]
    except (OSError, ValueError, AttributeError):
        return []
    return [f"{name} is {today[name]}, and was {before.get(name, 'missing')}" for name in changed]


def _versions() -> dict[str, str]:
    found, wanted = {"python": platform.python_version()}, []
    with suppress(PackageNotFoundError):
        wanted = [one for one in requires(DISTRIBUTION) or [] if not re.search(r"extra == .(dev|lab)", one)]
    for name in sorted({re.split(r"[^\w.-]", one)[0] for one in wanted} - {DISTRIBUTION}):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _notebook(path: Path) -> dict[str, Any]:
    try:
        found = dict(json.loads(path.read_text(encoding="utf-8")))
        _sources(found, "markdown")
    except (ValueError, KeyError, TypeError) as error:
        raise RenderError(f"{path.name} is no notebook that can be read ({' '.join(str(error).split())}).") from None
    return found


def _sources(notebook: Mapping[str, Any], kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def _code(notebook: Mapping[str, Any]) -> str:
    rest = [(cell.get("id"), cell.get("metadata")) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return hash_of([_sources(notebook, "code"), rest, notebook.get("metadata")])


def _broken(path: Path, expected: str) -> bool:
    """Whether a published file is gone or other than it was; executed notebooks are not in a clone."""
    if not path.is_file():
        return path.parent.name != "executed"
    return _of_file(path) != expected


def _of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"


def hash_of(value: Any) -> str:
    """The hash of a plain value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("utf-8")).hexdigest()
