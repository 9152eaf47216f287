"""What a sweep leaves behind: two tables in Parquet, the failures, and one page, written so that they are whole or not there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.figures import cells
from analysis.report import publish
from analysis.study import Study
from analysis.sweep import work
from analysis.sweep.grid import Combination
from analysis.sweep.work import Done

MARK = "findings.parquet"
FAILURES = "failures.csv"
BEFORE = {"combination": "number of the combination, from 1", "case": "parameter file or pair"}
INTEGERS = {"combination", "first", "last"}
NUMBERS = {"before", "after", "since", "value"}
Results = Sequence[tuple[Combination, Done]]


def columns(kind: str) -> dict[str, str]:
    """The columns of findings.parquet or answers.parquet (`kind` "findings" or "answers") and what they hold."""
    own = {"findings": work.FINDINGS, "answers": work.ANSWERS}[kind]
    return {**BEFORE, **{name: f"parameter {name}" for name in asdict(Study())}, **own}


def rows(results: Results, kind: str) -> list[dict[str, Any]]:
    """The rows of all combinations in their order, the parameters before what was found."""
    return [
        {"combination": number, "case": one.case, **one.study.parameters(), **row}
        for number, (one, done) in enumerate(results, start=1)
        for row in done.rows.get(kind, [])
    ]


def check(target: Path) -> None:
    """ParameterError unless `target` is free, empty, or holds an earlier sweep, and can be written."""
    publish.check_target(target, (MARK,), "a sweep")
    with publish.workplace(target):
        pass  # now, not when hours of work are to be written


def write(results: Results, folder: Path, page: str) -> None:
    """All files of a sweep in `folder`; the same bytes whoever decided what, and in which order."""
    for kind in ("findings", "answers"):
        _parquet(rows(results, kind), columns(kind), folder / f"{kind}.parquet")
    failed = [
        {"case": one.case} | one.study.parameters() | {"reason": done.reason} for one, done in results if done.reason
    ]
    if failed:
        pd.DataFrame(failed).map(cells.safe).to_csv(folder / FAILURES, index=False, lineterminator="\n")
    (folder / "index.html").write_text(page, encoding="utf-8")


def publish_to(target: Path, results: Results, page: str) -> None:
    """Write a sweep beside `target` and put it there when it is whole."""
    with publish.workplace(target) as fresh:
        write(results, fresh, page)
        publish.swap(fresh, target)


def _parquet(found: list[dict[str, Any]], described: Mapping[str, str], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = INTEGERS | {name for name, value in asdict(Study()).items() if isinstance(value, int)}
    kinds = {
        name: pa.int32() if name in whole else pa.float64() if name in NUMBERS else pa.string() for name in described
    }
    fields = [pa.field(name, kinds[name], metadata={"description": text}) for name, text in described.items()]
    pq.write_table(pa.Table.from_pylist(found, schema=pa.schema(fields)), path, compression="zstd")
