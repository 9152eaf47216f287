"""Results that take seconds, kept between runs in a cache folder of the user: by code, versions, data and arguments.

A result is found again only while every file of the package that could have made it, the versions of the packages below it
and the hashes of all tables are the same; what is damaged is computed anew. `analysis cache clear` empties the folder, and
the variable ANALYSIS_CACHE names another one, or is "off".
"""

import hashlib
import json
import os
import shutil
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from analysis import tables

Made = TypeVar("Made")
VARIABLE, OFF = "ANALYSIS_CACHE", "off"
NAME = "moved-closer"  # of the folder in the user's cache folder
BELOW = ("numpy", "pandas", "pyfixest", "scipy", "statsmodels")
KINDS = (".py", ".toml", ".csv")
ROOMS = ("measures", "inference", "claims", "mechanisms")
LARGEST = 500_000_000  # bytes of all results together
KEPT_STATES = 3  # of code and data: the newest; older ones go


def kept(function: Callable[..., Made]) -> Callable[..., Made]:
    """`function`, a module's own whose arguments are plain values or a Study, with its results kept between runs.

    Example: `@lru_cache(maxsize=8)` above `@kept` asks the folder once per process. Where the folder cannot be used, the
    function is called as if nothing were kept; its errors are never kept.
    """

    @wraps(function)
    def found(*arguments: Any) -> Made:
        where = folder()
        if where is None:
            return function(*arguments)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of joblib, on results that it cannot read: they are computed anew
                made: Made = _memory(where / state()).cache(function)(*arguments)
                return made
        except OSError:
            return function(*arguments)

    return found


def folder() -> Path | None:
    """The folder of what is kept; None where nothing is."""
    from platformdirs import user_cache_path

    named = os.environ.get(VARIABLE, "")
    return None if named == OFF else Path(named) if named else user_cache_path(NAME)


def state() -> str:
    """One hash of the code and versions that results come from, and of all tables."""
    data = tuple(tables.hashes(*tables.names()))
    return hashlib.sha256(repr((_code(), data)).encode()).hexdigest()[:20]


def clear() -> int:
    """Empty the folder of what is kept; the number of bytes that it held."""
    where = folder()
    if where is None or not where.is_dir():
        return 0
    held = sum(path.stat().st_size for path in where.rglob("*") if path.is_file())
    shutil.rmtree(where)
    return held


@cache
def _code() -> str:
    package = Path(__file__).resolve().parent
    files = [path for room in ROOMS for path in (package / room).rglob("*") if path.suffix in KINDS]
    files += [path for path in package.iterdir() if path.suffix in KINDS]
    digests = [(path.relative_to(package).as_posix(), path.read_bytes()) for path in sorted(files)]
    whole = hashlib.sha256(json.dumps([version(name) for name in BELOW]).encode())
    for name, content in digests:
        whole.update(name.encode() + b"\0" + content)
    return whole.hexdigest()


@cache
def _memory(where: Path) -> Any:
    """Joblib's memory in the folder of one state, after older states and what is too much have gone."""
    from joblib import Memory

    found = Memory(where, verbose=0)
    with suppress(OSError):
        os.utime(where, (time.time(),) * 2)
        states = sorted(where.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in states[KEPT_STATES:]:
            shutil.rmtree(old, ignore_errors=True)
        found.reduce_size(bytes_limit=LARGEST)
    return found
