"""Digests of files that this run has read already, so that a file that stays as it is is read once.

Comes in: a path. Goes out: the digest of the file's bytes. To use a digest again is as if the file had been changed a moment
after it was read; a file that was changed so shortly before that its times cannot tell one change from another is read again.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from generator.cache.store import digest

_JUST_NOW = 2_000_000_000
"""Nanoseconds within which a file system may give two changes the same time."""

_Stamp = tuple[int, int, int, int, int]

_known: dict[str, tuple[_Stamp, str]] = {}


def digest_of_file(path: Path) -> str:
    """Return the digest of a file's bytes.

    Raises:
        OSError: It cannot be read.
    """
    known = remembered_digest(path)
    if known is not None:
        return known
    with open(path, "rb", buffering=0) as file:
        stamp = _stamp(os.fstat(file.fileno()))
        found = digest(file.readall())
    if time.time_ns() - max(stamp[-2:]) > _JUST_NOW:
        _known[os.fspath(path)] = stamp, found
    return found


def remembered_digest(path: Path) -> str | None:
    """Return the digest of a file that this run has read and nobody has changed since; None without one."""
    stamp, found = _known.get(os.fspath(path), (None, None))
    try:
        return found if stamp is not None and stamp == _stamp(os.stat(path)) else None
    except OSError:
        return None


def _stamp(found: os.stat_result) -> _Stamp:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
