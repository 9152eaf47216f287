"""Parameters are checked before anything runs, and every message says what is allowed."""

import json

import pytest

from analysis import countries, study
from analysis.errors import ParameterError
from analysis.study import Study


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"country": "PKA"}, r"country = 'PKA' is no country code; nearest: PAK \(Pakistan\)"),
        ({"country": "Pakistn"}, r"nearest: PAK \(Pakistan\)"),
        ({"rival": "Turky"}, r"nearest: TUR"),
        ({"country": "IND"}, "country and rival are both 'IND'; give each role a country of its own"),
        ({"turning_point": 1900}, "turning_point = 1900 is outside the data; give a year from 1946 to "),
        ({"turning_point": "2014"}, r"turning_point = '2014' is of the wrong type \(str\); give a whole number"),
        ({"country": 5}, r"country = 5 is of the wrong type \(int\); give a country code such as PAK"),
        ({"turning_point": True}, r"wrong type \(bool\)"),
        ({"first_year": 2010, "last_year": 2015}, "leave fewer than ten years"),
        (
            {"first_year": 2015, "last_year": 2025, "turning_point": 2014},
            "turning_point = 2014 is outside the years used",
        ),
        ({"window": 0}, "window = 0 is out of range; give 1 to 20 years"),
        ({"contry": "PAK"}, "unknown parameter 'contry': did you mean country"),
        ({"xyz": 1}, "unknown parameter 'xyz': it is none of them. Allowed: country, partner"),
    ],
)
def test_bad_parameters_are_refused_in_one_line(given, message):
    with pytest.raises(ParameterError, match=message) as caught:
        study.from_parameters(given)
    assert "\n" not in str(caught.value)


def test_texts_follow_the_roles():
    greek = Study(country="TUR", rival="GRC")
    assert (
        greek.fill("{country} and {patron}, {rival_s} share, {patron_own} aid")
        == "Türkiye and the US, Greece's share, US aid"
    )
    assert greek.sentence("{the_patron} is first") == "The US is first"
    assert greek.fill("{unknown} stays") == "{unknown} stays"


def test_years_in_use_clip_every_span():
    assert Study(first_year=1990, last_year=2010, turning_point=2001).clip((1972, 2020)) == (1990, 2010)


def test_every_parameter_has_help():
    assert all(item.metadata["help"] for item in study.fields(Study))


def test_names_are_what_a_reader_expects():
    assert [countries.short(code) for code in ("PAK", "RUS", "USA", "TUR", "GBR", "KOR")] == [
        "Pakistan", "Russia", "US", "Türkiye", "UK", "South Korea",
    ]  # fmt: skip
    assert len(countries.codes()) > 200 and all(len(code) == 3 for code in countries.codes())


@pytest.mark.parametrize(
    ("text", "code"),
    [(" pak ", "PAK"), ("Türkiye", "TUR"), ("south  korea", "KOR"), ("Viet nam", "VNM"), ("us", "USA")],
)
def test_codes_in_any_case_and_names_are_understood(text, code):
    rest = {"country": "EGY", "rival": "SDN", "patron": "GBR"}
    assert study.from_parameters(rest | {"country": text}).country == code


def test_the_first_sanctions_come_before_the_shock():
    with pytest.raises(ParameterError, match="sanctions_year = 2023 comes after shock_year = 2022"):
        study.from_parameters({"sanctions_year": 2023})


def test_a_notebook_refuses_a_name_that_it_does_not_know():
    space = {"country": "IND", "rival": "PAK", "In": [], "Out": {}, "_i1": "x", "display": print, "json": json}
    assert study.study_of(space).country == "IND"
    with pytest.raises(ParameterError, match="unknown parameter 'counrty': did you mean country"):
        study.study_of(space | {"counrty": "IND"})
