"""How a rendering goes on: a bar on a terminal, a line per chapter on a pipe, or a JSON object a line for programs."""

import json
import sys
from collections.abc import Callable
from typing import Any

import click

# name, seconds, chapters done, chapters in all; before the first: "", 0, 0, all.
Progress = Callable[[str, float, int, int], None]


def shown(case: str) -> Progress:
    """For a reader, on standard error."""
    return _bar(case) if sys.stderr.isatty() else _line


def event(**facts: Any) -> None:
    """For a program, on standard output."""
    click.echo(json.dumps(facts))


def events(case: str) -> Progress:
    """An event when the chapters are known, and one for each that is done."""

    def show(name: str, seconds: float, done: int, total: int) -> None:
        facts = {"chapter": name, "seconds": round(seconds, 1)} if name else {}
        event(event="chapter" if name else "start", case=case, **facts, done=done, total=total)

    return show


def _line(name: str, seconds: float, done: int, total: int) -> None:
    if name:
        click.echo(f"{done}/{total} {name} {seconds:.1f} s", err=True)


def _bar(case: str) -> Progress:
    bars: list[Any] = []

    def show(name: str, seconds: float, done: int, total: int) -> None:
        if not name:
            bars[:] = [click.progressbar(length=total, label=case, file=sys.stderr, item_show_func=str)]
            bars[0].render_progress()
            return
        bars[0].update(1, name)
        if done == total:
            bars[0].render_finish()

    return show
