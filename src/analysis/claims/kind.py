"""What every kind of evidence shares: the reading of a record, its sign, and what is too small to count."""

from decimal import Decimal
from typing import ClassVar, NamedTuple

import pandas as pd

from analysis.claims import rules
from analysis.claims.arguments import fault
from analysis.claims.spec import Span, Spec
from analysis.claims.wording import number, rounded, span, unit_of, with_unit
from analysis.errors import NotCovered
from analysis.inference.estimate import Estimate
from analysis.study import Study

FOR, AGAINST, NONE = "for", "against", "none"
DECIMALS = 4  # more than the usual ones say no more to a reader
Level = tuple[float, Span]  # with the years that stand behind it
# Keys of a specification that only some kinds read; the others would be ignored in silence.
SPECIAL_KEYS = ("year", "span", "minus", "follower", "key", "max_lag", "minimum")


class Reading(NamedTuple):
    """What the record shows under one choice.

    value: the change or level from which `sign` is read ("for", "against", or "none" where it is below what is material).
    before, after: the levels that a change lies between. low, high: only of an estimate of what nobody counts.
    more: decimals beyond the usual ones with which value, before and after are written, so that near a limit they say what the words say.
    drawn: what the value is read from in its series, as the ends (year, value) of levels or lines, two by two.
    words: follow the subject, such as "fell from 12 (2002–2011) to 3 per cent (2012–2020)" or ": rank 1".
    """

    value: float
    sign: str
    words: str
    unit: str
    years: Span
    n: int
    before: float | None = None
    after: float | None = None
    low: float | None = None
    high: float | None = None
    drawn: tuple[tuple[int, float], ...] = ()
    more: int = 0


# Units of what flows or is counted by year, so that a mean over years is so much a year.
FLOWS = ("million", "billion cubic metres", "strikes", "cases opened")


class Kind:
    """A kind of evidence; subclasses say what is particular to theirs."""

    needs: ClassVar[tuple[str, ...]] = ()
    may: ClassVar[tuple[str, ...]] = ("minus",)
    rank: ClassVar[str] = ""

    def check(self, place: str, spec: Spec) -> None:
        """ParameterError naming the key that is missing, or given and read by nobody."""
        for key in SPECIAL_KEYS:
            given = getattr(spec, key) not in (None, "")
            if key in self.needs and not given:
                raise fault(f"{place}, {key}", f"missing; {spec.test} needs {', '.join(self.needs)}")
            if given and key not in (*self.needs, *self.may):
                raise fault(f"{place}, {key}", f"{spec.test} does not read it; take it out")

    def read(self, spec: Spec, study: Study) -> Reading:
        """What the record shows; NotCovered where it holds nothing for the roles and years."""
        raise NotCovered("no record answers this question.")

    def estimate(self, spec: Spec, values: pd.Series, level: float) -> Estimate:
        """The estimate that asks for more than drift, of values already transformed."""
        raise NotCovered("complete counts have no drift to ask for.")

    def scale(self, spec: Spec) -> float:
        """How many times the change between two levels the estimate is (a slope is a change per decade)."""
        return 1.0


def sign(gap: float, spec: Spec, small: float = 0.0) -> str:
    """Whether a gap is for the claim, against it, or too small to be either."""
    if gap == 0 or abs(gap) < small:
        return NONE
    return FOR if (gap > 0) == spec.up else AGAINST


def material(unit: str, level: float) -> float:
    """The smallest change that counts, for a series in `unit` that stood at `level` (`[rules.material]`)."""
    known = rules.settings().material
    return known.get(plain(unit), known["relative"] * abs(level))


def change(spec: Spec, values: pd.Series, before: Level, after: Level, *, n: int) -> Reading:
    """The reading of a change between two levels, each with its years."""
    (old, first), (new, last) = before, after
    unit = unit_of(values)
    given = sign(new - old, spec, material(unit, old))
    verb = "rose" if new > old else "fell"
    each, more = per_year(unit, spec), _more(unit, old, new)
    was, now = f"{number(old, more)} ({span(first)})", f"{with_unit(new, each, more)} ({span(last)})"
    told = f"{verb} from {was} to {now}"
    if given == NONE:
        little = "moved by less than one point" if plain(unit) == "per cent" else "hardly changed"
        told = f"{little}: {was}, {now}"
        if number(old) == number(new) == "0":
            told = f"stood at {with_unit(0, each)} in {span(first)} and in {span(last)}"
    ends = (*flat(old, first), *flat(new, last))
    return Reading(new - old, given, told, unit, (first[0], last[1]), n, before=old, after=new, drawn=ends, more=more)


def _more(unit: str, old: float, new: float) -> int:
    """How many decimals more than usual it takes for the printed levels, and their change, to lie on the true side of the limit."""
    small = abs(new - old) < material(unit, old)

    def says_so(more: int) -> bool:
        was, now, moved = (rounded(one, more) for one in (old, new, new - old))
        limit = Decimal(format(material(unit, float(was)), ".12g"))
        return all((abs(one) < limit) == small for one in (now - was, moved))

    return next((more for more in range(DECIMALS) if says_so(more)), 0)


def flat(value: float, years: Span) -> tuple[tuple[int, float], tuple[int, float]]:
    """A level over its years, as it is drawn (see `Reading.drawn`)."""
    return (years[0], value), (years[1], value)


def per_year(unit: str, spec: Spec) -> str:
    """The unit of a mean over years: amounts and counts of a year are so much a year, sums over a window are not."""
    flows = unit.startswith(FLOWS) and not unit.endswith("a year") and spec.args.get("window", 1) == 1
    return f"{unit} a year" if flows else unit


def ends_of(values: pd.Series) -> tuple[Span, Span]:
    """First and last years of both ends of a series: five years each, or its halves where it is shorter than ten."""
    found = values.dropna()
    if found.empty:
        raise NotCovered("there are no years with data in the span.")
    first, last = years_of(found)
    width = min(rules.settings().window, (last - first + 1) // 2)
    return (first, first + width - 1), (last - width + 1, last)


def years_of(values: pd.Series) -> Span:
    """First and last year of a series in order."""
    return int(values.index[0]), int(values.index[-1])


def plain(unit: str) -> str:
    """The unit of a level, given that of a level or of a difference of two."""
    return unit.replace("percentage points", "per cent")
