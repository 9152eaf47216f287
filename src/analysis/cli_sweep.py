"""`analysis sweep` and `analysis compare`: many cases at once, and what differs between two reports."""

import shlex
from pathlib import Path
from typing import Any

import click

from analysis.cli_claims import overrides, own_rules
from analysis.cli_data import Differ, short, wrap
from analysis.errors import RenderError


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("-p", "given", multiple=True, metavar="NAME=VALUES", help="Values of a parameter: 2010..2018, or 4,5,6.")
@click.option(
    "--pairs", "listed", metavar="PAIRS", help="Cases such as PAK-RUS,TUR-RUS-GRC, or a file with one a line."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the result (default: reports/own/sweep-...).")
@click.option(
    "--jobs", type=click.IntRange(0), default=0, help="Processes (default: one for each processor, up to six)."
)
@click.option(
    "--dask", "address", metavar="ADDRESS", help="Decide on the Dask cluster of this scheduler, tcp://HOST:8786."
)
@click.option("--yes", is_flag=True, help="Also more than a hundred combinations.")
@click.option("--json", "events", is_flag=True, help="Report progress as one JSON object a line.")
@own_rules
def sweep(
    files: tuple[Path, ...], given: tuple[str, ...], listed: str | None, out: Path | None, events: bool,
    history: str | None, claims: str | None, changes: tuple[str, ...], **options: Any,
) -> None:  # fmt: skip
    """Decide all claims, and the answer, of every parameter file and pair at every combination of the values given."""
    from analysis.report import cases, progress, publish
    from analysis.sweep import grid, store

    paths = files or (() if listed is not None else (cases.root() / cases.DEFAULT,))
    own = overrides((), history, claims, changes)
    varied, found = grid.varied(given), {name: case | own for name, case in grid.sources(paths, listed).items()}
    todo = grid.combinations(found, varied, most=float("inf") if options["yes"] else grid.MOST)
    target = (out or cases.root() / cases.OWN / grid.folder_name(found, varied)).resolve()
    publish.mend(target.parent)
    store.check(target)
    told = progress.events("sweep", "combination") if events else progress.shown("sweep")
    results = _decide(todo, told, options["address"], options["jobs"])
    from analysis.sweep import page

    told_as = {"history": "--history", "claims": "--claims", "changes": "--set"}
    options_told = [*(("-p", one) for one in given), *([("--pairs", listed)] if listed else [])]
    options_told += [(told_as[name], value) for name, value in own.items()]
    words = [*(path.name for path in files), *(word for option in options_told for word in option)]
    command = f".venv/bin/analysis sweep {shlex.join(words)}"
    store.publish_to(target, results, page.page(results, command))
    failed = [(one.name, done.reason) for one, done in results if done.reason]
    for name, reason in failed:
        click.echo(f"failed: {name}: {reason}", err=True)
    if events:
        progress.event(event="end", case="sweep", index=short(target / "index.html"), failed=len(failed))
    else:
        click.echo(short(target / "index.html"))
    if failed:
        raise RenderError(f"{len(failed)} of {len(results)} combinations failed; the others are in {short(target)}.")


def _decide(todo: Any, told: Any, address: str | None, jobs: int) -> Any:
    """All combinations with what came of them, in their order."""
    from analysis.sweep import run

    told("", 0.0, 0, len(todo))
    found = {}
    for place, (one, done) in enumerate(
        run.on_dask(todo, address) if address is not None else run.local(todo, jobs), start=1
    ):
        found[one.study] = done
        told(f"{one.name}{' (failed)' if done.reason else ''}", done.seconds, place, len(todo))
    return [(one, found[one.study]) for one in todo]


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(a: str, b: str, as_json: bool) -> None:
    """Print which verdicts, certainties and numbers differ between A and B, and why. Exit code 0: none, 1: some.

    A side is the folder of a report, its findings.json, a parameter file, `-` for the default case, or parameters such as
    country=TUR,rival=GRC; what is no report is decided anew.
    """
    from analysis.sweep import compare as comparing

    found = comparing.compare(comparing.side(a), comparing.side(b))
    if as_json:
        click.echo(comparing.as_json(found))
    else:
        for indent, line in comparing.told(found):
            wrap(line, indent=indent, hanging=4)
    if not found["equal"]:
        raise Differ
