"""The project's own exceptions: each prints as one line that says what was given, what is allowed, what to do."""

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import TypeVar

__all__ = [
    "DISTRIBUTION", "AnalysisError", "MeasureError", "MissingExtraError", "NotCovered", "ParameterError", "RenderError",
    "SourceError", "TableError", "covered", "need", "reasons",
]  # fmt: skip
T = TypeVar("T")

# Its name in the registry of packages, where the name of the module is somebody else's.
DISTRIBUTION = "drawing-closer"


class AnalysisError(Exception):
    """Base of all errors a user can cause and mend; `str(error)` is the whole message, on one line."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks the exception for its own traceback: one line instead of fifty frames.
        return [f"{type(self).__name__}: {self}"]


class ParameterError(AnalysisError):
    """A parameter is unknown, of the wrong type, outside the data, or at odds with another one."""


class TableError(AnalysisError):
    """A table is unknown, missing, or not the one its descriptor describes."""


class SourceError(AnalysisError):
    """A publisher's file is missing, truncated, or not laid out as its declaration expects."""


class MeasureError(AnalysisError):
    """A measure was asked for something that its table cannot give (unknown unit, kind or window)."""


class NotCovered(MeasureError):
    """The tables hold no data for what was asked; `code` says why: "no data", "licence" or "no neighbour"."""

    def __init__(self, message: str, code: str = "no data") -> None:
        """Keep the reason code beside the message."""
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["NotCovered"], tuple[str, str]]:
        """How it travels from one process to another."""
        return type(self), (str(self), self.code)


def reasons(missing: Iterable[NotCovered]) -> str:
    """What several say, each once, as sentences of one line; the first begins as it is, since words come before it."""
    first, *rest = dict.fromkeys(map(str, missing))
    return " ".join([first, *(one[:1].upper() + one[1:] for one in rest)])


def covered(read: Callable[[], T], otherwise: T) -> T:
    """What `read` gives, or `otherwise` where the tables hold nothing for it. Example: `covered(lambda: aid.share("PAK"), None)`."""
    try:
        return read()
    except NotCovered:
        return otherwise


class RenderError(AnalysisError):
    """A chapter failed while it ran; the published report is untouched."""


class MissingExtraError(AnalysisError, ImportError):
    """A package is missing that comes with an extra of this one."""


def need(module: str, extra: str, what: str) -> None:
    """MissingExtraError in one line, with the command that installs it, unless `module` can be imported.

    Example: `need("matplotlib", "plot", "figures")`.
    """
    if find_spec(module) is None:
        raise MissingExtraError(f"{what} need {module}: pip install '{DISTRIBUTION}[{extra}]'")
