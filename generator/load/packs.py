"""The texts of the packs, read for the marks that cite and link; the syntax is that of hand-written pages.

Comes in: the packs, where their fields stand, and their files' text. Goes out: every text with its parts, and the
places of its marks to the column, so that an id that leads nowhere can be pointed at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from functools import cached_property, lru_cache, partial
from pathlib import Path

from generator.diagnostics import Location
from generator.load.lazy_mapping import LazyMapping
from generator.load.pages import parse_page
from generator.model.corpus import FieldPath
from generator.model.handwritten import PageCitation
from generator.model.pack import Cited, Named, Pack, PackText, Part, PlacedText, Words

_LOCATED = 200
"""How many marks of one text are found to the column."""
_STRONG = re.compile(r"(\\[!-/:-@\[-`{-~])|(\*\*)")
"""A character whose meaning is taken away, or where bold words begin or end."""


@lru_cache(maxsize=4096)
def read_text(text: str) -> PackText:
    """Return a text with its marks, cut into parts; `**bold**` is the only mark-up beside them."""
    page = parse_page("", "", text)
    pieces: list[str | Cited | Named] = []
    at = 0
    for mark in page.marks:
        pieces.append(text[at : mark.start])
        if isinstance(mark, PageCitation):
            pieces.append(Cited(mark.works))
        else:
            pieces.append(Named(mark.kind, mark.id, mark.words))
        at = mark.end
    pieces.append(text[at:])
    return PackText(text, tuple(_parts(pieces)), page.marks, page.faults)


def _parts(pieces: Iterable[str | Cited | Named]) -> Iterator[Part]:
    pieces = list(pieces)
    marks_left = sum(len([1 for found in _STRONG.finditer(p) if found[2]]) for p in pieces if isinstance(p, str))
    strong = False
    for piece in pieces:
        if isinstance(piece, Cited):
            yield piece
        elif isinstance(piece, Named):
            yield Named(piece.kind, piece.id, piece.words, strong)
        else:
            at, words = 0, ""
            for found in _STRONG.finditer(piece):
                words += piece[at : found.start()]
                at = found.end()
                if found[1]:
                    words += found[1][1]
                    continue
                # The last of an odd number opens nothing: it is two asterisks.
                marks_left -= 1
                if not strong and not marks_left:
                    words += "**"
                    continue
                if words:
                    yield Words(words, strong)
                words, strong = "", not strong
            words += piece[at:]
            if words:
                yield Words(words, strong)


def place_texts(
    packs: Iterable[Pack], root: Path, positions: AbcMapping[tuple[str, FieldPath], Location]
) -> dict[str, tuple[PlacedText, ...]]:
    """Return the texts of each pack by its id, in the order of the file."""
    placed = {}
    for pack in packs:
        written = _Source(f"pack:{pack.id}", root, positions)
        placed[pack.id] = tuple(
            PlacedText(path, read, LazyMapping(partial(_places, read, written, path)))
            for path, read in ((path, read_text(text)) for path, text in pack.texts())
        )
    return placed


class _Source:
    """The file of a pack, which is read when somebody asks for a place in it."""

    def __init__(self, owner: str, root: Path, positions: AbcMapping[tuple[str, FieldPath], Location]) -> None:
        self._owner, self._root, self._positions = owner, root, positions

    @cached_property
    def top(self) -> Location | None:
        """The place of the whole."""
        return self._positions.get((self._owner, ()))

    @cached_property
    def written(self) -> _Written:
        """The text of the file."""
        return _Written((self._root / self.top.path).read_text("utf-8", "replace") if self.top else "")

    def start(self, path: FieldPath) -> Location | None:
        """Return where a field begins."""
        return self._positions.get((self._owner, path))


class _Written:
    """The text of a pack's file, whose lines can be found."""

    def __init__(self, source: str) -> None:
        self.text = source.replace("\r\n", "\n").replace("\r", "\n")
        self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def index(self, place: Location) -> int:
        """Return where a place is in the text."""
        return self._starts[min(place.line, len(self._starts)) - 1] + place.column - 1

    def place(self, index: int, field: str, path: str) -> Location:
        """Return the place of a character of the text."""
        line = bisect_right(self._starts, index)
        return Location(path, line, index - self._starts[line - 1] + 1, field)


def _places(read: PackText, source: _Source, path: FieldPath) -> dict[int, Location]:
    """Return the places of a text's ids and faults in its file; of a text that is not found, the top of the file.

    The first of a text are found to the column; of a text with very many, the others stand at its beginning.
    """
    wanted = [fault.start for fault in read.faults]
    for mark in read.marks:
        wanted += [work.start for work in mark.works] if isinstance(mark, PageCitation) else [mark.id_start]
    start = source.start(path)
    if start is None:
        return dict.fromkeys(wanted, source.top or Location("content/orientation"))
    exact = {index: _locate(read.text, index, source.written, start) for index in sorted(wanted)[:_LOCATED]}
    return dict.fromkeys(wanted, start) | exact


def _locate(text: str, index: int, written: _Written, start: Location) -> Location:
    """Return where a character of a text stands in its file.

    YAML folds lines, indents and escapes, but leaves brackets and ids as they are: the n-th bracket of the text is
    the n-th of what is written, and the id follows it.
    """
    bracket = text.rfind("[", 0, index + 1)
    begin = written.index(start)
    at = begin - 1
    for _ in range(text.count("[", 0, bracket + 1)):
        at = written.text.find("[", at + 1)
    word = re.match(r"[\w.:-]+", text[index:])
    if word and bracket >= 0:
        before = text.count(word[0], bracket, index)
        for _ in range(before + 1):
            at = written.text.find(word[0], at + 1)
    return written.place(at, start.field, start.path) if at >= begin else start
