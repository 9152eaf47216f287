"""What a sweep decides: parameter files and pairs of countries, times every combination of the values given."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError
from analysis.report import cases
from analysis.study import ROLES, Study

MOST = 100  # combinations without --yes
WIDEST = 1000  # values of one range
RANGE = re.compile(r"([+-]?\d{1,9})\.\.([+-]?\d{1,9})")


@dataclass(frozen=True)
class Combination:
    """One case at one setting of the varied parameters, checked."""

    case: str
    setting: tuple[tuple[str, Any], ...]
    study: Study

    @property
    def name(self) -> str:
        """Case and setting, such as "tur-rus, turning_point 2012"."""
        return ", ".join([self.case, *(f"{name} {value}" for name, value in self.setting)])


def varied(given: Iterable[str]) -> dict[str, list[Any]]:
    """The values of each parameter: "window=4,5,6" and "turning_point=2010..2018" written out; ParameterError for what is neither.

    >>> varied(["turning_point=2010..2012,2014"])
    {'turning_point': [2010, 2011, 2012, 2014]}
    """
    return {
        name: [each for piece in str(value).split(",") for each in _piece(name, piece.strip())]
        for name, value in cases.parse(given).items()
    }


def _piece(name: str, text: str) -> Sequence[Any]:
    if found := RANGE.fullmatch(text):
        first, last = map(int, found.groups())
        if first > last:
            raise ParameterError(f"{name} = {text} runs backwards; write {last}..{first}.")
        if last - first >= WIDEST:
            raise ParameterError(f"{name} = {text} holds {last - first + 1:,} values; give at most {WIDEST:,}.")
        return range(first, last + 1)
    if not text:
        raise ParameterError(f"{name} has an empty value; write values as 4,5,6 or as a range such as 2010..2018.")
    return list(cases.parse([f"{name}={text}"]).values())


def pairs(text: str) -> dict[str, dict[str, Any]]:
    """The roles of each pair in a list such as "PAK-RUS,TUR-RUS-GRC", or in a file with one a line; `#` begins a remark.

    Roles come in the order country, partner, rival, patron; those left out are the default ones. ParameterError for what is no
    pair, for an empty list, and for a pair given twice.
    """
    path = Path(text)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else text.split(",")
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(f"{path.name} cannot be read as a list of pairs ({error}).") from None
    found: dict[str, dict[str, Any]] = {}
    for line in filter(None, (line.partition("#")[0].strip() for line in lines)):
        codes = [code.strip() for code in line.split("-")]
        if not 2 <= len(codes) <= len(ROLES) or not all(codes):
            raise ParameterError(
                f"{line!r} is no pair; write COUNTRY-PARTNER, or COUNTRY-PARTNER-RIVAL-PATRON, such as TUR-RUS-GRC."
            )
        if line in found:
            raise ParameterError(f"the pair {line} is given twice; give it once.")
        found[line] = dict(zip(ROLES, codes, strict=False))
    if not found:
        raise ParameterError(
            "the list of pairs is empty; write pairs such as PAK-RUS,TUR-RUS-GRC, or the name of a file."
        )
    return found


def sources(files: Sequence[Path], listed: str | None) -> dict[str, dict[str, Any]]:
    """The parameters of each case by its name: the files first, then the pairs; ParameterError where two share a name."""
    found: dict[str, dict[str, Any]] = {}
    for path in files:
        if path.stem in found:
            raise ParameterError(f"two files are named {path.stem}; give one of them another name.")
        found[path.stem] = cases.read(path)
    for name, roles in (pairs(listed) if listed is not None else {}).items():
        found[name] = roles
    return found


def combinations(
    given: Mapping[str, Mapping[str, Any]], grid: Mapping[str, Sequence[Any]], *, most: float = MOST
) -> list[Combination]:
    """Every case at every setting of `grid`, cases first; all are checked before any is decided.

    ParameterError for more than `most`, for parameters that make no Study (named), and where two are the same.
    """
    count = len(given) * prod(map(len, grid.values()))
    if count > most:
        raise ParameterError(f"these are {count:,} combinations; give --yes if you want more than {most:,.0f}.")
    settings = [tuple(zip(grid, values, strict=True)) for values in product(*grid.values())]
    known: dict[Study, str] = {}
    found = []
    for case, setting in product(given, settings):
        try:
            one = Combination(case, setting, cases.check({**given[case], **dict(setting)}))
        except ParameterError as error:
            raise ParameterError(f"{Combination(case, setting, Study()).name}: {error}") from None
        if one.study in known:
            raise ParameterError(f"{known[one.study]} and {one.name} are the same case; give it once.")
        known[one.study] = one.name
        found.append(one)
    return found


def folder_name(given: Mapping[str, Any], grid: Mapping[str, Sequence[Any]]) -> str:
    """A name for the folder of a sweep: the first case, how many more, what is varied, and a few letters that tell it from others."""
    names = list(given)
    more = f"-and-{len(names) - 1}-more" if len(names) > 1 else ""
    digest = sha256(repr(([*given.items()], [*grid.items()])).encode()).hexdigest()[:6]
    return re.sub(r"[^\w.+-]", "_", f"sweep-{names[0]}{more}{''.join(f'+{name}' for name in grid)}-{digest}"[:120])
