"""The table of choices carries the result of every combination, in the order of what moves the result."""

import html
import re

import pytest
from once import decide

from analysis.claims.happened import Choice
from analysis.claims.kind import Reading
from analysis.claims.spec import Spec
from analysis.claims.wording import choice as words
from analysis.claims.wording import number
from analysis.figures import folds
from analysis.study import Study

BODY = re.compile(
    r'<tbody data-axes="([^"]*)" data-units="([^"]*)" data-spans="([^"]*)" data-ways="([^"]*)">(.*?)</tbody>', re.S
)

KEYS = {words: key for names in (folds.NAMES, folds.NAMES_OF_CHANGES) for key, words in names.items()}


def way(value, sign, unit="per cent", **choice):
    reading = Reading(value, sign, "", unit, (2000, 2010), 11, 1.0, 1.0 + value)
    return Choice(reading, Spec(test="shift", table="us_aid", choice=choice), Study())


@pytest.mark.parametrize("claim", ["U1", "U2", "H5"])
def test_every_combination_is_there_with_its_numbers(study, claim):
    finding = decide(claim, study)
    varied = [part for part in finding.parts if len(part.choices) > 1]
    text = folds.section(finding)
    bodies, series = BODY.findall(text), html.unescape(re.search(r'data-series="([^"]*)"', text)[1]).split(";")
    assert len(set(series)) == len(series), "each is held once"
    assert len(bodies) == len(varied)
    for part, (axes, units, spans, ways, rows) in zip(varied, bodies, strict=True):
        labels = [html.unescape(one) for one in re.findall(r"<tr><td>[^<]*</td><td>([^<]*)</td>", rows)]
        named = [(name, int(count)) for name, count in (axis.split(":") for axis in axes.split("|"))]
        values = {name: [labels.pop(0) for _ in range(count)] for name, count in named}
        assert not labels
        assert not {"year", "years"} & {name for name, _ in named}, "said in words"
        held = dict((one[: len(named)], one[len(named) :]) for one in html.unescape(ways).split(";"))
        assert next(iter(held)) == "0" * len(named), "the chosen way comes first"
        for one in part.choices:
            code = "".join(
                folds.PLACES[values[name].index(words(KEYS.get(name, name), one.choice[KEYS.get(name, name)]))]
                for name, _ in named
            )
            read = one.reading
            told = [number(value) for value in (read.value, read.before, read.after) if value is not None]
            numbers, *drawn = held[code].split("/")
            assert numbers[1] == read.sign[0] and numbers[2:].split("|") == told
            assert drawn_as_read(one, drawn, series, spans.split("|"))
            assert html.unescape(units).split("|")[int(held[code][0])].startswith(("percentage points", read.unit))


def drawn_as_read(one, drawn, series, spans):
    """Whether the series and the ends of the levels that a way names are those of the choice."""
    if not drawn:
        return one.series is None
    unit, first, values = series[int(drawn[0])].split("|")
    shown = {int(first) + place: float(text) for place, text in enumerate(values.split(",")) if text}
    beyond = one.series.attrs.get("beyond", (float("inf"), ""))[0]
    assert unit == one.reading.unit and shown == pytest.approx(one.series[one.series < beyond].to_dict(), rel=0.005)
    ends = drawn[2].split(",")
    levels = [float(text or ends[place - 1]) for place, text in enumerate(ends)]
    years = list(map(int, spans[int(drawn[1])].split(" ")))
    return levels == pytest.approx([end for _, end in one.reading.drawn], rel=0.005) and years == [
        year for year, _ in one.reading.drawn
    ]


@pytest.mark.parametrize(
    ("claim", "part_id", "ends"),
    [("U1", "aid_after_2011", 4), ("I2", "newcomers", 4), ("U4", "trade", 4), ("H1", "arms", 2), ("I1", "rank", 2), ("H6", "trade", 2)],
)  # fmt: skip
def test_what_is_drawn_over_a_series_is_what_the_value_is_read_from(study, claim, part_id, ends):
    """A change lies between two levels (or the ends of two lines at the year), a level is one, a value is one year."""
    for one in decide(claim, study).part(part_id).choices:
        read, drawn = one.reading, one.reading.drawn
        assert len(drawn) == ends and [year for year, _ in drawn] == sorted(year for year, _ in drawn)
        if read.before is not None:
            assert (drawn[0][1], drawn[3][1]) == (read.before, read.after)
        elif ends == 2:
            assert {value for _, value in drawn} == {read.value} and (drawn[0][0], drawn[1][0]) == read.years
        assert {year for year, _ in drawn} <= set(one.series.index)


def test_what_turns_the_sign_comes_before_what_moves_the_value():
    found = [
        way(10.0, "for", year="1", span="a"), way(1.0, "for", year="1", span="b"),
        way(9.9, "none", year="2", span="a"), way(0.9, "none", year="2", span="b"),
    ]  # fmt: skip
    assert [axis.name for axis in folds.axes(found)] == ["year", "span"]
    assert [axis.values for axis in folds.axes(found)] == [("1", "2"), ("a", "b")]


def test_values_in_two_units_are_not_compared_and_an_axis_of_one_value_is_left_out():
    found = [
        way(10.0, "for", measure="share", year="1", span="a"),
        way(9000.0, "for", "US$", measure="amount", year="1", span="a"),
        way(9.0, "for", measure="share", year="2", span="a"),
        way(0.0, "for", "US$", measure="amount", year="2", span="a"),
    ]
    assert [(axis.name, axis.moved[1] > 0) for axis in folds.axes(found)] == [("year", True), ("measure", False)]


def test_one_way_alone_has_no_section(study):
    finding = decide("E4", study)
    assert folds.section(finding) == "" or "not_built" not in folds.section(finding)
