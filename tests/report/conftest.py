"""A small project to render, in a folder of its own."""

from functools import cache

import pytest
from small_project import notebook

from analysis.report import cases, index
from analysis.study import Study

# The tests render a few cases dozens of times: the same drawing is made once.
index.timeline_of = cache(index.timeline_of)
index.timeline_of(Study())  # here: what a child draws is gone with it


@pytest.fixture(autouse=True)
def as_readers_do(cached):
    """No test of this folder replaces what is computed: it is kept between runs, as on a reader's machine."""


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "notebooks" / "parameters").mkdir(parents=True)
    notebook(tmp_path / "notebooks" / "3_india_diversification.ipynb")
    (tmp_path / "notebooks" / "parameters" / "pak-rus.yml").write_text("country: PAK\npartner: RUS\n")
    monkeypatch.setattr(cases, "root", lambda: tmp_path)
    return tmp_path
