"""The page on trust: left out without results, written from whatever columns they have."""

import pytest

from analysis.report import page, trust
from analysis.study import Study


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(trust, "_path", lambda name: tmp_path / f"{name}.csv")
    return tmp_path


def test_without_results_there_is_no_page(results):
    assert not trust.available() and trust.summary() == ""


def test_the_worst_and_the_middle_rate_are_told_without_the_growing_series(results):
    (results / "calibration.csv").write_text(
        "design,points,test,parts,effect,series,supported,partly,contradicted,undecided\n"
        "white noise,20,shift,1,0,200,0.01,0.01,0.02,0.96\nAR(1) 0.6,30,shift,1,0,200,0.03,0.05,0.005,0.915\n"
        "linear trend,30,shift,1,0,200,0.5,0.4,0,0.1\n"
    )
    (results / "power.csv").write_text(
        "design,points,test,parts,effect,series,supported,partly,contradicted,undecided\n"
        "AR(1) 0.6,24,shift,1,2.0,200,0.2,0.35,0,0.45\n"
    )
    assert trust.available()
    assert "5.0 per cent of runs in the middle design and 8.0 in the worst (1 of 2 designs are above" in trust.summary()
    assert "in 90 to 90 per cent of runs" in trust.drift()
    assert trust.power().endswith("a change of 2 standard deviations was missed in 45 per cent of runs.")
    text = trust.page(page.Context(Study(), {}, True))
    assert text.count("<h1>") == 1 and ">35<" in text
