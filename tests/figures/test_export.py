"""A figure saved for use elsewhere looks right there, a bad path is one line, and no cell is a formula."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pandas as pd
import pytest
from matplotlib import image

from analysis.errors import ParameterError
from analysis.figures import cells, charts
from analysis.figures.figure import Missing
from analysis.figures.palette import LIGHT
from analysis.report import bundle, record

SVG = "{http://www.w3.org/2000/svg}"
YEARS = pd.RangeIndex(2001, 2011, name="year")


@pytest.fixture(scope="module")
def figure():
    data = pd.DataFrame({"A": np.linspace(10, 90, 10), "=B": np.linspace(50, 20, 10)}, index=YEARS)
    words = {"title": "A rose & B fell to $20 or $15", "subtitle": "Things, number", "note": "A note."}
    return charts.lines(data, {"A": "country", "=B": "rival"}, **words).figure("fig-test", ["us_aid"])


def test_an_svg_stands_alone(figure, tmp_path):
    path = figure.save(tmp_path / "x.svg")
    text = path.read_text()
    assert "var(--" not in text and "url(http" not in text and "@font-face" not in text
    root = ElementTree.fromstring(text)
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert figure.title in said and figure.subtitle in said and figure.note in said
    assert figure.source in " ".join(said).replace("Source: ", "")
    assert root.find(f"{SVG}title").text == figure.title and root.find(f"{SVG}desc").text == figure.alt
    assert root.find(f"{SVG}path").get("style") == "fill:#ffffff" and LIGHT["country"] in text
    assert [root.get("width"), root.get("height")] == root.get("viewBox").split()[2:]


def test_a_png_shows_the_same_chart_on_white(figure, tmp_path):
    pixels = image.imread(figure.save(str(tmp_path / "x.PNG")))
    tall, wide = pixels.shape[:2]
    assert wide == 1575 and (pixels[:, :20] == 1).all() and (pixels[:, -20:] == 1).all(), "with a margin on both sides"
    assert tall > 780 and pixels[0, 0].tolist() == [1, 1, 1, 1] and pixels[..., 3].min() == 1
    colour = np.array([int(LIGHT["country"][at : at + 2], 16) / 255 for at in (1, 3, 5)])
    drawn = np.abs(pixels[..., :3] - colour).max(axis=2) < 0.02
    assert drawn.sum() > 1000, "the line is there in its light colour"
    rows = np.nonzero((pixels[..., :3].min(axis=2) < 0.5).any(axis=1))[0]
    assert rows[0] < tall * 0.12 and rows[-1] > tall * 0.9, "title above, source below"
    assert figure.save(tmp_path / "y.png").read_bytes() == (tmp_path / "x.PNG").read_bytes()


def test_a_csv_is_the_download(figure, tmp_path):
    assert figure.save(tmp_path / "x.csv").read_text() == figure.csv()


@pytest.mark.parametrize("path", ["x.pdf", "x", "", "no/such/folder/x.png", "bad\0.svg", None, 3])
def test_a_bad_path_is_one_line(figure, path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParameterError) as found:
        figure.save(path)
    assert "\n" not in str(found.value) and not list(tmp_path.iterdir())


def test_a_folder_in_the_way_is_one_line(figure, tmp_path):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(ParameterError, match="nothing can be written"):
        figure.save(tmp_path / "x.csv")


def test_where_there_is_no_figure_there_is_a_reason():
    with pytest.raises(ParameterError, match="no votes"):
        Missing("fig-x", "S", "no votes").save("x.png")


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_word_is_a_formula(text):
    kept = "'" + text.replace("\r", " ")
    assert cells.safe(text) == kept
    table = pd.DataFrame({text: [text, "plain", None], "n": [-1.5, 2.0, np.nan]})
    rows = list(csv.reader(io.StringIO(cells.to_csv(table))))
    assert rows == [[kept, "n"], [kept, "-1.5"], ["plain", "2.0"], ["", ""]]


@pytest.mark.parametrize("text", ["A,=1+1", 'A,"=1+1"', "A;@B", "A,-1"])
def test_no_piece_of_a_line_above_the_table_is_a_formula(text):
    line = cells.comment(f"From {text}\n and on")
    assert line.startswith("# From A") and line.endswith(" and on\n") and line.count("\n") == 1
    for cut in ",;":
        pieces = next(csv.reader([line], delimiter=cut))
        assert not any(piece.startswith(cells.STARTS) for piece in pieces)


@pytest.mark.parametrize("value", [-1.5, "-1.5", "+3", "plain", "", None, "a=b"])
def test_numbers_and_plain_words_stay(value):
    assert cells.safe(value) == value


def test_every_csv_of_the_report_is_safe(figure):
    assert re.search(r"^year,A,'=B$", figure.csv(), re.M)
    choice = {"choice": "=2+2", "sign": "for", "value": -1.0, "unit": "@"}
    findings = [{"claim": "X1", "parts": [{"id": "-p", "happened": {"choices": [choice]}}]}]
    assert "X1,'-p,'=2+2,for,-1.0,,,'@" in bundle.specifications(findings)
    row = record._row({"claim": "=1", "certainty": {"level": "high", "reasons": []}, "tables": [], "badges": []})
    assert row["claim"] == "'=1"
