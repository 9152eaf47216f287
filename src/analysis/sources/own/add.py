"""`analysis data add`: which files a user can add, and the way from a file to local tables."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.own import baci, colt, energy, local, sipri_tables, table

MAKERS: dict[str, Callable[..., list[list[local.Made]]]] = {
    "sipri": sipri_tables.tables, "ei": energy.tables, "baci": baci.tables, "colt": colt.tables, "csv": table.tables,
}  # fmt: skip
TOLD = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
# By kind of file: its title, what it gives, and what makes it.
KINDS = {name: (TOLD[name]["title"], TOLD[name]["gives"], make) for name, make in MAKERS.items()}
# The project's own tables that lend rows to local ones.
LENDING = ("arms_deliveries", "arms_exporters", "arms_customers", "energy_review")


def add(
    kind: str,
    given: Sequence[Path],
    folder: Path,
    shipped: Mapping[str, pd.DataFrame],
    resource: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Make local tables in `folder` from a user's own files; returns their resources.

    `shipped` holds the project's own tables that lend rows, those of `LENDING` that there are. For kind "csv" `resource`
    describes the table that the file is for, and `shipped` holds it. The local tables are for this machine: they are not
    committed, and the committed reports are made without them.
    Raises SourceError, with nothing changed, for an unknown kind, or for a file that is not what was expected.
    """
    if kind not in KINDS:
        near = ", ".join(get_close_matches(kind, KINDS, n=1, cutoff=0.3) or KINDS)
        raise SourceError(
            f"there is no kind of file {kind!r}; nearest: {near}. `analysis data add` lists what can be added."
        )
    if not given:
        raise SourceError(f"no file is given; say `analysis data add {kind} FILE`.")
    if (kind == "csv") != (resource is not None):
        raise SourceError("a table of your own needs its name; say `analysis data add csv FILE --table NAME`.")
    make = partial(table.tables, resource) if resource else KINDS[kind][2]
    return local.save(make(given, shipped), folder, kind)
