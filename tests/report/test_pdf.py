"""The two files that the PDF command prints, and what it says when it cannot."""

import json

import pypdf
import pytest

from analysis.claims.finding import ICONS
from analysis.claims.spec import Verdict
from analysis.errors import ParameterError, RenderError
from analysis.report import pdf


@pytest.fixture
def case(tmp_path):
    (tmp_path / "findings.json").write_text("{}")
    (tmp_path / "index.html").write_text("<html><head></head><body><main><h1>A</h1></main></body></html>")
    return tmp_path


def test_an_unknown_case_or_page_is_named(root, tmp_path, case):
    with pytest.raises(ParameterError, match=r"there is no report nowhere; render it first, or give one of .*pak-rus"):
        pdf.make(tmp_path / "nowhere", tmp_path / "x.pdf")
    with pytest.raises(ParameterError, match=r"has no page 9_x\.html; give one of index\.html"):
        pdf.make(case, tmp_path / "x.pdf", only=["9_x.html"])


def test_a_missing_browser_is_named(monkeypatch, tmp_path, case):
    monkeypatch.setattr(pdf, "BROWSERS", ("no-such-browser",))
    with pytest.raises(RenderError, match="a PDF needs a browser; install one of no-such-browser"):
        pdf.make(case, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_the_brief_is_beside_the_whole_and_a_folder_anywhere_will_do(monkeypatch, root, tmp_path):
    made = []
    monkeypatch.setattr(pdf, "make_brief", lambda case, target, **_: made.append(case) or target)
    monkeypatch.setattr(pdf, "make", lambda case, target, **_: made.append(case) or target)
    assert pdf.both("pak-rus", browser=True) == (root / "build/pak-rus-brief.pdf", root / "build/pak-rus.pdf")
    other = tmp_path / "tur"
    other.mkdir()
    assert pdf.both(str(other), tmp_path / "x.pdf", browser=True) == (tmp_path / "x-brief.pdf", tmp_path / "x.pdf")
    assert made == [root / "reports/pak-rus", root / "reports/pak-rus", other, other]


def test_the_brief_has_at_most_twelve_sheets_with_answer_and_verdicts(browser, root, tmp_path):
    case = root / "reports" / "pak-rus"
    found = json.loads((case / "findings.json").read_text())
    reader = pypdf.PdfReader(pdf.make_brief(case, tmp_path / "brief.pdf", browser=browser))
    assert len(reader.pages) <= 12
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert squeezed(found["answer"]["headline"]) in text
    assert len(found["findings"]) == 30
    for finding in found["findings"]:
        assert squeezed(finding["statement"]) in text, finding["claim"]
        # The table's row: number, icon, verdict; a long verdict is broken into lines.
        assert squeezed(f"{finding['claim']}{ICONS[Verdict(finding['verdict'])]} {finding['verdict']}") in text, (
            finding["claim"]
        )
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.metadata.title.endswith("The brief")
    assert {"Thirty claims, and what became of them", "Sources and their terms"} <= set(marks(reader.outline))


def marks(outline):
    return [mark for one in outline for mark in (marks(one) if isinstance(one, list) else [one.title])]


def squeezed(text):
    return "".join(text.split())
