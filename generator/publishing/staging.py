"""The folder in which a build makes its site, beside the place where it goes; one build at a time has it.

Comes in: the site's folder. Goes out: an empty folder to build in, and at the end the exchange. What a dead build left is
mended and cleared by the next one. The folder is the lock as well (`flock`), which ends with the processes that
hold it, however they end.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.exchange import replace_folder, seal, sync
from generator.publishing.tree import Tree, read_tree

if sys.platform != "win32":
    import fcntl

ASIDE = "earlier"
"""Name of the earlier site while it is being replaced, on systems that need two steps."""
PIECE = 1 << 20
"""Bytes that are compared at once."""
LAST = b"</html>"
NEEDED = ("index.html", "404.html")


class NotWhole(Exception):
    """What was built is not a whole site; the message says what is missing."""


@dataclass
class Staging:
    """A build's own folder."""

    fresh: Path
    """Where to build; does not exist yet."""
    target: Path
    lock: int
    """A descriptor that a child process should inherit: as long as it lives, no other build begins."""
    published: bool = False
    """Whether the new site is in its place."""

    def publish(self, settled: Collection[str] = ()) -> None:
        """Check what was built, bring it to the disk and put it in its place in one step.

        Args:
            settled: Files that are those of the earlier site, and so whole and on the disk already.

        Raises:
            NotWhole: A page is missing or cut off.
            OSError: The disk is full, or the place may not be written. The earlier site is as it was.
        """
        tree = read_tree(self.fresh)
        check_whole(tree, settled)
        seal(tree, {*settled, *keep_equal(tree, self.target, settled)})
        replace_folder(self.fresh, self.target, _holder(self.target) / ASIDE)
        self.published = True

    def clear(self) -> Callable[[], object]:
        """Begin to remove the earlier site, which has thousands of files; returns what waits until it is gone.

        What is left of it is removed by `staged`.
        """
        try:
            return subprocess.Popen(["rm", "-rf", "--", str(self.fresh.parent)], stderr=subprocess.DEVNULL).wait
        except OSError:  # A system without `rm`.
            return lambda: None


def check_whole(site: Tree, settled: Collection[str] = ()) -> None:
    """Refuse a site that lacks its first page, or in which a page is cut off; pages of `settled` are known to be whole."""
    for name in NEEDED:
        if name not in site.files:
            raise NotWhole(f"{name} is missing")
    for path, entry in site.files.items():
        if not path.endswith(".html") or path in settled:
            continue
        with open(entry.path, "rb") as file:
            file.seek(max(0, entry.stat().st_size - 64))
            if not file.read().rstrip().endswith(LAST):
                raise NotWhole(f"{path} is cut off")


def keep_equal(fresh: Tree, earlier: Path, settled: Collection[str] = ()) -> set[str]:
    """Put the earlier file, by a second name, in the place of each new one with the same bytes; returns their paths.

    They need not be brought to the disk again, and who synchronises the site has less to send.
    """
    kept: set[str] = set()
    for path, new in fresh.files.items():
        if path in settled:
            continue
        old = f"{earlier}/{path}"
        try:
            seen = os.lstat(old)
            if not stat.S_ISREG(seen.st_mode) or not _equal(new, old, seen):
                continue
            if not os.path.samestat(new.stat(), seen):
                second = os.path.join(os.path.dirname(new.path), f".{new.name}.earlier")
                os.link(old, second)
                os.replace(second, new.path)
        except OSError:  # No such file; or a disk without second names, which has the new file as well.
            continue
        kept.add(path)
    return kept


def _equal(new: os.DirEntry[str], old: str, seen: os.stat_result) -> bool:
    """Return whether a new and an old file have the same bytes; one file by two names is not read."""
    size = new.stat().st_size
    if size != seen.st_size or os.path.samestat(new.stat(), seen):
        return size == seen.st_size
    with open(new.path, "rb", buffering=0) as one, open(old, "rb", buffering=0) as other:
        while piece := one.read(PIECE):
            if piece != other.read(PIECE):
                return False
    return True


@contextmanager
def staged(target: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[Staging]:
    """Yield a folder to build in; waits for another build of the same site, and clears what a dead one left.

    Raises:
        OSError: The folder beside the site cannot be made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    holder = _holder(target)
    lock = _lock(holder, on_wait)
    try:
        _recover(target)
        _clear(holder)
        # A name of its own each time: a stray child of a dead build cannot write into this one.
        yield Staging(Path(tempfile.mkdtemp(dir=holder)) / "new", target, lock)
    finally:
        _recover(target)
        _clear(holder)
        with suppress(OSError):  # Where something could not be removed, the next build tries again.
            holder.rmdir()
        os.close(lock)


def recover(target: Path) -> None:
    """Put an earlier site back that a dead build had moved aside; waits for a living one."""
    if _holder(target).is_dir() and not target.exists():
        with staged(target):
            pass


def _holder(target: Path) -> Path:
    return target.parent / f".{target.name}.building"


def _recover(target: Path) -> None:
    aside = _holder(target) / ASIDE
    if aside.is_dir() and not target.exists():
        os.rename(aside, target)
        sync(target.parent)


def _clear(holder: Path) -> None:
    for entry in list(os.scandir(holder)):
        shutil.rmtree(entry.path, ignore_errors=True)


def _lock(holder: Path, on_wait: Callable[[], None]) -> int:
    """Return a descriptor of the folder, locked; a folder that its holder removed while we waited is made anew."""
    if sys.platform == "win32":  # There is no lock there; builds at the same time are the caller's care.
        holder.mkdir(exist_ok=True)
        return os.open(os.devnull, os.O_RDONLY)
    waited = False
    while True:
        holder.mkdir(mode=0o700, exist_ok=True)
        try:
            descriptor = os.open(holder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:
            continue
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not waited:
                    on_wait()
                waited = True
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if holder.exists() and os.path.samestat(os.fstat(descriptor), holder.stat()):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
