"""A share of many files, read in a second process.

Comes in: the files of which nothing is known. Goes out: of each file of the share that has no fault, the line that the cache
keeps of it, and the lines of the bibliography's works; both are read back as those of the cache are. Files with a fault are
left to the first process, so that one tells all faults, in order.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.cache.beside import beside
from generator.cache.store import digest
from generator.load.kept_works import lines_of_works
from generator.load.located_yaml import read_bytes
from generator.load.sound_files import ContentFile, sound_object
from generator.load.validated import to_line

MANY = 50
"""Files from which on a second process pays."""
_SHARE = 0.59
"""Of all work; the first process reads back what the second one sends, which is a tenth of reading a file."""
_BIBLIOGRAPHY = 6
"""How much longer a byte of BibTeX takes than one of YAML."""


class Sent(NamedTuple):
    """What the second process sends."""

    files: dict[str, tuple[str, str]]
    """By owner: the digest of a file's bytes, and the line of its object."""
    works: dict[str, str]
    """Lines for the table of works, by key."""


_NOTHING = Sent({}, {})


class Share:
    """What a second process reads; nothing, where there is none."""

    def __init__(self, files: Sequence[ContentFile] = (), bibliography: Path | None = None) -> None:
        """Begin to read a share of files.

        Args:
            files: Those of which nothing is known, in order; the share is the last of them.
            bibliography: To be read as well, if any.
        """
        many = len(files) >= MANY
        share = _last(files, bibliography) if many else ()
        self._owners = {file.owner for file in share}
        here = os.getpid()

        def work() -> Sent:
            # Without a second process a file is read when its turn comes: to write its line only to read it back is no use.
            return _NOTHING if os.getpid() == here else _read(share, bibliography)

        self._sent = beside(work) if many else lambda: _NOTHING

    def file(self, owner: str) -> tuple[str, str] | None:
        """Return the digest of a file and the line of its object, if it was in the share and has no fault."""
        return self._sent().files.get(owner) if owner in self._owners else None

    def works(self) -> Mapping[str, str]:
        """Return the lines of the bibliography, if it was read and has no fault."""
        return self._sent().works


def _last(files: Sequence[ContentFile], bibliography: Path | None) -> Sequence[ContentFile]:
    """Return the last files, as many as take half of the time together with the bibliography."""
    sizes = [_size(file.path) for file in files]
    works = _BIBLIOGRAPHY * _size(bibliography) if bibliography is not None else 0
    left = _SHARE * (sum(sizes) + works) - works
    first = len(files)
    while first > 0 and left > 0:
        first -= 1
        left -= sizes[first]
    return files[first:]


def _read(share: Sequence[ContentFile], bibliography: Path | None) -> Sent:
    found: dict[str, tuple[str, str]] = {}
    for file in share:
        raw = read_bytes(file.path, file.shown_as)
        made = sound_object(file, raw) if isinstance(raw, bytes) else None
        line = None if made is None else to_line(made)
        if line is not None and isinstance(raw, bytes):
            found[file.owner] = digest(raw), line
    works = lines_of_works(bibliography, bibliography.name) if bibliography is not None else None
    return Sent(found, works or {})


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
