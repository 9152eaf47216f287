"""How a rendering goes on: a bar on a terminal, a line per chapter (or other piece of work) on a pipe, or a JSON object a line for programs."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import click

# name, seconds, pieces done, pieces in all; before the first: "", 0, 0, all.
Progress = Callable[[str, float, int, int], None]


def shown(case: str) -> Progress:
    """For a reader, on standard error."""
    return _bar(case) if sys.stderr.isatty() else _lines()


def event(**facts: Any) -> None:
    """For a program, on standard output."""
    click.echo(json.dumps(facts))


def events(case: str, piece: str = "chapter") -> Progress:
    """An event when the pieces are known, and one for each that is done, with the seconds that the rest may take."""
    left = _left()

    def show(name: str, seconds: float, done: int, total: int) -> None:
        rest = left(done, total)
        facts = {piece: name, "seconds": round(seconds, 1), "left": round(rest)} if name else {}
        event(event=piece if name else "start", case=case, **facts, done=done, total=total)

    return show


def _left() -> Callable[[int, int], float]:
    """A clock that starts at the first call: seconds that the rest may take, if it goes on as so far."""
    begun: list[float] = []

    def seconds(done: int, total: int) -> float:
        begun[:] = begun or [time.monotonic()]
        return (time.monotonic() - begun[0]) / done * (total - done) if done else 0.0

    return seconds


def _lines() -> Progress:
    left = _left()

    def show(name: str, seconds: float, done: int, total: int) -> None:
        rest = left(done, total)
        if name:
            # The first piece pays for what all share, so it says little about the rest.
            told = f", about {rest:.0f} s left" if 1 < done < total else ""
            click.echo(f"{done}/{total} {name} {seconds:.1f} s{told}", err=True)

    return show


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
