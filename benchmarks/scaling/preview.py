"""A preview as its author meets it: from the moment in which a file is saved to that in which its page shows what was written.

Comes in: a workspace. Goes out: a `Sample`. The start of the preview, which makes the whole site, is not counted; what MkDocs
takes to notice that a file was saved is.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from benchmarks.scaling.process import surroundings
from benchmarks.scaling.sample import Sample
from benchmarks.scaling.workspace import PROGRAM, Workspace

PAUSE = 0.02
"""Seconds between two looks at the page; while a site is made, a look waits for its end."""
TICK = os.sysconf("SC_CLK_TCK")


def measure(at: Workspace) -> Sample:
    """Serve the project, edit a study, and wait for its page; the first save, which reads all that memory lacks, is not counted."""
    address = f"127.0.0.1:{_free_port()}"
    at.ready_for = ""  # Its cache is of a preview now.
    server = subprocess.Popen(
        [*PROGRAM, "serve", "--address", address],
        cwd=at.project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
        start_new_session=True,
    )
    page = f"http://{address}/studies/{at.edited_study}/"
    end = time.monotonic() + at.limit
    try:
        _wait(page, "</html>", end)
        for _ in range(2):
            begun, busy = time.perf_counter(), _processor(server.pid)
            at.edit(at.study_file)
            _wait(page, f"Edited{at.edits} ", end)
            wall, cpu = time.perf_counter() - begun, _processor(server.pid) - busy
        return Sample("ok", round(wall, 4), round(cpu, 4), _memory(server.pid))
    except TimeoutError as error:
        return Sample("limit" if server.poll() is None else "failed", at.limit, remark=str(error))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _wait(page: str, words: str, end: float) -> None:
    """Wait until a page holds some words.

    Raises:
        TimeoutError: It does not, and no time is left.
    """
    while time.monotonic() < end:
        patience = max(1.0, end - time.monotonic())
        with (
            suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(page, timeout=patience) as found,
        ):
            if words in found.read().decode():
                return
        time.sleep(PAUSE)
    raise TimeoutError(f"{words!r} never came to {page}")


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def _processor(process: int) -> float:
    """Return the processor seconds of a process and of those that it started and that have ended; nothing where nobody tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICK


def _memory(process: int) -> float:
    """Return the megabytes of a process at its peak; nothing where nobody tells."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
