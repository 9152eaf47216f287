"""SIPRI's exports as our tables, for all countries: deliveries, deals, and what is derived from the deliveries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import SourceError
from analysis.sources import sipri
from analysis.sources.names import NO_COUNTRY
from analysis.sources.own import sipri_files
from analysis.sources.own.sipri_export import EVERYONE, TOGETHER, Export
from analysis.sources.sipri_build import TOP, WINDOW, weapon_class
from analysis.sources.spec import TableSpec

TERMS = "(c) SIPRI, your own copy: for your non-commercial use only, not to be passed on"
CREDIT = (
    "Information from the Stockholm International Peace Research Institute (SIPRI) Arms Transfers Database, "
    "https://doi.org/10.55163/SAFC1241, (c) SIPRI; sums and shares are authors' calculations from SIPRI data"
)
OWN = "This is a local table, made from your own file; committed reports are made without it."
NO_YEARS = (
    "The register does not say how much of a deal came in which year, so arms_deliveries is not made from it; for that add "
    "a yearly panel, SIPRI's values of one recipient by supplier, or registers exported one year at a time."
)
# Two exports of one release agree to the rounding of the shipped table, summed over the rows of a year.
ROUNDING = 0.05
RECIPIENT = "recipient; ZZZ, or SIPRI's name, where it is no state"
NO_SUPPLIERS = (
    "The file does not tell suppliers apart, and the project's measures need them; for arms_deliveries add SIPRI's values of "
    "one recipient by supplier, one file each."
)
IMPORTS = (
    ("recipient", "string", "ISO 3166-1 alpha-3", "recipient"),
    ("year", "integer", "year", "year of delivery"),
    ("tiv", "number", "million TIV", "deliveries from all suppliers"),
)
TITLES = {
    "arms_imports": "Arms imports by year, from your own copy of SIPRI's data",
    "pak_rus_arms_register": "Arms deals in your own copy of SIPRI's register",
    "arms_deliveries": "Arms deliveries by year in your own copy of SIPRI's data",
    "arms_exporters": "Arms exports by year, from your own copy of SIPRI's data",
    "arms_customers": "Largest recipients in five-year windows, from your own copy of SIPRI's data",
}


def tables(files: Sequence[Path], shipped: Mapping[str, pd.DataFrame]) -> list[list[TableSpec]]:
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
    batches = [[_described("pak_rus_arms_register", deals(one.deals), [one], (NO_YEARS,))] for one in registers]
    for whose, make in ((EVERYONE, _of_all), (TOGETHER, _of_totals), (None, _of_suppliers)):
        chosen = [one for one in yearly if (one.suppliers if one.suppliers in (EVERYONE, TOGETHER) else None) == whose]
        if chosen:
            batches.append(make(chosen, _joined(chosen), shipped))
    return batches


def _of_all(exports: list[Export], flows: pd.DataFrame, shipped: Mapping[str, pd.DataFrame]) -> list[TableSpec]:
    made = [_described("arms_deliveries", deliveries(flows, shipped["arms_deliveries"]), exports, _remarks(exports))]
    derived = {"arms_exporters": exporters, "arms_customers": customers} if exports[0].complete else {}
    found = {name: derive(flows) for name, derive in derived.items()}
    return made + [_described(name, table, exports, ()) for name, table in found.items() if len(table)]


def _of_suppliers(exports: list[Export], flows: pd.DataFrame, shipped: Mapping[str, pd.DataFrame]) -> list[TableSpec]:
    if any(one.recipients != EVERYONE for one in exports):
        raise _mismatch(f"{exports[0].name}: it covers one supplier and one recipient, and shares need all of one side")
    made = []
    for name, derive in (("arms_exporters", exporters), ("arms_customers", customers)):
        own, rest = derive(flows), shipped.get(name, pd.DataFrame(columns=["supplier"]))
        kept = rest[~rest["supplier"].isin(own["supplier"])]
        if len(own):
            others = (
                f"The rows of {', '.join(sorted(set(kept['supplier'])))} are the project's own." if len(kept) else ""
            )
            table = pd.concat([own, kept]) if len(kept) else own
            made.append(_described(name, table, exports, (others,) if others else ()))
    if not made:
        raise _mismatch(f"{exports[0].name}: there is no delivery in the file; expected at least one")
    return made


def _of_totals(exports: list[Export], flows: pd.DataFrame, _: Mapping[str, pd.DataFrame]) -> list[TableSpec]:
    sums = flows[flows["recipient"] != NO_COUNTRY].groupby(["recipient", "year"])["tiv"].sum().reset_index()
    return [_described("arms_imports", sums, exports, (NO_SUPPLIERS,))]


def deals(rows: pd.DataFrame) -> pd.DataFrame:
    """The register's deals with the columns of pak_rus_arms_register, all suppliers and recipients."""
    columns = [name for name, *_ in _spec("pak_rus_arms_register").columns[1:]]
    found = rows[columns].sort_values(["recipient", "supplier", "order_year", "designation"], kind="stable")
    return found.assign(deal_id=range(1, len(found) + 1))[["deal_id", *columns]]


