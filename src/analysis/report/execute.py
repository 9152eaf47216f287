"""Run one notebook with parameters, and strip from it all that differs between two runs."""

import re
from pathlib import Path
from typing import Any

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from analysis.errors import RenderError

# Kernels over TCP pick their ports in advance and now and then find one taken.
OVER_IPC = Config({"KernelManager": {"transport": "ipc"}})
VOLATILE = ("papermill", "execution", "widgets", "language_info")


def execute(notebook: Path, parameters: dict[str, Any], target: Path, rerun: str) -> nbformat.NotebookNode:
    """The executed notebook, also written to `target`; RenderError names the cell, the cause and how to rerun.

    Only the parameters that the notebook declares are passed, since papermill would inject any other name unchecked.
    """
    declared = papermill.inspect_notebook(str(notebook))
    chosen = {name: value for name, value in parameters.items() if name in declared}
    try:
        papermill.execute_notebook(
            str(notebook), str(target), parameters=chosen, progress_bar=False, log_output=False,
            request_save_on_cell_execute=False, autosave_cell_every=0, cwd=str(notebook.parent), config=OVER_IPC,
        )  # fmt: skip
    except PapermillExecutionError as error:
        raise RenderError(_failure(notebook, error, chosen, rerun)) from None
    done = strip(nbformat.read(target, as_version=4))
    nbformat.write(done, target)
    return done


def strip(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without timestamps, durations, paths and counters: two runs give the same bytes."""
    for name in VOLATILE:
        notebook.metadata.pop(name, None)
    for place, cell in enumerate(notebook.cells):
        for name in VOLATILE:
            cell.metadata.pop(name, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{place}"
        if cell.cell_type == "code":
            cell["execution_count"] = None
            for output in cell.outputs:
                output.pop("execution_count", None)
    return notebook


def _failure(notebook: Path, error: PapermillExecutionError, chosen: dict[str, Any], rerun: str) -> str:
    first = next((line for line in str(error.source).splitlines() if line.strip()), "")
    cause = re.sub(r"\x1b\[[0-9;]*m", "", f"{error.ename}: {error.evalue}").strip().splitlines()[0]
    given = ", ".join(f"{name}={value}" for name, value in chosen.items())
    return (
        f"{notebook.stem} failed in the cell that begins `{first.strip()}`: {cause} Parameters: {given}. Rerun: {rerun}"
    )
