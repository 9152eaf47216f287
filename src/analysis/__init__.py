"""Pakistan and Russia: an article's explanation put to the test with published data."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.answers import answer
    from analysis.claims.decide import decide
    from analysis.study import Study
    from analysis.tables import load

__all__ = ["Study", "answer", "decide", "load"]
__version__ = "0.2.0"
# Imported when first asked for: a command that refuses a parameter needs none of the rooms behind them.
_ROOMS = {"Study": "study", "answer": "answers", "decide": "claims.decide", "load": "tables"}


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
