"""Cases: which parameters a report is made with, and the name of its folder."""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from analysis import histories, study
from analysis.errors import ParameterError

DEFAULT = Path("notebooks/parameters/pak-rus.yml")
OWN = Path("reports/own")
# A whole number as anyone reads it: "010" and "33:34" are eight and 2014 to YAML, and text here, which the check refuses.
WHOLE = re.compile(r"[+-]?(0|[1-9]\d{0,17})")


class _Loader(yaml.SafeLoader):
    """YAML in which no name is given twice, and only what looks like a whole number is one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        known: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in known:
                line = key.start_mark.line + 1
                raise ParameterError(f"{self.name}, line {line}: {key.value} is given twice; keep one of the lines.")
            known.add(key.value)
        return dict(super().construct_mapping(node, deep))


_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: _number(node.value))


def root() -> Path:
    """The repository: the folder that holds notebooks/; ParameterError where there is none above this file or here."""
    if found := histories.root():
        return found
    raise ParameterError("there are no notebooks here; run the command in a clone of the repository.")


def parse(pairs: Iterable[str]) -> dict[str, Any]:
    """Overrides such as "turning_point=2011" as a mapping; whole numbers become int, everything else stays text.

    ParameterError for what is no name=value, and for a name that is given twice.
    """
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = (piece.strip() for piece in pair.partition("="))
        if not equals or not name:
            raise ParameterError(f"{pair!r} is no parameter; write it as name=value, such as country=TUR.")
        if name in found:
            raise ParameterError(f"{name} is given twice ({found[name]} and {text}); give it once.")
        found[name] = _number(text)
    return found


def read(path: Path) -> dict[str, Any]:
    """The parameters of a YAML file; ParameterError if it is missing, names one twice, or holds anything but names with values."""
    if not path.is_file():
        known = ", ".join(sorted(p.name for p in (root() / "notebooks" / "parameters").glob("*.yml")))
        raise ParameterError(f"there is no parameter file {path.name}; in notebooks/parameters there are {known}.")
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        loader.name = path.name
        found = loader.get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ParameterError(f"{path.name} is not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found):
        raise ParameterError(f"{path.name} holds no parameters; write one `name: value` a line.")
    for name in ("history", "claims"):  # beside the file, wherever the command is typed
        with suppress(OSError, TypeError):  # no path at all: told by the check
            beside = path.parent / found.get(name, "")
            found |= {name: str(beside)} if found.get(name) and beside.exists() else {}
    return found


def _number(text: str) -> int | str:
    return int(text) if WHOLE.fullmatch(text) else text


def case_name(path: Path, overrides: Mapping[str, Any]) -> str:
    """Name of the case's folder: the file's stem, and the overrides so that no case overwrites another."""
    suffix = "".join(f"+{name}-{value}" for name, value in sorted(overrides.items()))
    return re.sub(r"[^\w.+-]", "_", path.stem + suffix)


def command(path: Path, overrides: Mapping[str, Any]) -> str:
    """The command that renders a case again, as typed in the root of the repository."""
    settings = "".join(f" -p {shlex.quote(f'{name}={value}')}" for name, value in sorted(overrides.items()))
    return f".venv/bin/analysis render {shlex.quote(_named(path))}{settings}"


def papermill_command(notebook: str, path: Path, overrides: Mapping[str, Any]) -> str:
    """The command that runs one chapter with papermill alone, with the same parameters."""
    settings = "".join(f" -p {name} {shlex.quote(str(value))}" for name, value in sorted(overrides.items()))
    return f".venv/bin/papermill notebooks/{notebook}.ipynb {notebook}.ipynb -f {shlex.quote(_named(path))}{settings}"


def check(given: dict[str, Any]) -> study.Study:
    """The Study of these parameters; ParameterError says in one line what is wrong with them, or with one's own rules."""
    found = study.from_parameters(given)
    if found.history or found.claims or found.changes:
        from analysis.claims import rules  # late: a wrong country is refused without the rooms behind it

        rules.all_claims(found)
    return found


def check_all(paths: Sequence[Path], overrides: Mapping[str, Any]) -> None:
    """Check every case before the first is rendered; ParameterError also where two would share a folder."""
    stems: dict[str, Path] = {}
    for path in paths:
        check(read(path) | dict(overrides))
        if path.stem in stems:
            raise ParameterError(f"{stems[path.stem]} and {path} would share a folder; give one of them another name.")
        stems[path.stem] = path


def shelf(path: Path, overrides: Mapping[str, Any]) -> Path:
    """The folder that a case's report lies in: reports/ for the committed case, reports/own/, which git ignores, for all others."""
    committed = not overrides and path.resolve() == (root() / DEFAULT).resolve()
    return root() / "reports" if committed else root() / OWN


def owner(path: Path, overrides: Mapping[str, Any], target: Path) -> str:
    """What tells whose the report at `target` is: a hash of the place of its parameter file, and of the overrides.

    Empty for the committed case, whose files are the same on every machine.
    """
    if target == (shelf(path, overrides) / case_name(path, overrides)).resolve() and target.parent.name == "reports":
        return ""
    return sha256(repr((str(path.resolve()), sorted(overrides.items()))).encode()).hexdigest()[:12]


def check_owner(
    path: Path, overrides: Mapping[str, Any], given: study.Study, target: Path, published: Mapping[str, Any]
) -> None:
    """ParameterError where a case would take the folder of a report with other parameters, made from another file or overrides.

    `published` is the record of the report at `target`, with its `owner` where it has one; a file that was edited keeps its own.
    """
    if owner(path, overrides, target) in (published.get("owner"), ""):
        return
    before = published.get("case", {})
    other = [name for name, value in given.parameters().items() if before and before.get(name) != value]
    if other:
        held, wanted = (", ".join(f"{name}={one.get(name)}" for name in other) for one in (before, given.parameters()))
        raise ParameterError(
            f"{target.name} is the report of another case ({held}), and {path.name} is now {wanted}; "
            "rename the file, give another --out, or delete that folder."
        )


def _named(path: Path) -> str:
    # A path outside the repository means nothing to a reader, so the page names the file alone.
    inside = path.resolve().is_relative_to(root())
    return path.resolve().relative_to(root()).as_posix() if inside else path.name
