"""What an executed notebook holds: without what differs between two runs, with other texts, and its findings and figures."""

import os
import re
import sys
from pathlib import Path
from typing import Any

import nbformat

VOLATILE = ("papermill", "execution", "widgets", "language_info")
INJECTED = "injected-parameters"


def strip(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without timestamps, durations, paths and counters: two runs, on any machine, give the same bytes."""
    for name in VOLATILE:
        notebook.metadata.pop(name, None)
    for place, cell in enumerate(notebook.cells):
        for name in VOLATILE:
            cell.metadata.pop(name, None)
        if INJECTED in cell.metadata.setdefault("tags", []):
            cell["id"] = f"injected-{place}"
        if cell.cell_type == "code":
            cell["execution_count"] = None
            cell["outputs"] = [_stripped(output) for output in cell.outputs]
    return notebook


def with_texts(executed: nbformat.NotebookNode, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A stripped executed notebook with the texts of `notebook`, whose code is the same: as if it had been run anew."""
    ran = (cell for cell in executed.cells if cell.cell_type == "code")
    cells = []
    for cell in notebook.cells:
        cells.append(next(ran) if cell.cell_type == "code" else cell)
        if "parameters" in cell.metadata.get("tags", []):
            cells.append(next(ran))  # what was injected
    return strip(nbformat.from_dict({**executed, "cells": cells}))


def collect(notebook: nbformat.NotebookNode, mime: str) -> list[dict[str, Any]]:
    """All outputs of one MIME type in an executed notebook, in order."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][mime] for output in outputs if mime in output.get("data", {})]


def _stripped(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    if "execution_count" in output:  # which a result must have, if empty
        output["execution_count"] = None
    if "text" in output:
        output["text"] = _without_paths(output["text"])
    if "text/plain" in output.get("data", {}):
        output["data"]["text/plain"] = _without_paths(output["data"]["text/plain"])
    return output


def _without_paths(text: str) -> str:
    # A kernel compiles each cell under a name made of its process number, IPython under one made of its text.
    text = re.sub(r"[^\s\"'<>]*ipykernel_\d+[/\\]\d+\.py|<ipython-input-[\w-]+>", "cell", text)
    for folder in (sys.prefix, str(Path(__file__).resolve().parents[3])):
        text = text.replace(folder + os.sep, "")
    return text
