"""What a preview keeps from one save to the next: its site, its cache, and the objects that it has read.

Comes in: the folder that MkDocs serves and clears before each build. Goes out: the same folder, with the files that stay
back in it. Between two builds the earlier site lies elsewhere; what is new is moved into it, and it moves back as a
whole, so that a save costs what it changes. While a site is built MkDocs lets every browser wait.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from generator.cache.outputs import Outputs
from generator.cache.store import Store, open_store
from generator.publishing.tree import read_tree

IDLE = 2.0
"""Seconds without a save after which garbage is looked for, which stops everything for as long as it takes."""


class Preview:
    """The memory of one preview."""

    def __init__(self, root: Path) -> None:
        """Begin a preview of the project below `root`."""
        self.store: Store = open_store(root)
        self.store.keep_objects()
        self._table = Store(None).table("preview")
        self._earlier: Path | None = None
        """Where the site of the last build lies meanwhile."""
        self._whole = False
        """Whether the last build came to its end, so that MkDocs' folder holds its site."""
        self._scratch: Path | None = None
        self._timer: threading.Timer | None = None

    def begin(self, site: Path) -> None:
        """Take the site of the last build out of the folder that MkDocs is about to clear.

        Of a build that failed nothing is kept; the site before it is kept still.
        """
        self._wait_with_garbage()
        if self._whole:
            self._whole = False
            self._earlier = Path(tempfile.mkdtemp(prefix="evidence-map-", dir=site.parent))
            _move(site, self._earlier)

    def outputs(self, frame: str) -> Outputs:
        """Return what the last build made; `frame` is the digest of what stands around its pages."""
        _remove(self._scratch)
        self._scratch = Path(tempfile.mkdtemp(prefix="evidence-map-"))
        return Outputs(self._table, frame, self._earlier, self._scratch)

    def close(self, outputs: Outputs, site: Path, settled: Collection[str]) -> None:
        """Put what stays back into the site, and keep what the next build should know.

        Args:
            outputs: What this build made, and which pages stay.
            site: The folder that MkDocs serves, with all that is new in it.
            settled: Further files of the earlier site that stay.
        """
        earlier, self._earlier = self._earlier, None
        if earlier is not None:
            try:
                _merge(site, earlier, {path for path, _ in outputs.kept_files()} | set(settled))
                _move(earlier, site)
            finally:
                _remove(earlier)
        outputs.close(site)
        self.store.save()
        _remove(self._scratch)
        self._scratch, self._whole = None, True

    def rest(self) -> None:
        """Look for garbage when nobody has saved anything for a while."""
        self._timer = threading.Timer(IDLE, _look_for_garbage)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Leave nothing behind."""
        self._wait_with_garbage()
        gc.enable()
        for folder in (self._earlier, self._scratch):
            _remove(folder)
        self._earlier = self._scratch = None

    def _wait_with_garbage(self) -> None:
        """Keep Python from looking for garbage: with a thousand studies in memory it takes longer than all else of a save."""
        gc.disable()
        if self._timer is not None:
            self._timer.cancel()


def _merge(new: Path, earlier: Path, stay: Collection[str]) -> None:
    """Make an earlier site the new one: what is new moves into it, and what neither stays nor is new goes out of it."""
    fresh, old = read_tree(new), read_tree(earlier)
    for path in old.files.keys() - stay:
        os.unlink(f"{earlier}/{path}")
    for folder in reversed(old.folders[1:]):
        with suppress(OSError):  # There is something in it.
            os.rmdir(folder)
    for folder in {path.rpartition("/")[0] for path in fresh.files}:
        os.makedirs(f"{earlier}/{folder}", exist_ok=True)
    for path, entry in fresh.files.items():
        os.replace(entry.path, f"{earlier}/{path}")


def _move(folder: Path, target: Path) -> None:
    """Move all that lies in a folder into another one, which holds nothing that is needed."""
    for entry in os.scandir(target):
        shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)
    for entry in os.scandir(folder):
        shutil.move(entry.path, target / entry.name)


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _look_for_garbage() -> None:
    """Look for garbage among all that there is; what is left stays until the next time, and is not looked at again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.enable()
