"""Several pieces of work at a time, each in a child forked from this process: what is loaded is shared, nothing done is."""

import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from analysis import children
from analysis.errors import AnalysisError, RenderError


class Child(NamedTuple):
    """A running child: its name, the process, and when its time is over."""

    name: str
    process: multiprocessing.Process
    begun: float
    ends: float


def run(
    jobs: Mapping[str, Callable[[], Any]], *, at_once: int, limit: float, shared: Callable[[], object] | None = None
) -> Iterator[tuple[str, float, Any]]:
    """Name, seconds and result of each job as it ends; results are pickled.

    `shared` is called here once all processors but one have a job; what it leaves in memory, all later children have too.

    Raises what a job raised (RenderError where it is none of ours), or RenderError where a child dies or takes longer than
    `limit` seconds. Whatever happens, no child is left: also where this process is killed, each ends within a second.
    """
    waiting = list(jobs.items())
    running: dict[Connection, Child] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once - (shared is not None):
                name, job = waiting.pop(0)
                running.update([_start(name, job, limit)])
            if shared:
                shared()
                shared = None
                continue
            ready = wait(list(running), max(0.0, min(one.ends for one in running.values()) - time.monotonic()))
            if not ready:
                late = min(running.values(), key=lambda one: one.ends)
                raise RenderError(
                    f"{late.name} took longer than {limit:g} s and was stopped; give it more with --limit."
                )
            for receiver in ready:
                assert isinstance(receiver, Connection)
                child = running.pop(receiver)
                yield child.name, time.monotonic() - child.begun, _result(receiver, child)
    finally:
        for receiver, child in running.items():
            _end(receiver, child)


def _start(name: str, job: Callable[[], Any], limit: float) -> tuple[Connection, Child]:
    forking = multiprocessing.get_context("fork")
    receiver, sender = forking.Pipe(duplex=False)
    process = forking.Process(target=_work, args=(job, sender, os.getpid()), daemon=False)
    now = time.monotonic()
    process.start()
    sender.close()
    return receiver, Child(name, process, now, now + limit)  # type: ignore[arg-type]


def _result(receiver: Connection, child: Child) -> Any:
    try:
        found, value = pickle.loads(receiver.recv_bytes())
    except EOFError:
        child.process.join()
        code = child.process.exitcode or 0
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        raise RenderError(f"{child.name} could not run: its process was ended {how}.") from None
    finally:
        _end(receiver, child)
    if not found:
        raise value
    return value


def _end(receiver: Connection, child: Child) -> None:
    receiver.close()
    child.process.kill()
    child.process.join()


def _work(job: Callable[[], Any], sender: Connection, parent: int) -> None:
    """In the child: do the job, send what it returns or raises, and end with the parent."""
    children.belong_to(parent)
    try:
        answer = (True, job())
    except AnalysisError as error:
        answer = (False, error)
    except Exception as error:
        answer = (False, RenderError(f"{type(error).__name__}: {' '.join(str(error).split())}"))
    sender.send_bytes(pickle.dumps(answer))
