"""Only what changed is made again, whatever changed, and nothing that changed is missed."""

import json
import shutil

import nbformat
import pytest
from small_project import BODY, case_file, notebook, snapshot

from analysis import tables
from analysis.errors import AnalysisError, ParameterError, RenderError
from analysis.report import cases, state
from analysis.report.render import render, why

SHORT = """from IPython.display import display

from analysis import Study, decide
from analysis.figures.sections import ask, opening

study = Study(country=country, partner=partner, rival=rival, patron=patron, turning_point=turning_point)
o1 = decide("O1", study)
display(opening(study, [o1]), ask(o1), o1)"""
OTHER = "7_limits"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A project of two chapters, rendered once."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "notebooks" / "parameters").mkdir(parents=True)
    (folder / "notebooks" / "parameters" / "pak-rus.yml").write_text("country: PAK\npartner: RUS\n")
    notebook(folder / "notebooks" / "3_india_diversification.ipynb")
    notebook(folder / "notebooks" / f"{OTHER}.ipynb", body=SHORT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cases, "root", lambda: folder)
        made = []
        render(case_file(folder), {}, progress=lambda name, *_: made.append(name))
    assert sorted(made[1:]) == ["3_india_diversification", OTHER]
    return folder


@pytest.fixture
def rendered(project, published):
    """A copy of it; gives a function that renders again and names the chapters that were made."""
    shutil.copytree(published, project, dirs_exist_ok=True)

    def again(**options):
        made = []
        index, anything = render(case_file(project), {}, progress=lambda name, *_: made.append(name), **options)
        again.folder = index.parent
        return sorted(made[1:]) if anything else None

    assert again() is None and why(case_file(project), {}) == []
    return again


def edited(project, old, new, name=OTHER):
    path = project / "notebooks" / f"{name}.ipynb"
    path.write_text(path.read_text().replace(old, new))


def whole(project, again):
    """What a rendering of everything gives."""
    kept = snapshot(again.folder)
    again(force=True)
    return kept, snapshot(again.folder)


def test_an_edited_text_makes_one_page_anew_without_running_anything(project, rendered, monkeypatch):
    monkeypatch.setattr("papermill.execute_notebook", lambda *_, **__: pytest.fail("nothing needs to be run"))
    edited(project, "# A chapter", "# A chapter\\n\\nA new sentence.")
    assert why(case_file(project), {}) == [f"{OTHER}: the text changed"]
    assert rendered() == [OTHER]
    assert "A new sentence." in (rendered.folder / f"{OTHER}.html").read_text()
    monkeypatch.undo()
    monkeypatch.setattr("analysis.report.cases.root", lambda: project)
    partly, all_of_it = whole(project, rendered)
    assert partly == all_of_it and rendered() is None


def test_a_new_title_stands_on_every_page(project, rendered):
    edited(project, "# A chapter", "# Another title")
    assert rendered() == ["3_india_diversification", OTHER]
    assert "Another title" in (rendered.folder / "3_india_diversification.html").read_text()
    partly, all_of_it = whole(project, rendered)
    assert partly == all_of_it


def test_edited_code_runs_its_chapter_only(project, rendered):
    edited(project, "ask(o1), o1", "ask(o1), o1, 'seen'")
    assert why(case_file(project), {}) == [f"{OTHER}: the code changed"]
    assert rendered() == [OTHER]
    partly, all_of_it = whole(project, rendered)
    assert partly == all_of_it


FILES = [f"{OTHER}.html", "findings.csv", "findings.json", "index.html", "figure-data.zip", "rendered.json"]


@pytest.mark.parametrize(
    ("name", "deleted"),
    # Half of them in the fast part: each file, and both ways.
    [pytest.param(name, deleted, marks=[pytest.mark.slow] * ((place % 2 == 0) == deleted))
     for place, name in enumerate(FILES) for deleted in (True, False)],
)  # fmt: skip
def test_what_is_overwritten_or_deleted_is_there_again(project, rendered, name, deleted):
    before = snapshot(rendered.folder)
    (rendered.folder / name).unlink() if deleted else (rendered.folder / name).write_text("{}")
    assert why(case_file(project), {})
    assert rendered() is not None
    assert snapshot(rendered.folder) == before


def test_a_clone_without_executed_notebooks_is_unchanged_and_an_altered_one_is_not_used(project, rendered):
    executed = rendered.folder / "executed" / f"{OTHER}.ipynb"
    executed.write_text(executed.read_text().replace("claim", "clown"))
    assert rendered() == [OTHER]
    before = snapshot(rendered.folder)
    assert not any(b"clown" in text for text in before.values())
    shutil.rmtree(executed.parent)
    assert rendered() is None


def test_another_version_of_a_package_runs_everything_on_the_machine_that_has_it(project, rendered):
    path = rendered.folder / state.PACKAGES
    path.write_text(json.dumps(json.loads(path.read_text()) | {"numpy": "1.0"}))
    assert why(case_file(project), {})[0].startswith("numpy is ")
    assert rendered() == ["3_india_diversification", OTHER]


