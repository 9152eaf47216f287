"""`analysis data`: tables listed and shown, rebuilt, and joined by a user's own; and how all commands print."""

import textwrap
from pathlib import Path
from typing import Any

import click

WIDTH = 100
FEW = 4
NO_COUNTRY = "ZZZ"


@click.group()
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
            wrap(f"{label:11}{text}" if text else "", indent=2, hanging=11)


@data.command("show")
@click.argument("name")
def data_show(name: str) -> None:
    """Columns, source, terms and first rows of a table."""
    from analysis import tables

    found = tables.describe(name)
    wrap(f"{found['title']}. {found['description']}")
    fields = found["schema"]["fields"]
    columns, units = (max(len(field.get(key, "")) for field in fields) for key in ("name", "unit"))
    for field in fields:
        wrap(
            f"{field['name']:{columns}}  {field.get('unit', ''):{units}}  {field['description']}",
            indent=2,
            hanging=columns + units + 6,
        )
    years = "-".join(map(str, found["years"])) or "no years"
    for label, text in (
        ("rows", f"{found['rows']:,}"), ("years", years), ("countries", _countries(name)), ("vintage", found["vintage"]),
        ("terms", found["licenses"][0]["title"]), ("credit", found["credit"]),
    ):  # fmt: skip
        wrap(f"{label + ':':11}{text}" if text else "", hanging=11)
    for remark in found["remarks"]:
        wrap(f"! {remark}", hanging=2)
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
            wrap(f"{name:6}{title}", hanging=6)
            wrap(text, indent=6)
        return
    resource = tables.describe(table, local=False) if table else None
    lending = [name for name in tables.names(local=False) if name in (*LENDING, table)]
    shipped = {name: tables.load(name, local=False) for name in lending}
    made = add(kind, files, tables.local_dir(), shipped, resource)
    for found in made:
        years = "-".join(map(str, found["years"])) or "no years"
        wrap(f"{found['name']}: {found['rows']:,} rows, {years}; {found['vintage']}. {found['description']}", hanging=2)
    for remark in dict.fromkeys(remark for found in made for remark in found["remarks"]):
        wrap(f"! {remark}", indent=2, hanging=2)


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

    click.echo(f"{len(build_all(raw, tables.data_dir()))} tables rebuilt in {short(tables.data_dir())}")


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


def wrap(text: str, *, indent: int = 0, hanging: int = 0) -> None:
    """Print `text` in lines of at most WIDTH letters, all indented, those after the first by `hanging` more."""
    first, rest = " " * indent, " " * (indent + hanging)
    if text:
        lines = textwrap.wrap(
            text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )
        click.echo("\n".join(lines))


def short(path: Path) -> str:
    """A path as a user would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