def deliveries(flows: pd.DataFrame, shipped: pd.DataFrame) -> pd.DataFrame:
    """Deliveries by year with the columns of arms_deliveries; rows of `shipped` where its yearly sums agree."""
    columns = [name for name, *_ in _spec("arms_deliveries").columns[1:]]
    own = flows.assign(weapon_class=None)
    described = own["description"].notna()
    own.loc[described, "weapon_class"] = weapon_class(own.loc[described, "description"])
    agreed = [] if described.any() else [code for code in shipped["recipient"].unique() if _agree(own, shipped, code)]
    parts = [own.loc[~own["recipient"].isin(agreed), columns], shipped.loc[shipped["recipient"].isin(agreed), columns]]
    texts = {"designation": "str", "description": "str", "weapon_class": "str", "number": "float64"}
    rows = pd.concat([part.astype(texts) for part in parts if len(part)])
    rows = rows.sort_values(["recipient", "year", "supplier", "designation", "description", "tiv"], kind="stable")
    return rows.assign(delivery_id=range(1, len(rows) + 1))[["delivery_id", *columns]]


def exporters(flows: pd.DataFrame) -> pd.DataFrame:
    """Yearly totals, recipients and concentration of every supplier, as sipri_build.exporters makes them for two."""
    sums = _sums(flows)
    sums["square"] = (sums["tiv"] / sums.groupby(["supplier", "year"])["tiv"].transform("sum")) ** 2
    found = sums.groupby(["supplier", "year"]).agg(
        tiv_total=("tiv", "sum"), recipients=("recipient", "size"), hhi=("square", "sum")
    )
    return found.round({"tiv_total": 2, "hhi": 6}).reset_index()


def customers(flows: pd.DataFrame) -> pd.DataFrame:
    """The five largest recipients of every supplier in windows of five years, as sipri_build.customers makes them."""
    sums = _sums(flows)
    first, last = sums["year"].min(), sums["year"].max() - WINDOW + 1
    windows = pd.concat([sums.assign(window_first=sums["year"] - back) for back in range(WINDOW)])
    windows = windows[windows["window_first"].between(first, last)]
    by = ["supplier", "window_first"]
    found = windows.groupby([*by, "recipient"])["tiv"].sum().reset_index()
    found["window_tiv"] = found.groupby(by)["tiv"].transform("sum")
    found["share"] = found["tiv"] / found["window_tiv"]
    found["window_recipients"] = found.groupby(by)["recipient"].transform("size")
    found["window_hhi"] = (found["share"] ** 2).groupby([found[name] for name in by]).transform("sum")
    found = found.sort_values([*by, "tiv", "recipient"], ascending=[True, True, False, True])
    found["rank"] = found.groupby(by).cumcount() + 1
    found["window_last"] = found["window_first"] + WINDOW - 1
    found = found.round({"share": 6, "window_tiv": 2, "window_hhi": 6})
    return found.loc[found["rank"] <= TOP, [name for name, *_ in _spec("arms_customers").columns]]


def _sums(flows: pd.DataFrame) -> pd.DataFrame:
    """Volume by supplier, year and recipient; recipients that are no state keep SIPRI's name, zero volumes are left out."""
    named = flows["recipient"].where(flows["recipient"] != NO_COUNTRY, flows["recipient_name"])
    rows = flows.assign(recipient=named)[(flows["supplier"] != NO_COUNTRY) & (flows["tiv"] > 0)]
    return rows.groupby(["supplier", "year", "recipient"])["tiv"].sum().reset_index()


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


def _described(name: str, table: pd.DataFrame, exports: list[Export], remarks: tuple[str, ...]) -> TableSpec:
    spec = _spec(name)
    files = exports[0].name if len(exports) == 1 else f"{exports[0].name} and {len(exports) - 1} more"
    told = tuple(f"{one.name}: {remark}" for one in exports for remark in one.remarks)
    return replace(
        spec, title=TITLES[name], description=f"Made on this machine from {'; '.join(one.scope for one in exports)}.",
        vintage=f"your own file {files}, {'; '.join(sorted({one.vintage for one in exports}))}",
        licence=TERMS, verdict="your own file: only for you", credit=CREDIT, parquet=True,
        remarks=(*told, sipri.TIV, sipri.REVISED, *remarks, OWN), build=lambda _: table,
    )  # fmt: skip


def _spec(name: str) -> TableSpec:
    """The project's declaration of a table; that of arms_imports, which it does not ship, is like that of the exporters."""
    if name == "arms_imports":
        return replace(_spec("arms_exporters"), name=name, columns=IMPORTS, key=("recipient", "year"))
    return next(spec for spec in sipri.TABLES if spec.name == name)
