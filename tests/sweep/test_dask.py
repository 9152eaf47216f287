"""A sweep on a Dask cluster: a real scheduler and two real workers, each a process, over TCP on this machine."""

import gc

import pytest

from analysis.errors import ParameterError
from analysis.study import Study
from analysis.sweep import grid, run, work

distributed = pytest.importorskip("distributed")


class Wrong(Study):
    """Parameters that no worker can take."""

    def parameters(self):
        return {"country": "PKA"}


@pytest.fixture(scope="module")
def cluster():
    options = {"host": "127.0.0.1", "protocol": "tcp://", "dashboard_address": ":0"}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **options) as found:
        yield found


@pytest.mark.slow
def test_rows_are_those_of_this_process_and_a_failure_ends_nothing(cluster):
    (good,) = grid.combinations(grid.sources((), "TUR-RUS-GRC"), {})
    found = {
        one.case: done
        for one, done in run.on_dask([grid.Combination("wrong", (), Wrong()), good], cluster.scheduler_address)
    }
    assert found["wrong"].reason.startswith("ParameterError: country = 'PKA'")
    assert found[good.case].rows == work.decided(good.study)


@pytest.mark.slow
def test_a_cluster_with_another_version_is_refused(cluster, monkeypatch):
    monkeypatch.setattr(run, "_own", lambda: "another")
    with pytest.raises(ParameterError, match="has another version of the module, the rules or the tables"):
        list(run.on_dask([], cluster.scheduler_address))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("tcp://127.0.0.1:9", "Timed out"),
        ("nowhere", "missing port"),
        ("", "missing port"),
        ("http://x:8786", "unknown"),
    ],
)
def test_an_address_where_nobody_answers_is_refused_in_one_line(address, message, monkeypatch, capfd):
    monkeypatch.setattr(run, "PATIENCE", 1)
    with pytest.raises(ParameterError, match=message) as refused:
        list(run.on_dask([], address))
    told = str(refused.value)
    assert told.startswith(f"no Dask scheduler answers at {address} (") and "\n" not in told
    del refused
    gc.collect()  # a client that was not made whole would tell now
    assert "Traceback" not in capfd.readouterr().err
