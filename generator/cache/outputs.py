"""What the last build of a site made, and what each part of it had read: the ground for leaving a part alone.

Comes in: a table of the cache and the folder of the earlier site. Goes out: for each product (a page, a data file)
whether it may stay as it is. It may if everything that it read is as it was, if the frame of all pages (navigation,
configuration, theme, program) is as it was, and if its files lie in the earlier site untouched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from generator.cache.store import Table

FRAME = "frame"
UNITS = "units:"
SOURCES = "sources"
UNIT_ROWS = 64
"""Rows that the digests of units are spread over: an edit changes some, and the others need not be written again."""
PRODUCT = "product:"
NOTE = "note:"

Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


@dataclass(frozen=True)
class Product:
    """One product as the last build left it."""

    units: tuple[str, ...]
    """What it read."""
    paths: tuple[str, ...]
    """Its files below the site."""
    about: Any
    """What else later steps need to know of it, as JSON."""


class Outputs:
    """The products of one site."""

    def __init__(
        self, table: Table | None = None, frame: str = "", earlier: Path | None = None, scratch: Path | None = None
    ) -> None:
        """Open the memory of a site; without a table nothing is kept.

        Args:
            table: Of the cache, for this site alone.
            frame: Digest of what every page depends on.
            earlier: Folder of the earlier site.
            scratch: Folder on the disk of the site for files that are made before the site's own folder is there; who
                gives it removes it.
        """
        self._table = table
        self._frame = frame
        self.earlier = earlier
        self.scratch = scratch
        self._notes: dict[str, str] = {}
        self._changed: set[str] | None = None
        self._units: dict[str, str] = {}
        self._made: dict[str, Product] = {}
        self._kept: dict[str, Product] = {}
        self._digest: Callable[[str], str] | None = None
        self._source: Callable[[str], str] = lambda kind: ""
        self._settled: dict[str, dict[str, str]] = {}
        """Rows of the table that are worked out already."""

    def begin(self, digest: Callable[[str], str], source: Callable[[str], str] = lambda kind: "") -> None:
        """Find out what changed since the last build. Units of an earlier version count as changed.

        Args:
            digest: Gives a unit's digest as it is now.
            source: Gives the digest of all that the units of a kind follow from; empty where nobody knows it.
        """
        self._digest, self._source, self._settled = digest, source, {}
        if self._table is None or self.earlier is None or self._table.get(FRAME) != self._frame:
            self._changed = None
            return
        changed = set()
        sources: dict[str, str] = self._table.get(SOURCES) or {}
        settled = {kind for kind, earlier in sources.items() if source(kind) == earlier}
        rows = (self._table.get(f"{UNITS}{number}") or {} for number in range(UNIT_ROWS))
        for unit, earlier in (pair for row in rows for pair in row.items()):
            if unit.partition(":")[0] in settled:
                self._units[unit] = earlier
                continue
            try:
                now = digest(unit)
            except (KeyError, ValueError, TypeError):
                now = ""
            if now != earlier:
                changed.add(unit)
            else:
                self._units[unit] = now
        self._changed = changed

    def kept(self, name: str) -> Product | None:
        """Return a product that may stay as it is, else nothing."""
        if self._changed is None or self._table is None or self.earlier is None:
            return None
        row = self._table.get(PRODUCT + name)
        if row is None or not self._changed.isdisjoint(row["units"]):
            return None
        if any(stamp_of(f"{self.earlier}/{path}") != tuple(stamp) for path, stamp in row["files"].items()):
            return None
        self._kept[name] = Product(tuple(row["units"]), tuple(row["files"]), row["about"])
        return self._kept[name]

    def note(self, name: str, units: Iterable[str], paths: Iterable[str], about: Any = None) -> None:
        """Remember what a product that was made anew has read, which files it has, and what is to be known of it."""
        assert not self._settled, "what was read is counted already"
        self._made[name] = Product(tuple(sorted(units)), tuple(paths), about)

    def recall(self, name: str) -> str:
        """Return the line that the last build left under a name; empty where there is none."""
        return (self._table.raw(NOTE + name) if self._table is not None else None) or ""

    def remember(self, name: str, line: str) -> None:
        """Leave a line, JSON, under a name for the next build."""
        self._notes[name] = line

    def kept_files(self) -> Iterator[tuple[str, str]]:
        """Yield the path below the site and the place of each file of the earlier site that stays."""
        for product in self._kept.values():
            for path in product.paths:
                yield path, f"{self.earlier}/{path}"

    def paths(self) -> Iterator[str]:
        """Yield the path below the site of each file of a product, kept or made."""
        for product in (*self._kept.values(), *self._made.values()):
            yield from product.paths

    def settle_units(self) -> None:
        """Work out the digests of what the products of this build have read; no product may be noted after it.

        It is the part of `close` that need not wait until the site is in its place. Nothing is remembered yet.
        """
        if self._table is None or self._digest is None or self._settled:
            return
        units = {unit for product in (*self._kept.values(), *self._made.values()) for unit in product.units}
        kinds = sorted({unit.partition(":")[0] for unit in units})
        self._settled = {SOURCES: {kind: digest for kind in kinds if (digest := self._source(kind))}}
        rows: list[dict[str, str]] = [{} for _ in range(UNIT_ROWS)]
        for unit in sorted(units):
            rows[crc32(unit.encode()) % UNIT_ROWS][unit] = self._units.get(unit) or self._digest(unit)
        self._settled |= {f"{UNITS}{number}": found for number, found in enumerate(rows)}

    def close(self, site: Path) -> None:
        """Remember the products of this build, which lies at `site`, for the next one."""
        self.settle_units()
        if self._table is None or self._digest is None:
            return
        self._table.put(FRAME, self._frame)
        for name, found in self._settled.items():
            self._table.put(name, found)
        for name, line in self._notes.items():
            self._table.put_raw(NOTE + name, line)
        for name, product in self._made.items():  # What is kept has its row already, stamps and all.
            files = {path: stamp_of(site / path) for path in product.paths}
            row = {"units": product.units, "files": files, "about": product.about}
            self._table.put(PRODUCT + name, row)


def stamp_of(path: Path | str) -> Stamp | None:
    """Return size and time of change of a file, or None where there is none."""
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def place_again(files: Iterable[tuple[str, Path | str]], site: Path) -> None:
    """Put files of an earlier site into a new one: by a second name where the disk can, else as copies.

    Raises:
        OSError: A file is gone, or there is no room.
    """
    folders: set[str] = set()
    for path, earlier in files:
        target = f"{site}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)
            folders.add(folder)
        try:
            os.link(earlier, target)
        except FileExistsError:
            continue
        except OSError:
            shutil.copyfile(earlier, target)
            stamp = os.stat(earlier)
            os.utime(target, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
