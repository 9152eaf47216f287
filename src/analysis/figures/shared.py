"""What the figures of several chapters share: years in use, panels, suppliers, ties by kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import pandas as pd

from analysis import countries
from analysis.claims import expectation, rules
from analysis.claims.finding import Finding, PartFinding
from analysis.claims.wording import number, span
from analysis.errors import NotCovered, reasons
from analysis.figures import charts
from analysis.figures.compose import Chart
from analysis.figures.marks import Marks
from analysis.figures.people import colours, role_colours
from analysis.figures.recorded import cite, load, noted
from analysis.measures import aid, arms, diplomacy, trade, votes
from analysis.measures.series import rolling_sum
from analysis.study import Study

VOTES_FROM, SPAN = 1985, 5
REGION = "Regions are the publisher's: Europe includes Türkiye and Ukraine, Asia includes Australasia."
Values = pd.Series | pd.DataFrame
Panels = list[tuple[str, pd.DataFrame]]


def within(data: pd.DataFrame, study: Study, first: int = 1946) -> pd.DataFrame:
    """`data` (index: years) from `first`, and within the years that the parameters use; NotCovered where nothing is left."""
    start, end = study.clip((first, 9999))
    kept = data[(data.index >= start) & (data.index <= end)]
    if kept.dropna(how="all").empty:
        raise NotCovered("no data", f"there are no data in {start}–{end}.")
    return kept


def peak(values: pd.Series) -> int:
    """The year with the largest value of a series without gaps."""
    return int(values.index[int(values.argmax())])


def at(values: pd.Series, year: int, unit: str = "") -> str:
    """A value in its year, such as: 12.4 million dollars in 2019."""
    return f"{number(values[year])}{unit and f' {unit}'} in {year}"


def each(codes: Iterable[str], read: Callable[[str], pd.Series]) -> pd.DataFrame:
    """What `read` gives for every code, as columns with their short names."""
    return pd.DataFrame({countries.short(code): read(code) for code in codes})


def drawn(
    study: Study, series: Mapping[str, Values], *, first: int = 1946, last: int = 9999, of: str = "country"
) -> Panels:
    """Panels of values by heading within the years in use and to `last`; one series is named after the role `of`."""
    frames = {
        heading: values.to_frame(study.name(of)) if isinstance(values, pd.Series) else values
        for heading, values in series.items()
    }
    return [(heading, within(data, study, first).loc[:last]) for heading, data in frames.items()]


def known(
    study: Study, readings: Mapping[str, Callable[[], Values]], *, first: int = 1946, of: str = "country"
) -> Panels:
    """`drawn` of the readings that tables hold for the roles and years; NotCovered with the reasons where none does."""
    panels: Panels = []
    missing: list[NotCovered] = []
    for heading, read in readings.items():
        try:
            with noted():
                panels += drawn(study, {heading: read()}, first=first, of=of)
        except NotCovered as error:
            missing.append(error)
    if not panels:
        raise NotCovered("no data", reasons(missing))
    return panels


def rolls() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Votes and resolutions of the UN General Assembly."""
    return load("un_votes"), load("un_resolutions")


def of_us(study: Study) -> None:
    """NotCovered unless the patron is the United States: several tables record its ties only."""
    if study.patron != "USA":
        raise NotCovered(
            "no data", "the tables on aid by kind, visits, strikes and US trade are about the United States only."
        )


def supplier_lines(study: Study, recipient: str, told: list[str], must: str) -> Chart:
    """Shares of the six largest suppliers since 1990 (and of `must`) in a recipient's arms imports; the title tells `told`."""
    shares = within(arms.supplier_shares(load("arms_deliveries"), recipient, window=study.window), study, 1990)
    top = list(shares.sum().sort_values(ascending=False).index[:6])
    chosen = top if must in top or must not in shares else [*top[:5], must]
    title, drawn = _supplier_title(study, recipient, shares, told), shares[chosen].rename(columns=countries.short)
    return charts.lines(drawn, colours(study, chosen), title=title, marks=[study.turning_point])


def effective_suppliers(study: Study, role: str, other: str, marks: Marks = ()) -> Chart:
    """Effective number of suppliers of the country in a role, told in the title, and of another."""
    codes = (getattr(study, role), getattr(study, other))
    found = each(codes, lambda code: arms.effective_suppliers(load("arms_deliveries"), code, window=study.window))
    data = within(found, study, 1990)
    return charts.lines(data, role_colours(study), title=most_and_last(study, role, data), marks=marks)


def _supplier_title(study: Study, recipient: str, shares: pd.DataFrame, told: list[str]) -> str:
    """First and last window of the largest supplier of today and of the ones named, such as: China from 44 to 80 per cent."""
    first = max(study.turning_point - 1, int(shares.index[0]))
    last = int(shares.index[-1])
    codes = [code for code in dict.fromkeys([str(shares.loc[last].idxmax()), *told]) if code in shares]
    spans = [span((year - study.window + 1, year)) for year in (last, first)]
    said = [
        f"{countries.with_article(code)} {number(shares[code][last])} ({number(shares[code][first])})"
        for code in codes[1:]
    ]
    lead = f"{countries.with_article(codes[0])} supplied {number(shares[codes[0]][last])} per cent of {countries.owning(recipient)} arms"
    return f"{lead} in {spans[0]} ({number(shares[codes[0]][first])} in {spans[1]})" + "".join(
        f", {one}" for one in said
    )


