"""Combinations decided: on processes of this machine, or on the workers of a Dask cluster, each as it is done."""

import asyncio
import logging
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Any

from analysis import children
from analysis.claims import rules
from analysis.errors import ParameterError
from analysis.sweep import work
from analysis.sweep.grid import Combination
from analysis.sweep.work import Done

MOST = 6  # workers by default: each needs some 300 MB of its own
PATIENCE = 30  # seconds for a scheduler, or its first worker, to answer
ENDED = "its process was ended (by hand, or for want of memory)"
Decided = Iterator[tuple[Combination, Done]]


def local(todo: Sequence[Combination], jobs: int = 0) -> Decided:
    """Each combination and what came of it, as it is done, on `jobs` processes (0: one for each processor, at most six).

    The processes are forked after what all cases share was computed, or started anew where a system cannot fork. One that
    dies costs its own combination only. None is left, whatever happens here.
    """
    processes = min(jobs or min(children.cores(), MOST), len(todo))
    if children.available():
        work.prepare(processes)
    broken = []
    # The longest first, as far as the number of claims tells: else it may run alone at the end.
    todo = sorted(todo, key=lambda one: -len(rules.all_claims(one.study)))
    for place, (one, done) in enumerate(_pool(todo, processes), start=1):
        if done is None:
            broken.append(one)
        else:
            yield one, done
        if len(todo) - place < processes:
            import_module("analysis.sweep.page")  # a processor is free: the page will need it
    # A pool does not say whose process died, and gives up all that waited: each of them gets a pool of its own.
    for one in broken:
        ((_, again),) = _pool([one], 1)
        yield one, again or Done({}, ENDED, 0.0)


def _pool(todo: Sequence[Combination], jobs: int) -> Iterator[tuple[Combination, Done | None]]:
    way = multiprocessing.get_context("fork" if children.available() else "spawn")
    pool = ProcessPoolExecutor(jobs, way, children.belong_to, (os.getpid(),))
    try:
        futures: dict[Future[Done], Combination] = {}
        for one in todo:
            futures[pool.submit(work.attempt, one.study.parameters())] = one
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                yield futures[future], None
    except BaseException:
        for child in multiprocessing.active_children():
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def on_dask(todo: Sequence[Combination], address: str) -> Decided:
    """As `local`, on the workers of the Dask cluster whose scheduler is at `address`, such as "tcp://10.0.0.5:8786".

    ParameterError if Dask is not installed, nobody answers, no worker is there, or one has another version of module or tables.
    """
    client, futures = _client(address), {}
    try:
        futures = {client.submit(work.attempt, one.study.parameters(), pure=False): one for one in todo}
        from distributed import as_completed as each

        for future in each(list(futures), loop=client.loop):
            error = future.exception() if future.status == "error" else None
            failed = Done({}, f"{type(error).__name__}: {' '.join(str(error).split())}" if error else ENDED, 0.0)
            yield futures[future], future.result() if future.status == "finished" else failed
    finally:
        client.cancel(list(futures))
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ParameterError("Dask is not installed; `pip install -e '.[dask]'` installs it.") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        # First, since a client that was not made whole leaves words of its own behind; in a thread, as a notebook has a loop already.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(asyncio.run, _reached(address)).result()
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        told = " ".join(str(error).split())[:200]
        raise ParameterError(
            f"no Dask scheduler answers at {address} ({told}); give the address that it prints."
        ) from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        found = client.run(work.fingerprint)
    except Exception as error:
        client.close()
        told = "no worker came" if isinstance(error, TimeoutError) else " ".join(str(error).split())[:200]
        raise ParameterError(
            f"the cluster at {address} cannot be used: {told}. Start workers that have this project."
        ) from None
    strange = [name for name, one in found.items() if one != _own()]
    if strange:
        client.close()
        raise ParameterError(f"the worker {strange[0]} has another version of the module, the rules or the tables.")
    return client


async def _reached(address: str) -> None:
    from distributed import Security
    from distributed.comm.core import connect
    from distributed.core import coerce_to_address

    secured = Security().get_connection_args("client")
    await (await connect(coerce_to_address(address), timeout=PATIENCE, **secured)).close()


def _own() -> str:
    return work.fingerprint()
