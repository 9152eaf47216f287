"""Results kept between runs: found again, computed anew where anything changed or broke, and never a reason to fail."""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from analysis import cache, tables
from analysis.errors import NotCovered
from analysis.study import Study

CALLS: list[tuple[object, ...]] = []


def halved(value: int, study: Study | None = None) -> float:
    CALLS.append((value, study))
    if value < 0:
        raise NotCovered("it is negative.")
    return value / 2


def kept_and_counted(value: int) -> tuple[float, int]:
    before = len(CALLS)
    return cache.kept(halved)(value), len(CALLS) - before


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSIS_CACHE", str(tmp_path / "kept"))
    CALLS.clear()
    yield tmp_path / "kept"
    cache._memory.cache_clear()


def test_a_result_is_computed_once_for_each_of_its_arguments():
    found = cache.kept(halved)
    assert [found(3), found(3), found(4), found(3, Study()), found(3, Study())] == [1.5, 1.5, 2.0, 1.5, 1.5]
    assert len(CALLS) == 3
    assert found(3, Study(country="TUR")) == 1.5 and len(CALLS) == 4


def test_other_data_or_other_code_is_another_result(monkeypatch):
    assert kept_and_counted(3) == (1.5, 1)
    monkeypatch.setattr(tables, "hashes", lambda *names: ("another",))
    assert kept_and_counted(3) == (1.5, 1)
    monkeypatch.setattr(cache, "_code", lambda: "changed")
    assert kept_and_counted(3) == (1.5, 1)
    assert kept_and_counted(3) == (1.5, 0)


def test_every_file_that_a_result_comes_from_is_in_the_hash_of_the_code(monkeypatch):
    package, read = Path(cache.__file__).parent, []
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or b"")
    cache._code.__wrapped__()
    rooms = {path.relative_to(package).parts[0] for path in read}
    assert {"measures", "inference", "claims", "mechanisms", "tables.py", "study.py", "countries.csv"} <= rooms
    assert package / "mechanisms" / "estimands.toml" in read and package / "claims" / "claims.toml" in read


def test_an_error_is_not_kept():
    for _ in range(2):
        with pytest.raises(NotCovered, match="negative"):
            cache.kept(halved)(-1)
    assert len(CALLS) == 2


def test_what_is_damaged_is_computed_anew(folder):
    assert kept_and_counted(5) == (2.5, 1)
    (pickled,) = folder.rglob("output.pkl")
    pickled.write_bytes(b"no pickle")
    assert kept_and_counted(5) == (2.5, 1)
    assert kept_and_counted(5) == (2.5, 0)


def test_off_keeps_nothing_and_a_file_in_the_way_is_no_reason_to_fail(folder, monkeypatch):
    folder.write_text("a file")
    assert kept_and_counted(5) == (2.5, 1) and folder.read_text() == "a file"
    monkeypatch.setenv("ANALYSIS_CACHE", "off")
    assert kept_and_counted(5) == (2.5, 1) and cache.folder() is None and cache.clear() == 0


def test_processes_at_the_same_time_get_the_same():
    with ProcessPoolExecutor(4) as pool:
        found = list(pool.map(kept_and_counted, [7] * 12))
    assert {value for value, _ in found} == {3.5} and sum(calls for _, calls in found) >= 1


def test_old_states_go_and_clear_empties_the_folder(folder, monkeypatch):
    for number in range(5):
        monkeypatch.setattr(cache, "_code", lambda number=number: str(number))
        kept_and_counted(number)
        os.utime(folder / cache.state(), (number, number))
    assert len(list(folder.iterdir())) <= cache.KEPT_STATES + 1
    assert cache.clear() > 0 and not folder.exists()
