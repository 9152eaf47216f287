"""A sweep: the same bytes however it is decided, failures named, nothing half written, no process left."""

import csv
import json
import os
import re
import signal
import subprocess
import sys

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis import children
from analysis.claims import special
from analysis.study import Study
from analysis.sweep import grid, run, store, work

needs_fork = pytest.mark.skipif(not children.available(), reason="the stand-in reaches forked processes only")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@needs_fork
def test_bytes_do_not_depend_on_the_number_of_processes(call, stand_in, tmp_path):
    made = {}
    for jobs in (1, 2):
        arguments = ("sweep", "--pairs", "PAK-RUS,TUR-RUS-GRC", "-p", "turning_point=2013..2016", "--jobs", jobs)
        code, out, err = call(*arguments, "--out", tmp_path / str(jobs))
        assert code == 0 and out.endswith(f"{jobs}/index.html\n") and len(err.splitlines()) == 8
        made[jobs] = contents(tmp_path / str(jobs))
    assert made[1] == made[2] and set(made[1]) == {"findings.parquet", "answers.parquet", "index.html"}


@needs_fork
@pytest.mark.parametrize("keeps", [True, False])
def test_what_no_case_changes_is_computed_once_before_the_processes_part(monkeypatch, tmp_path, keeps):
    def panel(*_, **__):
        with (tmp_path / "computed").open("a") as told:
            told.write(f"{os.getpid() == own}\n")
        return pd.DataFrame({("PAK", "RUS"): [1.0]}, index=[2000])

    own, stored = os.getpid(), (special._panel, special._ratios)
    monkeypatch.setenv("ANALYSIS_CACHE", str(tmp_path / "kept") if keeps else "off")
    for module, name in ((special.votes, "all_pairs"), (special.trade, "all_pairs"), (special.gravity, "pair_ratios")):
        monkeypatch.setattr(module, name, panel)
    for one in stored:
        one.cache_clear()
    try:
        work.prepare(2)
        told = (tmp_path / "computed").read_text().split()
        special.prepare()
    finally:
        for one in stored:
            one.cache_clear()
    # Expected trade in another process, where it can hand over what it made, while this one does the rest; all here where nothing is
    # kept. In either way once.
    assert sorted(told) == ["False" if keeps else "True", "True", "True"]
    assert (tmp_path / "computed").read_text().split() == told
    assert {"pyfixest.estimation", "statsmodels.regression.linear_model"} <= {*sys.modules}


@needs_fork
def test_a_case_with_more_claims_is_not_left_to_the_end(call, stand_in, tmp_path):
    code, out, _ = call("sweep", "--pairs", "TUR-RUS-GRC,PAK-RUS", "--json", "--jobs", 1, "--out", tmp_path / "out")
    events = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [one["combination"] for one in events[1:-1]] == ["PAK-RUS", "TUR-RUS-GRC"]
    rows = pd.read_parquet(tmp_path / "out/findings.parquet")
    assert list(rows["case"].unique()) == ["TUR-RUS-GRC", "PAK-RUS"]  # the tables keep the order that was given


@needs_fork
def test_a_failure_is_named_and_the_rest_goes_on(call, stand_in, tmp_path):
    code, _, err = call("sweep", "--pairs", "PAK-RUS,VNM-RUS-CHN,TUR-RUS-GRC", "--out", tmp_path / "out")
    assert code == 1 and "failed: VNM-RUS-CHN: ValueError: no such case\n" in err
    assert err.splitlines()[-1].startswith("RenderError: 1 of 3 combinations failed; the others are in ")
    (failure,) = csv.DictReader((tmp_path / "out/failures.csv").open())
    assert (failure["case"], failure["country"], failure["reason"]) == (
        "VNM-RUS-CHN",
        "VNM",
        "ValueError: no such case",
    )
    assert set(pd.read_parquet(tmp_path / "out/findings.parquet")["case"]) == {"PAK-RUS", "TUR-RUS-GRC"}
    assert "no such case" in (tmp_path / "out/index.html").read_text()


@needs_fork
def test_a_process_that_dies_costs_its_own_combination_only(call, stand_in, tmp_path):
    code, _, err = call("sweep", "--pairs", "PAK-RUS,EGY-RUS-ISR,TUR-RUS-GRC", "--jobs", 2, "--out", tmp_path / "out")
    assert code == 1 and f"failed: EGY-RUS-ISR: {run.ENDED}" in err and err.count("failed: ") == 1
    assert set(pd.read_parquet(tmp_path / "out/findings.parquet")["case"]) == {"PAK-RUS", "TUR-RUS-GRC"}


@needs_fork
def test_the_tables_are_tidy_and_every_column_says_what_it_holds(call, stand_in, tmp_path):
    call("sweep", "--pairs", "PAK-RUS,TUR-RUS-GRC", "--out", tmp_path / "out")
    for kind, key in (("findings", ["combination", "claim", "part"]), ("answers", ["combination", "tie"])):
        table = pq.read_table(tmp_path / "out" / f"{kind}.parquet")
        assert {field.name: field.metadata[b"description"].decode() for field in table.schema} == store.columns(kind)
        rows = table.to_pandas()
        assert not rows.duplicated(key).any() and {*Study().parameters()} <= {*rows}
    assert list(rows.groupby("combination")["country"].first()) == ["PAK", "TUR"]


