"""Cells run by IPython in this process, and what they show, as a kernel would hand it to a notebook."""

import base64
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import json_packer, json_unpacker
from traitlets import Type
from traitlets.config import Config

GOES_ON = "raises-exception"
# No history file: nothing is written outside the report.
QUIET = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})


class _Shown(list[Any]):
    """The outputs of a cell; where they are stale, the next one takes their place."""

    stale = False

    def append(self, output: Any) -> None:
        if self.stale:
            self.clear()
        super().append(output)

    def clear(self) -> None:
        super().clear()
        self.stale = False


class _Publisher(DisplayPublisher):
    def publish(
        self, data: Any, metadata: Any = None, source: Any = None, *, update: bool = False, **more: Any
    ) -> None:
        self.shell.show("display_data", data, metadata, (more.get("transient") or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        if wait:
            self.shell.shown.stale = True
        else:
            self.shell.shown.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        assert self.shell is not None
        self.shell.show("execute_result", format_dict, md_dict)

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Stream(io.TextIOBase):
    """Standard output or error: neighbouring pieces are one output, however they were written."""

    def __init__(self, name: str, shown: _Shown) -> None:
        self.name, self.shown = name, shown

    def write(self, text: str) -> int:
        last = self.shown[-1] if self.shown and not self.shown.stale else {}
        if last.get("name") == self.name:
            last["text"] += text
        elif text:
            self.shown.append(nbformat.v4.new_output("stream", name=self.name, text=text))
        return len(text)


class Shell(InteractiveShell):
    """IPython without a terminal. It takes the place of this process's __main__, so it belongs into a process of its own."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def __init__(self, **traits: Any) -> None:
        """Start with nothing shown."""
        self.shown = _Shown()
        self.known: dict[str, list[Any]] = {}
        super().__init__(**traits)

    def show(self, kind: str, data: Any, metadata: Any, name: str | None = None, update: bool = False) -> None:
        """Keep one output; with `update`, in the place of those that were shown under the same `name`."""
        output = nbformat.v4.new_output(kind, _plain(data), metadata=_plain(metadata or {}))
        for one in self.known.get(name or "", []) if update else ():
            one.update(data=output["data"], metadata=output["metadata"])
        if not update:
            self.shown.append(output)
            self.known.setdefault(name or "", []).append(output)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        told = {"ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb)}
        self.shown.append(nbformat.v4.new_output("error", **told))


def run(cells: Sequence[tuple[str, Sequence[str]]]) -> Iterator[list[dict[str, Any]]]:
    """The outputs of each cell, given as its code and tags, in order; it ends after a cell that fails."""
    Shell.clear_instance()
    shell = Shell.instance(config=QUIET)
    sys.path.insert(0, "")
    with redirect_stdout(_Stream("stdout", shell.shown)), redirect_stderr(_Stream("stderr", shell.shown)):
        for source, tags in cells:
            done = shell.run_cell(source, store_history=True)
            # An output may still be updated by a later cell, so that it is handed over itself, not as a copy.
            shown = list(shell.shown)
            shell.shown.clear()
            yield shown
            if not done.success and GOES_ON not in tags:
                return


def _plain(data: Any) -> Any:
    """What is left of `data` after a message between a kernel and a notebook: plain values; bytes as text."""
    coded = {
        key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in data.items()
    }
    return json_unpacker(json_packer(coded))
