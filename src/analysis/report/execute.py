"""Run one notebook with parameters, and strip from it all that differs between two runs."""

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from analysis.errors import RenderError

# A kernel is interrupted before it is shut down, and now and then says so on the terminal.
QUIET = ["--log-level=CRITICAL"]
VOLATILE = ("papermill", "execution", "widgets", "language_info")


def execute(notebook: Path, parameters: dict[str, Any], target: Path, rerun: str) -> nbformat.NotebookNode:
    """The executed notebook, also written to `target`; RenderError names the cell, the cause and how to rerun.

    Only the parameters that the notebook declares are passed, since papermill would inject any other name unchecked.
    """
    chosen: dict[str, Any] = {}
    try:
        declared = papermill.inspect_notebook(str(notebook))
        chosen = {name: value for name, value in parameters.items() if name in declared}
        with TemporaryDirectory() as sockets:
            papermill.execute_notebook(
                str(notebook), str(target), parameters=chosen, progress_bar=False, log_output=False,
                request_save_on_cell_execute=False, autosave_cell_every=0, cwd=str(notebook.parent),
                config=_own_sockets(sockets), extra_arguments=QUIET,
            )  # fmt: skip
    except PapermillExecutionError as error:
        where = f"failed in cell {error.exec_count}, `{shorten(' '.join(error.source.split()), 60, placeholder=' …')}`"
        raise RenderError(_failure(notebook, where, f"{error.ename}: {error.evalue}", chosen, rerun)) from None
    except (
        RuntimeError,
        NoSuchKernel,
        ValueError,
        OSError,
    ) as error:  # a kernel that dies or never answers is the first
        raise RenderError(
            _failure(notebook, "could not run", f"{type(error).__name__}: {error}", chosen, rerun)
        ) from None
    done = strip(nbformat.read(target, as_version=4))
    nbformat.write(done, target)
    return done


def _own_sockets(folder: str) -> Config:
    # Kernels over TCP pick their ports in advance and now and then find one taken; sockets without a folder of their own
    # lie beside the notebook, where two renders at a time would answer each other.
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(folder, "kernel"))}})


def strip(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without timestamps, durations, paths and counters: two runs, on any machine, give the same bytes."""
    for name in VOLATILE:
        notebook.metadata.pop(name, None)
    for place, cell in enumerate(notebook.cells):
        for name in VOLATILE:
            cell.metadata.pop(name, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{place}"
        if cell.cell_type == "code":
            cell["execution_count"] = None
            cell["outputs"] = [_stripped(output) for output in cell.outputs]
    return notebook


def _stripped(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    output.pop("execution_count", None)
    if "text" in output:
        output["text"] = _without_paths(output["text"])
    if "text/plain" in output.get("data", {}):
        output["data"]["text/plain"] = _without_paths(output["data"]["text/plain"])
    return output


def _without_paths(text: str) -> str:
    # A kernel compiles each cell under a name made of its process number.
    text = re.sub(r"[^\s\"'<>]*ipykernel_\d+[/\\]\d+\.py", "cell", text)
    for folder in (sys.prefix, str(Path(__file__).resolve().parents[3])):
        text = text.replace(folder + os.sep, "")
    return text


def _failure(notebook: Path, where: str, cause: str, chosen: dict[str, Any], rerun: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", cause).strip()
    reason = next((line.strip() for line in plain.splitlines() if line.strip()), "no reason given")
    given = ", ".join(f"{name}={value}" for name, value in chosen.items()) or "its own defaults"
    return f"{notebook.stem} {where}: {reason.rstrip('.')}. Parameters: {given}. Rerun: {rerun}"