def expected_trade(study: Study, claim: str, part_id: str, finding: Finding) -> Chart:
    """Actual over expected trade by year, for the part of a claim that the gravity equation decides."""
    part = finding.part(part_id)
    if part.reason:
        raise NotCovered(part.reason, part.sentence.removeprefix(f"{part.subject}: no data: "))
    spec = rules.chosen(rules.part(claim, part_id, study), study)
    flow, told = "trade", "Trade of {country} and {partner}"
    if spec.measure == "trade.exports":
        flow, told = "exports", "{partner_own} exports to {country}"
    level = part.choices[0].reading
    strangers = expectation.without_ties(study.country, study.partner)
    unknown = "".join(f" No table has the languages of {countries.short(code)}." for code in strangers)
    cite("trade", "trade_unctad", "geography", "borders", "distances")
    expect = "what size, distance, borders and language let expect"
    return charts.band(
        within(expectation.with_interval(spec), study),
        "country",
        threshold=1,
        second=within(expectation.second_source(spec).to_frame(), study).iloc[:, 0],
        title=f"{told} came to {number(level.value)} times {expect}, {span(level.years)}",
        subtitle=f"Actual over expected {flow} of the pair by year; 1 is {expect}",
        marks=[study.turning_point],
        note="Expected by a gravity equation of all pairs in the year (region and colonial ties are in it too), the pair itself left out. "
        "Diamonds: the same from UNCTAD's matrix, as exporters report. The band is the uncertainty of "
        f"the expectation; single pairs scatter far more widely around theirs.{unknown}",
    )


def ties(study: Study, codes: Sequence[str]) -> dict[str, Callable[[], pd.DataFrame]]:
    """The kinds of tie of some countries with the patron, by heading: those of the United States from its own records."""
    supplied = "Arms, five-year sum, million TIV"
    found: dict[str, Callable[[str], pd.Series]] = {
        supplied: lambda c: arms.deliveries(load("arms_deliveries"), c, supplier=study.patron, window=5),
        "UN votes, Cohen's kappa": lambda c: votes.agreement(*rolls(), c, b=study.patron),
    }
    if study.patron == "USA":
        found = {
            "Visits, five-year sum": lambda c: rolling_sum(diplomacy.visits(load("visits"), c), 5),
            "Share of US goods trade, per cent": lambda c: trade.us_share(load("us_trade"), c),
            supplied: found[supplied],
            "Share of US aid, per cent": lambda c: aid.share(load("us_aid"), c),
            **found,
        }
    else:
        heading = study.sentence("Share of {patron_own} goods trade, per cent")
        found[heading] = lambda c: trade.share(load("trade"), study.patron, partner=c)
    return {heading: partial(_side_by_side, read, codes) for heading, read in found.items()}


def _side_by_side(read: Callable[[str], pd.Series], codes: Sequence[str]) -> pd.DataFrame:
    """A series of every country that has it; NotCovered where none has."""
    columns, missing = {}, []
    for code in codes:
        try:
            with noted():
                columns[countries.short(code)] = read(code)
        except NotCovered as error:
            missing.append(error)
    if not columns:
        raise missing[0]
    return pd.DataFrame(columns)


def headline(part: PartFinding, drawn: pd.Series) -> str:
    """The headline of a part; where its own years or roles have no data, what the drawn series shows."""
    known = drawn.dropna()
    if not part.reason or known.empty:
        return part.headline
    first, last = (at(known, year) for year in (known.index[0], known.index[-1]))
    return f"{part.subject} came to {last}" if len(known) == 1 else f"{part.subject} went from {first} to {last}"


def most_and_last(study: Study, role: str, suppliers: pd.DataFrame) -> str:
    """When a country's arms came from most suppliers, counted by weight, and how many they were in the last window."""
    known = suppliers[study.name(role)].dropna()
    most, *now = (
        f"{number(known[year])} {{}}in {year - study.window + 1}–{year}"
        for year in dict.fromkeys([peak(known), known.index[-1]])
    )
    spans = [most.format("suppliers, counted by weight, "), *(one.format("") for one in now)]
    return f"{{{role}_s}} arms came from {', the most, and from '.join(spans)}"


def vote_spans(study: Study) -> list[tuple[int, int]]:
    """Spans of five years that end at the last full year of votes, from 1985 or the first year in use."""
    every = rolls()[1]
    last = min(int(every.loc[~every["incomplete_year"], "year"].to_numpy().max()), study.last_year)
    first = max(VOTES_FROM, study.first_year)
    return [(end - SPAN + 1, end) for end in range(last, first + SPAN - 2, -SPAN)][::-1]
