"""Files put together from pieces: one that was made before, of the same things, is cut out of the earlier file.

Comes in: pieces, each with the digest of all that it is made of, and the files of an earlier edition with where their
pieces lie. Goes out: whole files, the same bytes as without an earlier edition. At an edit nearly every piece is there
already, and to read a file is far cheaper than to make it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from generator.export.keys import NO_KEYS, Keys
from generator.link.knowledge_base import KnowledgeBase
from generator.model.crosswalk import CrossStudyTheme
from generator.model.study import Study


class Piece(NamedTuple):
    """A part of a file that follows from few things, e.g. what it says of one study."""

    key: str
    """Digest of all that it is made of; empty for what is made each time."""
    make: Callable[[], bytes]


class Run(NamedTuple):
    """Pieces one after the other, as a file writes them; those without a byte are left out."""

    pieces: Iterable[Piece]
    between: bytes = b""
    begin: bytes = b""
    end: bytes = b""
    empty: bytes = b""
    """What stands there where no piece has a byte."""


def study_pieces(base: KnowledgeBase, keys: Keys, make: Callable[[Study], bytes]) -> Iterator[Piece]:
    """Yield a piece for each study, in the order of the site."""
    return (Piece(keys.study(study.id), partial(make, study)) for study in base.studies.values())


def theme_pieces(base: KnowledgeBase, keys: Keys, make: Callable[[CrossStudyTheme], bytes]) -> Iterator[Piece]:
    """Yield a piece for each cross-study theme, in map order."""
    return (Piece(keys.theme(theme.id), partial(make, theme)) for theme in base.themes.values())


def json_run(pieces: Iterable[Piece]) -> Run:
    """Return pieces as a JSON list that `json_text` opens: each piece is some of its records, a comma between two."""
    return Run(pieces, b",\n", b"[\n", b"\n]", b"[]")


@dataclass
class Earlier:
    """The files of an earlier edition; a file that is not what was remembered is as good as none."""

    remembered: AbcMapping[str, Any]
    """Path to `sha256` and `pieces`, as `Binder.memory` gave them."""
    read: Callable[[str], bytes | None]
    """Returns the file at a path, or nothing where there is none."""
    _held: dict[str, bool] = field(default_factory=dict)

    def content(self, path: str) -> bytes | None:
        """Return a file whose bytes are those that were remembered, else nothing; it is read each time, and not kept."""
        content = self.read(path) if path in self.remembered else None
        held = content is not None and hashlib.sha256(content).hexdigest() == self.remembered[path]["sha256"]
        self._held[path] = held
        return content if held else None

    def holds(self, path: str) -> bool:
        """Return whether a file is there, with the bytes that were remembered."""
        return self._held[path] if path in self._held else self.content(path) is not None

    def pieces(self, path: str) -> dict[str, memoryview]:
        """Return the pieces of a file by their keys."""
        content = self.content(path)
        if content is None:
            return {}
        view = memoryview(content)
        return {key: view[start : start + size] for key, start, size in self.remembered[path].get("pieces", ())}


class Binder:
    """Puts files together, and notes where their pieces lie."""

    def __init__(self, keys: Keys = NO_KEYS, earlier: Earlier | None = None) -> None:
        """Begin an edition; without keys nothing can be found again."""
        self.keys = keys
        self.earlier = earlier
        self.noted: dict[str, dict[str, Any]] = {}
        """What is to be remembered of a file besides its digest, by path; JSON."""

    def bind(self, path: str, *parts: bytes | Run) -> bytes:
        """Return the file at a path below the site, made of these parts."""
        kept = self.earlier.pieces(path) if self.earlier is not None else {}
        written: list[bytes | memoryview] = []
        index: list[tuple[str, int, int]] = []
        at = 0
        for part in parts:
            if isinstance(part, bytes):
                written.append(part)
                at += len(part)
                continue
            first = True
            for piece in part.pieces:
                content = kept[piece.key] if piece.key in kept else piece.make()
                if len(content):
                    before = part.begin if first else part.between
                    written += (before, content)
                    at += len(before) + len(content)
                    first = False
                if piece.key:
                    index.append((piece.key, at - len(content), len(content)))
            last = part.empty if first else part.end
            written.append(last)
            at += len(last)
        self.noted[path] = {"pieces": index}
        return b"".join(written)
