"""Work in a second process while this one goes on, where there is a core for it.

The second process is a copy of this one at the moment of the call (`fork`), so that it has everything at hand; its
result comes back through a pipe. Where a system cannot copy a process, or has one core, the work is done here, when it
is asked for. The result is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

G = TypeVar("G")
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
    return _once(_begin(work), otherwise or work)


class Ready(Generic[G, T]):
    """A second process that makes itself ready for work before it is known what to work on."""

    def __init__(self, prepare: Callable[[], object], work: Callable[[G], T]) -> None:
        """Begin to make it ready.

        Args:
            prepare: What can be done before: imports, templates.
            work: What is to be done with what comes later.
        """
        self._work = work
        self._told, telling = _pipe()
        self._tell = os.fdopen(telling, "wb")
        self._process = _begin(partial(self._work_when_told, prepare))
        os.close(self._told)

    def _work_when_told(self, prepare: Callable[[], object]) -> T:
        self._tell.close()
        prepare()
        with os.fdopen(self._told, "rb") as pipe:
            return self._work(pickle.load(pipe))

    def tell(self, given: G) -> Callable[[], T]:
        """Say what to work on; returns what waits for the result, as `beside` does."""
        # The other end may be gone; the work is done here then, as after any other error there.
        with suppress(OSError), self._tell as pipe:
            if self._process is not None:
                pickle.dump(given, pipe, protocol=pickle.HIGHEST_PROTOCOL)
        return _once(self._process, partial(self._work, given))

    def dismiss(self) -> None:
        """End the process: there is nothing to work on."""
        self._tell.close()
        if self._process is not None:
            self._process.end()


def _pipe() -> tuple[int, int]:
    """Return the ends of a pipe that takes a megabyte before anybody reads, where the system can; so who writes need not wait."""
    ends = os.pipe()
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, 1 << 20)
    return ends


def _once(process: _Process[T] | None, otherwise: Callable[[], T]) -> Callable[[], T]:
    """Return what gives the result of a second process, or of what is done here instead, the same each time."""
    known: list[T] = []

    def result() -> T:
        if not known:
            found = process.result() if process is not None else None
            known.append(found[0] if found is not None else otherwise())
        return known[0]

    return result


@dataclass(frozen=True)
class _Process(Generic[T]):
    """A copy of this process at work."""

    child: int
    reading: int
    """Where its result comes out."""

    def result(self) -> tuple[T] | None:
        """Wait for the result; return it in a tuple, or None where there was an error."""
        with os.fdopen(self.reading, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(self.child, 0)
        return (pickle.loads(content),) if status == 0 else None

    def end(self) -> None:
        """End it."""
        os.close(self.reading)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)


def _begin(work: Callable[[], T]) -> _Process[T] | None:
    """Copy this process and let the copy work, where there is a core for it and the system can."""
    if not _may_copy():
        return None
    reading, writing = _pipe()
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
    return _Process(child, reading)


def _may_copy() -> bool:
    return _cores() > 1 and hasattr(os, "fork") and sys.modules.keys().isdisjoint(THREADED)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
