"""Speed as ratios of two ways to the same result on the same machine, printed with `pytest -s`; never seconds."""

import time

import numpy as np
import pandas as pd
import pytest

from analysis.inference import specifications
from analysis.inference.specifications import Specification
from analysis.measures import votes
from analysis.tables import load

SAMPLE = 10
CHOICES = 500


def seconds(work, repeat=1):
    """The least of `repeat` measurements: the one that other processes disturbed least."""
    found = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def test_all_pairs_at_once_beat_a_merge_per_pair(capsys):
    """The matrix pass against pandas' merge and groupby, pair by pair on a sample, scaled to all pairs."""
    un_votes, un_resolutions = load("un_votes"), load("un_resolutions")
    years = un_resolutions.loc[~un_resolutions["incomplete_year"], ["resolution_id", "year"]]
    cast = un_votes[un_votes["vote"].isin(votes.CAST)].merge(years, on="resolution_id")
    cast = cast.astype({"country": str, "vote": str})
    panel = votes.all_pairs(un_votes, un_resolutions, kind="share")
    pairs = np.random.default_rng(0).choice(panel.columns, SAMPLE, replace=False)

    def one_by_one():
        for a, b in pairs:
            both = cast[cast["country"] == a].merge(cast[cast["country"] == b], on=["resolution_id", "year"])
            share = (both["vote_x"] == both["vote_y"]).groupby(both["year"]).mean()
            known = panel[a, b].dropna()
            assert np.allclose(share.loc[known.index], known)

    fast = seconds(lambda: votes.all_pairs(un_votes, un_resolutions, kind="share"), repeat=3)
    ratio = seconds(one_by_one) / SAMPLE * panel.shape[1] / fast
    with capsys.disabled():
        print(f"\nall pairs: {ratio:,.0f} times as fast as a merge per pair ({panel.shape[1]:,} pairs)")
    assert ratio >= 100


def test_a_specification_curve_beats_a_notebook_per_choice(capsys, tmp_path):
    """500 choices against papermill starting an empty notebook for each: the least that a rerun of each would cost."""
    papermill = pytest.importorskip("papermill")
    import nbformat

    notebook = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import pandas", metadata={"tags": ["parameters"]})],
                                            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}), notebook)  # fmt: skip
    rerun = seconds(lambda: papermill.execute_notebook(notebook, tmp_path / "out.ipynb", progress_bar=False))
    base = pd.Series(np.random.default_rng(0).normal(size=35), index=range(1990, 2025))
    choices = [
        Specification(base * scale, "shift", year=2008 + offset, span=(1990 + early, 2024 - late))
        for scale in range(1, 6) for offset in range(-2, 3) for early in range(5) for late in range(4)
    ]  # fmt: skip
    assert len(choices) == CHOICES
    curve = seconds(lambda: specifications.estimates(choices), repeat=3)
    with capsys.disabled():
        print(f"\n{CHOICES} specifications: {CHOICES * rerun / curve:,.0f} times as fast as a notebook per choice")
    assert CHOICES * rerun / curve >= 100
