"""`analysis render|answer|claims|data`: the project's command."""

import sys
import textwrap
from functools import partial
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from analysis.errors import AnalysisError, ParameterError, RenderError

DEFAULT_CASE = Path("notebooks/parameters/pak-rus.yml")
WIDTH = 100
FEW = 4
NO_COUNTRY = "ZZZ"


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
@click.option("--out", type=click.Path(path_type=Path), help="File of the whole (default: build/CASE.pdf).")
def pdf(case: str, sheet: str, out: Path | None) -> None:
    """Print a rendered case (default: pak-rus; or the folder of a report) as PDF: a brief, and beside it the whole."""
    from analysis.report.pdf import both

    for path in both(case, out, sheet=sheet):
        click.echo(_short(path))


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
        click.echo(f"{rule.id}  {rule.statement}  [{rule.chapter}]")
        for part in rule.parts if claim_id else []:
            shown = ("mark", "test", "measure", "year", "span", "direction", "threshold")
            facts = {key: getattr(part, key) for key in shown if key in part.model_fields_set}
            asked = ", ".join(part.asks)
            click.echo(f"    {part.id}: asks {asked}; " + ", ".join(f"{key} {value}" for key, value in facts.items()))


@cli.command("answer")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Set a parameter, such as country=TUR.")
def print_answer(file: Path | None, pairs: tuple[str, ...]) -> None:
    """Print the answer for a parameter FILE (default: Pakistan and Russia): in what the two moved closer, and why."""
    from analysis.answers import answer
    from analysis.report import cases

    given = cases.read(file or cases.root() / DEFAULT_CASE) | cases.parse(pairs)
    found = answer(cases.check(given))
    _wrap(found.headline)
    _wrap(f"Certainty: {found.certainty}{'; ' if found.reasons else ''}{found.why_not_sure}.")
    for row in found.domains:
        _wrap(f"{row.verdict:15}{row.sentence}", indent=2, hanging=15)
    for driver in found.drivers:
        told = f"happened {driver.happened}, reached the pair {driver.reached}, works elsewhere {driver.elsewhere}, weight {driver.weight}"
        _wrap(f"{driver.name} ({told}). {driver.sentence}", indent=2, hanging=2)


@cli.group()
def data() -> None:
    """List, show and rebuild the tables; add your own files."""


@data.command("list")
def data_list() -> None:
    """Every table: rows, years, countries, units, vintage and terms."""
    from analysis import tables

    width = max(map(len, tables.names()))
    for name in tables.names():
        found = tables.describe(name)
        years = "-".join(map(str, found["years"])) or "no years"
        mark = "  your own file" if tables.is_local(name) else ""
        click.echo(f"{name:{width}}  {found['rows']:>9,} rows  {years:9}{mark}".rstrip())
        units = ", ".join(dict.fromkeys(field["unit"] for field in _measured(found)))
        for label, text in (
            ("countries", _countries(name)), ("unit", units), ("vintage", found["vintage"]),
            ("terms", found["licenses"][0]["title"]),
        ):  # fmt: skip
            _wrap(f"{label:11}{text}" if text else "", indent=2, hanging=11)


@data.command("show")
@click.argument("name")
def data_show(name: str) -> None:
    """Columns, source, terms and first rows of a table."""
    from analysis import tables

    found = tables.describe(name)
    _wrap(f"{found['title']}. {found['description']}")
    fields = found["schema"]["fields"]
    columns, units = (max(len(field.get(key, "")) for field in fields) for key in ("name", "unit"))
    for field in fields:
        told = f"{field['name']:{columns}}  {field.get('unit', ''):{units}}  {field['description']}"
        _wrap(told, indent=2, hanging=columns + units + 6)
    years = "-".join(map(str, found["years"])) or "no years"
    for label, text in (
        ("rows", f"{found['rows']:,}"), ("years", years), ("countries", _countries(name)), ("vintage", found["vintage"]),
        ("terms", found["licenses"][0]["title"]), ("credit", found["credit"]),
    ):  # fmt: skip
        _wrap(f"{label + ':':11}{text}" if text else "", hanging=11)
    for remark in found["remarks"]:
        _wrap(f"! {remark}", hanging=2)
    click.echo(tables.load(name).head().to_string(index=False, max_colwidth=20, line_width=WIDTH))


@data.command("add")
@click.argument("kind", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--table", metavar="NAME", help="The table that your own file of KIND csv is for.")
def data_add(kind: str | None, files: tuple[Path, ...], table: str | None) -> None:
    """Make local tables from your own FILES of KIND, such as `sipri`; without arguments, list what can be added.

    They lie in data/local, which git ignores, take the place of the project's tables on this machine, and stay until
    `analysis data remove`. The committed reports are made without them: remove them before rendering those.
    """
    from analysis import tables
    from analysis.sources.own.add import KINDS, LENDING, add

    if kind is None:
        for name, (title, text, _) in KINDS.items():
            _wrap(f"{name:6}{title}", hanging=6)
            _wrap(text, indent=6)
        return
    resource = tables.describe(table, local=False) if table else None
    lending = [name for name in tables.names(local=False) if name in (*LENDING, table)]
    shipped = {name: tables.load(name, local=False) for name in lending}
    made = add(kind, files, tables.local_dir(), shipped, resource)
    for found in made:
        years = "-".join(map(str, found["years"])) or "no years"
        _wrap(
            f"{found['name']}: {found['rows']:,} rows, {years}; {found['vintage']}. {found['description']}", hanging=2
        )
    for remark in dict.fromkeys(remark for found in made for remark in found["remarks"]):
        _wrap(f"! {remark}", indent=2, hanging=2)


@data.command("remove")
@click.argument("name")
def data_remove(name: str) -> None:
    """Take away the local table NAME, and those made from the same files; the project's tables are back."""
    from analysis import tables
    from analysis.sources.own import local

    click.echo(f"removed: {', '.join(local.remove(name, tables.local_dir()))}")


@data.command("build")
@click.option("--raw", required=True, type=click.Path(path_type=Path), help="Folder with the publishers' files.")
def data_build(raw: Path) -> None:
    """Rebuild every table from the publishers' own files, and check them against their declarations."""
    from analysis import tables
    from analysis.sources.build import build_all

    click.echo(f"{len(build_all(raw, tables.data_dir()))} tables rebuilt in {_short(tables.data_dir())}")


def _measured(resource: dict[str, Any]) -> list[dict[str, str]]:
    """The fields of a table that have a unit of measurement: not codes, not dates."""
    fields = resource["schema"]["fields"]
    return [f for f in fields if f.get("unit") and not f["unit"].startswith(("ISO", "year", "US fiscal"))]


def _countries(name: str) -> str:
    """Number of distinct countries in every column of codes, or which they are if they are few."""
    from analysis import countries, tables

    columns = [f["name"] for f in tables.describe(name)["schema"]["fields"] if f.get("unit", "").startswith("ISO 3166")]
    table, known, parts = tables.load(name), set(countries.codes()) - {NO_COUNTRY}, []
    for column in columns:
        codes = sorted(known & set(table[column].dropna().str.split(r"[;,]\s*", regex=True).explode().unique()))
        parts.append(f"{column}: {', '.join(codes) if len(codes) <= FEW else len(codes)}")
    return "; ".join(parts)


def _wrap(text: str, *, indent: int = 0, hanging: int = 0) -> None:
    first, rest = " " * indent, " " * (indent + hanging)
    if text:
        lines = textwrap.wrap(
            text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )
        click.echo("\n".join(lines))


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


if __name__ == "__main__":
    sys.exit(main())
