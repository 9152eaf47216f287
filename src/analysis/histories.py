"""Where the history of a case lies: history.toml in a folder of notebooks/parameters, or in a folder that the user names."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError

NAME, EVENTS = "history.toml", "events.csv"


def root() -> Path | None:
    """The repository: the folder that holds notebooks/ and src/analysis, above this place or above this file; None where there is none."""
    for folder in (Path.cwd(), *Path.cwd().parents, Path(__file__).resolve().parents[2]):
        if (folder / "notebooks").is_dir() and (folder / "src" / "analysis").is_dir():
            return folder
    return None


def located(given: str, what: str) -> Path:
    """A path as given, from here or from the root of the repository; ParameterError where nothing lies there.

    Example: `located("notebooks/parameters/pak-rus", "history")`.
    """
    places = [Path(given).expanduser(), *([root() / given] if (root()) else [])]  # type: ignore[operator]
    try:
        found = next((place for place in places if place.exists()), None)
    except OSError:  # a name longer than the system bears
        found = None
    if found is None:
        raise ParameterError(f"{what} = {given[:60]!r}: there is no such file or folder; give its path.")
    return found.resolve()


def placed(given: str, what: str) -> str:
    """The path of `located` as it is found from every folder: from the root of the repository where it lies inside, else whole."""
    path, inside = located(given, what), root()
    return path.relative_to(inside).as_posix() if inside and path.is_relative_to(inside) else str(path)


def find(country: str, partner: str, folder: str = "") -> Path | None:
    """The history.toml of a pair of countries; None where no history is known.

    Looked for in `folder` alone where one is given; ParameterError where that holds none, or only those of other pairs.
    """
    here = root()  # without it, beside this file, where a wheel puts them
    ours = here / "notebooks" / "parameters" if here else Path(__file__).with_name("parameters")
    base = located(folder, "history") if folder else ours
    base = base.parent if base.name == NAME else base
    paths = [*([base / NAME] if folder and (base / NAME).is_file() else []), *sorted(base.glob(f"*/{NAME}"))]
    pairs = {path: (case(path).get("country"), case(path).get("partner")) for path in paths}
    own = [path for path, pair in pairs.items() if pair == (country, partner)]
    if folder and not own:
        known = ", ".join(f"{one} and {two}" for one, two in pairs.values()) or "none"
        raise ParameterError(
            f"history = {folder!r} holds no history of {country} and {partner} (there: {known}); "
            f"give a folder with a {NAME} whose [case] names them."
        )
    return own[0] if own else None


def files(country: str, partner: str, folder: str = "", claims: str = "") -> list[Path]:
    """The files beside the package that decide the claims of a case: its history, the events of that, a file of one's own claims."""
    history = find(country, partner, folder)
    found = [history, history.with_name(EVENTS)] if history else []
    return [path for path in [*found, *([located(claims, "claims")] if claims else [])] if path.is_file()]


def case(path: Path) -> dict[str, Any]:
    """The table [case] of a history: its roles by name."""
    found = read(path).get("case", {})
    return found if isinstance(found, dict) else {}


def read(path: Path) -> dict[str, Any]:
    """What a TOML file holds; ParameterError for one that is none."""
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, *_: int) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ParameterError(f"{path.name} is no TOML: {error}.") from None
    except OSError as error:
        raise ParameterError(f"{path.name} cannot be read ({error.strerror}); give the path of a file.") from None
