"""One download, one document: nothing lost, the same bytes twice."""

import re
import zipfile

from analysis.figures.figure import data_uri
from analysis.report import bundle

FACTS = [{"page": "2_a.html", "anchor": "fig-x", "title": "T", "subtitle": "S", "tables": ["us_aid"]}]
CSV = "# Source: x's\nyear,A\n2001,1\n"
FIGURE = f'<figure class="figure" id="fig-x"><a download="fig-x.csv" href="{data_uri(CSV)}">Download</a></figure>'


def test_the_bundle_is_the_same_twice_and_holds_data_and_terms(tmp_path):
    bundle.write(tmp_path, {"2_a": {"fig-x": FIGURE}}, {"figures": FACTS, "findings": []})
    first = (tmp_path / bundle.NAME).read_bytes()
    bundle.write(tmp_path, {"2_a": {"fig-x": FIGURE}}, {"figures": FACTS, "findings": []})
    assert (tmp_path / bundle.NAME).read_bytes() == first
    with zipfile.ZipFile(tmp_path / bundle.NAME) as archive:
        assert archive.read("2_a/fig-x.csv").decode() == CSV
        assert "2_a/fig-x.csv" in archive.read("README.txt").decode()
        assert "Credit: " in archive.read("LICENCES.txt").decode()
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_pages_bound_together_keep_their_links_inside():
    page = '<html><head></head><body><main id="main"><h2 id="a">A</h2><a href="{0}">x</a><a href="#a">y</a>{1}</main></body></html>'
    pages = {
        "index.html": page.format("2_a.html#a", ""),
        "2_a.html": page.format("index.html", '<a href="https://x.org">z</a>'),
    }
    whole = bundle.together(pages)
    ids = re.findall(r' id="([^"]+)"', whole)
    links = re.findall(r'href="([^"]+)"', whole)
    assert len(ids) == len(set(ids)) == 4
    assert links == ["#2_a--a", "#index--a", "#index--top", "#2_a--a", "https://x.org"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
