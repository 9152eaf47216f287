"""`analysis render|claims|data`: the project's command."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from analysis.errors import AnalysisError, ParameterError, RenderError

DEFAULT_CASE = Path("notebooks/parameters/pak-rus.yml")


@click.group()
def cli() -> None:
    """Test an article's explanation of Pakistan-Russia relations against published data."""


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Set a parameter, such as country=TUR.")
@click.option("--only", multiple=True, metavar="CHAPTER", help="Render this chapter only, such as 2_us_ties.")
@click.option("--force", is_flag=True, help="Render even if nothing has changed.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the report (default: reports/CASE).")
def render(
    files: tuple[Path, ...], pairs: tuple[str, ...], only: tuple[str, ...], force: bool, out: Path | None
) -> None:
    """Render the report of every parameter file (default: Pakistan and Russia)."""
    from analysis.report import cases
    from analysis.report.render import render as render_case

    overrides = cases.parse(pairs)
    paths = files or (cases.root() / DEFAULT_CASE,)
    cases.check_all(paths, overrides)
    if out and len(paths) > 1:
        raise ParameterError("--out names one folder, but several cases are given; render them one by one.")
    for path in paths:
        progress = partial(_progress, tqdm(desc=path.stem, unit="page", disable=not sys.stderr.isatty()))
        index, rendered = render_case(path, overrides, only=only, force=force, out=out, progress=progress)
        click.echo(f"{_short(index)}{'' if rendered else ' (unchanged; --force renders it anyway)'}")


@cli.command()
@click.argument("case", default="pak-rus")
@click.option("--sheet", type=click.Choice(["A4", "Letter"]), default="A4", help="Size of the paper.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write (default: build/CASE.pdf).")
def pdf(case: str, sheet: str, out: Path | None) -> None:
    """Print a rendered case (default: pak-rus) as one PDF."""
    from analysis.report import cases
    from analysis.report.pdf import make

    target = make(
        cases.root() / "reports" / case, (out or cases.root() / "build" / f"{case}.pdf").resolve(), sheet=sheet
    )
    click.echo(_short(target))


def _progress(bar: Any, name: str, done: int, total: int) -> None:
    if bar.disable:
        click.echo(f"{done + 1}/{total} {name}", err=True)
        return
    bar.total = total
    bar.set_postfix_str(name, refresh=False)
    bar.update(1)


@cli.command()
@click.argument("claim_id", required=False)
def claims(claim_id: str | None) -> None:
    """Print the claims, or the rule of one."""
    from analysis.claims import rules

    for rule in [rules.claim(claim_id)] if claim_id else rules.all_claims():
        click.echo(f"{rule['id']}  {rule['statement']}  [{rule['chapter']}]")
        for part in rule["part"] if claim_id else []:
            facts = {
                key: part[key] for key in ("test", "measure", "year", "span", "direction", "threshold") if key in part
            }
            click.echo(f"    {part['id']}: " + ", ".join(f"{key} {value}" for key, value in facts.items()))


@cli.group()
def data() -> None:
    """List, show and rebuild the tables."""


@data.command("list")
def data_list() -> None:
    """One line per table: rows, years, vintage, terms."""
    from analysis import tables

    for name in tables.names():
        found = tables.describe(name)
        years = "-".join(map(str, found["years"]))
        click.echo(
            f"{name:24} {found['rows']:>9,} rows  {years:10} {found['vintage']:34.34} {found['licenses'][0]['title']}"
        )


@data.command("show")
@click.argument("name")
def data_show(name: str) -> None:
    """Columns, source, terms and first rows of a table."""
    from analysis import tables

    found = tables.describe(name)
    click.echo(f"{found['title']}. {found['description']}")
    for field in found["schema"]["fields"]:
        click.echo(f"  {field['name']:24} {field.get('unit', ''):36} {field['description']}")
    click.echo(f"{found['rows']:,} rows; {found['vintage']}; {found['licenses'][0]['title']}\n{found['credit']}")
    for remark in found["remarks"]:
        click.echo(f"! {remark}")
    click.echo(tables.load(name).head().to_string(index=False, max_colwidth=40))


@data.command("build")
@click.option("--raw", required=True, type=click.Path(path_type=Path), help="Folder with the publishers' files.")
def data_build(raw: Path) -> None:
    """Rebuild every table from the publishers' own files."""
    from analysis import tables
    from analysis.sources.build import build_all

    click.echo(f"{len(build_all(raw, tables.data_dir()))} tables rebuilt in {_short(tables.data_dir())}")


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def main() -> int:
    """Run the command; errors of the user print as one line, with exit code 2 (1 if a chapter failed)."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except AnalysisError as error:
        click.echo(f"{type(error).__name__}: {error}", err=True)
        return 1 if isinstance(error, RenderError) else 2
    return 0
