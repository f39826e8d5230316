"""Work in a second process while this one goes on, where there is a core for it.

The second process is a copy of this one at the moment of the call (`fork`), so that it has everything at hand; its
result comes back through a pipe. Where a system cannot copy a process, or has one core, the work is done here, when it
is asked for. The result is the same.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

THREADED = ("typst",)
"""Libraries that keep threads: a copy of a process that has used one has its threads' locks without the threads, and waits for ever."""


def beside(work: Callable[[], T], otherwise: Callable[[], T] | None = None) -> Callable[[], T]:
    """Begin `work` in a second process; returns what waits for its result and gives it, the same each time.

    An error in the second process is no matter: the work is then done here, and the error comes out here.

    Args:
        work: What is to be done.
        otherwise: What is done here where there is no second process or it failed; `work` itself if nothing is said.
    """
    may_copy = _cores() > 1 and hasattr(os, "fork") and sys.modules.keys().isdisjoint(THREADED)
    process = _begin(work) if may_copy else None
    known: list[T] = []

    def result() -> T:
        if not known:
            found = process() if process is not None else None
            known.append(found[0] if found is not None else (otherwise or work)())
        return known[0]

    return result


def _begin(work: Callable[[], T]) -> Callable[[], tuple[T] | None] | None:
    """Copy this process; returns what waits for the copy's result, in a tuple, or None where it had an error."""
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if child == 0:
        os.close(reading)
        status = 1
        try:
            # Pickle is safe here: both ends of the pipe are this program, in this run.
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(work(), pipe, protocol=pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            # Nothing that this process was about to do at its end may be done twice.
            os._exit(status)
    os.close(writing)

    def result() -> tuple[T] | None:
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(child, 0)
        return (pickle.loads(content),) if status == 0 else None

    return result


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
