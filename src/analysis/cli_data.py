"""`analysis data`: tables listed and shown, rebuilt, and joined by a user's own; and how all commands print."""

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from click.exceptions import Exit

from analysis import tables
from analysis.errors import ParameterError

WIDTH = 100
FEW = 4
NO_COUNTRY = "ZZZ"


@click.group()
def data() -> None:
    """List, show and rebuild the tables; add your own files."""


@data.command("list")
def data_list() -> None:
    """Every table: rows, years, countries, units, vintage and terms."""
    width = max(map(len, tables.names()))
    for name in tables.names():
        found = tables.describe(name)
        mark = "  your own file" if tables.is_local(name) else ""
        click.echo(f"{name:{width}}  {found['rows']:>9,} rows  {_years(found):9}{mark}".rstrip())
        units = [field.get("unit", "") for field in found["schema"]["fields"]]
        measured = dict.fromkeys(unit for unit in units if unit and not unit.startswith(("ISO", "year", "US fiscal")))
        told = {"countries": _countries(name), "unit": ", ".join(measured), "vintage": found["vintage"]}
        facts(told | {"terms": found["licenses"][0]["title"]}, indent=2)


@data.command("show")
@click.argument("name")
def data_show(name: str) -> None:
    """Columns, source, terms and first rows of a table."""
    found = tables.describe(name)
    wrap(f"{found['title']}. {found['description']}")
    fields = found["schema"]["fields"]
    columns, units = (max(len(field.get(key, "")) for field in fields) for key in ("name", "unit"))
    for field in fields:
        cells = f"{field['name']:{columns}}  {field.get('unit', ''):{units}}  {field['description']}"
        wrap(cells, indent=2, hanging=columns + units + 6)
    told = {"rows:": f"{found['rows']:,}", "years:": _years(found), "countries:": _countries(name)}
    facts(told | {"vintage:": found["vintage"], "terms:": found["licenses"][0]["title"], "credit:": found["credit"]})
    for remark in found["remarks"]:
        wrap(f"! {remark}", hanging=2)
    click.echo(tables.load(name).head().to_string(index=False, max_colwidth=20, line_width=WIDTH))


@data.command("add")
@click.argument("kind", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--table",
    "--schema",
    metavar="NAME",
    help="The table that your own file of KIND csv is for, and whose schema it keeps.",
)
def data_add(kind: str | None, files: tuple[Path, ...], table: str | None) -> None:
    """Make local tables from your own FILES of KIND, such as `sipri`; without arguments, list what can be added.

    They lie in data/local, which git ignores, take the place of the project's tables on this machine, and stay until
    `analysis data remove`. The committed reports are made without them: remove them before rendering those.
    """
    from analysis.sources.own.add import KINDS, LENDING, add

    if kind is None:
        for name, (title, text, _) in KINDS.items():
            wrap(f"{name:6}{title}", hanging=6)
            wrap(text, indent=6)
        return
    resource = tables.describe(table, local=False) if table else None
    lending = [name for name in tables.names(local=False) if name in (*LENDING, table)]
    shipped = {name: tables.load(name, local=False) for name in lending}
    made = add(kind, files, tables.local_dir(), shipped, resource)
    for found in made:
        wrap(
            f"{found['name']}: {found['rows']:,} rows, {_years(found)}; {found['vintage']}. {found['description']}",
            hanging=2,
        )
    for remark in dict.fromkeys(remark for found in made for remark in found["remarks"]):
        wrap(f"! {remark}", indent=2, hanging=2)


@data.command("remove")
@click.argument("name")
def data_remove(name: str) -> None:
    """Take away the local table NAME, and those made from the same files; the project's tables are back."""
    from analysis.sources.own import local

    click.echo(f"removed: {', '.join(local.remove(name, tables.local_dir()))}")


@data.command("build")
@click.option("--raw", required=True, type=click.Path(path_type=Path), help="Folder with the publishers' files.")
def data_build(raw: Path) -> None:
    """Rebuild every table from the publishers' own files, and check them against their declarations."""
    from analysis.sources.build import build_all

    click.echo(f"{len(build_all(raw, tables.data_dir()))} tables rebuilt in {short(tables.data_dir())}")


@data.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--key", metavar="A,B", help="Columns that tell rows apart (default: those of the table of that name).")
def data_diff(old: str, new: str, key: str | None) -> None:
    """Print which rows are new or gone, and which values differ, between two tables: names, CSV or Parquet files.

    Exit code 0: none, 1: some.
    """
    from analysis.sweep import tables as compared

    (before, first), (after, second) = compared.side(old), compared.side(new)
    found = compared.compare(before, after, key.split(",") if key else first or second)
    tell(compared.told(new, found), hanging=2)
    if not found.equal:
        raise Exit(1)  # as diff has it


