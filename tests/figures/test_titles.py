"""Every number of a title stands in the table below the figure, or is computed from that table in a way that is written here."""

import re

import pandas as pd
import pytest
from all_figures import figures

from analysis import Study
from analysis.claims.wording import number
from analysis.figures import data_table
from analysis.figures.figure import Figure

pytestmark = pytest.mark.usefixtures("undrawn")
YEARS = re.compile(r"\b(?:19|20)\d\d(?:–(?:19|20)?\d\d)?\b")
SPANS = re.compile(r"\b(\d{4})–(\d{4})\b")
NUMBERS = re.compile(r"−?\d[\d,]*(?:\.\d+)?(?<!,)")


def table(figure):
    return data_table.shown(figure.data)


def numeric(rows):
    return rows.select_dtypes("number").drop(columns="year", errors="ignore")


def means(figure):
    """Of the years of a span that the title names, column by column and of all amounts together."""
    rows = table(figure)
    for first, last in SPANS.findall(figure.title):
        own = numeric(rows[rows["year"].between(int(first), int(last))]).drop(
            columns="Coalition Support Funds", errors="ignore"
        )
        yield from own.mean()
        yield own.loc[:, [not str(name).startswith("Share") for name in own]].sum(axis=1).mean()


def sums(figure):
    """Of the columns of a year that the title names."""
    rows = table(figure).set_index("year").drop(columns="Coalition Support Funds", errors="ignore")
    yield from (
        rows.loc[int(year)].sum() for year in YEARS.findall(figure.title) if len(year) == 4 and int(year) in rows.index
    )


def apart(figure):
    """How far the first column lies from the others in the years of the title."""
    rows = table(figure).set_index("year")
    for year in {int(one) for one in YEARS.findall(figure.title)}:
        yield from (rows.loc[year].iloc[1:] - rows.loc[year].iloc[0]).abs()


def counts(figure):
    """Rows in all and by the first column, and of those the same votes, or opposite ones, of the first country and each other."""
    rows, first = figure.data, 4
    groups = [rows, *(group for _, group in rows.groupby(rows.columns[0], observed=True))]
    for group in groups:
        yield len(group)
        for other in group.columns[first + 1 :] if "symbol" in group else ():
            both = group.dropna(subset=[group.columns[first], other])
            cast = both.iloc[:, first] + both[other]
            yield from (
                len(both),
                *(int(cast.isin(wanted).sum()) for wanted in (["YN", "NY"], ["YY", "NN", "AA", "XX"])),
            )


def held(figure):
    """Years of the last row with an act, and all of them from the turning point on."""
    own = figure.data.iloc[-1, 1:].dropna()
    since = own[[int(year) >= 2014 for year in own.index]]
    yield from (len(since), int(since.eq("E").sum()))


def fell(figure):
    rows = figure.data
    yield from (len(rows), int((rows.iloc[:, 2] < rows.iloc[:, 1]).sum()))


def of_all(figure):
    """Below and above the own value, of all others, and per cent of them."""
    own = figure.data.iloc[-1]
    below, above = own["below it"], own["above it"]
    yield from (above, below, below + above, below + above + 1)
    yield from (100 * below / (below + above + 1), 100 * above / (below + above + 1))


def shares(figure):
    yield from 100 * figure.data.iloc[:, 1] / figure.data.iloc[:, 1].sum()


def ratios(figure):
    rows = figure.data.set_index("year")
    for first, last in SPANS.findall(figure.title):
        total = rows.loc[int(first) : int(last)].sum()
        yield total.iloc[1] / total.iloc[0]


def without_engines(figure):
    rows = figure.data.set_index("year").drop(columns="Engines", errors="ignore").sum(axis=1)
    for first, last in SPANS.findall(figure.title):
        yield from (rows.loc[int(first) : int(last)].sum(), rows.loc[int(first) : int(last)].mean())


def since(figure):
    rows = figure.data
    yield rows.loc[rows["year"] >= 2014].iloc[:, 1].sum()


def camp_years(figure):
    """Years in which the country voted more with the one or the other, up to a year, and with both."""
    rows = figure.data[figure.data["panel"] == figure.data["panel"].iloc[0]].pivot(
        index="year", columns="series", values="value"
    )
    both = rows[list(figure.data["series"].unique()[:2])].dropna()
    for end in [int(year) for year in re.findall(r"\d{4}", figure.title)]:
        lead = (both.iloc[:, 0] - both.iloc[:, 1]).loc[:end]
        yield from (len(lead), int((lead > 0).sum()), int((lead < 0).sum()))


WAYS = {
    "fig-camp": means, "fig-aid-history": means, "fig-aid-totals": means, "fig-front-line": means, "fig-mistrust": means, "fig-partner-side": means,
    "fig-aid-by-kind": sums, "fig-ideal-points": apart, "fig-crises": counts, "fig-neighbour-votes": counts, "fig-ukraine": counts,
    "fig-exercises": held, "fig-classes": fell, "fig-fit": of_all, "fig-placebo": of_all, "fig-hosts": shares, "fig-scale": ratios,
    "fig-register": without_engines, "fig-timeline": since, "fig-cold-war-votes": camp_years, "fig-past-votes": camp_years,
}  # fmt: skip


def told(value):
    """A value as titles may write it."""
    if isinstance(value, str):
        return set(NUMBERS.findall(YEARS.sub("", value)))
    if pd.isna(value):
        return set()
    return {number(float(value)), f"{value:.0f}", *([number(int(value))] if float(value).is_integer() else [])}


def unfounded(figure):
    """The numbers of a title that the figure's table does not give."""
    rows = table(figure)
    cells = set().union(*(told(value) for column in rows for value in rows[column]), *map(told, map(str, rows.columns)))
    way = counts if figure.anchor.startswith("fig-acts") else WAYS.get(figure.anchor)
    given = cells.union(*(told(value) for value in way(figure))) if way else cells
    return [one for one in NUMBERS.findall(YEARS.sub("", figure.title)) if one not in given]


@pytest.mark.parametrize(
    "study",
    [
        Study(),
        pytest.param(Study(country="TUR", rival="GRC"), marks=pytest.mark.slow),
        pytest.param(Study(country="VNM", rival="CHN"), marks=pytest.mark.slow),
        pytest.param(Study(country="EGY", partner="CHN", rival="ISR"), marks=pytest.mark.slow),
    ],
    ids=lambda study: f"{study.country}-{study.partner}",
)
def test_every_number_of_a_title_is_given_by_the_table_below_it(study):
    found = {figure.anchor: (unfounded(figure), figure.title) for figure in figures(study)}
    assert len(found) > 10
    assert {anchor: one for anchor, one in found.items() if one[0]} == {}


def test_a_number_that_the_table_does_not_give_is_found():
    figure = next(one for one in figures(Study()) if one.anchor == "fig-sides")
    bare = figure.data[["years", "Pakistan", "India", "China"]]
    without = Figure(**{**vars(figure), "data": bare})
    assert unfounded(without) == ["75.8", "9.6"] and unfounded(figure) == []
