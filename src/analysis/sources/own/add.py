"""`analysis data add`: which files a user can add, and the way from a file to local tables."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.own import baci, colt, energy, local, sipri_tables, table

KINDS: dict[str, tuple[str, str, Callable[..., list[list[local.Made]]]]] = {
    "sipri": (
        "SIPRI Arms Transfers Database, https://www.sipri.org/databases/armstransfers",
        "Deliveries by year of all countries (arms_deliveries, arms_exporters, arms_customers) from SIPRI's deliveries one by "
        "one, from a panel with the columns supplier, recipient, year, tiv, or from trade registers exported one year at a "
        "time (all suppliers, all recipients). Deliveries to single countries from SIPRI's values of one recipient by "
        "supplier, exports of single countries from its values of one supplier by recipient, one file each. All deals "
        "(pak_rus_arms_register) from the trade register of many years; it cannot tell the years apart.",
        sipri_tables.tables,
    ),
    "ei": (
        "Energy Institute, Statistical Review of World Energy, https://www.energyinst.org/statistical-review",
        "Energy of all countries (energy_review) from the consolidated data set in narrow format, CSV.",
        energy.tables,
    ),
    "baci": (
        "CEPII, BACI, http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        "Goods trade of all pairs of countries (trade) to the newest year, from the yearly files such as "
        "BACI_HS92_Y2022_V202401b.csv with CEPII's list of country codes beside them, or from the zip that holds all.",
        baci.tables,
    ),
    "colt": (
        "Diplometrics, Country and Organizational Leader Travel, https://doi.org/10.7910/DVN/87YG4K",
        "Visits of heads of state and government by pair and year (leader_visits) from the list of visits, its sheet saved as "
        "CSV.",
        colt.tables,
    ),
    "csv": (
        "A table of your own, in the columns of one of the project's tables",
        "Any table by its name (`analysis data add csv FILE --table NAME`; `analysis data show NAME` lists its columns).",
        table.tables,
    ),
}
# The project's own tables that lend rows to local ones.
LENDING = ("arms_deliveries", "arms_exporters", "arms_customers", "energy_review")


def add(
    kind: str,
    files: Sequence[Path],
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
    if not files:
        raise SourceError(f"no file is given; say `analysis data add {kind} FILE`.")
    if (kind == "csv") != (resource is not None):
        raise SourceError("a table of your own needs its name; say `analysis data add csv FILE --table NAME`.")
    make = partial(table.tables, resource) if resource else KINDS[kind][2]
    return local.save(make(files, shipped), folder, kind)
