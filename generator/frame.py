"""What stands around every page, and the memory of a preview: where an incremental build meets MkDocs' configuration."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from pathlib import Path
from typing import Any

from generator.cache.outputs import Outputs, place_again
from generator.cache.store import Store, digest, open_store
from generator.config import Edition

UNRELATED = {"site_dir", "config_file", "config_file_path", "strict", "dev_addr", "watch"}
"""Settings that no page shows."""


def frame(settings: AbcMapping[str, Any], edition: Edition, date: str, folders: list[Path], kind: str) -> str:
    """Return the digest of what every page depends on besides its content.

    Args:
        settings: What `mkdocs.yml`, its parents and the environment say, as MkDocs has read it, by name.
        edition: What the site says of itself.
        date: The day that the build writes into its files.
        folders: Templates and hooks of the project's own.
        kind: `build` or `serve`: a preview's pages have no policy.
    """
    related = {name: value for name, value in settings.items() if name not in UNRELATED}
    files = [
        f"{path}\0{digest(path.read_bytes())}"
        for folder in folders
        for path in (sorted(folder.rglob("*")) if folder.is_dir() else [folder])
        if path.is_file()
    ]
    return digest(repr(edition), date, kind, json.dumps(related, sort_keys=True, default=_name), *files)


def _name(value: Any) -> str:
    """Return what a setting is that is no plain data, e.g. a function of an extension, without its address in memory."""
    return str(getattr(value, "__qualname__", type(value).__qualname__))


class Preview:
    """What a preview keeps between two builds: the cache, and a copy of the pages, for MkDocs clears its folder."""

    def __init__(self, root: Path) -> None:
        """Begin a preview of the project below `root`."""
        self.store: Store = open_store(root)
        self._table = Store(None).table("preview")
        self._folder: Path | None = None
        self._scratch: Path | None = None

    def outputs(self, frame: str) -> Outputs:
        """Return what the last build of this preview made."""
        self._remove(self._scratch)
        self._scratch = Path(tempfile.mkdtemp(prefix="evidence-map-"))
        return Outputs(self._table, frame, self._folder, self._scratch)

    def close(self, outputs: Outputs, site: Path, placed: Iterable[str] = ()) -> None:
        """Keep the pages of a build, and the files that were placed in it, for the next one."""
        earlier, self._folder = self._folder, Path(tempfile.mkdtemp(prefix="evidence-map-"))
        place_again(((path, site / path) for path in (*outputs.paths(), *placed)), self._folder)
        outputs.close(self._folder)
        self.store.save()
        for folder in (earlier, self._scratch):
            self._remove(folder)
        self._scratch = None

    def end(self) -> None:
        """Leave nothing behind."""
        for folder in (self._folder, self._scratch):
            self._remove(folder)
        self._folder = self._scratch = None

    def _remove(self, folder: Path | None) -> None:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
