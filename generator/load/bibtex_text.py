"""BibTeX text, place by place: offsets to locations, field values to pieces.

Comes in: the text of a `.bib` file, or the raw value of one field. Goes out: locations, pieces, entries
whose values are still BibTeX. Nothing here knows CSL.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, Literal

from generator.diagnostics import Diagnostic, Location, Severity


@dataclass(frozen=True)
class Piece:
    """A part of a value: `{text}`, `"text"`, a number, the name of a string, or what does not belong."""

    kind: Literal["text", "number", "name", "junk"]
    text: str
    offset: int
    """From the start of the value."""


@dataclass(frozen=True)
class BibField:
    """One field with its value resolved, still in BibTeX's notation, e.g. `{Balint} groups`."""

    name: str
    value: str
    location: Location
    unreadable: bool = False
    """Whether its value was reported already and is missing here."""


@dataclass
class BibEntry:
    """One entry before it becomes a reference; `faults` counts its errors."""

    key: str
    entry_type: str
    location: Location
    fields: dict[str, BibField] = field(default_factory=dict)
    """By name in lower case."""
    faults: list[Diagnostic] = field(default_factory=list)

    def blame(self, rule: str, message: str, hint: str = "", *, name: str = "") -> None:
        """Note an error at a field of this entry, or at the entry itself."""
        at = self.fields[name].location if name in self.fields else self.location
        self.faults.append(Diagnostic(rule, Severity.ERROR, at, message, hint))

    def text(self, *names: str) -> str:
        """Return the value of the first of these fields that has one, or an empty string."""
        for name in names:
            found = self.fields.get(name)
            if found is not None and found.value.strip():
                return found.value.strip()
        return ""


class BibText:
    """A `.bib` file's text that knows which line and column an offset is."""

    def __init__(self, text: str, shown_as: str) -> None:
        self.text = text
        self.shown_as = shown_as
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int, name: str = "") -> Location:
        """Return the location of an offset; line and column count from 1."""
        line = bisect_right(self._starts, offset)
        return Location(self.shown_as, line, offset - self._starts[line - 1] + 1, name)


_DELIMITER = re.compile(r'\\.|["{}]', re.S)
"""A sign that may close a value, or one whose meaning a backslash takes away."""
_ONE_TEXT = re.compile(r"\{[^{}\\]*\}")
_WORD = re.compile(r'[^\s#{}"]+')


@lru_cache(1_000)
def name_of_field(key: str) -> re.Pattern[str]:
    """Return what finds the name of a field; nearly all entries have fields of the same few names."""
    return re.compile(rf"(?<![\w-]){re.escape(key)}\s*=")


def split_value(raw: str) -> Iterator[Piece]:
    """Yield the pieces of a value; a last piece `junk` is what follows a complete value.

    `{A} # jan # "B"` has three pieces; `{A} year = 2020` a text and a junk: a comma is missing.
    """
    if raw[:1] == "{" and _ONE_TEXT.fullmatch(raw):  # As nearly all are.
        yield Piece("text", raw[1:-1], 0)
        return
    position, wanted = 0, True
    while True:
        position = _skip_space(raw, position)
        if position == len(raw):
            if wanted:
                yield Piece("junk", "", position)
            return
        if not wanted:
            if raw[position] != "#":
                yield Piece("junk", raw[position:], position)
                return
            position, wanted = position + 1, True
            continue
        start = position
        if raw[start] in '{"':
            position = _closing(raw, start)
            if position < 0:
                yield Piece("junk", raw[start:], start)
                return
            yield Piece("text", raw[start + 1 : position], start)
            position += 1
        else:
            word = _WORD.match(raw, start)
            if word is None:
                yield Piece("junk", raw[start:], start)
                return
            position = word.end()
            yield Piece("number" if word[0].isdecimal() else "name", word[0], start)
        wanted = False


def _skip_space(raw: str, position: int) -> int:
    while position < len(raw) and raw[position].isspace():
        position += 1
    return position


def _closing(raw: str, start: int) -> int:
    """Return the offset of the delimiter that closes the one at `start`, or -1."""
    quoted, depth = raw[start] == '"', 0
    for found in _DELIMITER.finditer(raw, start + 1):
        char = found[0]
        if char == '"':
            if quoted and depth == 0:
                return found.start()
        elif char == "{":
            depth += 1
        elif char == "}":
            if not quoted and depth == 0:
                return found.start()
            depth -= 1
            if depth < 0:
                return -1
    return -1


class BibStrings:
    """The `@string` abbreviations of a file, resolved on demand; names ignore case."""

    months: ClassVar[dict[str, str]] = {
        "jan": "1",
        "feb": "2",
        "mar": "3",
        "apr": "4",
        "may": "5",
        "jun": "6",
        "jul": "7",
        "aug": "8",
        "sep": "9",
        "oct": "10",
        "nov": "11",
        "dec": "12",
    }
    depth_limit = 50
    length_limit = 100_000

    def __init__(self) -> None:
        self.definitions: dict[str, tuple[list[Piece], Location]] = {}
        self._values: dict[str, tuple[str, str]] = {}

    def resolve(self, pieces: list[Piece], stack: tuple[str, ...] = ()) -> tuple[str, str]:
        """Return (text, problem); problem is empty, or `undefined:NAME`, `cyclic:NAME`, `long:NAME`."""
        parts = []
        for piece in pieces:
            if piece.kind in ("text", "number"):
                parts.append(piece.text)
            elif piece.kind == "name":
                text, problem = self._lookup(piece.text, stack)
                if problem:
                    return "", problem
                parts.append(text)
        value = "".join(parts)
        if stack and len(value) > self.length_limit:
            return "", f"long:{stack[-1]}"
        return value, ""

    def _lookup(self, name: str, stack: tuple[str, ...]) -> tuple[str, str]:
        key = name.casefold()
        if key in stack or len(stack) >= self.depth_limit:
            return "", f"cyclic:{name}"
        if key not in self._values:
            if key in self.definitions:
                result = self.resolve(self.definitions[key][0], (*stack, key))
                if result[1].startswith("cyclic:"):
                    return result
                self._values[key] = result
            elif key in self.months:
                return self.months[key], ""
            else:
                return "", f"undefined:{name}"
        return self._values[key]
