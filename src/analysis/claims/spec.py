"""What a claim, a part of it and a specification are: typed, checked when claims.toml is read."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from analysis.measures.grammar import Pattern

Span = tuple[int, int]
Year = int | Annotated[str, Field(pattern=r"^(turning_point|sanctions_year|shock_year)([+-]\d+)?$")]
Count = Annotated[int, Field(ge=1)]
# In the order of the board.
Theme = Literal["history", "us_ties", "india", "energy", "breakthrough", "afghanistan", "cooperation", "obstacles"]
# The figures that a claim of a history may show; FIGURES in analysis.figures.sections has a function for each.
Shown = Literal[
    "aid_and_sanctions", "aid_totals", "china", "cold_war_votes", "crises", "deaths", "exercises", "front_line", "hosts",
    "ideal_points", "joining", "mistrust", "pipeline_map", "rebuilding", "refugees", "register", "register_table",
    "since_1950", "views", "visits",
]  # fmt: skip


class Verdict(StrEnum):
    """What a claim comes to; the order is that of every board."""

    HAPPENED = "it holds"
    CORRECTED = "with a correction"
    IN_PART = "in part"
    PAPER = "on paper, not in the figures"
    NOT = "it does not hold"
    DEPENDS = "depends on the choice"
    UNKNOWN = "cannot be known"
    NOT_COVERED = "not covered"


class Mark(StrEnum):
    """Whether a part is the claim's own words, a date, number or actor in them, or context."""

    CORE = "core"
    DETAIL = "detail"
    BESIDE = "beside"


class Ask(StrEnum):
    """What a part asks: each question has its own evidence."""

    HAPPENED = "happened"
    DRIFT = "drift"
    SPECIAL = "special"
    DOCUMENTED = "documented"
    DATE = "date"


class Words(StrEnum):
    """The kind of verb in a claim, which says what its parts need (`[rules.needs]`)."""

    IS = "is"
    CHANGE = "change"
    TURN = "turn"
    RARE = "rare"


class Test(StrEnum):
    """The kinds of evidence; analysis.claims.kinds has a class for each."""

    SHIFT = "shift"
    SEGMENTED = "segmented"
    TREND = "trend"
    COMPARE = "compare"
    AT = "at"
    FIRST = "first"
    MAJORITY = "majority"
    LEAD_LAG = "lead_lag"
    DOCUMENTS = "documents"
    GRAVITY = "gravity"


class Model(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Refutation(Model):
    """What would refute a document: events of `category` with all `actors` whose description matches `text`, `between` two dates."""

    category: str
    actors: tuple[str, ...]
    text: Pattern
    between: tuple[str, str]


def _in_order(given: Span) -> Span:
    if given[0] >= given[1]:
        raise ValueError(f"{given[0]} to {given[1]} is no span; give the earlier year first")
    return given


def _never_earlier(given: tuple[int, ...]) -> tuple[int, ...]:
    if min(given, default=0) < 0:
        raise ValueError(f"{min(given)} dates the change before its year; that is a placebo, give 0 or more")
    return given


OrderedSpan = Annotated[Span, AfterValidator(_in_order)]
Tables = Annotated[tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]


class Spec(Model):
    """One way to do the sum: a measure on tables, its arguments, the years, and which direction is the claim's.

    In a part as written, roles stand in braces and years may be words; `rules.specifications` fills both, and names in
    `choice` what each specification chose.
    """

    test: Test
    table: Tables
    measure: str = ""
    args: dict[str, Any] = Field(default_factory=dict)
    minus: dict[str, Any] | None = None
    follower: dict[str, Any] | None = None
    year: Year | None = None
    span: Span | None = None
    direction: Literal["up", "down"] = "up"
    threshold: Annotated[float, Field(allow_inf_nan=False)] = 0.0
    quantity: Literal["level", "slope"] = "level"
    key: str = ""
    max_lag: Count | None = None
    minimum: Count | None = None
    confirmed_by: tuple[str, ...] = ()
    refuted_by: Refutation | None = None
    choice: dict[str, str] = Field(default_factory=dict)

    @property
    def up(self) -> bool:
        """Whether more is for the claim."""
        return self.direction == "up"

    @property
    def years(self) -> Span:
        """The span of a specification whose kind has one."""
        assert self.span is not None
        return self.span

    @property
    def at(self) -> int:
        """The year of a filled specification whose kind has one."""
        assert isinstance(self.year, int)
        return self.year


class Variant(Model):
    """A defensible change of the part as written: another measure, other arguments, another kind of test."""

    measure: str | None = None
    test: Test | None = None
    args: dict[str, Any] | None = None
    minus: dict[str, Any] | None = None
    year: Year | None = None
    quantity: Literal["level", "slope"] | None = None

    def changes(self) -> dict[str, Any]:
        """What it changes, by key."""
        return {key: value for key, value in self if value is not None}


class Grid(Model):
    """The choices of a part: every combination is computed. Offsets date a change later than `year`, never earlier."""

    offset: Annotated[tuple[int, ...], AfterValidator(_never_earlier)] = ()
    span: tuple[OrderedSpan, ...] = ()
    year: tuple[int, ...] = ()
    max_lag: tuple[Count, ...] = ()
    variants: tuple[Variant, ...] = ()


class Other(Model):
    """The same question put to another table; what is not given is the part's own, its variants are left out."""

    table: Tables = ()
    measure: str = ""
    args: dict[str, Any]
    minus: dict[str, Any] | None = None
    subject: str
    label: str = ""
    among: Literal["countries", "pairs"] | None = None
    only: Mapping[str, str | int] = Field(default_factory=dict)


class Part(Spec):
    """One part of a claim: a specification as written, its choices, what it asks, and what it is to the claim's words."""

    id: str
    span: OrderedSpan | None = None
    label: str
    subject: str
    mark: Mark
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    words: Words | None = None
    event: str | None = None
    act: str | None = None
    among: Literal["countries", "pairs", "allies"] | None = None
    only: Mapping[str, str | int] = Field(default_factory=dict)
    otherwise: tuple[Other, ...] = ()
    grid: Grid = Field(default_factory=Grid)

    def varied(self, variant: Variant | None) -> Self:
        """The part with what a variant changes."""
        return self.model_copy(update=variant.changes()) if variant else self

    def put(self, other: Other) -> Self:
        """The part put to another table, without its own choices of measure."""
        given: dict[str, Any] = {key: getattr(other, key) for key in ("args", "minus", "subject")}
        for key in ("table", "measure", "among", "label"):
            given[key] = getattr(other, key) or getattr(self, key)
        return self.model_copy(update=given | {"otherwise": (), "grid": self.grid.model_copy(update={"variants": ()})})


class Claim(Model):
    """A claim in this report's words, its parts, and what is told around it; `by` says what makes it a rule of one's own."""

    id: str
    theme: Theme
    chapter: str
    figures: tuple[Shown, ...] = ()
    by: str = ""
    statement: str
    question: str
    contradicted_if: str
    words: Words
    motive: str = ""
    untested: str = ""
    why: str = ""
    caveat: str = ""
    beside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parts: tuple[Part, ...] = Field(alias="part", min_length=1)

    def needs(self, part: Part) -> Words:
        """The kind of verb that a part answers to: its own, or the claim's."""
        return part.words or self.words
