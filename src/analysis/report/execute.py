"""Run one notebook with parameters, and strip from it all that differs between two runs."""

import logging
import re
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import Any

import nbformat
import papermill
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from analysis.errors import RenderError
from analysis.report.engine import LIMIT, ForkedEngine
from analysis.report.outputs import strip

# A kernel is interrupted before it is shut down, and now and then says so on the terminal.
QUIET = ["--log-level=CRITICAL"]
SILENT = {"progress_bar": False, "log_output": False, "request_save_on_cell_execute": False, "autosave_cell_every": 0}
papermill_engines.register("forked", ForkedEngine)
# A library may have opened the log to all: the progress is told by the command, line by line.
logging.getLogger("papermill").setLevel(logging.WARNING)


def execute(
    notebook: Path, parameters: dict[str, Any], target: Path, rerun: str, *, kernel: bool = False, limit: float = LIMIT
) -> nbformat.NotebookNode:
    """The executed notebook, also written to `target`; RenderError names the cell, the cause and how to rerun.

    Only the parameters that the notebook declares are passed, since papermill would inject any other name unchecked. It
    runs in this process, which must be one of its own, or with `kernel` in a kernel, where no cell may take over `limit` s.
    """
    chosen: dict[str, Any] = {}
    try:
        declared = papermill.inspect_notebook(str(notebook))
        chosen = {name: value for name, value in parameters.items() if name in declared}
        with TemporaryDirectory() if kernel else nullcontext() as sockets:
            how = _own_kernel(sockets, limit) if sockets else {"engine_name": "forked", "fork": False}
            papermill.execute_notebook(str(notebook), str(target), chosen, cwd=str(notebook.parent), **SILENT, **how)
    except PapermillExecutionError as error:
        where = f"failed in cell {error.exec_count}, `{shorten(' '.join(error.source.split()), 60, placeholder=' …')}`"
        raise RenderError(_failure(notebook, where, f"{error.ename}: {error.evalue}", chosen, rerun)) from None
    except Exception as error:  # a kernel that dies, never answers or is too slow; a notebook that is none; a full disk
        told = f"{type(error).__name__}: {error}"
        raise RenderError(_failure(notebook, "could not run", told, chosen, rerun)) from None
    done = strip(nbformat.read(target, as_version=4))
    nbformat.write(done, target)
    return done


def _own_kernel(folder: str, limit: float) -> dict[str, Any]:
    # Kernels over TCP pick their ports in advance and now and then find one taken; sockets without a folder of their own
    # lie beside the notebook, where two renders at a time would answer each other.
    sockets = Config({"KernelManager": {"transport": "ipc", "ip": str(Path(folder, "kernel"))}})
    return {"config": sockets, "extra_arguments": QUIET, "execution_timeout": int(limit)}


def _failure(notebook: Path, where: str, cause: str, chosen: dict[str, Any], rerun: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", cause).strip()
    reason = next((line.strip() for line in plain.splitlines() if line.strip()), "no reason given")
    given = ", ".join(f"{name}={value}" for name, value in chosen.items()) or "its own defaults"
    return f"{notebook.stem} {where}: {reason.rstrip('.')}. Parameters: {given}. Rerun: {rerun}"
