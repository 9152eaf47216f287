"""The table of choices carries the result of every combination, in the order of what moves the result."""

import html
import re

import pytest

from analysis import decide
from analysis.claims.happened import Choice
from analysis.claims.kind import Reading
from analysis.claims.wording import choice as words
from analysis.claims.wording import number
from analysis.figures import choices

BODY = re.compile(r'<tbody data-axes="([^"]*)" data-units="([^"]*)" data-ways="([^"]*)">(.*?)</tbody>', re.S)


def way(value, sign, unit="per cent", **choice):
    return Choice(Reading(value, sign, "", unit, (2000, 2010), 11, 1.0, 1.0 + value), choice)


@pytest.mark.parametrize("claim", ["U1", "U2", "H5"])
def test_every_combination_is_there_with_its_numbers(study, claim):
    finding = decide(claim, study)
    varied = [part for part in finding.parts if len(part.choices) > 1]
    bodies = BODY.findall(choices.section(finding))
    assert len(bodies) == len(varied)
    for part, (axes, units, ways, rows) in zip(varied, bodies, strict=True):
        labels = [html.unescape(one) for one in re.findall(r"<tr><td>[^<]*</td><td>([^<]*)</td>", rows)]
        named = [(name, int(count)) for name, count in (axis.split(":") for axis in axes.split("|"))]
        values = {name: [labels.pop(0) for _ in range(count)] for name, count in named}
        assert not labels
        held = dict((one[: len(named)], one[len(named) :]) for one in html.unescape(ways).split(";"))
        assert next(iter(held)) == "0" * len(named), "the chosen way comes first"
        for one in part.choices:
            code = "".join(choices.PLACES[values[name].index(words(name, one.choice[name]))] for name, _ in named)
            read = one.reading
            told = [number(value) for value in (read.value, read.before, read.after) if value is not None]
            assert held[code][1] == read.sign[0] and held[code][2:].split("|") == told
            assert html.unescape(units).split("|")[int(held[code][0])].startswith(("percentage points", read.unit))


def test_what_turns_the_sign_comes_before_what_moves_the_value():
    found = [
        way(10.0, "for", year="1", span="a"), way(1.0, "for", year="1", span="b"),
        way(9.9, "none", year="2", span="a"), way(0.9, "none", year="2", span="b"),
    ]  # fmt: skip
    assert [axis.name for axis in choices.axes(found)] == ["year", "span"]
    assert [axis.values for axis in choices.axes(found)] == [("1", "2"), ("a", "b")]


def test_values_in_two_units_are_not_compared_and_an_axis_of_one_value_is_left_out():
    found = [
        way(10.0, "for", measure="share", year="1", span="a"),
        way(9000.0, "for", "US$", measure="amount", year="1", span="a"),
        way(9.0, "for", measure="share", year="2", span="a"),
        way(0.0, "for", "US$", measure="amount", year="2", span="a"),
    ]
    assert [(axis.name, axis.moved[1] > 0) for axis in choices.axes(found)] == [("year", True), ("measure", False)]


def test_one_way_alone_has_no_section(study):
    finding = decide("E4", study)
    assert choices.section(finding) == "" or "not_built" not in choices.section(finding)
