"""A new vintage of a publisher's file: the tables that are made from it, built beside data/, and put there when it is wanted."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from analysis.errors import SourceError
from analysis.sources.build import PUBLISHERS, describe, made_by, write
from analysis.sources.spec import declared, files_read


def publisher_of(name: str) -> str:
    """The publisher of a table, or of that name; SourceError for any other name."""
    for publisher in PUBLISHERS:
        if name == publisher or name in declared(publisher):
            return publisher
    raise SourceError(f"there is no table and no publisher {name!r}; publishers are {', '.join(PUBLISHERS)}.")


def rebuild(name: str, file: Path, raw: Path, folder: Path, vintage: str) -> tuple[str, list[dict[str, Any]]]:
    """Build into `folder` the tables of a publisher that are made from the file which `file` is a new vintage of.

    Returns the place of that file below `raw`, the folder with the publishers' files, and the tables' resources, contracts
    kept; `vintage` is what the descriptors say. `name` is a table or a publisher. SourceError as publisher_of and the builders
    have it, for a file that is not there, and where several could be meant and none is named so; data/ is not touched.
    """
    publisher = publisher_of(name)
    for path, known, what in ((file, file.is_file(), "file"), (raw, raw.is_dir(), "folder with the publishers' files")):
        if not known:
            raise SourceError(f"{path}: there is no such {what}.")
    made_from = {one: files_read(partial(made_by, publisher, one, raw))[1] for one in declared(publisher)}
    place = _place(name, file, sorted(made_from.get(name) or set().union(*made_from.values())))
    beside = folder / "raw"
    shutil.copytree(raw, beside, copy_function=_link)
    (beside / place).unlink(missing_ok=True)
    _link(str(file.resolve()), str(beside / place))
    tables = [one for one, read in made_from.items() if place in read]
    specs = declared(publisher)
    return place, [write(specs[one].but(vintage=vintage), made_by(publisher, one, beside), folder) for one in tables]


def _place(name: str, file: Path, files: Sequence[str]) -> str:
    named = [path for path in files if Path(path).name == file.name] if len(files) > 1 else files
    if len(named) != 1:
        raise SourceError(
            f"{name} is made from several files; name yours like the one that it replaces: {', '.join(files)}."
        )
    return named[0]


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
    for one in made:
        shutil.copyfile(built / one["path"], fresh / one["path"])
    describe([new.get(one["name"], one) for one in package["resources"]], fresh)
