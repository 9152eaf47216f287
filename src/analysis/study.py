"""Study: the parameters of a report, typed and checked before anything is computed."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from typing import Any

from analysis import countries, histories
from analysis.errors import NotCovered, ParameterError

__all__ = ["Study", "from_parameters", "names", "study_of"]
ROLES = ("country", "partner", "rival", "patron")
NEIGHBOUR = "neighbour"
NO_NEIGHBOUR = "a common neighbour"
YEARS = ("first_year", "last_year", "turning_point", "window", "sanctions_year", "shock_year")
# No table knows a year to come; which years it does know, each says itself.
DATA_YEARS = (1946, date.today().year)
SUGGESTED = ("PAK", "IND", "CHN", "USA", "RUS")  # one is free whatever four roles hold
LONGEST = 60  # characters of a value that a message shows
JUPYTER = {"In", "Out"}  # what every notebook knows beside its own names


def _help(default: Any, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, kw_only=True)
class Study:
    """Who plays which role, which years count, and where the turning points lie.

    Raises ParameterError when a value has the wrong type, a country code is unknown, two roles are equal, or a year
    lies outside the data. Roles are ISO 3166-1 alpha-3 codes; years are calendar years (fiscal years for US aid).
    """

    country: str = _help("PAK", "whose relations are studied")
    partner: str = _help("RUS", "the new partner")
    rival: str = _help("IND", "the country's rival, the partner's old friend")
    patron: str = _help("USA", "the country's old patron")
    first_year: int = _help(1946, "yearly series begin here")
    last_year: int = _help(2025, "yearly series end here")
    turning_point: int = _help(2014, "the year of the supposed breakthrough")
    window: int = _help(5, "years per window in the figures of arms")
    sanctions_year: int = _help(2014, "the year from which sanctions on the partner are asked about")
    shock_year: int = _help(2022, "the year from which 'after the article' counts")
    neighbour: str = _help("", "the common neighbour; empty for the one that the history of the case names")
    history: str = _help("", "a folder with a history.toml of one's own")
    claims: str = _help("", "a file of claims of one's own")
    changes: str = _help("", "values changed in the rules, as for --set; several with a semicolon between")

    def __post_init__(self) -> None:
        for item in fields(self):
            _check_type(item.name, getattr(self, item.name), item.type)
        for role in ROLES:
            object.__setattr__(self, role, countries.code_of(getattr(self, role)))
        _check_roles({role: getattr(self, role) for role in ROLES})
        _check_years(asdict(self))
        self._check_own()

    def _check_own(self) -> None:
        if self.neighbour:
            object.__setattr__(self, NEIGHBOUR, countries.code_of(self.neighbour))
            _check_roles({role: getattr(self, role) for role in ("country", "partner", NEIGHBOUR)})
        for name in (one for one in ("history", "claims") if getattr(self, one)):
            object.__setattr__(self, name, histories.placed(getattr(self, name), name))  # a notebook runs elsewhere
        if self.history:
            histories.find(self.country, self.partner, self.history)

    @property
    def shared_neighbour(self) -> str:
        """The code of the common neighbour: the parameter, else the one that the history of the case names, else empty."""
        path = None if self.neighbour else histories.find(self.country, self.partner, self.history)
        return self.neighbour or (str(histories.case(path).get(NEIGHBOUR, "")) if path else "")

    def roles(self) -> set[str]:
        """The codes of the four countries."""
        return {getattr(self, role) for role in ROLES}

    def player(self, role: str) -> str:
        """The code of the country in a role, the common neighbour's too, empty for one that is not named; of a year, its digits."""
        return self.shared_neighbour if role == NEIGHBOUR else str(getattr(self, role))

    def cast(self, players: Mapping[str, str | int]) -> bool:
        """Whether these countries, by role, play their roles here, and these years, by parameter, are the study's."""
        return all(self.player(name) == str(given) for name, given in players.items())

    def name(self, role: str) -> str:
        """Short English name of the country in `role`, such as "Pakistan" or "US"."""
        code = self.player(role)
        return countries.short(code) if code else NO_NEIGHBOUR

    def fill(self, text: str) -> str:
        """`text` with its role placeholders filled: {patron} and {the_patron} become "the US", {patron_own} "US", {rival_s} "India's"."""
        words: dict[str, Any] = {role: countries.with_article(getattr(self, role)) for role in ROLES}
        words |= {f"the_{role}": words[role] for role in ROLES}
        words |= {f"{role}_s": countries.possessive(getattr(self, role)) for role in ROLES}
        words |= {f"{role}_own": countries.owning(getattr(self, role)) for role in ROLES}
        if NEIGHBOUR in text:
            words[NEIGHBOUR] = countries.with_article(self.shared_neighbour) if self.shared_neighbour else NO_NEIGHBOUR

        def put(match: re.Match[str]) -> str:
            if match[2]:
                return str(self.year(match[1] + match[2]))
            return str(words.get(match[1], getattr(self, match[1]) if match[1] in YEARS else match[0]))

        return re.sub(r"\{(\w+)([+-]\d+)?\}", put, text)

    def year(self, words: str) -> int:
        """A year parameter by name, with a number of years after or before it: "turning_point", "turning_point+7"."""
        name, shift = re.fullmatch(r"(\w+?)([+-]\d+)?", words).groups()  # type: ignore[union-attr]
        return int(getattr(self, name)) + int(shift or 0)

    def sentence(self, text: str) -> str:
        """`fill`, with a capital at the start."""
        filled = self.fill(text)
        return filled[:1].upper() + filled[1:]

    def code(self, text: str) -> str:
        """A role placeholder such as "{country}" as its ISO code; any other text unchanged. NotCovered for a neighbour not named."""
        if not text.startswith("{"):
            return text
        code = self.player(text.strip("{}"))
        if not code:
            named = "give one, such as neighbour=SYR, or name it in the case's history."
            raise NotCovered(f"no common neighbour is named; {named}", "no neighbour")
        return code

    def clip(self, span: tuple[int, int]) -> tuple[int, int]:
        """`span` without the years that the parameters leave out."""
        return max(span[0], self.first_year), min(span[1], self.last_year)

    def parameters(self) -> dict[str, Any]:
        """All parameters by name, as papermill takes them."""
        return asdict(self)


