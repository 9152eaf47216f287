"""estimands.toml, read once into checked values: what is estimated, in which variants, and what decides."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from analysis import histories
from analysis.claims.spec import Model

Design = Literal["differences", "levels", "events", "poisson"]


class Rules(Model):
    """Length of a window in years, level of intervals, smallest samples, and what the article needs (see the file's head)."""

    window: int
    level: float
    fewest_rows: int
    fewest_events: int
    needed: float
    needed_trade: float
    clean_years: int
    least_trade: float


class Estimand(Model):
    """One estimand: treatment, outcome, design and the dose at which it is told; the file's head says what they mean."""

    id: str
    label: str
    driver: Literal["patron", "rival", "energy"]
    main: bool
    says: str
    design: Design
    treatment: str
    outcome: str
    expects: Literal["up", "down"]
    dose: float
    dose_says: str
    with_: Literal["partner", "patron"] = Field("partner", alias="with")
    floor: float = 1.0
    effects: Literal["window", "region and window"] = "window"
    sample: Literal["all", "recipients", "clients", "all enemies"] = "all"
    window: int | None = None
    clean_years: int | None = None
    first: int = 1946
    last: int = 9999
    variants: tuple[dict[str, Any], ...] = ()

    def varied(self) -> list[tuple[str, "Estimand"]]:
        """Every declared variant with what it changes in words."""
        plain = self.model_dump(by_alias=True, exclude={"variants"})
        return [(_words(change), Estimand(**(plain | change))) for change in self.variants]


class West(Model):
    """Codes of the states that count as the West."""

    european_union: frozenset[str]
    narrow: frozenset[str]
    wide: frozenset[str]

    def states(self, *, narrow: bool = False) -> frozenset[str]:
        """The United States, the European Union and, in the wide sense, who else joined in 2014."""
        return self.european_union | self.narrow | (frozenset() if narrow else self.wide)


class Triad(Model):
    """How many years an armed conflict makes two states enemies."""

    memory: int


class Declared(Model):
    """The whole file."""

    rules: Rules
    estimand: tuple[Estimand, ...]
    west: West
    triad: Triad


@cache
def declared() -> Declared:
    """The declarations; pydantic's ValidationError names table and key of a wrong value."""
    return Declared(**histories.read(Path(__file__).with_name("estimands.toml")))


def estimand(name: str) -> Estimand:
    """The declared estimand of that id."""
    return next(one for one in declared().estimand if one.id == name)


def _words(change: dict[str, Any]) -> str:
    first, last = change.get("first"), change.get("last")
    if first:
        return f"{first}–{last}" if last else f"since {first}"
    told = {
        "window": "windows of {} years", "floor": "aid below {:g} million counts as that", "clean_years": "{} clean years on each side",
        "design": "{}", "effects": "effects of {}", "sample": "{} only", "treatment": "{}", "outcome": "{}",
    }  # fmt: skip
    names = {
        "identical": "identical votes", "levels": "levels instead of changes", "divisive": "votes that split the powers", "all enemies": "friends near or far",
        "exports": "exports to it", "imports": "imports from it",
        "recipients": "states with any aid on record", "clients": "states with military aid in the years before",
    }  # fmt: skip
    key = next(iter(change))
    text = told[key].format(names.get(change[key], change[key]))
    return text.removesuffix(" only") if key == "sample" and change[key] == "all enemies" else text
