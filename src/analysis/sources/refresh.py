"""A new vintage of a publisher's file: the tables that are made from it, built beside data/, and put there when it is wanted."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import SourceError
from analysis.sources.build import MODULES, specs, write
from analysis.sources.codebook import codebook
from analysis.sources.contracts import check
from analysis.sources.spec import TableSpec


def place_of(name: str, file: Path) -> str:
    """Which publisher's file, below the raw folder, `file` is a new vintage of; `name` is a table or a publisher's module.

    SourceError for a name that neither has, a file that is not there, and where several files could be meant and none is named so.
    """
    modules = {module.__name__.rpartition(".")[2]: module for module in MODULES}
    found = [one for one in specs() if one.name == name] or list(getattr(modules.get(name), "TABLES", ()))
    if not found:
        raise SourceError(f"there is no table and no publisher {name!r}; publishers are {', '.join(modules)}.")
    if not file.is_file():
        raise SourceError(f"{file}: there is no such file.")
    files = list(dict.fromkeys(path for one in found for path in one.raw))
    named = [path for path in files if Path(path).name == file.name] if len(files) > 1 else files
    if len(named) != 1:
        raise SourceError(
            f"{name} is made from several files; name yours like the one that it replaces: {', '.join(files)}."
        )
    return named[0]


def rebuild(place: str, file: Path, raw: Path, folder: Path, vintage: str) -> list[dict[str, Any]]:
    """Build into `folder` all tables made from the file at `place`, with `file` instead; returns their resources, contracts kept.

    `raw` is the folder with the publishers' other files; `vintage` is what the descriptors say. SourceError as the builders
    and contracts have it; data/ is not touched.
    """
    if not raw.is_dir():
        raise SourceError(f"{raw} is no folder; give the folder with the publishers' files as --raw DIR.")
    beside = folder / "raw"
    shutil.copytree(raw, beside, copy_function=_link)
    (beside / place).unlink(missing_ok=True)
    (beside / place).parent.mkdir(parents=True, exist_ok=True)
    _link(str(file.resolve()), str(beside / place))
    made = [write(one, beside, folder) | {"vintage": vintage} for one in _made_from(place)]
    check({"name": "refreshed", "profile": "data-package", "resources": made}, folder)
    return made


def _made_from(place: str) -> Iterator[TableSpec]:
    return (one for one in specs() if place in one.raw)


def _link(source: str, target: str) -> None:
    try:
        os.symlink(os.path.abspath(source), target)
    except OSError:  # a system that lets not everybody link
        shutil.copyfile(source, target)


def merge(made: Sequence[Mapping[str, Any]], built: Path, data_dir: Path, fresh: Path) -> None:
    """Write into `fresh` all of `data_dir` with the tables of `made`, which lie in `built`, in their places."""
    shutil.copytree(data_dir, fresh, dirs_exist_ok=True)
    package = json.loads((data_dir / "datapackage.json").read_text(encoding="utf-8"))
    new = {one["name"]: one for one in made}
    package["resources"] = [new.get(one["name"], one) for one in package["resources"]]
    for one in made:
        shutil.copyfile(built / one["path"], fresh / one["path"])
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (fresh / "datapackage.json").write_text(text, encoding="utf-8")
    (fresh / "README.md").write_text(codebook(package["resources"]), encoding="utf-8")
