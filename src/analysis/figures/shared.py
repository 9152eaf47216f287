"""What the figures of several chapters share: years in use, panels, ties by kind, values in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from analysis import countries
from analysis.claims import expectation, rules
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.wording import span
from analysis.errors import NotCovered, covered, reasons
from analysis.figures import charts
from analysis.figures.compose import Chart
from analysis.figures.palette import STUDY
from analysis.figures.recorded import cite, held, load
from analysis.figures.words import at
from analysis.measures import aid, arms, diplomacy, trade, votes
from analysis.measures.series import pooled, rolling_sum
from analysis.study import Study

VOTES_FROM, SPAN = 1985, 5
REGION = "Regions are the publisher's: Europe includes Türkiye and Ukraine, Asia includes Australasia."
# Why a table does not hold a country, by the code of NotCovered.
WHY = {"licence": "the publisher's terms keep it from being passed on", "no data": "the table has none"}
Values = pd.Series | pd.DataFrame
Panels = list[tuple[str, pd.DataFrame]]


def within(data: pd.DataFrame, study: Study, first: int = 1946) -> pd.DataFrame:
    """`data` (index: years) from `first`, and within the years that the parameters use; NotCovered where nothing is left."""
    start, end = study.clip((first, 9999))
    kept = data[(data.index >= start) & (data.index <= end)]
    if kept.dropna(how="all").empty:
        raise NotCovered(f"there are no data in {start}–{end}.")
    return kept


def each(codes: Iterable[str], read: Callable[[str], pd.Series]) -> pd.DataFrame:
    """What `read` gives for every code, as columns with their short names."""
    return pd.DataFrame({countries.short(code): read(code) for code in codes})


def both(study: Study, read: Callable[[str], pd.Series]) -> pd.DataFrame:
    """What `read` gives for the country, and for the rival beside it."""
    return each((study.country, study.rival), read)


def drawn(
    study: Study, series: Mapping[str, Values], *, first: int = 1946, last: int = 9999, of: str = "country"
) -> Panels:
    """Panels of values by heading within the years in use and to `last`; one series is named after the role `of`."""
    return [
        (
            heading,
            within(pd.DataFrame({study.name(of): one}) if isinstance(one, pd.Series) else one, study, first).loc[:last],
        )
        for heading, one in series.items()
    ]


def known(
    study: Study, readings: Mapping[str, Callable[[], Values]], *, first: int = 1946, of: str = "country"
) -> Panels:
    """`drawn` of the readings that tables hold for the roles and years; NotCovered with the reasons where none does."""

    def panel(heading: str) -> Panels:
        return drawn(study, {heading: readings[heading]()}, first=first, of=of)

    found, missing = held({heading: partial(panel, heading) for heading in readings})
    if not found:
        raise NotCovered(reasons(missing))
    return [one for panels in found.values() for one in panels]


def rolls() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Votes and resolutions of the UN General Assembly."""
    return load("un_votes"), load("un_resolutions")


def of_us(study: Study) -> None:
    """NotCovered unless the patron is the United States: several tables record its ties only."""
    if study.patron != "USA":
        raise NotCovered("the tables on aid by kind, visits, strikes and US trade are about the United States only.")


def expected_trade(study: Study, claim: str, part_id: str, finding: Finding) -> Chart:
    """Actual over expected trade by year, for the part of a claim that the gravity equation decides."""
    part = finding.part(part_id)
    if part.reason:
        raise NotCovered(part.sentence.removeprefix(f"{part.subject}: no data: "), part.reason)
    spec = rules.chosen(rules.part(claim, part_id, study), study)
    level = part.choices[0].reading
    strangers = [countries.short(code) for code in expectation.without_ties(study.country, study.partner)]
    facts = {"exports": spec.measure == "trade.exports", "times": level.value, "years": span(level.years)}
    cite("trade", "trade_unctad", "geography", "borders", "distances")
    chart = charts.band(
        within(expectation.with_interval(spec), study),
        "country",
        threshold=1,
        second=within(expectation.second_source(spec).to_frame(), study).iloc[:, 0],
        marks=[study.turning_point],
        facts=facts | {"strangers": strangers},
    )
    # The level of the title is of the years together, and stands beside each of them.
    inside = chart.data["year"].between(*level.years)
    table = chart.data.assign(
        **{f"{span(level.years)} together": pd.Series(level.value, chart.data.index).where(inside)}
    )
    return replace(chart, data=table)


