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
    assert said.startswith(f"{role} = {given[:40]!r}"[:-1])
    assert "is no country code; nearest: " in said
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


# Each alone may be right; together, or for what they name, they are not: and what is said of it.
AT_ODDS = [
    ("first_year=2020", "first_year = 2020 and last_year = 2025 leave fewer than ten years"),
    ("turning_point=1946", "turning_point = 1946 is outside the years used; give a year from 1947 to 2025"),
    ("last_year=2013", "turning_point = 2014 is outside the years used; give a year from 1947 to 2013"),
    ("first_year=2014", "turning_point = 2014 is outside the years used; give a year from 2015 to 2025"),
    ("sanctions_year=2023", "sanctions_year = 2023 comes after shock_year = 2022"),
    ("shock_year=2013", "sanctions_year = 2014 comes after shock_year = 2013"),
    ("window=0", "window = 0 is out of range; give 1 to 20 years"), ("window=21", "give 1 to 20 years"),
    ("window=-1", "window = -1 is out of range"), ("window=5.5", "window = '5.5' is of the wrong type (str)"),
    ("country=TUR country=VNM", "country is given twice (TUR and VNM); give it once"),
    ("country", "'country' is no parameter; write it as name=value"), ("=TUR", "'=TUR' is no parameter"),
    ("neighbour=PAK", "country and neighbour are both 'PAK'"), ("neighbour=XXX", "neighbour = 'XXX' is no country code"),
    ("neighbour=SUN", "neighbour = 'SUN' names no state of today; give RUS (Russia)"),
    ("history=/nowhere", "history = '/nowhere': there is no such file or folder"),
    (f"history={'x' * 5000}", f"history = '{'x' * 60}': there is no such file or folder"),
    (f"claims={'x' * 5000}", f"claims = '{'x' * 60}': there is no such file or folder"),
    ("history=\x00", "there is no such file or folder"), ("claims=/nowhere", "claims = '/nowhere': there is no such file"),
    ("history=notebooks/parameters country=TUR", "holds no history of TUR and RUS (there: PAK and RUS)"),
    ("claims=notebooks", "notebooks cannot be read (Is a directory); give the path of a file"),
    ("changes=foo", "'foo' is no change; write it as CLAIM.PART.KEY=VALUE"), ("changes=12", "changes = 12 is of the wrong type (int)"),
    ("changes=X9.a.b=1", "X9: there is no such claim to change; there are U1, "),
    ("changes=C3.a.threshold=1", "C3, a: there is no such part to change; there are trade, arms, trade_rank"),
    ("changes=C3.arms.treshold=1", "C3, arms, treshold: there is no such key; did you mean threshold?"),
    ("changes=C3.arms.threshold=abc", "C3, arms, threshold: Input should be a valid number"),
    ("changes=C3.arms.threshold=nan", "C3, arms, threshold: Input should be a finite number"),
    ("changes=C3.arms.table=nothing", "C3, arms, table: there is no table 'nothing'"),
    ("changes=C3.arms.measure=os.system", "C3, arms, measure: there is no measure 'os.system'"),
    ("changes=B1.votes.year=1", "B1, votes, year or span: 1 is no year from 1816 to 2100"),
]  # fmt: skip


@pytest.mark.parametrize(("pairs", "said"), AT_ODDS)
def test_what_does_not_fit_together_is_told_what_does_not(pairs, said):
    assert said in answer(*pairs.split(" "))


# As they come out of spreadsheets, other editors and other habits: understood, or refused for what they are.
FILES = [
    (b"\xef\xbb\xbfcountry: TUR\r\nrival: GRC\r\n", "TUR GRC 2014"), (b"country: turkey # who\nrival: ' greece '", "TUR GRC 2014"),
    (b"{country: TUR, rival: GRC, turning_point: +2012}", "TUR GRC 2012"), (b"base: &b TUR\ncountry: *b", "unknown parameter 'base'"),
    (b"country: NO", "country = False is of the wrong type (bool); give a country code such as PAK"),
    (b"patron:", "patron = None is of the wrong type"), (b"rival: [GRC, BGR]", "rival = ['GRC', 'BGR'] is of the wrong type (list)"),
    (b"turning_point: 010", "turning_point = '010' is of the wrong type"), (b"turning_point: 33:34", "turning_point = '33:34' is"),
    (b"turning_point: 0x7de", "turning_point = '0x7de' is"), (b"turning_point: 2_014", "turning_point = '2_014' is"),
    (b"turning_point: 2014.0", "turning_point = 2014.0 is of the wrong type (float)"), (b"window: .inf", "window = inf is of the wrong"),
    (b"turning_point: 2014-06-02", "is of the wrong type (date)"), (b"turning_point: 2014-99-99", "case.yml is not valid YAML: month"),
    (b"country: TUR\ncountry: GRC", "case.yml, line 2: country is given twice"), (b"- TUR", "case.yml holds no parameters"),
    (b"", "case.yml holds no parameters"), (b"1: 2", "case.yml holds no parameters"), (b"country: [", "case.yml is not valid YAML"),
    (b"[" * 20000, "case.yml is not valid YAML"), (b"window: " + b"9" * 5000, "window = '999"), (b"a: !!python/name:os.system", "case.yml is not valid"),
    (b"country: TUR\n---\ncountry: GRC", "case.yml is not valid YAML"), ("country: TUR".encode("utf-16"), "case.yml is not valid YAML"),
    (b"{\\rtf1 country: TUR}", "unknown parameter"), (b"country = TUR", "case.yml holds no parameters"), (b"contry: TUR", "did you mean country?"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), FILES)
def test_a_parameter_file_is_understood_or_refused_for_what_it_is(tmp_path, content, said):
    path = tmp_path / "case.yml"
    path.write_bytes(content)
    try:
        found = cases.check(cases.read(path))
    except ParameterError as error:
        told = str(error)
        assert said in told and "\n" not in told and len(told) < 420
    else:
        assert f"{found.country} {found.rival} {found.turning_point}" == said
