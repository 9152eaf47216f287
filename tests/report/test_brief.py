"""The brief: a finished document, made of what is published, without what only a screen can use."""

import re

import pytest

from analysis.errors import ParameterError
from analysis.report import pdf

TABLE = {
    "title": "T", "vintage": "2025", "credit": "C", "sources": [{"title": "P", "path": "https://p.org"}],
    "licenses": [{"name": "other", "title": "CC BY 4.0"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def text(root):
    return pdf.brief(root / "reports" / "pak-rus")


def test_nothing_in_it_is_for_a_screen_and_no_link_leads_nowhere(text):
    assert not re.search(r"<(details|summary|nav|input|label|button)\b|class=\"narrow\"><div", text)
    links = re.findall(r'<a [^>]*href="([^"]+)"', text)
    assert links and all(link.startswith("http") for link in links)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', text))
    assert used <= set(ids)


def test_every_chapter_shows_one_or_two_figures_with_title_and_source(text, root):
    chapters = re.split(r"<h3>", text[text.index("The key figures</h2>") : text.index("<h2>How to cite")])[1:]
    assert len(chapters) == len(list((root / "reports" / "pak-rus").glob("[0-9]_*.html")))
    for chapter in chapters:
        figures = chapter.count("<figure")
        assert 1 <= figures <= pdf.FIGURES == 2
        assert figures == chapter.count("<svg") == chapter.count('class="fig-title"') == chapter.count("<p>Source: ")


def test_a_publisher_stands_once_with_all_its_terms():
    other = TABLE | {"title": "U", "licenses": [{"name": "mine"}]}
    found = pdf.publishers([TABLE, other, TABLE | {"sources": [{"title": "a", "path": "https://a.org"}]}])
    assert [one["name"] for one in found] == ["a", "P"]
    assert found[1] == {
        "name": "P", "address": "https://p.org", "titles": ["T", "U"], "vintages": ["2025"], "terms": ["CC BY 4.0", "mine"],
        "credits": ["C"],
    }  # fmt: skip


def test_a_folder_without_a_report_is_named(tmp_path):
    with pytest.raises(ParameterError, match="holds no report that can be read; render it again"):
        pdf.brief(tmp_path)