def ties(study: Study, codes: Sequence[str]) -> dict[str, Callable[[], pd.DataFrame]]:
    """The kinds of tie of some countries with the patron, by heading: those of the United States from its own records."""
    found: dict[str, Callable[[str], pd.Series]] = {
        "Visits, five-year sum": lambda code: rolling_sum(diplomacy.visits(code), 5),
        "Share of US goods trade, per cent": trade.us_share,
        "Arms, five-year sum, million TIV": lambda code: arms.deliveries(code, supplier=study.patron, window=5),
        "Share of US aid, fiscal years, per cent": aid.share,
        "UN votes, Cohen's kappa": lambda code: votes.agreement(code, b=study.patron),
    }
    if study.patron != "USA":
        found = {heading: read for heading, read in found.items() if heading.startswith(("Arms", "UN votes"))}
        heading = study.sentence("Share of {patron_own} goods trade, per cent")
        found[heading] = lambda code: trade.share(study.patron, partner=code)
    return {heading: partial(_side_by_side, read, codes) for heading, read in found.items()}


def _side_by_side(read: Callable[[str], pd.Series], codes: Sequence[str]) -> pd.DataFrame:
    """A series of every country that has it; NotCovered where none has."""
    columns, missing = held({countries.short(code): partial(read, code) for code in codes})
    if not columns:
        raise missing[0]
    found = pd.DataFrame(columns)
    lacking = [name for name in map(countries.short, codes) if name not in columns]
    found.attrs["unheld"] = {name: WHY[one.code] for name, one in zip(lacking, missing, strict=True)}
    return found


def unheld(panels: Panels) -> list[tuple[str, str, str]]:
    """Where `ties` have no line of a country: the heading of the panel, the country's name, and why."""
    return [(heading, name, why) for heading, data in panels for name, why in data.attrs.get("unheld", {}).items()]


def headline(part: PartFinding, drawn: pd.Series) -> str:
    """The headline of a part; where its own years or roles have no data, what the drawn series shows."""
    study = STUDY.get()
    known = drawn.dropna() if study is None else drawn.loc[study.first_year : study.last_year].dropna()
    if not part.reason or known.empty:
        return part.headline
    first, last = (at(known, year) for year in (known.index[0], known.index[-1]))
    return f"{part.subject} came to {last}" if len(known) == 1 else f"{part.subject} went from {first} to {last}"


def with_levels(chart: Chart, panel: str, part: PartFinding) -> Chart:
    """A chart of panels with the levels that a headline tells in its table, beside each of their years.

    A share of years together is the mean of none, so what is drawn of single years does not give it.
    """
    if part.reading is None:
        return chart
    ends, rows = part.reading.drawn, []
    for (first, start), (last, end) in zip(ends[::2], ends[1::2], strict=True):
        level = pd.Series({first: start, last: end}).reindex(range(first, last + 1)).interpolate()
        named = {"panel": panel, "series": f"{span((first, last))} together"}
        rows.append(level.rename("value").rename_axis("year").reset_index().assign(**named))
    return replace(chart, data=pd.concat([chart.data, *rows], ignore_index=True)[list(chart.data)])


def over_five(values: pd.Series) -> pd.Series:
    """A yearly series over the years to each, five together: a ratio is that of the sums, so that one odd year does not decide.

    Missing where five years hold too little for a level.
    """
    found = {
        year: covered(partial(pooled, values, year - SPAN + 1, year), float("nan"))
        for year in range(int(values.index[0]) + SPAN - 1, int(values.index[-1]) + 1)
    }
    return pd.Series(found, dtype=float).rename_axis("year")


def vote_spans(study: Study) -> list[tuple[int, int]]:
    """Spans of five years that end at the last full year of votes, from 1985 or the first year in use."""
    every = rolls()[1]
    last = min(int(every.loc[~every["incomplete_year"], "year"].to_numpy().max()), study.last_year)
    first = max(VOTES_FROM, study.first_year)
    return [(end - SPAN + 1, end) for end in range(last, first + SPAN - 2, -SPAN)][::-1]


def over_spans(study: Study, every: pd.DataFrame, reason: str) -> pd.Series:
    """The levels of the country by span, of a column per country; NotCovered with a reason where it has fewer than two."""
    own = every.get(study.country, pd.Series(dtype=float)).dropna()
    if len(own) < 2:
        raise NotCovered(reason)
    return own


def place(study: Study, levels: pd.Series) -> str:
    """Where the country stands among all with a level, the highest first, such as: number 12 of 190."""
    known = levels.dropna()
    return f"number {int(known.rank(ascending=False, method='min')[study.country])} of {len(known)}"