def names() -> list[str]:
    """Names of all parameters."""
    return [item.name for item in fields(Study)]


def from_parameters(given: dict[str, Any]) -> Study:
    """A Study from a mapping of parameters; ParameterError for a name that no parameter has."""
    for name in given:
        if name not in names():
            close = get_close_matches(name, names(), n=1)
            hint = f"did you mean {close[0]}?" if close else "it is none of them."
            raise ParameterError(f"unknown parameter {name!r}: {hint} Allowed: {', '.join(names())}.")
    return Study(**given)


def study_of(space: Mapping[str, Any]) -> Study:
    """The Study of a notebook's own names, `study_of(globals())`: right after the parameters, which may have been injected.

    Raises ParameterError also for a value whose name no parameter has, such as a misspelt one.
    """
    plain = (str, int, float, list, dict, tuple, type(None))
    given = {name: value for name, value in space.items() if isinstance(value, plain) and name[:1] != "_"}
    return from_parameters({name: value for name, value in given.items() if name not in JUPYTER})


def _check_type(name: str, value: Any, kind: Any) -> None:
    if type(value) is not kind:
        text = "a country code such as PAK" if name in (*ROLES, NEIGHBOUR) else "text"
        example = "a whole number such as 2014" if kind is int else text
        raise ParameterError(f"{name} = {_shown(value)} is of the wrong type ({type(value).__name__}); give {example}.")


def _shown(value: Any) -> str:
    """A value as it was given, cut where it would fill the screen."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _check_roles(roles: dict[str, str]) -> None:
    for role, code in roles.items():
        if other := countries.instead(code):
            raise ParameterError(f"{role} = {_shown(code)} names no state of today; give {other}.")
        if code not in countries.codes():
            near = ", ".join(f"{c} ({countries.name(c)})" for c in countries.nearest(code))
            raise ParameterError(
                f"{role} = {_shown(code)} is no country code; nearest: {near}. Give an ISO 3166-1 alpha-3 code."
            )
    for role, code in roles.items():
        others = [other for other, c in roles.items() if c == code and other != role]
        if others:
            free = next(one for one in SUGGESTED if one not in roles.values())
            raise ParameterError(
                f"{role} and {others[0]} are both {code!r}; give each role a country of its own, such as {others[0]}={free}."
            )


def _check_years(values: dict[str, Any]) -> None:
    low, high = DATA_YEARS
    for name in ("first_year", "last_year", "turning_point", "sanctions_year", "shock_year"):
        if not low <= values[name] <= high:
            raise ParameterError(f"{name} = {values[name]} is outside the data; give a year from {low} to {high}.")
    if values["last_year"] - values["first_year"] + 1 < 10:
        raise ParameterError(
            f"first_year = {values['first_year']} and last_year = {values['last_year']} leave fewer than ten years; "
            "give a longer span."
        )
    if not values["first_year"] < values["turning_point"] <= values["last_year"]:
        raise ParameterError(
            f"turning_point = {values['turning_point']} is outside the years used; "
            f"give a year from {values['first_year'] + 1} to {values['last_year']}."
        )
    if values["sanctions_year"] > values["shock_year"]:
        raise ParameterError(
            f"sanctions_year = {values['sanctions_year']} comes after shock_year = {values['shock_year']}; "
            "the first sanctions come first, so give an earlier sanctions_year or a later shock_year."
        )
    if not 1 <= values["window"] <= 20:
        raise ParameterError(f"window = {values['window']} is out of range; give 1 to 20 years.")