@data.command("refresh")
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--raw", default="raw", envvar="RAW", type=click.Path(path_type=Path), help="Folder with the publishers' files."
)
@click.option("-p", "pairs", multiple=True, metavar="NAME=VALUE", help="The case whose verdicts are watched.")
@click.option("--vintage", metavar="TEXT", help="What the publisher calls this release; needed with --apply.")
@click.option("--apply", is_flag=True, help="Put the new tables into data/.")
def data_refresh(name: str, file: Path, raw: Path, pairs: tuple[str, ...], vintage: str | None, apply: bool) -> None:
    """Rebuild the tables of a publisher (or a table) NAME from FILE, its new vintage; say what that changes.

    New rows, revised values, numbers and verdicts of the default case that move, signposts that resolve. Nothing is replaced
    without --apply.
    """
    from analysis.report import cases, publish
    from analysis.sources import refresh
    from analysis.sweep import compare

    given = cases.parse(pairs)
    cases.check(given)
    refresh.publisher_of(name)
    if apply and not vintage:
        raise ParameterError("say what the publisher calls this release: --vintage TEXT.")
    with TemporaryDirectory(prefix="refresh-") as scratch:
        built = Path(scratch)
        place, made = refresh.rebuild(name, file, raw, built, vintage or f"from {file.name}")
        if not _compared(made, built):
            return
        compare.lay_out(made, built)
        moved, resolved = compare.effects(built, given)
        tell([*compare.told(moved), *((0, f"signpost: {words}") for words in resolved)], hanging=4)
        if not apply:
            click.echo(f"nothing was replaced; --apply puts {_named(made)} into data/")
            return
        target = tables.data_dir()
        with publish.workplace(target) as fresh:
            refresh.merge(made, built, target, fresh)
            publish.swap(fresh, target)
    click.echo(f"replaced in data/: {_named(made)}")
    then = f"put {file.name} at {place} of that folder, and the vintage into src/analysis/sources."
    wrap(f"So that `data build` makes the same: {then}")


def _compared(made: list[dict[str, Any]], built: Path) -> bool:
    """Say what differs between the project's tables and those in `built`; whether anything does."""
    from analysis.sweep import tables as compared

    moved = False
    for one in made:
        if one["format"] == tables.MAP:
            moved |= one["hash"] != tables.describe(one["name"], local=False)["hash"]
            continue
        old, new = tables.load(one["name"], local=False), compared.side(str(built / one["path"]))[0]
        found = compared.compare(old, new, one["schema"]["primaryKey"])
        moved |= not found.equal
        tell(compared.told(one["name"], found), hanging=2)
    return moved


def _named(made: list[dict[str, Any]]) -> str:
    return ", ".join(one["name"] for one in made)


def _years(resource: dict[str, Any]) -> str:
    return "-".join(map(str, resource["years"])) or "no years"


def _countries(name: str) -> str:
    """Number of distinct countries in every column of codes, or which they are if they are few."""
    from analysis import countries

    columns = [f["name"] for f in tables.describe(name)["schema"]["fields"] if f.get("unit", "").startswith("ISO 3166")]
    table, known, parts = tables.load(name), set(countries.codes()) - {NO_COUNTRY}, []
    for column in columns:
        codes = sorted(known & set(table[column].dropna().str.split(r"[;,]\s*", regex=True).explode().unique()))
        parts.append(f"{column}: {', '.join(codes) if len(codes) <= FEW else len(codes)}")
    return "; ".join(parts)


def wrap(text: str, *, indent: int = 0, hanging: int = 0) -> None:
    """Print `text` in lines of at most WIDTH letters, all indented, those after the first by `hanging` more."""
    first, rest = " " * indent, " " * (indent + hanging)
    if text:
        lines = textwrap.wrap(
            text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )
        click.echo("\n".join(lines))


def facts(told: Mapping[str, str], *, indent: int = 0, width: int = 11) -> None:
    """Print what is known by its label, each beginning after `width` letters."""
    for label, text in told.items():
        wrap(f"{label:{width}}{text}" if text else "", indent=indent, hanging=width)


def tell(lines: Iterable[tuple[int, str]], *, hanging: int) -> None:
    """Print lines, each given with its indent."""
    for indent, line in lines:
        wrap(line, indent=indent, hanging=hanging)


def short(path: Path) -> str:
    """A path as a user would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
