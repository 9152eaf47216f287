"""Speed as ratios of two ways to the same result on the same machine, printed with `pytest -s`; never seconds."""

import os

import numpy as np
import pytest

from analysis.claims.decide import decide
from analysis.measures import votes
from analysis.measures.roll_calls import CAST
from analysis.study import Study
from analysis.tables import load

SAMPLE = 10


def seconds(work, repeat=1):
    """The least processor time of `repeat` measurements, with what ended children took: a busy machine does not lengthen it."""
    found = []
    for _ in range(repeat):
        start = sum(os.times()[:4])
        work()
        found.append(sum(os.times()[:4]) - start)
    return min(found)


def test_all_pairs_at_once_beat_a_merge_per_pair(capsys):
    """The matrix pass against pandas' merge and groupby, pair by pair on a sample, scaled to all pairs."""
    un_votes, un_resolutions = load("un_votes"), load("un_resolutions")
    years = un_resolutions.loc[~un_resolutions["incomplete_year"], ["resolution_id", "year"]]
    cast = un_votes[un_votes["vote"].isin(CAST)].merge(years, on="resolution_id")
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


def test_every_choice_of_a_claim_beats_a_notebook_per_choice(capsys, tmp_path):
    """All choices of U1 against papermill starting an empty notebook for each: the least that a rerun of each would cost."""
    papermill = pytest.importorskip("papermill")
    import nbformat

    notebook = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import pandas", metadata={"tags": ["parameters"]})],
                                            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}), notebook)  # fmt: skip
    rerun = seconds(lambda: papermill.execute_notebook(notebook, tmp_path / "out.ipynb", progress_bar=False))
    choices = sum(len(part.choices) for part in decide("U1", Study()).parts)
    once = seconds(lambda: decide("U1", Study()))
    with capsys.disabled():
        print(f"\n{choices} choices: {choices * rerun / once:,.0f} times as fast as a notebook per choice")
    assert choices > 100 and choices * rerun / once >= 50
