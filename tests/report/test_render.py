"""Rendering: checked first, published whole or not at all, the same bytes twice."""

import json
import subprocess
import sys
from importlib.resources import files

import jsonschema
import pytest
from small_project import case_file, notebook, snapshot

from analysis.errors import ParameterError, RenderError
from analysis.report import cases
from analysis.report.render import render


def test_a_report_is_rendered_whole_and_twice_the_same(project):
    index, rendered = render(case_file(project), {}, force=True)
    first = snapshot(index.parent)
    assert rendered and {str(path) for path in first} - {"trust.html"} == {
        "index.html", "findings.json", "findings.csv", "figure-data.zip", "3_india_diversification.html", "executed/3_india_diversification.ipynb",
            "rendered.json", "executed/packages.json",
    }  # fmt: skip
    render(case_file(project), {}, force=True)
    assert snapshot(index.parent) == first
    assert render(case_file(project), {})[1] is False, "nothing changed, so nothing is rendered"
    assert not [path for path in (project / "reports").iterdir() if path.name.startswith(".")]
    assert b"/" + project.name.encode() not in b"".join(first.values()), "no path of this machine"


def test_findings_json_keeps_its_fields(project):
    index, _ = render(case_file(project), {}, force=True)
    record = json.loads((index.parent / "findings.json").read_text())
    assert set(record) == {
        "schema",
        "answer",
        "case",
        "generated_from",
        "made_from",
        "version",
        "findings",
        "figures",
        "mechanisms",
    }
    jsonschema.validate(record, json.loads((files("analysis.report") / "findings.schema.json").read_text()))
    page = (index.parent / record["findings"][0]["page"]).read_text()
    assert f'id="{record["findings"][0]["anchor"]}"' in page


def test_a_failed_chapter_leaves_the_last_good_report(project):
    index, _ = render(case_file(project), {}, force=True)
    before = snapshot(index.parent)
    notebook(project / "notebooks" / "3_india_diversification.ipynb", body="wrong = 1 / 0")
    with pytest.raises(RenderError) as caught:
        render(case_file(project), {"turning_point": 2014}, out=index.parent)
    for part in (
        "3_india_diversification failed",
        "`wrong = 1 / 0`",
        "ZeroDivisionError: division by zero",
        "country=PAK",
        "Rerun:",
    ):
        assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    assert snapshot(index.parent) == before
    assert {path.name for path in (project / "reports").iterdir()} == {"pak-rus", "index.html"}


@pytest.mark.parametrize("kernels", [False, True])
def test_a_kernel_that_never_answers_is_named_in_one_line(project, monkeypatch, kernels):
    def silent(*_, **__):
        raise RuntimeError("Kernel didn't respond in 60 seconds")

    monkeypatch.setattr("papermill.execute_notebook", silent)
    with pytest.raises(RenderError, match="3_india_diversification could not run: RuntimeError: Kernel didn't respond"):
        render(case_file(project), {}, force=True, kernels=kernels)
    assert not list((project / "reports").glob("*/*"))


def test_bad_parameters_write_nothing(project):
    for overrides in ({"country": "XXX"}, {"contry": "PAK"}, {"turning_point": "soon"}):
        with pytest.raises(ParameterError):
            render(case_file(project), overrides)
    with pytest.raises(ParameterError, match="there is no chapter 9_x; give one of 3_india_diversification"):
        render(case_file(project), {}, only=["9_x"])
    assert not (project / "reports").exists()


def test_another_case_has_a_folder_of_its_own(project):
    index, _ = render(case_file(project), {"partner": "DEU", "first_year": 1992})
    assert index.parent == project / "reports/own/pak-rus+first_year-1992+partner-DEU"
    assert "Pakistan" in index.read_text() and "Germany" in index.read_text()


@pytest.mark.parametrize(
    ("pairs", "message"),
    [(["country"], "'country' is no parameter; write it as name=value"), (["=TUR"], "is no parameter")],
)
def test_overrides_are_written_as_name_and_value(pairs, message):
    with pytest.raises(ParameterError, match=message):
        cases.parse(pairs)
    assert cases.parse(["turning_point=2011", "country=TUR"]) == {"turning_point": 2011, "country": "TUR"}


def test_broken_parameter_files_are_named(project):
    case_file(project).write_text("country: [PAK\n")
    with pytest.raises(ParameterError, match=r"pak-rus\.yml is not valid YAML"):
        cases.read(case_file(project))
    with pytest.raises(ParameterError, match=r"there is no parameter file nowhere\.yml; .* pak-rus\.yml"):
        cases.read(project / "nowhere.yml")


def test_plain_papermill_fails_in_the_first_cell_with_the_same_line(root, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "papermill", "--no-progress-bar", str(root / "notebooks/2_us_ties.ipynb"), str(tmp_path / "out.ipynb"),
         "-p", "country", "PKA"], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "country = 'PKA' is no country code; nearest: PAK (Pakistan)" in done.stderr
    assert (tmp_path / "out.ipynb").is_file()


@pytest.mark.slow
def test_any_country_gets_whole_pages_that_say_what_is_not_covered(root, tmp_path):
    case, roles = root / "notebooks/parameters/pak-rus.yml", {"country": "TUR", "rival": "GRC"}
    index, _ = render(case, roles, out=tmp_path / "tur", only=["2_us_ties"])
    findings = json.loads((index.parent / "findings.json").read_text())["findings"]
    reasons = {finding["claim"]: finding["reason"] for finding in findings}
    assert (reasons["U6"], reasons["U1"]) == ("licence", None) and set(reasons) == {"U1", "U2", "U4", "U6"}
    for finding in findings:
        assert (finding["reason"] is None) == (finding["verdict"] != "not covered")
        assert "Pakistan" not in finding["statement"] and "India" not in finding["statement"]
    page = (index.parent / "2_us_ties.html").read_text()
    assert "No figure: SIPRI" in page and "Traceback" not in page
    assert "US aid to Türkiye came in waves" in page
