"""`analysis render`, `answer`, `claims`, `data` and the rest: the project's command."""

import atexit
import gc
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from analysis.cli_cases import claims, compare, parameters, sweep
from analysis.cli_data import data, short, wrap
from analysis.errors import DISTRIBUTION, AnalysisError, ParameterError, RenderError


@click.group()
def cli() -> None:
    """Test an article's explanation of Pakistan-Russia relations against published data."""


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="CHAPTER", help="Render this chapter only, such as 2_us_ties.")
@click.option("--force", is_flag=True, help="Render even if nothing has changed.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the report (default: reports/own/CASE).")
@click.option("--why", "explain", is_flag=True, help="Say what changed since the last rendering, and render nothing.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Chapters at a time (default: one for each processor).")
@click.option("--limit", type=click.FloatRange(1), default=900, help="Seconds that a chapter may take (default: 900).")
@click.option("--kernels", is_flag=True, help="The plain way: a Jupyter kernel for each chapter, one after the other.")
@click.option("--json", "events", is_flag=True, help="Report progress as one JSON object a line.")
@parameters
def render(
    files: tuple[Path, ...], out: Path | None, explain: bool, events: bool, given: dict[str, Any], **options: Any
) -> None:
    """Render the report of every parameter file (default: Pakistan and Russia), as far as anything in it changed."""
    from analysis.report import cases, progress
    from analysis.report.render import render as render_case
    from analysis.report.render import why

    paths = files or (cases.root() / cases.DEFAULT,)
    cases.check_all(paths, given)
    if out and len(paths) > 1:
        raise ParameterError("--out names one folder, but several cases are given; render them one by one.")
    for path in paths:
        if explain:
            click.echo("\n".join(why(path, given, out=out)) or "nothing changed")
            continue
        told = progress.events(path.stem) if events else progress.shown(path.stem)
        index, rendered = render_case(path, given, out=out, progress=told, say=partial(click.echo, err=True), **options)
        if events:
            progress.event(event="end", case=path.stem, index=short(index), rendered=rendered)
        else:
            click.echo(f"{short(index)}{'' if rendered else ' (unchanged; --force renders it anyway)'}")


@cli.command()
@click.argument("case", default="pak-rus")
@click.option("--sheet", type=click.Choice(["A4", "Letter"]), default="A4", help="Size of the paper.")
@click.option("--out", type=click.Path(path_type=Path), help="File of the whole (default: build/CASE.pdf).")
def pdf(case: str, sheet: str, out: Path | None) -> None:
    """Print a rendered case (default: pak-rus; or the folder of a report) as PDF: a brief, and beside it the whole."""
    from analysis.report.pdf import both

    for path in both(case, out, sheet=sheet):
        click.echo(short(path))


@cli.command("answer")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@parameters
def print_answer(file: Path | None, given: dict[str, Any]) -> None:
    """Print the answer for a parameter FILE (default: Pakistan and Russia): in what the two moved closer, and why."""
    from analysis.answers import answer
    from analysis.report import cases

    found = answer(cases.check((cases.read(file) if file else {}) | given))
    wrap(found.headline)
    wrap(f"Certainty: {found.certainty}{'; ' if found.reasons else ''}{found.why_not_sure}.")
    for row in found.domains:
        wrap(f"{row.verdict:15}{row.sentence}", indent=2, hanging=15)
    for driver in found.drivers:
        told = f"happened {driver.happened}, reached the pair {driver.reached}, works elsewhere {driver.elsewhere}, weight {driver.weight}"
        wrap(f"{driver.name} ({told}). {driver.sentence}", indent=2, hanging=2)


@cli.group("cache")
def kept() -> None:
    """What is kept between runs, so that a report takes fewer seconds."""


@kept.command()
def clear() -> None:
    """Empty the cache folder; the next report takes longer and is the same."""
    from analysis import cache

    held = cache.clear()
    click.echo(f"{cache.folder() or 'nothing is kept (ANALYSIS_CACHE=off)'}: {held / 1e6:.1f} MB cleared")


for command in (data, claims, sweep, compare):
    cli.add_command(command)


class _Terminated(KeyboardInterrupt):
    """Ended from outside: cleared up after like Ctrl-C, with an exit code of its own."""


def _terminate(*_: Any) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _Terminated


def main() -> int:
    """Run the command; errors of the user print as one line, with exit code 2 (1 if a chapter or the disk failed)."""
    signal.signal(signal.SIGTERM, _terminate)
    atexit.register(
        gc.freeze
    )  # else the interpreter looks through all tables once more before it ends, for most of a second
    try:
        return int(cli.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        click.echo("stopped; what was published is as it was", err=True)
        return 143 if isinstance(error.__cause__, _Terminated) else 130
    except AnalysisError as error:
        click.echo(f"{type(error).__name__}: {error}", err=True)
        return 1 if isinstance(error, RenderError) else 2
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith(__package__):
            raise
        click.echo(f"this command needs {error.name}: pip install '{DISTRIBUTION}[report]'", err=True)
        return 2
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        click.echo(f"{error.strerror or error}{where}; what was published is as it was.", err=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
