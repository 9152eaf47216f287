"""What new tables would change: a case decided with the tables of the project, and with the new ones in their place."""

import json
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis import tables
from analysis.sweep import compare


def lay_out(made: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Describe the tables of `made`, which lie in `folder`, as local ones there; maps stay the project's own."""
    kept = [one for one in made if one["format"] != tables.MAP]
    package = {"name": "refreshed", "profile": "data-package", "resources": kept}
    (folder / tables.DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")


def effects(folder: Path, given: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What differs (as `compare.compare` has it) when the tables in `folder` take the project's place, and signposts that resolve.

    Each side is decided in a process of its own, so that no cache of one reaches the other; a user's local tables take no part.
    """
    with TemporaryDirectory() as none, ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        sides = [pool.submit(_decided, str(one), given) for one in (none, folder)]
        (old, before), (new, after) = (one.result() for one in sides)
    return compare.compare(old, new), [words for name, words in after.items() if before.get(name) != words]


def _decided(folder: str, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    os.environ[tables.LOCAL_VARIABLE] = folder
    from analysis.claims import signposts
    from analysis.report import cases

    study = cases.check(given)
    bound = (one for one in signposts.all_signposts() if one.is_about(study))
    told = {one.id: signposts.told(one, study) for one in bound if signposts.outcome(one, study) is not None}
    return compare.decided(given), told


def told(found: Mapping[str, Any], signposts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The effects for a reader: lines with their indent."""
    yield from compare.told(found)
    yield from ((0, f"signpost: {words}") for words in signposts)
