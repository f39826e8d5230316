"""Run a program to its end and say what it cost, with all the programs that it started itself.

Comes in: a command and a limit in seconds. Goes out: a `Run`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping as AbcMapping
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Status = Literal["ok", "limit", "failed"]
TAIL = 1_500
"""Characters kept of what a program printed last."""


@dataclass(frozen=True)
class Run:
    """What one run of a program cost."""

    status: Status
    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor, children included; below `wall` where the program waited, above it where it used two cores."""
    memory: float
    """Megabytes (2**20 bytes) of the largest process at its peak."""
    printed: str
    """The last that it printed, both streams."""


def surroundings() -> dict[str, str]:
    """Return this process's environment, but every program may keep its compiled modules, as an installed one has them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], folder: Path, limit: float, environment: AbcMapping[str, str] | None = None) -> Run:
    """Run a command in a folder; what goes on for longer than `limit` seconds is ended, with all that it started."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**surroundings(), "NO_MKDOCS_2_WARNING": "1", **(environment or {})},
            start_new_session=True,
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            _end(child.pid)

        timer = threading.Timer(limit, stop)
        timer.start()
        try:
            _, ended, usage = os.wait4(child.pid, 0)
        except BaseException:
            _end(child.pid)
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(ended)
        size = output.seek(0, os.SEEK_END)
        output.seek(max(0, size - TAIL))
        printed = output.read().decode(errors="replace")
    status: Status = "limit" if late.is_set() else "ok" if child.returncode == 0 else "failed"
    return Run(status, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed)


def _end(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
