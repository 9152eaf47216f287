"""Whatever is given as a parameter is either understood or refused in one line that says what was given and what to give."""

import itertools

import pytest

from analysis.errors import ParameterError
from analysis.report import cases
from analysis.study import ROLES, Study

YEARS = ("first_year", "last_year", "turning_point", "sanctions_year", "shock_year")
UNDERSTOOD = {
    "tur": "TUR", " TUR ": "TUR", "Turkey": "TUR", "Türkiye": "TUR", "Czech Republic": "CZE", "Ivory Coast": "CIV", "Burma": "MMR",
    "UK": "GBR", "South Korea": "KOR", "North Korea": "PRK", "Persia": "IRN", "Holland": "NLD", "Kosovo": "XKX", "Swaziland": "SWZ",
}  # fmt: skip
GONE = {
    "SUN": "RUS",
    "Soviet Union": "RUS",
    "YUG": "SRB",
    "Yugoslavia": "SRB",
    "DDR": "DEU",
    "ZAR": "COD",
    "Zaire": "COD",
}
NO_STATES = {"REU": "FRA", "Hong Kong": "CHN", "Puerto Rico": "USA", "Greenland": "DNK"}
NO_CODES = [
    "EU",
    "Scotland",
    "Atlantis",
    "",
    "PA",
    "P\u0410K",
    "PAK;IND",
    "[[[[",
    "{a: b}",
    "'PAK'",
    "nan",
    "None",
    "\x00",
    "A" * 5000,
]
NO_YEARS = ["soon", "2014.0", "010", "33:34", "2014-99-99", "1e3", "inf", "nan", "true", "", "9" * 5000, "-" * 40]
OUTSIDE = ["0", "-5", "1945", "3000", "9999", "20140"]
MISSPELT = ["contry", "Country", "turning-point", "shockyear", "x", "years"]


def answer(*pairs):
    """The Study of these pairs, or the one line that refuses them."""
    try:
        return cases.check(cases.parse(pairs))
    except ParameterError as error:
        said = str(error)
        assert "\n" not in said and len(said) < 420, said[:500]
        return said


@pytest.mark.parametrize(("role", "given"), list(itertools.product(("country", "rival", "patron"), UNDERSTOOD)))
def test_names_and_codes_in_any_case_are_understood(role, given):
    assert getattr(answer(f"{role}={given}"), role) == UNDERSTOOD[given]


@pytest.mark.parametrize(("role", "given"), list(itertools.product(ROLES, GONE | NO_STATES)))
def test_what_is_no_state_of_today_is_told_what_to_give(role, given):
    assert f"names no state of today; give {(GONE | NO_STATES)[given]} (" in answer(f"{role}={given}")


@pytest.mark.parametrize(("role", "given"), list(itertools.product(ROLES, NO_CODES)))
def test_what_is_no_country_is_told_the_nearest_states(role, given):
    said = answer(f"{role}={given}")
    assert said.startswith(f"{role} = {given[:40]!r}"[:20]) and "is no country code; nearest: " in said
    nearest = said.partition("nearest: ")[2][:3]
    assert isinstance(answer(f"country={nearest}", "partner=FIN", "rival=CUB", "patron=TCD"), Study)


@pytest.mark.parametrize(("name", "given"), list(itertools.product(YEARS, NO_YEARS)))
def test_what_is_no_year_is_told_how_one_looks(name, given):
    said = answer(f"{name}={given}")
    assert said.startswith(f"{name} = ") and "give a whole number such as 2014" in said


@pytest.mark.parametrize(("name", "given"), list(itertools.product(YEARS, OUTSIDE)))
def test_years_outside_the_data_are_told_the_years_of_the_data(name, given):
    assert f"{name} = {given} is outside the data; give a year from 1946 to " in answer(f"{name}={given}")


@pytest.mark.parametrize("name", MISSPELT)
def test_a_misspelt_name_is_told_the_names(name):
    assert f"unknown parameter {name!r}" in answer(f"{name}=2014") and "Allowed: country, partner" in answer(
        f"{name}=2014"
    )


@pytest.mark.parametrize(("one", "other"), [pair for pair in itertools.permutations(ROLES, 2)])
def test_two_roles_of_one_country_are_told_apart(one, other):
    said = answer(f"{one}=FIN", f"{other}=FIN")
    first, second = sorted((one, other), key=ROLES.index)
    assert f"{first} and {second} are both 'FIN'; give each role a country of its own, such as " in said


@pytest.mark.parametrize(
    "pairs",
    [
        ("first_year=2020",), ("turning_point=1946",), ("sanctions_year=2023",), ("shock_year=2013",), ("window=0",), ("window=21",),
        ("country=TUR", "country=VNM"), ("country",), ("=TUR",), ("history=/nowhere",), ("claims=/nowhere",), ("changes=foo",),
        ("changes=X9.a.b=1",), ("changes=C3.arms.threshold=abc",), ("neighbour=PAK",), ("neighbour=XXX",), ("changes=12",),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused_in_one_line(pairs):
    assert isinstance(answer(*pairs), str)
