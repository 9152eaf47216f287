"""Put a finished report in its place: the old one stays whole until the new one is."""

import os
import shutil
from pathlib import Path

from analysis.errors import ParameterError


def check_target(target: Path) -> None:
    """ParameterError unless `target` is free, empty, or holds a report that may be replaced."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ParameterError(f"{target} is a file; give --out a folder.")
    if any(target.iterdir()) and not (target / "findings.json").is_file():
        raise ParameterError(f"{target} holds other files than a report; give --out a new or an empty folder.")


def swap(fresh: Path, target: Path) -> None:
    """Make `fresh` the report at `target`; the old one is moved away first and deleted last."""
    old = target.with_name(f".old-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
