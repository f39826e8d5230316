"""Exchanging two folders: at every moment one of them, whole, stands in the place.

Linux exchanges two names in one step (`renameat2` with `RENAME_EXCHANGE`). Elsewhere it takes two renames; what was
moved aside then waits in a place where the next build finds it, should this one die between the two.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
from collections.abc import Collection
from pathlib import Path

from generator.publishing.tree import Tree

AT_FDCWD = -100
RENAME_EXCHANGE = 2
UNABLE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
"""What a kernel or a file system answers that does not know the exchange."""
MANY = 100
"""Files and folders from which on the whole file system is brought to the disk; it may have other programs' data waiting."""


def replace_folder(fresh: Path, target: Path, aside: Path) -> None:
    """Put `fresh` in the place of `target`; an earlier folder is then at `fresh` or `aside`.

    Raises:
        OSError: Nothing was changed.
    """
    if not target.exists():
        os.rename(fresh, target)
    elif not exchange_at_once(fresh, target):
        os.rename(target, aside)
        try:
            os.rename(fresh, target)
        except BaseException:
            os.rename(aside, target)
            raise
    sync(target.parent)


def exchange_at_once(one: Path, other: Path) -> bool:
    """Exchange two names in one step; return whether this system can.

    Raises:
        OSError: The system can, and it failed; nothing was changed.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if renameat2 is None:
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def seal(site: Tree, settled: Collection[str] = ()) -> None:
    """Give every file and folder the mode of a published one and bring it to the disk, so that a power cut loses nothing.

    Files of `settled`, by their path below the folder, are on the disk already.
    """
    for entry in site.files.values():
        # The entry itself may remember the file that lay there before.
        if stat.S_IMODE(os.lstat(entry.path).st_mode) != 0o644:
            os.chmod(entry.path, 0o644)
    for place in site.folders:
        os.chmod(place, 0o755)
    new = [entry.path for path, entry in site.files.items() if path not in settled]
    if len(new) + len(site.folders) < MANY or not sync_all(site.folders[0]):
        for path in (*new, *reversed(site.folders)):
            sync(path)


def sync_all(folder: str) -> bool:
    """Wait until all that the file system of a folder has waiting is on the disk; return whether this system can.

    A site has a folder for each page, and to wait for the disk a thousand times takes a hundred times as long.

    Raises:
        OSError: The disk failed; a kernel before 5.8 does not say so.
    """
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if os.name == "posix" else None
    if syncfs is None:
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor) != 0:
            code = ctypes.get_errno()
            if code in UNABLE:
                return False
            raise OSError(code, os.strerror(code), folder)
        return True
    finally:
        os.close(descriptor)


def sync(path: Path | str) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name != "posix":  # Elsewhere a folder cannot be opened.
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
