"""Every case: the parameter files are valid, and a random country gets whole pages with nothing of the default case in them."""

import json
import random
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis import countries
from analysis.claims import rules
from analysis.errors import ParameterError
from analysis.report import cases
from analysis.report.render import render
from analysis.study import Study
from analysis.tables import load

ROOT_CASES = ["egy-rus", "irn-rus", "pak-rus", "sau-chn", "tur-rus", "vnm-rus"]
DEFAULTS = ("Pakistan", "India")
# A record or a ranking names who is first in it, whoever asks; so do licence reasons.
RANKED = {"fig-sanctions", "fig-customers", "fig-hosts", "fig-origins"}


def parameter_files(root):
    return {path.stem: path for path in (root / "notebooks" / "parameters").glob("*.yml")}


def test_there_are_six_cases_and_each_says_why(root):
    found = parameter_files(root)
    assert sorted(found) == ROOT_CASES
    for path in found.values():
        assert path.read_text().startswith("# ")
        assert cases.check(cases.read(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "country: TUR\nrival: GRC\ncountry: VNM\n",
            "case.yml, line 3: country is given twice; keep one of the lines.",
        ),
        ("country: TUR\n'country': TUR\n", "case.yml, line 2: country is given twice; keep one of the lines."),
        ("{window: 5, window: 6}", "case.yml, line 1: window is given twice; keep one of the lines."),
        ("window: 010\n", "window = '010' is of the wrong type (str); give a whole number such as 2014."),
        (
            "turning_point: 33:34\n",
            "turning_point = '33:34' is of the wrong type (str); give a whole number such as 2014.",
        ),
        (
            "turning_point: 0x7DE\n",
            "turning_point = '0x7DE' is of the wrong type (str); give a whole number such as 2014.",
        ),
        (
            "turning_point: 2_014\n",
            "turning_point = '2_014' is of the wrong type (str); give a whole number such as 2014.",
        ),
        ("country: [\n", "case.yml is not valid YAML: "),
    ],
)
def test_what_a_file_leaves_open_is_refused_in_one_line(tmp_path, text, message):
    path = tmp_path / "case.yml"
    path.write_text(text)
    with pytest.raises(ParameterError) as refused:
        cases.check(cases.read(path))
    assert str(refused.value).startswith(message) and "\n" not in str(refused.value)


@pytest.mark.parametrize("given", ["mine", "", "nowhere", 3, None, "x" * 5000])
def test_a_history_is_looked_for_beside_the_file_that_names_it(tmp_path, given):
    (tmp_path / "mine").mkdir()
    path = tmp_path / "case.yml"
    path.write_text(yaml.safe_dump({"country": "TUR", "history": given}))
    assert cases.read(path)["history"] == (str(tmp_path / "mine") if given == "mine" else given)


@given(st.integers(-9999, 9999), st.sampled_from(["{}", "{:05d}", "{:+d}", "0{}", "{:o}:{:o}"]))
def test_a_number_is_itself_or_no_number(number, form):
    """However it is written, in a file or on the command line: never another number than it says, and the same in both."""
    text = form.format(number, abs(number))
    (typed,) = cases.parse([f"window={text}"]).values()
    (held,) = yaml.load(f"window: {text}", Loader=cases._Loader).values()
    assert typed == held == (number if text.lstrip("+-") == str(abs(number)) else text)


def random_case(root):
    """A pair of countries with votes, trade and aid, outside the default roles: another one for every state of the code."""
    chooser = random.Random(json.loads((root / "reports/pak-rus/findings.json").read_text())["generated_from"])
    known = set(load("trade")["exporter"]) & set(load("us_aid")["recipient"]) & set(load("ideal_points")["country"])
    pool = sorted(known & set(countries.codes()) - {"PAK", "IND", "RUS", "USA"})
    country, rival = chooser.sample(pool, 2)
    return {"country": country, "rival": rival}


def sentences(record):
    for finding in record["findings"]:
        if finding["reason"] is None and finding["claim"] != "U2":
            yield finding["claim"], finding["statement"]
            yield finding["claim"], finding["sentence"]
            for part in finding["parts"]:
                if part["reason"] is None:
                    yield finding["claim"], f"{part['subject']} {part['headline']} {part['sentence']}"
    for figure in record["figures"]:
        if figure["anchor"] not in RANKED:
            yield figure["anchor"], f"{figure['title']} {figure['subtitle']} {figure['alt']}"


@pytest.mark.slow
def test_a_random_case_is_rendered_whole_without_a_word_of_the_default_one(root, tmp_path):
    overrides = random_case(root)
    index, _ = render(parameter_files(root)["pak-rus"], overrides, out=tmp_path / "case")
    record = json.loads((index.parent / "findings.json").read_text())
    assert {one["claim"] for one in record["findings"]} == rules.of_any_case() and len(
        list(index.parent.glob("[0-9]_*.html"))
    ) == 8
    leaks = [(where, text) for where, text in sentences(record) if re.search(rf"\b({'|'.join(DEFAULTS)})\b", text)]
    assert not leaks, (overrides, leaks[:5])
    own = countries.short(overrides["country"])
    assert own in index.read_text() and "Traceback" not in index.read_text()
    default = json.loads((root / "reports/pak-rus/findings.json").read_text())
    # What is about partner and patron alone, or ranks all countries, is the same for every country.
    own_titles = {one["title"] for one in default["figures"] if re.search(r"\b(Pakistan|India)\b", one["title"])}
    assert own_titles and not own_titles & {one["title"] for one in record["figures"] if one["anchor"] not in RANKED}


@pytest.mark.parametrize("role", ["country", "partner", "rival", "patron"])
def test_roles_fill_every_placeholder(role):
    study = Study()
    for form in (f"{{{role}}}", f"{{the_{role}}}", f"{{{role}_s}}"):
        assert "{" not in study.fill(form)
