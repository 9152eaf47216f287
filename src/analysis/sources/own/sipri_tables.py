"""SIPRI's exports as our tables, for all countries: deliveries, deals, and what is derived from the deliveries."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import SourceError
from analysis.sources.names import NO_COUNTRY
from analysis.sources.own import sipri_files
from analysis.sources.own.local import Made, local_table
from analysis.sources.own.sipri_export import EVERYONE, TOGETHER, Export
from analysis.sources.sipri import concentration, largest, sums, weapon_class
from analysis.sources.spec import declared

SHIPPED, IMPORTS = declared("sipri"), declared("own")["arms_imports"]
NO_YEARS = (
    "The register does not say how much of a deal came in which year, so arms_deliveries is not made from it; for that add "
    "a yearly panel, SIPRI's values of one recipient by supplier, or registers exported one year at a time."
)
# Two exports of one release agree to the rounding of the shipped table, summed over the rows of a year.
ROUNDING = 0.05
NO_SUPPLIERS = (
    "The file does not tell suppliers apart, and the project's measures need them; for arms_deliveries add SIPRI's values of "
    "one recipient by supplier, one file each."
)
DERIVED = {"arms_exporters": concentration, "arms_customers": largest}
TITLES = {
    "pak_rus_arms_register": "Arms deals in your own copy of SIPRI's register",
    "arms_deliveries": "Arms deliveries by year in your own copy of SIPRI's data",
    "arms_exporters": "Arms exports by year, from your own copy of SIPRI's data",
    "arms_customers": "Largest recipients in five-year windows, from your own copy of SIPRI's data",
}


def tables(files: Sequence[Path], shipped: Mapping[str, pd.DataFrame]) -> list[list[Made]]:
    """The local tables that SIPRI's files give, as batches of declarations; a batch is made from the same files.

    A register of many years gives pak_rus_arms_register (all deals). Yearly files of all suppliers give arms_deliveries and,
    if they cover all recipients, arms_exporters and arms_customers for every supplier. Files of one supplier each give
    these two for the suppliers named; those of `shipped`, the project's own tables, stay for the others. Totals of the
    recipients give arms_imports. Shipped deliveries lend their designations to recipients for which the files agree with
    them in every supplier and year.
    """
    exports = [one for path in files for one in sipri_files.read(path)]
    registers, yearly = [one for one in exports if len(one.deals)], [one for one in exports if len(one.flows)]
    if len(registers) > 1:
        raise _mismatch("two registers of many years are given; expected one")
    if not registers and not yearly:
        raise _mismatch(f"{exports[0].name}: there is no delivery in the file; expected at least one")
    if len({one.complete for one in yearly}) > 1:
        raise _mismatch("one file covers all suppliers and recipients, and others are given with it; expected it alone")
    batches = [[_described("pak_rus_arms_register", one.deals, [one], (NO_YEARS,))] for one in registers]
    for whose, make in ((EVERYONE, _of_all), (TOGETHER, _of_totals), (None, _of_suppliers)):
        chosen = [one for one in yearly if (one.suppliers if one.suppliers in (EVERYONE, TOGETHER) else None) == whose]
        if chosen:
            batches.append(make(chosen, _joined(chosen), shipped))
    return batches


def _of_all(exports: list[Export], flows: pd.DataFrame, shipped: Mapping[str, pd.DataFrame]) -> list[Made]:
    batch = [_described("arms_deliveries", deliveries(flows, shipped["arms_deliveries"]), exports, _remarks(exports))]
    found = {name: derive(sums(flows)) for name, derive in DERIVED.items()} if exports[0].complete else {}
    return batch + [_described(name, table, exports, ()) for name, table in found.items() if len(table)]


def _of_suppliers(exports: list[Export], flows: pd.DataFrame, shipped: Mapping[str, pd.DataFrame]) -> list[Made]:
    if any(one.recipients != EVERYONE for one in exports):
        raise _mismatch(f"{exports[0].name}: it covers one supplier and one recipient, and shares need all of one side")
    batch = []
    for name, derive in DERIVED.items():
        own, rest = derive(sums(flows)), shipped.get(name, pd.DataFrame(columns=["supplier"]))
        kept = rest[~rest["supplier"].isin(own["supplier"])]
        if len(own):
            others = f"The rows of {', '.join(sorted(set(kept['supplier'])))} are the project's own."
            table = pd.concat([own, kept]) if len(kept) else own
            batch.append(_described(name, table, exports, (others,) if len(kept) else ()))
    if not batch:
        raise _mismatch(f"{exports[0].name}: there is no delivery in the file; expected at least one")
    return batch


def _of_totals(exports: list[Export], flows: pd.DataFrame, _: Mapping[str, pd.DataFrame]) -> list[Made]:
    sums = flows[flows["recipient"] != NO_COUNTRY].groupby(["recipient", "year"])["tiv"].sum().reset_index()
    return [_described("arms_imports", sums, exports, (NO_SUPPLIERS,))]


def deliveries(flows: pd.DataFrame, shipped: pd.DataFrame) -> pd.DataFrame:
    """Deliveries by year with the columns of arms_deliveries; rows of `shipped` where its yearly sums agree."""
    columns = [name for name, *_ in SHIPPED["arms_deliveries"].fields[1:]]
    own = flows.assign(weapon_class=None)
    described = own["description"].notna()
    own.loc[described, "weapon_class"] = weapon_class(own.loc[described, "description"])
    agreed = [] if described.any() else [code for code in shipped["recipient"].unique() if _agree(own, shipped, code)]
    parts = [own.loc[~own["recipient"].isin(agreed), columns], shipped.loc[shipped["recipient"].isin(agreed), columns]]
    texts = {"designation": "str", "description": "str", "weapon_class": "str", "number": "float64"}
    return pd.concat([part.astype(texts) for part in parts if len(part)])


def _agree(own: pd.DataFrame, shipped: pd.DataFrame, code: str) -> bool:
    cells = ["supplier", "year"]
    first, second = (table[table["recipient"] == code].groupby(cells)["tiv"].sum() for table in (own, shipped))
    return first.index.equals(second.index) and bool(np.abs(first - second).max() < ROUNDING)


def _joined(exports: list[Export]) -> pd.DataFrame:
    """The deliveries of all files, which must add up to one table without gaps: a year without a row counts as zero."""
    spans, sides = {one.span for one in exports}, [(one.suppliers, one.recipients) for one in exports]
    if len(exports) > 1 and len(spans) > 1 and all(first == last for first, last in spans):
        years = sorted(one.span[0] for one in exports)
        if years != list(range(years[0], years[0] + len(years))):
            raise _mismatch(f"the years are {', '.join(map(str, years))}; expected each once and none left out")
        if len(set(sides)) > 1:
            raise _mismatch("the files of the years have different recipients; expected the same")
    elif len(spans) > 1:
        listed = ", ".join(f"{one.name} {one.span[0]}-{one.span[1]}" for one in exports)
        raise _mismatch(f"the files cover different years ({listed}); expected the same")
    elif len(set(sides)) < len(exports):
        what = "suppliers" if exports[0].suppliers not in (EVERYONE, TOGETHER) else "recipients"
        raise _mismatch(f"two files are of the same {what}; expected one file of all, or one for each")
    return pd.concat([one.flows for one in exports], ignore_index=True)


def _mismatch(what: str) -> SourceError:
    return SourceError(f"{what}. Nothing was changed.")


def _remarks(exports: list[Export]) -> tuple[str, ...]:
    flows = pd.concat([one.flows for one in exports])
    remarks = [
        "A year without a row is a year without a recorded delivery; ZZZ are suppliers and recipients that are no state."
    ]
    if not all(one.complete for one in exports):
        covered = ", ".join(sorted(set(flows["recipient"])))
        remarks.append(f"It covers deliveries to {covered} only, and takes the place of the project's own table.")
    if any(one.layout == sipri_files.PANEL for one in exports):
        remarks.append("A panel does not say whom it leaves out: it is taken to hold all suppliers of its recipients.")
    if (flows["tiv"] % 1 == 0).all():
        remarks.append("Volumes are rounded to whole millions; 0 is less than half a million.")
    if flows["description"].isna().all():
        remarks.append(
            "The file names no weapons: classes of weapons are known only where it agrees with the shipped table."
        )
    return tuple(remarks)


def _described(name: str, table: pd.DataFrame, exports: list[Export], remarks: tuple[str, ...]) -> Made:
    told = tuple(f"{one.name}: {remark}" for one in exports for remark in one.remarks)
    told = (*told, *SHIPPED["arms_deliveries"].remarks[:2], *remarks)
    title = TITLES.get(name, IMPORTS.title)
    spec = SHIPPED.get(name, IMPORTS).but(title=title, licence=IMPORTS.licence, credit=IMPORTS.credit)
    scope, edition = "; ".join(one.scope for one in exports), "; ".join(sorted({one.vintage for one in exports}))
    return local_table(spec, table, [one.name for one in exports], scope, told, edition)
