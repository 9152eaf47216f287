"""The series below the lanes of acts; one without data for the case is left out."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import pandas as pd

from analysis import countries, tables
from analysis.claims.evidence import LEAST_YEARS
from analysis.claims.wording import number, span
from analysis.errors import NotCovered
from analysis.figures.recorded import cite, held
from analysis.figures.shared import of_us, within
from analysis.measures import aid, arms, trade, votes
from analysis.study import Study

POOLED = 5
ALL_YEARS = (1946, 9999)


class Panel(NamedTuple):
    """One small panel: heading, words for a sentence, unit, data by year, the palette colour of every column.

    `spans` are the years behind the value of a year, where these are several, and `period` says so in words; `steps` draws
    values that hold for a span.
    """

    heading: str
    subject: str
    unit: str
    data: pd.DataFrame
    colours: dict[str, str]
    spans: dict[int, tuple[int, int]]
    period: str = ""
    steps: bool = False

    def level(self) -> str:
        """The last value of the first series, such as: 1.2 per cent in 2016–2020."""
        values = self.data.iloc[:, 0].dropna()
        return self._told(values, int(values.index[-1]))

    def moved(self, study: Study) -> str:
        """The first series before the turning point (else at its beginning), and its last value."""
        values = self.data.iloc[:, 0].dropna()
        before = values.loc[: study.turning_point - 1]
        start = int(before.index[-1]) if len(before) else int(values.index[0])
        return " and ".join(self._told(values, year) for year in dict.fromkeys([start, int(values.index[-1])]))

    def _told(self, values: pd.Series, year: int) -> str:
        return f"{number(values[year])} {self.unit} in {span(self.spans.get(year, (year, year)))}"


def panels(study: Study) -> tuple[Panel, ...]:
    """Arms, trade, votes and aid, as far as the tables reach for the roles and years of `study`."""
    built: list[Callable[[Study], Panel]] = [partial(_arms, role="partner"), partial(_arms, role="patron")]
    built += [_trade, _votes, _aid]
    found, _ = held({str(place): partial(build, study) for place, build in enumerate(built)})
    return tuple(found.values())


def _arms(study: Study, role: str) -> Panel:
    supplier = getattr(study, role)
    share = arms.supplier_share(study.country, supplier=supplier, window=study.window)
    data = _yearly(share.to_frame(study.name(role)), study)
    return Panel(
        study.sentence(f"Arms imports from {{the_{role}}}, per cent"),
        study.fill(f"{{{role}_s}} share of {{country_own}} arms imports"),
        "per cent",
        data,
        {study.name(role): role},
        {year: (year - study.window + 1, year) for year in data.index},
        study.fill("arms: {window} years that end with each year") if role == "partner" else "",
    )


def _trade(study: Study) -> Panel:
    """Two tables, never joined: the older one up to the year before the newer one begins."""
    first = int(tables.load("trade")["year"].min())
    name, older = study.name("partner"), f"{study.name('partner')}, older table"
    new = trade.share(tables.load("trade"), study.country, partner=study.partner)
    data = new.to_frame(name)
    with suppress(NotCovered):
        old = trade.share(tables.load("trade_long"), study.country, partner=study.partner)
        data = data.join(old.loc[: first - 1].rename(older), how="outer")
    data = _yearly(data, study).dropna(axis=1, how="all")
    found = [str(column) for column in data]
    cite(*({name: "trade", older: "trade_long"}[column] for column in found))
    return Panel(
        study.sentence("Trade with {the_partner}, per cent"),
        study.fill("{partner_s} share of {country_own} goods trade"),
        "per cent",
        data,
        dict.fromkeys(found, "partner"),
        {},
        f"trade: another source before {first}" if older in found else "",
    )


def _votes(study: Study) -> Panel:
    """Identical votes, pooled over spans of five years of which one begins at the turning point; no span of a year or two stands beside them."""
    same = votes.alike(study.country, b=study.partner, span=ALL_YEARS)
    if same.empty:
        raise NotCovered("the two never voted on the same resolution.")
    first, last = study.clip((int(same.index.min()), int(same.index.max())))
    every = {year: _pooled(year, first, last, study) for year in range(first, last + 1)}
    spans = {year: (a, b) for year, (a, b) in every.items() if b - a + 1 >= LEAST_YEARS} or every
    shares = {(a, b): 100 * float(same[same.index.isin(range(a, b + 1))].mean()) for a, b in set(spans.values())}
    values = pd.Series({year: shares[years] for year, years in spans.items()}, dtype=float).rename_axis("year")
    return Panel(
        study.sentence("Same UN votes as {the_partner}, per cent"),
        study.fill("the share of identical UN votes of {country} and {partner}"),
        "per cent",
        _yearly(values.to_frame(study.name("partner")), study),
        {study.name("partner"): "partner"},
        spans,
        f"votes: spans of {POOLED} years",
        steps=True,
    )


def _pooled(year: int, first: int, last: int, study: Study) -> tuple[int, int]:
    """The span that `year` belongs to, within the years from `first` to `last`."""
    start = year - (year - study.turning_point) % POOLED
    return max(start, first), min(start + POOLED - 1, last)


def _aid(study: Study) -> Panel:
    of_us(study)
    amounts = aid.total_obligations(study.country) / 1e3
    return Panel(
        study.sentence("{patron_own} aid, billion dollars of 2023"),
        study.fill("{patron_own} aid to {country}"),
        "billion constant 2023 US$",
        _yearly(amounts.to_frame(countries.short(study.patron)), study),
        {study.name("patron"): "patron"},
        {},
    )


def _yearly(data: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Within the years in use, a row for every year, so that a line breaks where years are missing."""
    kept = within(data, study)
    years = range(int(kept.index.min()), int(kept.index.max()) + 1)
    return kept.reindex(pd.Index(years, name="year"))
