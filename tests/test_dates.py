"""A date that a user writes is one that there is, and is told in English whatever language the machine speaks."""

import calendar

import pytest

from analysis.claims.documents import in_words
from analysis.dates import is_date


@pytest.mark.parametrize("text", ["2014", "2014-06", "2014-06-02", "2016-02-29", "9999"])
def test_a_day_a_month_or_a_year_is_a_date(text):
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "14", "2014-6", "20140602", "2014-13", "2015-02-29", "2014-06-02 ", "2014-W01", "0000", "June 2014"]
)
def test_what_the_calendar_does_not_have_is_none(text):
    assert not is_date(text)


def test_months_do_not_follow_the_language_of_the_machine(monkeypatch):
    monkeypatch.setattr(calendar, "month_name", ["", *["Juni"] * 12])
    assert in_words("2014-06-02") == "2 June 2014" and in_words("2014-06") == "June 2014" and in_words("2014") == "2014"
