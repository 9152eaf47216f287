"""Children forked from this process, which belong to it: none outlives it."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

from analysis.errors import NotCovered

__all__ = ["apart", "available", "begun", "belong_to", "cores"]
# Seconds between two looks at whether the parent is still there; a child of a child sees its end at the second one.
PULSE = 0.4
# Objects made between two searches for garbage in a child: a chapter's drawings make millions, and it soon ends.
COLLECTED = 200_000
Found = TypeVar("Found")


def available() -> bool:
    """Whether this system can fork a process safely: not Windows, and not macOS, whose own libraries do not bear it."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def cores() -> int:
    """Number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def apart(work: Callable[[], Found]) -> Found:
    """What `work` returns, computed in a forked child where the system has them.

    pyfixest's threads live on in the process that used it first; a child forked from it later (a chapter of the report) would
    wait for them for ever. In a child of its own they are gone with it.

    >>> children.apart(lambda: 2 + 2)
    4
    """
    return begun(work)()


def begun(work: Callable[[], Found]) -> Callable[[], Found]:
    """As `apart`, but at once: what is given back waits for the result, and the caller can do other work before it asks.

    >>> sum_of = children.begun(lambda: 2 + 2)
    >>> sum_of()
    4
    """
    # A Dask worker may have no children, and a child needs none.
    if not available() or multiprocessing.current_process().daemon:
        return lambda: _steady(work)
    receiver, sender = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_send, args=(work, sender, os.getpid()), daemon=True)
    child.start()
    sender.close()

    def result() -> Found:
        try:
            found: Found = receiver.recv()
        except EOFError:
            raise NotCovered("the computation ended without a result.") from None
        finally:
            child.kill()  # it has said all, or nobody waits for it any more
            child.join()
        if isinstance(found, Exception):
            raise found
        return found

    return result


def _steady(work: Callable[[], Found]) -> Found:
    os.environ["RAYON_NUM_THREADS"] = "1"  # sums in one order: the same digits in every run
    with threadpool_limits(1):
        return work()


def _send(work: Callable[[], Any], sender: Any, parent: int) -> None:
    belong_to(parent)
    try:
        sender.send(_steady(work))
    except Exception as error:  # told by the parent, which knows what was asked
        sender.send(error)


def belong_to(parent: int) -> None:
    """In a child: leave Ctrl-C to the parent, read no input, end within a second of the parent's end, and seek garbage seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what a command prints that a cell starts is no output of this one
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    gc.freeze()  # what the parent loaded stays: looking through it again and again costs more than it frees
    gc.set_threshold(COLLECTED)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PULSE)
    os._exit(1)
