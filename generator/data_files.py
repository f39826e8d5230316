"""The data files of a site: made in a second process, and laid where the site takes them from.

Comes in: a knowledge base, and what the last build left: its files, and where the pieces of each lie. Goes out: what
the page on data says of each file, and where it lies. Only that comes back from the second process, and at once; the files
themselves, 200 MB at a thousand studies, go to the disk from there. One that is as it was stays that of the earlier site.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import to_json

from generator.config import Edition
from generator.link.evidence_map import EvidenceMap
from generator.link.knowledge_base import KnowledgeBase
from generator.render.page import Download, DownloadKey

if TYPE_CHECKING:
    from generator.export.data_file import DataFile


@dataclass(frozen=True)
class Place:
    """Where files are laid, and those of the last build."""

    folder: Path
    """For files that are new, on the disk of the site; it is there, and who gives it removes it."""
    earlier: Path | None = None
    """The earlier site."""
    remembered: str = ""
    """What the last build asked to remember."""
    lasting: bool = True
    """Whether there will be a next build that remembers."""


class Placed(NamedTuple):
    """A file on the disk."""

    file: Path
    settled: bool
    """Whether it is one of the earlier site."""


@dataclass(frozen=True)
class DataFiles:
    """All data files of a build."""

    paths: frozenset[str]
    """Of each of them, below the site."""
    downloads: tuple[Download, ...] = ()
    """What there is to say of each, in the order of the page on data."""
    contents: AbcMapping[str, bytes] = field(default_factory=dict)
    """By path below the site, where nobody gave a place for them."""
    placed: AbcMapping[str, Placed] = field(default_factory=dict)
    """By path below the site, where somebody did."""
    to_remember: str = ""
    """For the next build: JSON on one line."""


def make_data_files(
    base: KnowledgeBase,
    edition: Edition,
    verification: AbcMapping[str, str],
    evidence: EvidenceMap,
    place: Place | None = None,
) -> Iterator[DataFiles]:
    """Make all data files; what the last build left is taken from there.

    Yields twice: their paths alone, at once; all that there is to say of them, when they are made. It lays them then, 130 MB
    after an edit of one of a thousand studies, while whoever prints a page on them goes on.

    Args:
        base: The knowledge base.
        edition: What the files say of themselves.
        verification: Qualified quote id to `verified` or `unverified`.
        evidence: The evidence map.
        place: Where to lay them; without one their bytes are returned.

    Raises:
        OSError: The disk is full, or the place may not be written.
    """
    # In a second process this one needs none of it.
    from generator.export import site_data
    from generator.export.keys import NO_KEYS, make_keys
    from generator.export.pieces import Binder

    if place is None:
        files = site_data.export_all(base, edition, verification, evidence)
        contents = {path: file.content for path, file in files.items()}
        yield DataFiles(frozenset(files))
        yield DataFiles(frozenset(files), tuple(map(_download, files.values())), contents)
        return
    keys = make_keys(base, edition, verification, evidence) if place.lasting else NO_KEYS
    earlier = _Earlier(place)
    if keys.whole and earlier.whole == keys.whole and (kept := earlier.all_files()) is not None:
        yield DataFiles(kept.paths)
        yield kept
        return
    binder = Binder(keys, earlier.files)
    tables = site_data.make_tables(base, evidence, verification, keys)
    paths = site_data.export_paths(base, tables)
    yield DataFiles(paths)
    files = site_data.export_all(base, edition, verification, evidence, binder, tables)
    downloads = {path: _download(file) for path, file in files.items()}
    placed = {path: earlier.place_of(path, file) for path, file in files.items()}
    noted = {path: {**binder.noted.get(path, {}), "sha256": file.sha256} for path, file in files.items()}
    about = {"whole": keys.whole, "downloads": list(downloads.values()), "files": noted}
    yield DataFiles(paths, tuple(downloads.values()), {}, placed, to_json(about).decode() if keys.whole else "")
    for path, (target, settled) in placed.items():
        if not settled:
            # Without the folders above: a second process must not make them again that outlives its build.
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(files.pop(path).content)


class _Earlier:
    """What the last build left, as far as it is still there."""

    def __init__(self, place: Place) -> None:
        from generator.export.pieces import Earlier

        self._place = place
        self._about: dict[str, Any] = json.loads(place.remembered or "{}") if place.earlier else {}
        self.files = Earlier(self._about.get("files", {}), self._read)

    @property
    def whole(self) -> str:
        """The digest of all that its files are made of."""
        return str(self._about.get("whole", ""))

    def all_files(self) -> DataFiles | None:
        """Return its files where each of them is as it was."""
        if not all(map(self.files.holds, self.files.remembered)):
            return None
        downloads = tuple(
            Download(**{**about, "keys": tuple(DownloadKey(**key) for key in about["keys"])})
            for about in self._about["downloads"]
        )
        placed = {path: Placed(self._path(path), settled=True) for path in self.files.remembered}
        return DataFiles(frozenset(placed), downloads, {}, placed, self._place.remembered)

    def place_of(self, path: str, file: DataFile) -> Placed:
        """Return where a file is to lie: in the earlier site, if that has it already, else in a new place."""
        remembered = self.files.remembered.get(path)
        if remembered and remembered["sha256"] == file.sha256 and self.files.holds(path):
            return Placed(self._path(path), settled=True)
        return Placed(self._place.folder / path, settled=False)

    def _path(self, path: str) -> Path:
        assert self._place.earlier is not None
        return self._place.earlier / path

    def _read(self, path: str) -> bytes | None:
        try:
            file = self._path(path)
            # What a link leads to is not of the site, whatever it says.
            return file.read_bytes() if stat.S_ISREG(file.lstat().st_mode) else None
        except OSError:
            return None


def _download(file: DataFile) -> Download:
    return Download(
        path=file.path,
        size=len(file.content),
        sha256=file.sha256,
        group=file.group,
        meaning=file.meaning,
        opens_in=file.opens_in,
        keys=tuple(DownloadKey(doc.key, doc.type, doc.unit, doc.meaning) for doc in file.keys),
        rows=file.rows,
        schema=file.schema,
        media_type=file.media_type,
    )
