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


def test_shares_and_counts_of_runs_are_both_understood(results):
    (results / "calibration.csv").write_text(
        "design,test,n,repetitions,supported,partly,contradicted,undecided\nno trend,shift,20,200,2,2,4,192\ndrift,shift,30,200,6,10,1,183\n"
    )
    (results / "power.csv").write_text(
        "design,test,n,effect_sd,repetitions,supported,partly,later\nstep,shift,20,1.5,200,0.4,0.2,7\n"
    )
    assert trust.available()
    assert "5.0 per cent of runs in the middle design and 8.0 in the worst (1 of 2 designs are above" in trust.summary()
    text = trust.page(page.Context(Study(), {}, True))
    assert text.count("<h1>") == 1 and "later" in text and ">40<" in text and "effect_sd" in text
