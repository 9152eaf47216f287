"""Sweeps whose claims are those of the committed report, so that nothing is computed: what is tested is the way around them."""

import json

import pytest

from analysis.sweep import work


@pytest.fixture(scope="session")
def published(root):
    return json.loads((root / "reports/pak-rus/findings.json").read_text())


@pytest.fixture
def stand_in(published, monkeypatch):
    """Decisions that take no time: B1 turns with the turning point; Vietnam fails, and Egypt's process is killed."""

    def decided(study):
        if study.country == "VNM":
            raise ValueError("no such\ncase")
        if study.country == "EGY":
            import os
            import signal

            os.kill(os.getpid(), signal.SIGKILL)
        rows = [work._row(one, part) for one in published["findings"] for part in one["parts"]]
        turned = [
            row | {"verdict": "in part"} if row["claim"] == "B1" and study.turning_point > 2014 else row for row in rows
        ]
        told = published["answer"]
        ties = [
            {"headline": told["headline"], "certainty": told["certainty"], "tie": one["name"]}
            | {name: one[name] for name in ("verdict", "before", "after", "since", "unit")}
            for one in told["domains"]
        ]
        return {"findings": turned, "answers": ties}

    monkeypatch.setattr(work, "decided", decided)
    monkeypatch.setattr(work, "prepare", lambda jobs: None)