@needs_fork
def test_the_page_shows_what_moved_first_and_a_map_where_several_countries_are(call, stand_in, tmp_path):
    call("sweep", "-p", "turning_point=2013..2016", "--out", tmp_path / "one")
    page = (tmp_path / "one/index.html").read_text()
    assert "One of 30 claims has more than one verdict." in page and "The turning point was the breakthrough" in page
    assert page.index('<span class="id">B1</span>') < page.index("<summary>The same wherever there are data: 29")
    assert 'id="fig-map"' not in page and "Terms: " in page and "prefers-color-scheme: dark" in page
    assert ".venv/bin/analysis sweep -p turning_point=2013..2016</pre>" in page
    call("sweep", "--pairs", "PAK-RUS,TUR-RUS-GRC", "--out", tmp_path / "two")
    page = (tmp_path / "two/index.html").read_text()
    assert 'id="fig-map"' in page and "Natural Earth" in page and "Greece as rival" in page


@needs_fork
@pytest.mark.parametrize("pairs", ["PAK-RUS", "PAK-RUS,TUR-RUS-GRC", "PAK-RUS,VNM-RUS-CHN", "VNM-RUS-CHN"])
def test_every_link_within_the_page_leads_to_something_on_it(call, stand_in, tmp_path, pairs):
    call("sweep", "--pairs", pairs, "--out", tmp_path / "out")
    page = re.sub("<script>.*</script>", "", (tmp_path / "out/index.html").read_text(), flags=re.S)
    assert {*re.findall('href="#([^"]+)"', page)} - {*re.findall(' id="([^"]+)"', page)} == set()
    assert ('href="#map"' in page) == ('id="fig-map"' in page) == ("TUR" in pairs)


@needs_fork
def test_rules_of_ones_own_hold_in_every_case_and_are_written_on_the_page(call, stand_in, tmp_path):
    arguments = ("--pairs", "PAK-RUS,TUR-RUS-GRC", "--set", "C3.arms.span=[2005, 2020]", "--out", tmp_path / "out")
    assert call("sweep", *arguments)[0] == 0
    page = (tmp_path / "out/index.html").read_text()
    assert page.count("Not the project’s own rule: changed for this report: arms, span = [2005, 2020].") == 1
    assert (
        ".venv/bin/analysis sweep --pairs PAK-RUS,TUR-RUS-GRC --set &#39;C3.arms.span=[2005, 2020]&#39;</pre>" in page
    )
    assert set(pd.read_parquet(tmp_path / "out/findings.parquet")["changes"]) == {"C3.arms.span=[2005, 2020]"}


@needs_fork
def test_programs_get_an_event_for_each_combination(call, stand_in, tmp_path):
    code, out, _ = call("sweep", "--pairs", "PAK-RUS,VNM-RUS-CHN", "--json", "--jobs", 1, "--out", tmp_path / "out")
    events = [json.loads(line) for line in out.splitlines()]
    assert code == 1 and [one["event"] for one in events] == ["start", "combination", "combination", "end"]
    assert events[1]["combination"] == "PAK-RUS" and events[1]["done"] == 1 and "left" in events[1]
    assert events[3]["failed"] == 1


@needs_fork
def test_other_files_are_not_replaced(call, stand_in, tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    code, _, err = call("sweep", "--pairs", "PAK-RUS", "--out", tmp_path)
    assert code == 2 and "holds other files than a sweep" in err and contents(tmp_path) == {"own.txt": b"mine"}


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_decided(call, stand_in, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = call("sweep", "--pairs", "PAK-RUS", "--out", tmp_path / "file/below/out")
    assert code == 2 and err.startswith("ParameterError: nothing can be written in") and err.count("\n") == 1


def test_without_fork_processes_are_started_anew(monkeypatch):
    monkeypatch.setattr(children, "available", lambda: False)

    class Wrong(Study):
        def parameters(self):
            return {"country": "PKA"}

    one = grid.Combination("wrong", (), Wrong())
    ((_, done),) = run.local([one], 1)
    assert done.reason.startswith("ParameterError: country = 'PKA'") and not done.rows


SLOW = """
import os, sys, time
from analysis import cli
from analysis.sweep import work
work.prepare = lambda jobs: None
work.decided = lambda study: (os.write(2, b"deciding\\n"), time.sleep(600))  # at once: two processes share the line
sys.argv = ["analysis", "sweep", "--pairs", "PAK-RUS,TUR-RUS-GRC,VNM-RUS-CHN", "--jobs", "2", "--out", sys.argv[1]]
raise SystemExit(cli.main())
"""


@needs_fork
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_nothing_is_left_of_a_sweep_that_is_stopped(root, tmp_path, number, code):
    command = [sys.executable, "-c", SLOW, str(tmp_path / "out")]
    told = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    with subprocess.Popen(command, cwd=root, **told) as sweep:
        assert sweep.stderr.readline() == "deciding\n"
        os.kill(sweep.pid, number)
        # Reading ends only when no process holds the pipes any more: its children too are gone.
        _, err = sweep.communicate(timeout=60)
    assert sweep.returncode == code and "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_no_name_of_a_case_begins_a_formula_in_the_failures(tmp_path):
    one = grid.Combination("=HYPERLINK(1)", (), Study())
    store.write([(one, work.Done({}, "no such case", 0.0))], tmp_path, "page")
    (failure,) = csv.DictReader((tmp_path / "failures.csv").open())
    assert failure["case"] == "'=HYPERLINK(1)" and failure["reason"] == "no such case"
