"""Put a finished report in its place: the old one stays whole until the new one is, whatever happens in between."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from analysis.errors import ParameterError

if sys.platform != "win32":
    import fcntl

WORK, OLD = ".rendering-", ".old-"
MARKS = ("findings.json", "rendered.json")  # either shows that a folder holds a report


def check_target(target: Path, marks: Sequence[str] = MARKS, what: str = "a report") -> None:
    """ParameterError unless `target` is free, empty, or holds a report, or `what` has one of these `marks`, that may be replaced."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ParameterError(f"{target} is a file; give --out a folder.")
    if any(target.iterdir()) and not any((target / name).is_file() for name in marks):
        raise ParameterError(f"{target} holds other files than {what}; give --out a new or an empty folder.")


def mend(folder: Path) -> None:
    """Clear up in `folder` after renderings that were killed: their work goes, and a report that was moved away is back."""
    left = {path.name.removeprefix(mark) for mark in (WORK, OLD) for path in folder.glob(f"{mark}*")}
    for name in sorted(left):
        lock = _lock(folder / name)
        if lock is not None:
            _restore(folder / name)
            _leave(folder / name, lock)


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """An empty folder beside `target`, gone in the end, so that a rename publishes it.

    ParameterError where nothing can be written, and while another process renders the same case.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(target)
    except OSError as error:
        told = f"nothing can be written in {target.parent} ({error.strerror}); give another --out."
        raise ParameterError(told) from None
    if lock is None:
        raise ParameterError(f"{target.name} is being rendered already; wait for its end, or give another --out.")
    try:
        fresh = _work(target) / "case"
        fresh.mkdir(parents=True)
        yield fresh
    finally:
        _leave(target, lock)


def swap(fresh: Path, target: Path) -> None:
    """Make `fresh` the report at `target`; the old one is moved away first, deleted last, and restored by `mend`."""
    old = target.with_name(OLD + target.name)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    finally:
        _restore(target)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _work(target: Path) -> Path:
    return target.with_name(WORK + target.name)


def _lock(target: Path) -> IO[str] | None:
    """The lock of the work on `target`, which the system takes away from a process that ends; None where another holds it."""
    path = _work(target) / "lock"
    while True:
        path.parent.mkdir(exist_ok=True)
        lock = path.open("w")
        if sys.platform == "win32":  # two renderings of one case at a time are the user's to avoid
            return lock
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        if path.is_file() and os.path.samestat(os.fstat(lock.fileno()), path.stat()):
            shutil.rmtree(path.parent / "case", ignore_errors=True)
            return lock
        lock.close()  # its holder has just cleared up


def _leave(target: Path, lock: IO[str]) -> None:
    shutil.rmtree(_work(target), ignore_errors=True)
    lock.close()


def _restore(target: Path) -> None:
    old = target.with_name(OLD + target.name)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