def test_an_edited_table_is_noticed_and_refused(project, rendered, tmp_path, monkeypatch, root):
    copy = tmp_path / "tables"
    shutil.copytree(root / "data", copy, ignore=shutil.ignore_patterns("local"))
    monkeypatch.setattr(tables, "data_dir", lambda: copy)
    assert rendered() is None
    with (copy / "arms_deliveries.csv").open("a") as file:
        file.write("RUS,IND,2025,1\n")
    before = snapshot(rendered.folder)
    assert why(case_file(project), {}) == ["a table changed"]
    tables._read.cache_clear()
    with pytest.raises(AnalysisError, match=r"arms_deliveries\.csv is not the file that datapackage\.json describes"):
        rendered()
    assert snapshot(rendered.folder) == before


def test_pages_kept_by_only_are_made_when_all_are_rendered(project, rendered):
    edited(project, "# A chapter", "# A chapter\\n\\nMore.", name="3_india_diversification")
    assert rendered(only=[OTHER]) == [OTHER]
    assert "More." not in (rendered.folder / "3_india_diversification.html").read_text()
    assert rendered() is not None
    assert "More." in (rendered.folder / "3_india_diversification.html").read_text()


def test_a_notebook_that_is_none_is_named(project, rendered):
    (project / "notebooks" / f"{OTHER}.ipynb").write_text("{")
    with pytest.raises(RenderError, match=r"7_limits\.ipynb is no notebook that can be read"):
        rendered()


@pytest.mark.slow
def test_every_way_to_run_the_chapters_gives_the_same_bytes(project, rendered):
    before = snapshot(rendered.folder)
    for options in ({"kernels": True}, {"jobs": 1}, {"jobs": 2}):
        rendered(force=True, **options)
        assert snapshot(rendered.folder) == before, options


def own(folder, name, text):
    path = folder / name / "mine.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_the_folder_of_a_case_is_not_taken_by_another_of_the_same_name(project, rendered, tmp_path):
    mine = own(tmp_path, "here", "country: TUR\npartner: RUS\nrival: GRC\n")
    index, _ = render(mine, {})
    before = snapshot(index.parent)
    foreign = own(tmp_path, "elsewhere", "country: VNM\npartner: RUS\nrival: GRC\n")
    with pytest.raises(
        ParameterError,
        match=r"mine is the report of another case \(country=TUR\), and mine.yml is now country=VNM; rename",
    ):
        render(foreign, {})
    assert snapshot(index.parent) == before
    own(tmp_path, "here", "country: PAK\npartner: RUS\nrival: IND\n")
    render(mine, {})
    assert "Türkiye" not in (index.parent / "index.html").read_text(), "an edited file keeps its folder"


def test_the_committed_report_is_not_taken_by_another_case_even_by_name(project, rendered):
    before = snapshot(rendered.folder)
    with pytest.raises(
        ParameterError,
        match=r"pak-rus is the report of another case \(country=PAK\), and pak-rus.yml is now country=TUR",
    ):
        render(case_file(project), {"country": "TUR"}, out=rendered.folder)
    assert snapshot(rendered.folder) == before


def test_own_cases_have_a_list_of_their_own_and_leave_the_committed_one_alone(project, rendered, tmp_path):
    listed = project / "reports" / "index.html"
    before = snapshot(project / "reports")
    index, _ = render(own(tmp_path, "here", "country: TUR\npartner: RUS\nrival: GRC\n"), {})
    render(case_file(project), {"first_year": 1992})
    assert index.parent == project / "reports" / "own" / "mine"
    text = (project / "reports/own/index.html").read_text()
    assert "mine/index.html" in text and "pak-rus+first_year-1992/index.html" in text
    assert '<a href="../index.html">All cases</a>' in index.read_text() and "mine" not in listed.read_text()
    assert {path: data for path, data in snapshot(project / "reports").items() if path.parts[0] != "own"} == before


ODD = json.dumps(
    {
        "schema": 2,
        "case": {},
        "generated_from": "",
        "version": "",
        "answer": {},
        "findings": [{"claim": 1}],
        "figures": [],
    }
)


def test_a_report_that_cannot_be_read_is_left_out_of_the_list(project, rendered):
    for name, text in {"old": '{"schema": 1}', "foreign": "[]", "broken": "{", "odd": ODD}.items():
        (project / "reports" / name).mkdir()
        (project / "reports" / name / "findings.json").write_text(text)
    said = []
    rendered(force=True, say=said.append)
    assert [line.split()[0] for line in said] == ["broken", "foreign", "odd", "old"]
    assert "pak-rus" in (project / "reports" / "index.html").read_text()


def test_the_record_says_what_it_was_made_from(project, rendered):
    found = json.loads((rendered.folder / "findings.json").read_text())["generated_from"]
    edited(project, BODY.split("\n")[0], BODY.split("\n")[0], name="3_india_diversification")
    rendered(force=True)
    assert json.loads((rendered.folder / "findings.json").read_text())["generated_from"] == found
    done = nbformat.read(rendered.folder / "executed" / f"{OTHER}.ipynb", as_version=4)
    assert not any("papermill" in cell.metadata for cell in done.cells)
