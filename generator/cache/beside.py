"""Work in a second process while this one goes on, where there is a core for it.

The second process is a copy of this one at the moment of the call (`fork`), so that it has everything at hand; its
result comes back through a pipe. Where a system cannot copy a process, or has one core, the work is done here, when it
is asked for. The result is the same.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Generic, TypeVar

G = TypeVar("G")
T = TypeVar("T")

THREADED = ("typst",)
"""Libraries that keep threads: a copy of a process that has used one has its threads' locks without the threads, and waits for ever."""


class Beside(Generic[T]):
    """Work that goes on in a second process and has results on its way; each is the same each time that it is asked for."""

    def __init__(self, process: _Process[T] | None, otherwise: Callable[[], Iterator[T]]) -> None:
        """Follow a process.

        Args:
            process: The second process, where there is one.
            otherwise: What is done here where there is none or it failed: yields the results.
        """
        self._process = process
        self._otherwise = otherwise
        self._known: list[T] = []
        self._here: Iterator[T] | None = None
        """The work, where it is done here."""

    def result(self, number: int = 0) -> T:
        """Return a result, the first by default; waits for it, not for what follows."""
        while len(self._known) <= number:
            self._known.append(self._next())
        return self._known[number]

    def goes_on(self) -> bool:
        """Return whether the second process is still at work on its next result, so that who asks for it would wait."""
        return self._here is None and self._process is not None and not self._process.has_said_more()

    def finish(self) -> None:
        """Wait for the end of the work."""
        if self._here is None and (self._process is None or not self._process.ends_well()):
            self._here = self._again()
        for _ in self._here or ():
            pass

    def _next(self) -> T:
        if self._here is None:
            found = self._process.result() if self._process is not None else None
            if found is not None:
                return found[0]
            if self._process is not None:
                self._process.ends_well()
            self._here = self._again()
        return next(self._here)

    def _again(self) -> Iterator[T]:
        """Return the work from the point to which the results are known."""
        work = self._otherwise()
        for _ in self._known:
            next(work)
        return work


def beside(work: Callable[[], T], otherwise: Callable[[], T] | None = None) -> Callable[[], T]:
    """Begin `work` in a second process; returns what waits for its result and gives it, the same each time.

    An error in the second process is no matter: the work is then done here, and the error comes out here.

    Args:
        work: What is to be done.
        otherwise: What is done here where there is no second process or it failed; `work` itself if nothing is said.
    """
    return _sole_result(Beside(_begin(_alone(work)), _alone(otherwise or work)))


def beside_in_steps(work: Callable[[], Iterator[T]]) -> Beside[T]:
    """Begin `work` in a second process: it yields its results, and goes on each time.

    An error in the second process is no matter: all of the work is then done here, and the error comes out here.
    """
    return Beside(_begin(work), work)


def end_all() -> None:
    """End every second process that nobody has waited for: what it works on is no longer wanted."""
    for process in list(_LIVING):
        process.end()


@contextmanager
def none_left() -> Iterator[None]:
    """End, on leaving, every second process that nobody has waited for."""
    try:
        yield
    finally:
        end_all()


def _alone(work: Callable[[], T]) -> Callable[[], Iterator[T]]:
    """Return work that has one result and is then at its end."""
    return lambda: iter([work()])


def _sole_result(begun: Beside[T]) -> Callable[[], T]:
    """Return what waits for such work and gives its result."""

    def result() -> T:
        found = begun.result()
        begun.finish()
        return found

    return result


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
        self._process = _begin(_alone(partial(self._work_when_told, prepare)))
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
        return _sole_result(Beside(self._process, _alone(partial(self._work, given))))

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


class _Process(Generic[T]):
    """A copy of this process at work."""

    def __init__(self, child: int, reading: int) -> None:
        """Follow the process `child`, whose result comes out at `reading`."""
        self.child = child
        self._pipe = os.fdopen(reading, "rb")
        self._ended: bool | None = None
        """Whether it came to a good end, once it has ended."""
        _LIVING.add(self)

    def result(self) -> tuple[T] | None:
        """Wait for the next result; return it in a tuple, or None where there was an error."""
        try:
            return (pickle.load(self._pipe),)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return None

    def has_said_more(self) -> bool:
        """Return whether a result, or its end, can be read without waiting; what is read already with another does not count."""
        return self._ended is not None or bool(select.select([self._pipe], [], [], 0)[0])

    def ends_well(self) -> bool:
        """Wait until it has ended; return whether without an error."""
        if self._ended is None:
            self._pipe.close()
            _, status = os.waitpid(self.child, 0)
            _LIVING.discard(self)
            self._ended = status == 0
        return self._ended

    def end(self) -> None:
        """End it."""
        if self._ended is None:
            os.kill(self.child, signal.SIGKILL)
            self.ends_well()


_LIVING: set[_Process[Any]] = set()
"""Second processes that nobody has waited for."""


def _begin(work: Callable[[], Iterator[T]]) -> _Process[T] | None:
    """Copy this process and let the copy work, where there is a core for it and the system can."""
    if not _may_copy():
        return None
    reading, writing = _pipe()
    # Python ignores what is raised while it copies a process: Ctrl-C in this moment would be lost.
    allowed = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        try:
            child = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            return None
        if child == 0:
            os.close(reading)
            _LIVING.clear()
            status = 1
            try:
                signal.pthread_sigmask(signal.SIG_SETMASK, allowed)
                # Pickle is safe here: both ends of the pipe are this program, in this run.
                with os.fdopen(writing, "wb") as pipe:
                    for found in work():
                        pickle.dump(found, pipe, protocol=pickle.HIGHEST_PROTOCOL)
                        pipe.flush()
                status = 0
            finally:
                # Nothing that this process was about to do at its end may be done twice.
                os._exit(status)
        os.close(writing)
        return _Process(child, reading)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, allowed)


def _may_copy() -> bool:
    return _cores() > 1 and hasattr(os, "fork") and sys.modules.keys().isdisjoint(THREADED)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
