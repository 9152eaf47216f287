"""What the PDF command says when it cannot print."""

import pytest

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
